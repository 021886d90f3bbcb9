/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* What staff can see (H4): exactly what the agent keeps, and what it never does. */
#define PL_TYPE_SEEN_PAGE (pl_seen_page_get_type ())
G_DECLARE_FINAL_TYPE (PlSeenPage, pl_seen_page, PL, SEEN_PAGE, PlSubpage)

PlSubpage *pl_seen_page_new (PlClient *client);

G_END_DECLS
