/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/list-words.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

/* Unicode's first strong isolate, and the end of it. */
#define ISOLATE     "\u2068"
#define ISOLATE_END "\u2069"

static void
add_whole (GString *words, const char *part)
{
  gboolean from_right = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  g_string_append (words, from_right ? ISOLATE : "");
  g_string_append (words, part);
  g_string_append (words, from_right ? ISOLATE_END : "");
}

void
pl_list_words_add (GString *words, const char *part)
{
  if (words->len > 0)
    g_string_append (words, C_ ("between the parts of a list", ", "));
  add_whole (words, part);
}

char *
pl_list_words (const char *const *parts)
{
  g_autoptr (GString) words = g_string_new (NULL), last = g_string_new (NULL);
  guint n = g_strv_length ((char **)parts);

  if (n < 2)
    return g_strdup (n == 1 ? parts[0] : "");
  for (guint i = 0; i < n - 1; i++)
    pl_list_words_add (words, parts[i]);
  add_whole (last, parts[n - 1]);
  /* Translators: the end of a list: all parts but the last, and the last one. */
  return g_strdup_printf (C_ ("between the parts of a list", "%1$s and %2$s"), words->str,
                          last->str);
}

char *
pl_list_words_end (GStrvBuilder *builder)
{
  g_auto (GStrv) parts = g_strv_builder_end (builder);

  g_strv_builder_unref (builder);
  return pl_list_words ((const char *const *)parts);
}
