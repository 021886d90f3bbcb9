/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"
#include "gui/app/subpage.h"

G_BEGIN_DECLS

/* Tries whether the filter works, layer by layer, for each child, and says what it found and what to do. */
#define PL_TYPE_FILTER_PAGE (pl_filter_page_get_type ())
G_DECLARE_FINAL_TYPE (PlFilterPage, pl_filter_page, PL, FILTER_PAGE, PlSubpage)

PlSubpage *pl_filter_page_new (PlClient *client);

G_END_DECLS
