/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Takes every row out. */
void pl_list_box_clear (GtkListBox *list);

G_END_DECLS
