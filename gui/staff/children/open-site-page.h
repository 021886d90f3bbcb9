/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/record.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Opens a site: for one child, until a time or for good, or for the home. Three different acts, each with its reason (F6). */
#define PL_TYPE_OPEN_SITE_PAGE (pl_open_site_page_get_type ())
G_DECLARE_FINAL_TYPE (PlOpenSitePage, pl_open_site_page, PL, OPEN_SITE_PAGE, PlSubpage)

/* child: a row of Sites.Explain. */
PlSubpage *pl_open_site_page_new (PlClient *client, PlRecord *child, const char *site);

G_END_DECLS
