/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/*
 * "Why is this blocked?": what the filter decides about a site for each child, why, what would change it, and the way to
 * open it (F6).
 */
#define PL_TYPE_WHY_PAGE (pl_why_page_get_type ())
G_DECLARE_FINAL_TYPE (PlWhyPage, pl_why_page, PL, WHY_PAGE, PlSubpage)

/* site: nullable; looked up at once. */
PlSubpage *pl_why_page_new (PlClient *client, const char *site);

G_END_DECLS
