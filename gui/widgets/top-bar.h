/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * The bar at the top of a place of the window. Properties: "title", of the page that shows, "" where none lies over the
 * place; "views", what stands in its middle then (nullable). Children of the types "start" and "end" stand at its sides. In
 * large type the title stands below the bar: beside the buttons there is no room for it. So does, where there is no title, what the place
 * is called (pl_top_bar_set_name); in ordinary type whoever has the bar says that.
 */
#define PL_TYPE_TOP_BAR (pl_top_bar_get_type ())
G_DECLARE_FINAL_TYPE (PlTopBar, pl_top_bar, PL, TOP_BAR, AdwBin)

void pl_top_bar_set_title (PlTopBar *bar, const char *title);
void pl_top_bar_set_name (PlTopBar *bar, const char *name);

G_END_DECLS
