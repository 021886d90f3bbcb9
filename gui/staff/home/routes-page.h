/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Each reader's ways, whether a test of them was acknowledged; a manager tests and changes them (C7, C9). */
#define PL_TYPE_ROUTES_PAGE (pl_routes_page_get_type ())
G_DECLARE_FINAL_TYPE (PlRoutesPage, pl_routes_page, PL, ROUTES_PAGE, PlSubpage)

PlSubpage *pl_routes_page_new (PlClient *client);

G_END_DECLS
