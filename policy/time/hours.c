/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/hours.h"

#include "policy/time/calendar.h"
#include "policy/time/span.h"
#include "policy/time/zone.h"

#define NOON (12 * 60)

/* The windows of one day and where they come from. */
typedef struct {
  const PlWindows *windows;
  gboolean exception;
} DayWindows;

/* A day of the home that no key speaks of sets no maximum. */
static const PlWindows whole_day = { 1, { { 0, PL_MINUTES_A_DAY } } };

/* What a timetable says of a day, otherwise where it says nothing. */
static DayWindows
timetable_day (const PlTimetable *timetable, gint64 day, DayWindows otherwise)
{
  const PlWindows *exception =
      g_hash_table_lookup (timetable->exceptions, GUINT_TO_POINTER ((guint32)day));
  const PlWindows *weekday = timetable->weekday[pl_calendar_weekday (day)];

  if (exception != NULL)
    return (DayWindows){ exception, TRUE };
  return weekday != NULL ? (DayWindows){ weekday, FALSE } : otherwise;
}

static DayWindows
home_day (const PlSchedule *schedule, gint64 day)
{
  return timetable_day (schedule->maximum, day, (DayWindows){ &whole_day, FALSE });
}

static DayWindows
child_day (const PlSchedule *schedule, gint64 day)
{
  return timetable_day (schedule->own, day, home_day (schedule, day));
}

/* When the windows of a day are cut; G_MAXINT64 where no lights-out was agreed. */
static gint64
quiet_from (const PlSchedule *schedule, gint64 day)
{
  int lights_out = schedule->quiet->lights_out[pl_calendar_weekday (day)];

  if (lights_out < 0)
    return G_MAXINT64;
  if (lights_out < NOON)
    lights_out += PL_MINUTES_A_DAY;
  return pl_zone_instant (schedule->zone, day, (guint)lights_out) -
         (gint64)schedule->quiet->minutes * 60;
}

static void
add_windows (GArray *spans, GTimeZone *zone, gint64 day, DayWindows of_day)
{
  for (guint i = 0; i < of_day.windows->n; i++)
    pl_spans_add_window (spans, zone, day, &of_day.windows->windows[i], of_day.exception);
}

static void
add_day (PlHours *hours, const PlSchedule *schedule, gint64 day)
{
  guint first = hours->own->len;

  add_windows (hours->own, schedule->zone, day, child_day (schedule, day));
  gint64 quiet = quiet_from (schedule, day);
  for (guint i = first; i < hours->own->len; i++) {
    const PlSpan *span = pl_spans_nth (hours->own, i);

    pl_spans_add (hours->after_quiet, span->start, MIN (span->end, quiet), span->exception);
  }
  if (hours->maximum != NULL)
    add_windows (hours->maximum, schedule->zone, day, home_day (schedule, day));
}

void
pl_hours_init (PlHours *hours, const PlSchedule *schedule, gint64 from, gint64 to)
{
  gint64 first, last;

  *hours = (PlHours){
    .own = pl_spans_new (),
    .after_quiet = pl_spans_new (),
    .maximum = schedule->maximum_applies ? pl_spans_new () : NULL,
  };
  pl_spans_days (schedule->zone, from, to, &first, &last);
  for (gint64 day = first; day <= last; day++)
    add_day (hours, schedule, day);
  hours->effective = pl_spans_intersect (
      hours->after_quiet, hours->maximum != NULL ? hours->maximum : hours->after_quiet);
}

GArray *
pl_hours_quiet (const PlSchedule *schedule, gint64 from, gint64 to)
{
  GArray *quiet = pl_spans_new ();
  gint64 first, last;

  pl_spans_days (schedule->zone, from, to, &first, &last);
  for (gint64 day = first; day <= last; day++) {
    gint64 start = quiet_from (schedule, day);
    gint64 end = start < G_MAXINT64 ? start + (gint64)schedule->quiet->minutes * 60 : start;

    if (start < to && end > from)
      pl_spans_add (quiet, start, end, FALSE);
  }
  pl_spans_join (quiet);
  return quiet;
}

void
pl_hours_clear (PlHours *hours)
{
  g_clear_pointer (&hours->own, g_array_unref);
  g_clear_pointer (&hours->after_quiet, g_array_unref);
  g_clear_pointer (&hours->maximum, g_array_unref);
  g_clear_pointer (&hours->effective, g_array_unref);
}

void
pl_hours_place (const PlHours *hours,
                const PlSchedule *schedule,
                gint64 instant,
                PlHoursPlace *place)
{
  gint64 day = pl_zone_day (schedule->zone, instant);
  gboolean child_exception = child_day (schedule, day).exception;
  gboolean home_exception = home_day (schedule, day).exception;

  /* The windows that hold the instant are in question, the cut ones only where no other does. */
  gboolean own = pl_spans_at (hours->own, instant, &child_exception);
  gboolean left = pl_spans_at (hours->after_quiet, instant, &child_exception);
  gboolean home = hours->maximum == NULL || pl_spans_at (hours->maximum, instant, &home_exception);

  place->inside = left && home;
  place->over_home = left && !home;
  place->quiet = own && !left;
  place->exception = child_exception || (hours->maximum != NULL && home_exception);
}
