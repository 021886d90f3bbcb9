/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Where the lists of sites come from, how old they are, an update as it goes, and what is held for a person to look at (F8). */
#define PL_TYPE_LISTS_PAGE (pl_lists_page_get_type ())
G_DECLARE_FINAL_TYPE (PlListsPage, pl_lists_page, PL, LISTS_PAGE, PlSubpage)

PlSubpage *pl_lists_page_new (PlClient *client);

G_END_DECLS
