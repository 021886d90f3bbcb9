/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/visit.h"

#include <glib/gi18n.h>

#include "gui/app/question.h"

gboolean
pl_visit_is_on (PlClient *client)
{
  const PlToday *today = pl_client_get_today (client);

  if (pl_client_get_state (client) == PL_CLIENT_STAFF)
    return FALSE;
  return today != NULL ? today->visit >= 0
                       : g_strcmp0 (g_getenv ("PORCHLIGHT_SESSION"), "help-visit") == 0;
}

void
pl_visit_dress (GtkWindow *window, gboolean visit)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (window));

  /* The buttons that make a window small or large. */
  if (visit)
    g_object_set (settings, "gtk-decoration-layout", ":", NULL);
  else
    gtk_settings_reset_property (settings, "gtk-decoration-layout");
  (visit ? gtk_window_fullscreen : gtk_window_unfullscreen) (window);
}

void
pl_visit_ask_before_end (GtkWindow *window, GCallback on_response, gpointer data)
{
  AdwMessageDialog *question =
      pl_question_new (window, C_ ("visit", "End it without sending?"),
                       C_ ("visit", "You wrote something and have not sent it. It is gone when "
                                    "you end the visit."),
                       C_ ("visit", "Go back to it"), C_ ("visit", "End the visit"));

  g_signal_connect_object (question, "response", on_response, data, 0);
  gtk_window_present (GTK_WINDOW (question));
}
