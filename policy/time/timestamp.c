/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/timestamp.h"

#include <string.h>

#include "policy/time/calendar.h"
#include "policy/time/timetable.h"
#include "policy/time/zone.h"

#define DATE        "YYYY-MM-DD"
#define TIME_OF_DAY "HH:MM"
#define FIRST_YEAR  "0002" /* beside these, a zone's offset could lead out of the calendar */
#define YEAR_AFTER  "9999"

/* Copies the next n bytes of a text, fewer if it ends before, and steps over them. */
static void
take (const char **text, gsize n, char *out)
{
  gsize length = strnlen (*text, n);

  memcpy (out, *text, length);
  out[length] = '\0';
  *text += length;
}

static gboolean
take_byte (const char **text, const char *wanted)
{
  if (**text == '\0' || strchr (wanted, **text) == NULL)
    return FALSE;
  (*text)++;
  return TRUE;
}

static gboolean
take_time_of_day (const char **text, guint16 *minutes)
{
  char written[sizeof TIME_OF_DAY];

  take (text, sizeof TIME_OF_DAY - 1, written);
  return pl_time_of_day_parse (written, FALSE, minutes);
}

/* ":SS", and a fraction that is dropped. */
static gboolean
take_second (const char **text, int *second)
{
  if (!take_byte (text, ":") || !g_ascii_isdigit ((*text)[0]) || !g_ascii_isdigit ((*text)[1]))
    return FALSE;
  *second = 10 * ((*text)[0] - '0') + ((*text)[1] - '0');
  *text += 2;
  if (take_byte (text, ".")) {
    if (!g_ascii_isdigit (**text))
      return FALSE;
    while (g_ascii_isdigit (**text))
      (*text)++;
  }
  return *second <= 60;
}

/* "Z" or "+HH:MM" */
static gboolean
take_offset (const char **text, int *offset)
{
  guint16 minutes;
  gboolean behind = **text == '-';

  if (take_byte (text, "zZ")) {
    *offset = 0;
    return TRUE;
  }
  if (!take_byte (text, "+-") || !take_time_of_day (text, &minutes))
    return FALSE;
  *offset = behind ? -60 * minutes : 60 * minutes;
  return TRUE;
}

/* UTC has leap seconds at the end of a month (RFC 3339 section 5.7). */
static gboolean
may_leap (const PlTimestamp *timestamp)
{
  gint64 next = timestamp->day * PL_SECONDS_A_DAY + timestamp->second + 1 - timestamp->offset;
  GDate date;

  if (next % PL_SECONDS_A_DAY != 0)
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)(next / PL_SECONDS_A_DAY));
  return g_date_get_day (&date) == 1;
}

gboolean
pl_timestamp_parse (const char *text, PlTimestamp *timestamp)
{
  char date[sizeof DATE];
  guint32 day;
  guint16 minutes;
  int second = 0, offset = 0;

  take (&text, sizeof DATE - 1, date);
  if (!pl_date_parse (date, &day) || strcmp (date, FIRST_YEAR) < 0 ||
      strcmp (date, YEAR_AFTER) >= 0 || !take_byte (&text, "tT") ||
      !take_time_of_day (&text, &minutes))
    return FALSE;

  gboolean local = *text == '\0';
  if (!local && (!take_second (&text, &second) || !take_offset (&text, &offset) || *text != '\0'))
    return FALSE;

  PlTimestamp read = { day, minutes * 60 + MIN (second, 59), local, offset };
  if (second == 60 && !may_leap (&read))
    return FALSE;
  *timestamp = read;
  return TRUE;
}

gint64
pl_timestamp_instant (const PlTimestamp *timestamp, GTimeZone *zone)
{
  if (timestamp->local)
    return pl_zone_instant (zone, timestamp->day, (guint)timestamp->second / 60);
  return (timestamp->day - PL_DAY_OF_UNIX_EPOCH) * PL_SECONDS_A_DAY + timestamp->second -
         timestamp->offset;
}

char *
pl_timestamp_format (gint64 instant, GTimeZone *zone)
{
  /* RFC 3339 has no seconds in an offset: old local mean times lose theirs, not the instant. */
  int offset = pl_zone_offset (zone, instant) / 60;
  int ahead = ABS (offset);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (instant + (gint64)offset * 60);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", g_date_time_get_year (local),
                          g_date_time_get_month (local), g_date_time_get_day_of_month (local),
                          g_date_time_get_hour (local), g_date_time_get_minute (local),
                          g_date_time_get_second (local), offset < 0 ? '-' : '+', ahead / 60,
                          ahead % 60);
}
