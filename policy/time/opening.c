/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/opening.h"

#include "policy/time/calendar.h"
#include "policy/time/timetable.h"
#include "policy/time/zone.h"

#define DAY_S       86400
#define DAY_MINUTES 1440

PlOpening
pl_opening_at (GTimeZone *zone, gint64 now, gint64 instant)
{
  gint64 day = pl_zone_day (zone, instant), ahead = day - pl_zone_day (zone, now);
  gint64 local = instant + pl_zone_offset (zone, instant);
  gint64 second = local % DAY_S;

  if (ahead < 0 || ahead >= PL_OPENING_DAYS)
    return (PlOpening){ 0 };
  return (PlOpening){
    .day = (guint8)(ahead + 1),
    .weekday = (guint8)pl_calendar_weekday (day),
    .minute = (guint16)((second < 0 ? second + DAY_S : second) / 60),
  };
}

gboolean
pl_opening_is_sound (const PlOpening *opening)
{
  return opening->day <= PL_OPENING_DAYS && opening->weekday < PL_WEEKDAYS &&
         opening->minute < DAY_MINUTES;
}
