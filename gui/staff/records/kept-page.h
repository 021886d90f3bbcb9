/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* How long what is kept, why, and what is deleted next (R7); where a manager changes it. */
#define PL_TYPE_KEPT_PAGE (pl_kept_page_get_type ())
G_DECLARE_FINAL_TYPE (PlKeptPage, pl_kept_page, PL, KEPT_PAGE, PlSubpage)

PlSubpage *pl_kept_page_new (PlClient *client);

G_END_DECLS
