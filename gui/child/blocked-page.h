/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Sites that were blocked and why (F6), the same list as staff see; and ways to ask. */
#define PL_TYPE_BLOCKED_PAGE (pl_blocked_page_get_type ())
G_DECLARE_FINAL_TYPE (PlBlockedPage, pl_blocked_page, PL, BLOCKED_PAGE, PlSubpage)

PlSubpage *pl_blocked_page_new (PlClient *client);

G_END_DECLS
