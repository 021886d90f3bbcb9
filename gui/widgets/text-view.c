/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/text-view.h"

#include <glib/gi18n.h>

static guint
room (GtkTextBuffer *buffer, guint max)
{
  guint taken = (guint)gtk_text_buffer_get_char_count (buffer);

  return max - MIN (taken, max);
}

/* What is inserted in its place comes by here again, and fits. */
static void
on_insert (GtkTextBuffer *buffer, GtkTextIter *place, const char *text, int length, gpointer data)
{
  glong fits = room (buffer, GPOINTER_TO_UINT (data));

  if (g_utf8_strlen (text, length) <= fits)
    return;
  g_signal_stop_emission_by_name (buffer, "insert-text");
  gtk_text_buffer_insert (buffer, place, text, (int)(g_utf8_offset_to_pointer (text, fits) - text));
}

void
pl_text_buffer_cap (GtkTextBuffer *buffer, guint max)
{
  g_signal_connect (buffer, "insert-text", G_CALLBACK (on_insert), GUINT_TO_POINTER (max));
}

void
pl_text_buffer_put (GtkTextBuffer *buffer, const char *text)
{
  guint n =
      g_signal_handlers_block_matched (buffer, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_insert, NULL);

  gtk_text_buffer_set_text (buffer, text, -1);
  if (n > 0)
    g_signal_handlers_unblock_matched (buffer, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_insert, NULL);
}

static GtkWidget *
add_full (GtkTextView *view, guint max)
{
  /* Translators: below a text, once no more can be written there. */
  g_autofree char *words = g_strdup_printf (C_ ("text", "This is full. %u letters fit here."), max);
  GtkWidget *full =
      g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "xalign", 0.0, "visible", FALSE,
                    "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  GtkWidget *above = GTK_WIDGET (view);

  while (!GTK_IS_BOX (gtk_widget_get_parent (above)))
    above = gtk_widget_get_parent (above);
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (above)), full, above);
  return full;
}

static void
on_changed (GtkTextBuffer *buffer, GtkWidget *full)
{
  guint max = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (full), "max"));

  gtk_widget_set_visible (full, room (buffer, max) == 0);
}

void
pl_text_view_cap (GtkTextView *view, guint max)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkWidget *full = add_full (view, max);

  g_object_set_data (G_OBJECT (full), "max", GUINT_TO_POINTER (max));
  pl_text_buffer_cap (buffer, max);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_changed), full, 0);
  on_changed (buffer, full);
}
