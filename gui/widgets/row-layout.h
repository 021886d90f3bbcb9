/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * The parts of a row beside each other, as long as that leaves its words, which are the part that expands, all that they want or
 * half of the width. Else the widest of the others stands apart, above or below the words, and so on. What
 * is aligned with the row's end stands apart in any width.
 */
#define PL_TYPE_ROW_LAYOUT (pl_row_layout_get_type ())
G_DECLARE_FINAL_TYPE (PlRowLayout, pl_row_layout, PL, ROW_LAYOUT, GtkLayoutManager)

G_END_DECLS
