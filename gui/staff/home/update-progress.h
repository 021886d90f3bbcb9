/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Shows how far an update of lists is, by a reply of Sites.GetUpdate: the bar is there while one goes on, and the words
 * say what it does. Words are left as they are where none does.
 */
void pl_update_progress_show (GtkProgressBar *bar, GtkLabel *words, GVariant *reply);

G_END_DECLS
