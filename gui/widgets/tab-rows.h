/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The tabs of a bar, which are buttons, beside each other, in as few rows as they are whole in: each row has as many as another, or one
 * more, and each tab what it wants and its part of what is left.
 */
#define PL_TYPE_TAB_ROWS (pl_tab_rows_get_type ())
G_DECLARE_FINAL_TYPE (PlTabRows, pl_tab_rows, PL, TAB_ROWS, GtkLayoutManager)

G_END_DECLS
