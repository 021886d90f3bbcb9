/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Takes every row out. */
void pl_list_box_clear (GtkListBox *list);

/* Which row somebody is in; -1: none. For pl_list_box_focus, where rows are made anew under their hands. */
int pl_list_box_focused (GtkListBox *list);
/* They go on from that row, or from the last that is left. row: -1 does nothing. */
void pl_list_box_focus (GtkListBox *list, int row);

G_END_DECLS
