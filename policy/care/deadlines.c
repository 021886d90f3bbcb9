/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/deadlines.h"

#include "policy/time/calendar.h"
#include "policy/time/zone.h"

static const struct {
  const char *code;
  guint days;
} duties[PL_DUTIES] = {
  [PL_DUTY_RECORD] = { "record", 1 },
  [PL_DUTY_MANAGER_TOLD] = { "manager-told", 1 },
  [PL_DUTY_SOCIAL_WORKER_TOLD] = { "social-worker-told", 1 },
  [PL_DUTY_FAMILY_TOLD] = { "family-told", 1 },
  [PL_DUTY_MANAGER_SPOKE] = { "manager-spoke", 2 },
  [PL_DUTY_SIGNED] = { "signed", 2 },
  [PL_DUTY_CHILD_SPOKE] = { "child-spoke", 5 },
};

gint64
pl_deadline (GTimeZone *zone, gint64 from, guint days)
{
  gint64 day = pl_zone_day (zone, from);
  gint64 local = from + pl_zone_offset (zone, from);
  gint64 of_day = local - (day - PL_DAY_OF_UNIX_EPOCH) * PL_SECONDS_A_DAY;
  gint64 same_clock = pl_zone_instant (zone, day + days, (guint)(of_day / 60)) + of_day % 60;

  return MIN (from + (gint64)days * PL_SECONDS_A_DAY, same_clock);
}

PlDutyStatus
pl_duty_hold (gint64 due, gint64 hold_from, gint64 hold_until, GTimeZone *zone, gint64 now)
{
  gboolean applies = hold_from != 0 && hold_from <= due;
  gboolean over = hold_until != 0 && hold_until <= now;

  if (!applies)
    return (PlDutyStatus){ due, PL_DUTY_OPEN };
  if (hold_until == 0)
    return (PlDutyStatus){ 0, PL_DUTY_HELD };
  return (PlDutyStatus){ MAX (due, pl_deadline (zone, hold_until, 1)),
                         over || now < hold_from ? PL_DUTY_OPEN : PL_DUTY_HELD };
}

PlDutyStatus
pl_duty_settle (PlDutyStatus status, gint64 done, gint64 now)
{
  if (done != 0)
    status.state = status.due == 0 || done <= status.due ? PL_DUTY_DONE : PL_DUTY_LATE;
  else if (status.state == PL_DUTY_OPEN && status.due != 0 && now > status.due)
    status.state = PL_DUTY_OVERDUE;
  return status;
}

PlDutyStatus
pl_duty_status (const PlDutyClock *clock, PlDuty duty, GTimeZone *zone, gint64 now)
{
  PlDutyStatus status = { pl_deadline (zone, clock->used, duties[duty].days), PL_DUTY_OPEN };

  if (duty == PL_DUTY_FAMILY_TOLD)
    status = pl_duty_hold (status.due, clock->hold_from, clock->hold_until, zone, now);
  return pl_duty_settle (status, clock->done[duty], now);
}

const char *
pl_duty_code (PlDuty duty)
{
  return duties[duty].code;
}

gboolean
pl_duty_parse (const char *code, PlDuty *duty)
{
  for (guint i = 0; i < PL_DUTIES; i++)
    if (g_str_equal (duties[i].code, code)) {
      *duty = (PlDuty)i;
      return TRUE;
    }
  return FALSE;
}

const char *
pl_duty_state_code (PlDutyState state)
{
  static const char *const codes[] = { "open", "done", "late", "overdue", "held" };

  return codes[state];
}
