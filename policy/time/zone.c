/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/zone.h"

#include "policy/time/calendar.h"

/* No offset is so large: the instant of a local time lies within so many seconds of the same
 * figures read as UTC. */
#define REACH_S (2 * PL_SECONDS_A_DAY)

static gint
interval_at (GTimeZone *zone, gint64 instant)
{
  return g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, instant);
}

gint
pl_zone_offset (GTimeZone *zone, gint64 instant)
{
  return g_time_zone_get_offset (zone, interval_at (zone, instant));
}

/* The first instant after low that is not in low's interval, which high is not in. */
static gint64
interval_end (GTimeZone *zone, gint64 low, gint64 high)
{
  gint interval = interval_at (zone, low);

  while (high - low > 1) {
    gint64 middle = low + (high - low) / 2;

    if (interval_at (zone, middle) == interval)
      low = middle;
    else
      high = middle;
  }
  return high;
}

gint64
pl_zone_instant (GTimeZone *zone, gint64 day, guint minutes)
{
  gint64 local = (day - PL_DAY_OF_UNIX_EPOCH) * PL_SECONDS_A_DAY + (gint64)minutes * 60;
  gint64 start = local - REACH_S, last = local + REACH_S;
  gint64 instant = local - pl_zone_offset (zone, start);

  /* Interval by interval: the first that holds its own reading of the local time has the first
   * occurrence; one that begins after its own reading has the gap before it. */
  while (interval_at (zone, start) != interval_at (zone, last)) {
    gint64 end = interval_end (zone, start, last);
    if (instant < end)
      break;

    gint64 next = local - pl_zone_offset (zone, end);
    if (next < end)
      break;
    instant = next;
    start = end;
  }
  return instant;
}

gint64
pl_zone_day (GTimeZone *zone, gint64 instant)
{
  gint64 local = instant + pl_zone_offset (zone, instant);
  gint64 day = local / PL_SECONDS_A_DAY - (local % PL_SECONDS_A_DAY < 0) + PL_DAY_OF_UNIX_EPOCH;

  /* The clock shows the day, except beside a midnight that a clock change repeats or skips. */
  while (pl_zone_instant (zone, day, 0) > instant)
    day--;
  while (pl_zone_instant (zone, day + 1, 0) <= instant)
    day++;
  return day;
}
