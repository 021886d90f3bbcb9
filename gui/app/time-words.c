/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/time-words.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "gui/app/clock.h"

#define NOON 12

static const char *const weekdays[] = {
  NC_ ("weekday", "Monday"),   NC_ ("weekday", "Tuesday"), NC_ ("weekday", "Wednesday"),
  NC_ ("weekday", "Thursday"), NC_ ("weekday", "Friday"),  NC_ ("weekday", "Saturday"),
  NC_ ("weekday", "Sunday"),
};

static const char *const short_weekdays[] = {
  NC_ ("short weekday", "Mon"), NC_ ("short weekday", "Tue"), NC_ ("short weekday", "Wed"),
  NC_ ("short weekday", "Thu"), NC_ ("short weekday", "Fri"), NC_ ("short weekday", "Sat"),
  NC_ ("short weekday", "Sun"),
};

/* Translators: behind the number of a day, in the case that it has there. */
static const char *const months_in_dates[] = {
  NC_ ("month in a date", "January"),   NC_ ("month in a date", "February"),
  NC_ ("month in a date", "March"),     NC_ ("month in a date", "April"),
  NC_ ("month in a date", "May"),       NC_ ("month in a date", "June"),
  NC_ ("month in a date", "July"),      NC_ ("month in a date", "August"),
  NC_ ("month in a date", "September"), NC_ ("month in a date", "October"),
  NC_ ("month in a date", "November"),  NC_ ("month in a date", "December"),
};

static const char *const short_months[] = {
  NC_ ("short month in a date", "Jan"), NC_ ("short month in a date", "Feb"),
  NC_ ("short month in a date", "Mar"), NC_ ("short month in a date", "Apr"),
  NC_ ("short month in a date", "May"), NC_ ("short month in a date", "Jun"),
  NC_ ("short month in a date", "Jul"), NC_ ("short month in a date", "Aug"),
  NC_ ("short month in a date", "Sep"), NC_ ("short month in a date", "Oct"),
  NC_ ("short month in a date", "Nov"), NC_ ("short month in a date", "Dec"),
};

/* Translators: without a day. */
static const char *const months[] = {
  NC_ ("month of a year", "January"),   NC_ ("month of a year", "February"),
  NC_ ("month of a year", "March"),     NC_ ("month of a year", "April"),
  NC_ ("month of a year", "May"),       NC_ ("month of a year", "June"),
  NC_ ("month of a year", "July"),      NC_ ("month of a year", "August"),
  NC_ ("month of a year", "September"), NC_ ("month of a year", "October"),
  NC_ ("month of a year", "November"),  NC_ ("month of a year", "December"),
};

const char *
pl_words_weekday (guint weekday)
{
  return g_dpgettext2 (NULL, "weekday", weekdays[weekday]);
}

const char *
pl_words_short_weekday (guint weekday)
{
  return g_dpgettext2 (NULL, "short weekday", short_weekdays[weekday]);
}

static guint
weekday_of (GDateTime *local)
{
  return (guint)g_date_time_get_day_of_week (local) - 1;
}

const char *
pl_words_weekday_of (GDateTime *local)
{
  return pl_words_weekday (weekday_of (local));
}

static const char *
month_in_date (GDateTime *local)
{
  return g_dpgettext2 (NULL, "month in a date", months_in_dates[g_date_time_get_month (local) - 1]);
}

static gboolean
is_this_year (GDateTime *local)
{
  return g_date_time_get_year (local) == pl_app_year ();
}

char *
pl_words_full_day (GDateTime *local)
{
  const char *weekday = pl_words_weekday_of (local), *month = month_in_date (local);
  int day = g_date_time_get_day_of_month (local);

  /* Translators: weekday, day and month: "Thursday 3 December". */
  if (is_this_year (local))
    return g_strdup_printf (C_ ("date", "%1$s %2$d %3$s"), weekday, day, month);
  /* Translators: weekday, day, month and year: "Thursday 3 December 2026". */
  return g_strdup_printf (C_ ("date", "%1$s %2$d %3$s %4$d"), weekday, day, month,
                          g_date_time_get_year (local));
}

char *
pl_words_date (const char *date)
{
  g_autoptr (GDateTime) day = pl_app_day (date);

  return day != NULL ? pl_words_full_day (day) : NULL;
}

char *
pl_words_short_day (GDateTime *local)
{
  const char *weekday = pl_words_short_weekday (weekday_of (local));
  const char *month =
      g_dpgettext2 (NULL, "short month in a date", short_months[g_date_time_get_month (local) - 1]);
  int day = g_date_time_get_day_of_month (local);

  /* Translators: weekday, day and month, short: "Thu 3 Dec". */
  if (is_this_year (local))
    return g_strdup_printf (C_ ("short date", "%1$s %2$d %3$s"), weekday, day, month);
  /* Translators: weekday, day, month and year, short: "Thu 3 Dec 2026". */
  return g_strdup_printf (C_ ("short date", "%1$s %2$d %3$s %4$d"), weekday, day, month,
                          g_date_time_get_year (local));
}

char *
pl_words_short_moment (gint64 instant)
{
  g_autoptr (GDateTime) at = pl_app_time (instant);

  if (at == NULL)
    return g_strdup ("");
  g_autofree char *day = pl_words_short_day (at);
  g_autofree char *time = pl_words_time (at);
  /* Translators: a day and a time. */
  return g_strdup_printf (C_ ("moment", "%1$s, %2$s"), day, time);
}

char *
pl_words_long_date (GDateTime *local)
{
  /* Translators: day, month and year: "3 December 2026". */
  return g_strdup_printf (C_ ("date", "%1$d %2$s %3$d"), g_date_time_get_day_of_month (local),
                          month_in_date (local), g_date_time_get_year (local));
}

char *
pl_words_month (const char *month)
{
  guint year, number;

  if (sscanf (month, "%u-%u", &year, &number) != 2 || number < 1 || number > G_N_ELEMENTS (months))
    return g_strdup (month);
  /* Translators: a month and its year: "December 2026". */
  return g_strdup_printf (C_ ("month of a year", "%1$s %2$u"),
                          g_dpgettext2 (NULL, "month of a year", months[number - 1]), year);
}

/* "8 pm" is not torn apart at the end of a line. */
static char *
unbroken (char *time)
{
  g_auto (GStrv) parts = g_strsplit (time, " ", -1);

  g_free (time);
  return g_strjoinv ("\u00a0", parts);
}

/* Before noon and after it: "am" and "pm" are the catalogue's, too. */
static const char *
time_format (int hour, int minute)
{
  /* Translators: a full hour in the morning, as g_date_time_format takes it. */
  if (minute == 0 && hour < NOON)
    return C_ ("time of day", "%-l am");
  /* Translators: a full hour after noon, as g_date_time_format takes it. */
  if (minute == 0)
    return C_ ("time of day", "%-l pm");
  /* Translators: hour and minute in the morning, as g_date_time_format takes it. */
  return hour < NOON ? C_ ("time of day", "%-l:%M am")
                     /* Translators: hour and minute after noon, as g_date_time_format takes it. */
                     : C_ ("time of day", "%-l:%M pm");
}

char *
pl_words_time (GDateTime *local)
{
  int hour = g_date_time_get_hour (local), minute = g_date_time_get_minute (local);

  if (minute == 0 && hour == 0)
    return g_strdup (C_ ("time of day", "midnight"));
  if (minute == 0 && hour == NOON)
    return g_strdup (C_ ("time of day", "noon"));
  return unbroken (g_date_time_format (local, time_format (hour, minute)));
}

char *
pl_words_duration (gint64 seconds)
{
  int hours = (int)(seconds / 3600), minutes = (int)(seconds / 60 % 60);
  g_autofree char *of_hours = g_strdup_printf (ngettext ("%d hour", "%d hours", hours), hours);
  g_autofree char *of_minutes =
      g_strdup_printf (ngettext ("%d minute", "%d minutes", minutes), minutes);

  if (seconds < 60)
    return g_strdup (C_ ("duration", "less than a minute"));
  if (hours == 0)
    return g_steal_pointer (&of_minutes);
  if (minutes == 0)
    return g_steal_pointer (&of_hours);
  /* Translators: hours and minutes. */
  return g_strdup_printf (C_ ("duration", "%1$s %2$s"), of_hours, of_minutes);
}

char *
pl_words_used (gint64 seconds)
{
  return seconds > 0 ? pl_words_duration (seconds) : g_strdup (C_ ("duration", "none"));
}
