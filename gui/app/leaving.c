/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/leaving.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define LEAVE "leave"
#define STAY  "stay"

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
  GtkWidget *dialog =
      adw_message_dialog_new (window, C_ ("leave", "Leave without saving?"),
                              C_ ("leave", "What you have typed or chosen is lost."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), STAY, C_ ("leave", "Stay"), LEAVE,
                                    C_ ("leave", "Leave"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), STAY);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), STAY);
  g_signal_connect_object (dialog, "response::" LEAVE, left, data, G_CONNECT_SWAPPED);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (gtk_window_close), dialog,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
