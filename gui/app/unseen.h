/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * GTK 4.8 tells a screen reader of every page of a stack, also of those that are not shown. From now on
 * what a window does not show is marked as hidden there.
 */
void pl_unseen_watch (GtkWidget *window);

G_END_DECLS
