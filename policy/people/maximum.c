/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/maximum.h"

#include <string.h>

#define MINUTES_A_DAY (24 * 60)

static const char *const weekday_keys[PL_WEEKDAYS] = {
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
};

/* The minutes that the home allows from the midnight before a day to the end of the day after it. */
typedef struct {
  gboolean allowed[3 * MINUTES_A_DAY];
} Minutes;

static void
allow (Minutes *minutes, int day, guint start, guint end)
{
  guint from = (guint)day * MINUTES_A_DAY + start, to = (guint)day * MINUTES_A_DAY + end;

  for (guint i = from; i < to && i < G_N_ELEMENTS (minutes->allowed); i++)
    minutes->allowed[i] = TRUE;
}

/* day: 0 is the day before the one in question. windows NULL: the home sets no maximum that day. */
static void
allow_windows (Minutes *minutes, int day, const PlWindows *windows)
{
  if (windows == NULL)
    allow (minutes, day, 0, MINUTES_A_DAY);
  for (guint i = 0; windows != NULL && i < windows->n; i++)
    allow (minutes, day, windows->windows[i].start, windows->windows[i].end);
}

static gboolean
is_inside (const Minutes *minutes, const PlWindow *window)
{
  for (guint i = window->start; i < window->end; i++) {
    if (!minutes->allowed[MINUTES_A_DAY + i])
      return FALSE;
  }
  return TRUE;
}

static void
warn_windows (const Minutes *minutes,
              const PlWindows *windows,
              const PlKeyFile *file,
              guint line,
              GPtrArray *warnings)
{
  for (guint i = 0; i < windows->n; i++) {
    const PlWindow *window = &windows->windows[i];
    guint end = window->end > MINUTES_A_DAY ? window->end - MINUTES_A_DAY : window->end;
    if (!is_inside (minutes, window))
      g_ptr_array_add (warnings,
                       pl_key_file_remark (
                           file, line,
                           "window %02u:%02u-%02u:%02u goes beyond the home's maximum and is cut",
                           window->start / 60, window->start % 60, end / 60, end % 60));
  }
}

static void
warn_weekday (const PlHome *home,
              const PlTimetable *timetable,
              guint weekday,
              const PlKeyFile *file,
              GPtrArray *warnings)
{
  Minutes minutes = { 0 };

  for (int day = 0; day < 3; day++)
    allow_windows (&minutes, day,
                   home->maximum.weekday[(weekday + PL_WEEKDAYS - 1 + (guint)day) % PL_WEEKDAYS]);
  warn_windows (&minutes, timetable->weekday[weekday], file,
                pl_key_file_line (file, "Timetable", weekday_keys[weekday]), warnings);
}

/* The home's windows on a date; day numbers are Julian, day 1 is a Monday. */
static const PlWindows *
home_windows (const PlHome *home, guint32 day)
{
  const PlWindows *exception =
      g_hash_table_lookup (home->maximum.exceptions, GUINT_TO_POINTER (day));

  return exception != NULL ? exception
                           : home->maximum.weekday[(day + PL_WEEKDAYS - 1) % PL_WEEKDAYS];
}

static void
warn_exception (const PlHome *home,
                const PlWindows *windows,
                guint32 day,
                const PlKeyFile *file,
                GPtrArray *warnings)
{
  Minutes minutes = { 0 };
  GDate date;
  char key[sizeof "YYYY-MM-DD"];

  for (int i = 0; i < 3; i++)
    allow_windows (&minutes, i, home_windows (home, day + (guint32)i - 1));
  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  g_snprintf (key, sizeof key, "%04u-%02u-%02u", g_date_get_year (&date) % 10000u,
              g_date_get_month (&date) % 100u, g_date_get_day (&date) % 100u);
  warn_windows (&minutes, windows, file, pl_key_file_line (file, "Exceptions", key), warnings);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return (GPOINTER_TO_UINT (a) > GPOINTER_TO_UINT (b)) -
         (GPOINTER_TO_UINT (a) < GPOINTER_TO_UINT (b));
}

void
pl_maximum_warn (const PlHome *home,
                 const PlTimetable *timetable,
                 const PlKeyFile *file,
                 GPtrArray *warnings)
{
  if (!home->maximum_applies)
    return;
  for (guint i = 0; i < PL_WEEKDAYS; i++) {
    if (timetable->weekday[i] != NULL)
      warn_weekday (home, timetable, i, file, warnings);
  }
  g_autoptr (GList) days =
      g_list_sort (g_hash_table_get_keys (timetable->exceptions), compare_days);
  for (GList *day = days; day != NULL; day = day->next)
    warn_exception (home, g_hash_table_lookup (timetable->exceptions, day->data),
                    GPOINTER_TO_UINT (day->data), file, warnings);
}
