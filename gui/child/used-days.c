/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/used-days.h"

#include <adwaita.h>

#include "gui/app/time-words.h"

/* A full bar is no less: where nobody was online for long, a minute is not a day's most. */
#define FULL_MIN_S (60 * 60)

static GtkWidget *
day_row (const char *date, gint64 seconds, gint64 full)
{
  g_autofree char *day = pl_words_date (date);
  g_autofree char *words = pl_words_used (seconds);
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                    day != NULL ? day : date, "subtitle", words, NULL);
  GtkWidget *bar = g_object_new (GTK_TYPE_LEVEL_BAR, "value", (double)seconds / (double)full,
                                 "valign", GTK_ALIGN_CENTER, "width-request", 96, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_level_bar_remove_offset_value (GTK_LEVEL_BAR (bar), NULL);
  adw_action_row_add_suffix (row, bar);
  return GTK_WIDGET (row);
}

gint64
pl_used_days_show (GtkListBox *list, GVariant *rows)
{
  gsize n = g_variant_n_children (rows);
  gint64 full = FULL_MIN_S, sum = 0, seconds;
  const char *date;

  for (gsize i = 0; i < n; i++) {
    g_variant_get_child (rows, i, "(&sx)", NULL, &seconds);
    full = MAX (full, seconds);
    sum += seconds;
  }
  for (gsize i = n; i > 0; i--) {
    g_variant_get_child (rows, i - 1, "(&sx)", &date, &seconds);
    gtk_list_box_append (list, day_row (date, seconds, full));
  }
  return sum;
}
