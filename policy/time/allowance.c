/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/allowance.h"

#include "policy/time/calendar.h"
#include "policy/time/span.h"
#include "policy/time/zone.h"

static gint64
left_of (int minutes, gint64 used_s)
{
  return minutes < 0 ? PL_NO_LIMIT : MAX (0, (gint64)minutes * 60 - used_s);
}

gint64
pl_allowance_day_left (const PlAllowance *allowance, guint weekday, const PlUsage *usage)
{
  return left_of (allowance->weekday[weekday], usage->today_s);
}

gint64
pl_allowance_week_left (const PlAllowance *allowance, const PlUsage *usage)
{
  return left_of (allowance->week, usage->week_s);
}

gint64
pl_allowance_left (const PlAllowance *allowance, guint weekday, const PlUsage *usage)
{
  gint64 day = pl_allowance_day_left (allowance, weekday, usage);
  gint64 week = pl_allowance_week_left (allowance, usage);

  if (day == PL_NO_LIMIT || week == PL_NO_LIMIT)
    return MAX (day, week);
  return MIN (day, week);
}

gboolean
pl_open_times_at (const PlOpenTimes *open, gint64 instant, gint64 left_s, gboolean *drawn)
{
  gboolean granted = pl_spans_at (open->granted, instant, NULL);
  gboolean online = granted || (left_s != 0 && pl_spans_at (open->effective, instant, NULL));

  online = online && !pl_spans_at (open->stopped, instant, NULL);
  *drawn = online && !granted;
  return online;
}

static gint64
open_times_next (const PlOpenTimes *open, gint64 instant)
{
  gint64 next =
      MIN (pl_spans_next (open->granted, instant), pl_spans_next (open->stopped, instant));

  return MIN (next, pl_spans_next (open->effective, instant));
}

/* A walk through time from one thing that can change the state to the next. */
typedef struct {
  const PlAllowance *allowance;
  GTimeZone *zone;
  const PlOpenTimes *open;
  PlUsage usage;
  gint64 instant;
  gint64 day;      /* the calendar day of instant */
  gint64 midnight; /* when the next one begins */
} Walk;

static gboolean
walk_online (const Walk *walk, gint64 *left, gboolean *drawn)
{
  *left = pl_allowance_left (walk->allowance, pl_calendar_weekday (walk->day), &walk->usage);
  return pl_open_times_at (walk->open, walk->instant, *left, drawn);
}

static void
walk_to (Walk *walk, gint64 instant, gboolean drawn)
{
  if (drawn) {
    walk->usage.today_s += instant - walk->instant;
    walk->usage.week_s += instant - walk->instant;
  }
  walk->instant = instant;
  while (walk->midnight <= instant) /* more than once where the clock skips a day */
  {
    walk->day++;
    walk->midnight = pl_zone_instant (walk->zone, walk->day + 1, 0);
    walk->usage.today_s = 0;
    if (pl_calendar_weekday (walk->day) == 0)
      walk->usage.week_s = 0;
  }
}

gint64
pl_allowance_next_change (const PlAllowance *allowance,
                          const PlUsage *usage,
                          GTimeZone *zone,
                          const PlOpenTimes *open,
                          gint64 now,
                          gint64 last)
{
  gint64 day = pl_zone_day (zone, now);
  Walk walk = { allowance, zone, open, *usage, now, day, pl_zone_instant (zone, day + 1, 0) };
  gint64 left;
  gboolean drawn;
  const gboolean online = walk_online (&walk, &left, &drawn);

  while (walk_online (&walk, &left, &drawn) == online) {
    gint64 next = MIN (walk.midnight, open_times_next (open, walk.instant));

    if (drawn && left != PL_NO_LIMIT)
      next = MIN (next, walk.instant + left);
    if (next > last)
      return PL_INSTANT_NONE;
    walk_to (&walk, next, drawn);
  }
  return walk.instant;
}
