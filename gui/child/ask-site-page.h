/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/child/ask-page.h"

G_BEGIN_DECLS

/* Ask for a site (F6). site: that was blocked, or "". */
#define PL_TYPE_ASK_SITE_PAGE (pl_ask_site_page_get_type ())
G_DECLARE_FINAL_TYPE (PlAskSitePage, pl_ask_site_page, PL, ASK_SITE_PAGE, PlAskPage)

PlSubpage *pl_ask_site_page_new (PlClient *client, const char *site);

G_END_DECLS
