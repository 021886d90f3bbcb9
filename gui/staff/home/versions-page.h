/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Every text of one of the home's files, newest first; a manager puts one back. */
#define PL_TYPE_VERSIONS_PAGE (pl_versions_page_get_type ())
G_DECLARE_FINAL_TYPE (PlVersionsPage, pl_versions_page, PL, VERSIONS_PAGE, PlSubpage)

PlSubpage *pl_versions_page_new (PlClient *client, const char *file);

G_END_DECLS
