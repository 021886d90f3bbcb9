/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/leaving.h"

#include <glib/gi18n.h>

#include "gui/app/question.h"

/* Whether something hangs over a window that is to be answered first. */
static gboolean
is_asked (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gboolean asked = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (windows) && !asked; i++) {
    g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);
    asked = gtk_window_get_transient_for (other) == window && gtk_window_get_modal (other);
  }
  return asked;
}

void
pl_leaving_ask (GtkWidget *widget, GCallback left, gpointer data)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  if (is_asked (window))
    return;
  AdwMessageDialog *question =
      pl_question_new (window, C_ ("leave", "Leave without saving?"),
                       C_ ("leave", "What you have typed or chosen is lost."), C_ ("leave", "Stay"),
                       C_ ("leave", "Leave"));
  g_signal_connect_object (question, "response::" PL_QUESTION_YES, left, data, G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (gtk_window_close), question,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (question));
}
