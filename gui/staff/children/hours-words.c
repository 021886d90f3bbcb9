/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/hours-words.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/time-words.h"
#include "gui/widgets/list-words.h"
#include "policy/people/key-file.h"
#include "policy/time/timetable.h"

static char *
time_words (guint minute)
{
  g_autoptr (GDateTime) time =
      g_date_time_new_utc (2001, 1, 1, (int)(minute / 60 % 24), (int)(minute % 60), 0);

  return pl_words_time (time);
}

char *
pl_hours_words (const char *text)
{
  g_autofree PlWindows *windows = pl_windows_parse (text, NULL);

  if (windows == NULL)
    return g_strdup (text);
  GStrvBuilder *words = g_strv_builder_new ();
  for (guint i = 0; i < windows->n; i++) {
    g_autofree char *from = time_words (windows->windows[i].start);
    g_autofree char *until = time_words (windows->windows[i].end);
    g_autofree char *one = g_strdup_printf (C_ ("hours", "%1$s to %2$s"), from, until);
    g_strv_builder_add (words, one);
  }
  return pl_list_words_end (words);
}

/* "Monday 18:00-19:00" */
static char *
weekly_words (char *time)
{
  char *space = strchr (g_strstrip (time), ' ');
  int weekday = -1;

  if (space != NULL) {
    *space = '\0';
    weekday = pl_weekday_parse (time);
    *space = ' ';
  }
  if (weekday < 0)
    return g_strdup (time);
  g_autofree char *hours = pl_hours_words (space + 1);
  return g_strconcat (pl_words_weekday ((guint)weekday), " ", hours, NULL);
}

char *
pl_weekly_hours_words (const char *times)
{
  g_auto (GStrv) parts = g_strsplit (times, ";", -1);

  for (char **part = parts; *part != NULL; part++) {
    char *words = weekly_words (*part);
    g_free (*part);
    *part = words;
  }
  return pl_list_words ((const char *const *)parts);
}
