/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/adjustment.h"

#include "policy/time/calendar.h"
#include "policy/time/zone.h"

gint64
pl_adjustment_minutes_until (gint64 now, gint64 rest_s, guint minutes)
{
  return now + rest_s + (gint64)minutes * 60;
}

/* Adds a grant's span, without what lies outside the home's maximum. */
static void
add_grant (GArray *spans, const PlAdjustment *grant, const GArray *maximum)
{
  if (maximum == NULL || grant->beyond_maximum) {
    pl_spans_add (spans, grant->from, grant->until, FALSE);
    return;
  }
  g_autoptr (GArray) one = pl_spans_new ();
  pl_spans_add (one, grant->from, grant->until, FALSE);
  g_autoptr (GArray) inside = pl_spans_intersect (one, maximum);
  g_array_append_vals (spans, inside->data, inside->len);
}

/* Minutes that were granted are there until the day and the week of the grant are over. */
static void
add_bonus (PlAdjusted *adjusted, const PlAdjustment *grant, GTimeZone *zone, gint64 now)
{
  gint64 today = pl_zone_day (zone, now), day = pl_zone_day (zone, grant->from);
  gint64 seconds = (gint64)grant->minutes * 60;

  if (grant->from > now)
    return;
  if (day == today)
    adjusted->day_bonus_s += seconds;
  if (day - pl_calendar_weekday (day) == today - pl_calendar_weekday (today))
    adjusted->week_bonus_s += seconds;
}

static void
add_cap (PlAdjusted *adjusted, const PlAdjustment *cap, gint64 now)
{
  if (now >= cap->until)
    return;
  gint64 change = now < cap->from ? cap->from : cap->until;
  adjusted->day_minutes_until = MIN (adjusted->day_minutes_until, change);
  if (now < cap->from)
    return;
  if (adjusted->day_minutes < 0 || (guint)adjusted->day_minutes > cap->minutes)
    adjusted->day_minutes = (int)MIN (cap->minutes, PL_MINUTES_A_DAY);
}

static void
add (PlAdjusted *adjusted,
     const PlAdjustment *one,
     const GArray *maximum,
     GTimeZone *zone,
     gint64 now)
{
  switch (one->kind) {
    case PL_ADJUSTMENT_GRANT_MINUTES:
      add_grant (adjusted->opened, one, maximum);
      add_bonus (adjusted, one, zone, now);
      break;
    case PL_ADJUSTMENT_GRANT_UNTIL:
      add_grant (adjusted->granted, one, maximum);
      break;
    case PL_ADJUSTMENT_NO_INTERNET:
      pl_spans_add (adjusted->stopped, one->from, one->until, FALSE);
      break;
    case PL_ADJUSTMENT_DAY_MINUTES:
      add_cap (adjusted, one, now);
      break;
  }
}

void
pl_adjusted_init (PlAdjusted *adjusted,
                  const GArray *adjustments,
                  const GArray *maximum,
                  GTimeZone *zone,
                  gint64 now)
{
  *adjusted = (PlAdjusted){
    .opened = pl_spans_new (),
    .granted = pl_spans_new (),
    .stopped = pl_spans_new (),
    .day_minutes = -1,
    .day_minutes_until = G_MAXINT64,
  };
  for (guint i = 0; adjustments != NULL && i < adjustments->len; i++)
    add (adjusted, pl_adjustments_nth (adjustments, i), maximum, zone, now);
  pl_spans_join (adjusted->opened);
  pl_spans_join (adjusted->granted);
  pl_spans_join (adjusted->stopped);
}

void
pl_adjusted_clear (PlAdjusted *adjusted)
{
  g_clear_pointer (&adjusted->opened, g_array_unref);
  g_clear_pointer (&adjusted->granted, g_array_unref);
  g_clear_pointer (&adjusted->stopped, g_array_unref);
}
