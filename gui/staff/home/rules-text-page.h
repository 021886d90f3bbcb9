/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* The home's internet rules as a text that a manager changes (H2). */
#define PL_TYPE_RULES_TEXT_PAGE (pl_rules_text_page_get_type ())
G_DECLARE_FINAL_TYPE (PlRulesTextPage, pl_rules_text_page, PL, RULES_TEXT_PAGE, PlSubpage)

PlSubpage *pl_rules_text_page_new (PlClient *client);

G_END_DECLS
