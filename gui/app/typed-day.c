/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/typed-day.h"

#include <string.h>

#include "gui/app/clock.h"
#include "policy/time/timetable.h"

#define YEAR_MIN   1900 /* "12" is no year that anybody means */
#define NUMBER_MAX 9999

static gboolean
read_number (const char *text, guint64 *number)
{
  return g_ascii_string_to_unsigned (text, 10, 1, NUMBER_MAX, number, NULL);
}

char *
pl_typed_day (const char *text)
{
  g_autofree char *plain = g_strdelimit (g_strstrip (g_strdup (text)), "/. ", '/');
  g_auto (GStrv) parts = g_strsplit (plain, "/", 4);
  guint64 day, month, year;
  guint32 parsed;

  if (pl_date_parse (plain, &parsed))
    return g_steal_pointer (&plain);
  if (g_strv_length (parts) != 3 || !read_number (parts[0], &day) ||
      !read_number (parts[1], &month) || !read_number (parts[2], &year) || year < YEAR_MIN)
    return NULL;
  g_autofree char *iso = g_strdup_printf ("%04u-%02u-%02u", (guint)year, (guint)month, (guint)day);
  return pl_date_parse (iso, &parsed) ? g_steal_pointer (&iso) : NULL;
}

const char *
pl_typed_hour (const char *text)
{
  const char *gap = strrchr (text, ' ') != NULL ? strrchr (text, ' ') : strrchr (text, 'T');

  return gap != NULL ? gap + 1 : NULL;
}

gint64
pl_typed_moment (const char *text)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  const char *hour = pl_typed_hour (typed);

  if (hour == NULL)
    return -1;
  g_autofree char *day = g_strndup (typed, (gsize)(hour - typed - 1));
  g_autofree char *date = pl_typed_day (day);
  g_autofree char *iso = g_strdup_printf ("%sT%s:00", date != NULL ? date : "", hour);
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (iso, pl_app_zone ());
  return at != NULL ? g_date_time_to_unix (at) : -1;
}

gint64
pl_typed_day_noon (const char *day)
{
  g_autofree char *noon = g_strconcat (day, "T12:00:00", NULL);
  g_autoptr (GDateTime) instant = g_date_time_new_from_iso8601 (noon, pl_app_zone ());

  return instant != NULL ? g_date_time_to_unix (instant) : 0;
}

char *
pl_typed_day_of (GDateTime *local)
{
  return g_date_time_format (local, "%-d/%-m/%Y");
}

char *
pl_typed_day_text (const char *day)
{
  g_autoptr (GDateTime) at = pl_app_day (day);

  return at != NULL ? pl_typed_day_of (at) : g_strdup (day);
}

char *
pl_typed_moment_text (gint64 instant)
{
  g_autoptr (GDateTime) at = pl_app_time (instant);

  return at != NULL ? g_date_time_format (at, "%-d/%-m/%Y %H:%M") : g_strdup ("");
}

char *
pl_typed_day_after (gint64 instant, int days)
{
  g_autoptr (GDateTime) from = pl_app_time (instant);
  g_autoptr (GDateTime) then = g_date_time_add_days (from, days);

  return g_date_time_format (then, "%Y-%m-%d");
}
