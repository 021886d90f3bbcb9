/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/timetable.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"

#define MINUTES_A_DAY   (24 * 60)
#define TIME_OF_DAY     "HH:MM"
#define DATE            "YYYY-MM-DD"
#define WINDOW          TIME_OF_DAY "-" TIME_OF_DAY
#define LENGTH_OF(text) (sizeof (text) - 1)

/* Reads exactly n decimal digits; -1 if one of them is none. */
static int
digits (const char *text, guint n)
{
  int value = 0;

  for (guint i = 0; i < n; i++) {
    if (!g_ascii_isdigit (text[i]))
      return -1;
    value = 10 * value + (text[i] - '0');
  }
  return value;
}

gboolean
pl_time_of_day_parse (const char *text, gboolean allow_24, guint16 *minutes)
{
  if (strlen (text) != LENGTH_OF (TIME_OF_DAY) || text[2] != ':')
    return FALSE;

  int hour = digits (text, 2), minute = digits (text + 3, 2);
  gboolean end_of_day = allow_24 && hour == 24 && minute == 0;
  if (hour < 0 || minute < 0 || minute > 59 || (hour > 23 && !end_of_day))
    return FALSE;
  *minutes = (guint16)(hour * 60 + minute);
  return TRUE;
}

gboolean
pl_date_parse (const char *text, guint32 *day)
{
  if (strlen (text) != LENGTH_OF (DATE) || text[4] != '-' || text[7] != '-')
    return FALSE;

  int year = digits (text, 4), month = digits (text + 5, 2), mday = digits (text + 8, 2);
  if (year < 1 || !g_date_valid_dmy ((GDateDay)mday, (GDateMonth)month, (GDateYear)year))
    return FALSE;

  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)mday, (GDateMonth)month, (GDateYear)year);
  *day = g_date_get_julian (&date);
  return TRUE;
}

static gboolean
window_parse (const char *text, PlWindow *window)
{
  char start[sizeof TIME_OF_DAY] = "";

  if (strlen (text) != LENGTH_OF (WINDOW) || text[LENGTH_OF (TIME_OF_DAY)] != '-')
    return FALSE;
  memcpy (start, text, LENGTH_OF (TIME_OF_DAY));
  if (!pl_time_of_day_parse (start, FALSE, &window->start) ||
      !pl_time_of_day_parse (text + sizeof TIME_OF_DAY, TRUE, &window->end))
    return FALSE;
  if (window->end <= window->start)
    window->end += MINUTES_A_DAY;
  return TRUE;
}

static int
window_compare (const void *a, const void *b)
{
  const PlWindow *x = a, *y = b;

  return x->start != y->start ? (x->start > y->start) - (x->start < y->start)
                              : (x->end > y->end) - (x->end < y->end);
}

/* A time of the day on which a window starts, as people write it. */
static void
window_format (const PlWindow *window, char out[sizeof WINDOW])
{
  guint end = window->end > MINUTES_A_DAY ? window->end % MINUTES_A_DAY : window->end;

  g_snprintf (out, sizeof WINDOW, "%02u:%02u-%02u:%02u", window->start / 60u % 100,
              window->start % 60u, end / 60 % 100, end % 60);
}

/* Sorts the windows and joins those that touch. FALSE if two overlap. */
static gboolean
windows_join (PlWindows *windows, GError **error)
{
  qsort (windows->windows, windows->n, sizeof (PlWindow), window_compare);
  for (guint i = 1; i < windows->n; i++)
    if (windows->windows[i].start < windows->windows[i - 1].end) {
      char a[sizeof WINDOW], b[sizeof WINDOW];

      window_format (&windows->windows[i - 1], a);
      window_format (&windows->windows[i], b);
      g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "windows %s and %s overlap"), a,
                   b);
      return FALSE;
    }

  guint joined = 0;
  for (guint i = 1; i < windows->n; i++)
    if (windows->windows[i].start == windows->windows[joined].end)
      windows->windows[joined].end = windows->windows[i].end;
    else
      windows->windows[++joined] = windows->windows[i];
  windows->n = MIN (windows->n, joined + 1);
  return TRUE;
}

PlWindows *
pl_windows_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  gsize length = strlen (trimmed);

  if (length == 0)
    return g_malloc0 (sizeof (PlWindows));
  if (length > 1 && trimmed[length - 1] == ';') /* a key file's list may end in one */
    trimmed[length - 1] = '\0';

  g_auto (GStrv) parts = g_strsplit (trimmed, ";", PL_WINDOWS_MAX + 1);
  guint n = g_strv_length (parts);
  if (n > PL_WINDOWS_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "more than %d windows on one day"),
                 PL_WINDOWS_MAX);
    return NULL;
  }

  g_autofree PlWindows *windows = g_malloc0 (sizeof (PlWindows) + n * sizeof (PlWindow));
  windows->n = n;
  for (guint i = 0; i < n; i++)
    if (!window_parse (g_strstrip (parts[i]), &windows->windows[i])) {
      g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                   NC_ ("said", "bad window '%s' (not HH:MM-HH:MM)"), parts[i]);
      return NULL;
    }
  return windows_join (windows, error) ? g_steal_pointer (&windows) : NULL;
}

void
pl_timetable_init (PlTimetable *timetable)
{
  *timetable = (PlTimetable){
    .exceptions = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free),
  };
}

void
pl_timetable_clear (PlTimetable *timetable)
{
  for (guint i = 0; i < PL_WEEKDAYS; i++)
    g_clear_pointer (&timetable->weekday[i], g_free);
  g_clear_pointer (&timetable->exceptions, g_hash_table_unref);
}
