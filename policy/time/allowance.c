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

/* A walk through time from one thing that can change the state to the next. */
typedef struct {
  const PlAllowance *allowance;
  GTimeZone *zone;
  const GArray *effective;
  PlUsage usage;
  gint64 instant;
  gint64 day;      /* the calendar day of instant */
  gint64 midnight; /* when the next one begins */
} Walk;

static gboolean
walk_online (const Walk *walk, gint64 *left)
{
  *left = pl_allowance_left (walk->allowance, pl_calendar_weekday (walk->day), &walk->usage);
  return *left != 0 && pl_spans_at (walk->effective, walk->instant, NULL);
}

static void
walk_to (Walk *walk, gint64 instant, gboolean online)
{
  if (online) {
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
                          const GArray *effective,
                          gint64 now,
                          gint64 last)
{
  gint64 day = pl_zone_day (zone, now);
  Walk walk = { allowance, zone, effective, *usage, now, day, pl_zone_instant (zone, day + 1, 0) };
  gint64 left;
  const gboolean online = walk_online (&walk, &left);

  while (walk_online (&walk, &left) == online) {
    gint64 next = MIN (walk.midnight, pl_spans_next (effective, walk.instant));

    if (online && left != PL_NO_LIMIT)
      next = MIN (next, walk.instant + left);
    if (next > last)
      return PL_INSTANT_NONE;
    walk_to (&walk, next, online);
  }
  return walk.instant;
}
