/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"

G_BEGIN_DECLS

/* The home's internet rules (H1 to H3): to read, to comment, to sign or decline, to print. */
#define PL_TYPE_RULES_PAGE (pl_rules_page_get_type ())
G_DECLARE_FINAL_TYPE (PlRulesPage, pl_rules_page, PL, RULES_PAGE, AdwBin)

void pl_rules_page_set_client (PlRulesPage *page, PlClient *client);

G_END_DECLS
