/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/update-progress.h"

#include <glib/gi18n.h>

#include "gui/app/english.h"
#include "gui/staff/source-words.h"
#include "gui/widgets/label.h"

void
pl_update_progress_show (GtkProgressBar *bar, GtkLabel *words, GVariant *reply)
{
  const char *source, *phase;
  gint64 bytes, total;
  gboolean running;

  g_variant_get (reply, "(b&s&sxxxs)", &running, &source, &phase, &bytes, &total, NULL, NULL);
  gtk_widget_set_visible (GTK_WIDGET (bar), running);
  if (!running)
    return;
  g_autofree char *size = g_format_size ((guint64)MAX (bytes, 0));
  g_autofree char *doing = pl_screen_said (phase);
  /* Translators: a list of sites, what is done with it, and how much of it there is. */
  g_autofree char *said =
      g_strdup_printf (C_ ("lists", "%1$s: %2$s, %3$s"), pl_source_title (source), doing, size);
  pl_label_say (words, *source != '\0' ? said : C_ ("lists", "Updating …"));
  if (total > 0)
    gtk_progress_bar_set_fraction (bar, CLAMP ((double)bytes / (double)total, 0, 1));
  else
    gtk_progress_bar_pulse (bar);
}
