/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * Asks whether somebody wants to leave a widget, and lose what they typed in it that is not sent (gui/app/unsent.h). left: called with data
 * first where they do, until the object that is data goes. The question goes without an answer once the widget does not show.
 */
void pl_leaving_ask (GtkWidget *widget, GCallback left, gpointer data);

G_END_DECLS
