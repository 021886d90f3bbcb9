/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/calendar.h"

#include "policy/time/timetable.h"

guint
pl_calendar_weekday (gint64 day)
{
  gint64 weekday = (day - 1) % PL_WEEKDAYS;

  return (guint)(weekday < 0 ? weekday + PL_WEEKDAYS : weekday);
}

guint32
pl_calendar_birthday (guint32 born, guint years)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, born);

  GDateDay mday = g_date_get_day (&date);
  GDateMonth month = g_date_get_month (&date);
  GDateYear year = (GDateYear)(g_date_get_year (&date) + years);
  if (month == G_DATE_FEBRUARY && mday == 29 && !g_date_is_leap_year (year)) {
    month = G_DATE_MARCH;
    mday = 1;
  }
  g_date_set_dmy (&date, mday, month, year);
  return g_date_get_julian (&date);
}
