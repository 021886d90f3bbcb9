/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/day.h"

#include "policy/people/adjustment.h"
#include "policy/people/contact.h"
#include "policy/time/hours.h"
#include "policy/time/span.h"
#include "policy/time/zone.h"
#include "policy/verdict.h"

static GArray *
one_span (gint64 start, gint64 end)
{
  GArray *spans = pl_spans_new ();

  pl_spans_add (spans, start, end, FALSE);
  return spans;
}

/* What timetable, grants and restrictions leave open. */
static GArray *
open_spans (const PlDay *day,
            const PlSchedule *schedule,
            const GArray *adjustments,
            const GArray *shown)
{
  g_auto (PlHours) hours = { NULL };
  g_auto (PlAdjusted) adjusted = { NULL };

  pl_hours_init (&hours, schedule, day->start, day->end);
  pl_adjusted_init (&adjusted, adjustments, hours.maximum, schedule->zone, day->now);
  g_array_append_vals (hours.effective, adjusted.opened->data, adjusted.opened->len);
  g_array_append_vals (hours.effective, adjusted.granted->data, adjusted.granted->len);
  g_autoptr (GArray) open = pl_spans_without (hours.effective, adjusted.stopped);
  return pl_spans_intersect (open, shown);
}

static void
add_contact (PlDay *day, const PlContact *contact, GTimeZone *zone)
{
  g_autoptr (GArray) spans = contact->always
                                 ? one_span (day->start, day->end)
                                 : pl_contact_spans (contact, zone, day->start, day->end);

  for (guint i = 0; i < spans->len; i++) {
    const PlDayContact shown = { contact->id, MAX (pl_spans_nth (spans, i)->start, day->start),
                                 MIN (pl_spans_nth (spans, i)->end, day->end) };
    if (shown.start < shown.end)
      g_array_append_val (day->contact, shown);
  }
}

static void
init_child (PlDay *day,
            const PlHome *home,
            const PlProfile *profile,
            const GArray *adjustments,
            const GArray *shown)
{
  const PlSchedule schedule = { home->zone, &home->maximum, home->maximum_applies,
                                &profile->timetable, &profile->quiet };
  g_autoptr (GArray) quiet = pl_hours_quiet (&schedule, day->start, day->end);

  day->open = open_spans (day, &schedule, adjustments, shown);
  day->quiet = pl_spans_intersect (quiet, shown);
  for (guint i = 0; i < profile->contacts->len; i++)
    add_contact (day, g_ptr_array_index (profile->contacts, i), home->zone);
}

/* From the 18th birthday on all is open (L5). */
static void
open_for_adult (PlDay *day, gint64 adult)
{
  pl_spans_add (day->open, MAX (adult, day->start), day->end, FALSE);
  pl_spans_join (day->open);
}

void
pl_day_init (
    PlDay *day, const PlHome *home, const PlProfile *profile, gint64 now, const GArray *adjustments)
{
  gint64 today = pl_zone_day (home->zone, now);
  gint64 adult = pl_adult_from (home, profile);

  *day = (PlDay){
    .now = now,
    .start = pl_zone_instant (home->zone, today, 0),
    .next = pl_zone_instant (home->zone, today + 1, 0),
    .end = pl_zone_instant (home->zone, today + 2, 0),
    .contact = g_array_new (FALSE, FALSE, sizeof (PlDayContact)),
  };
  g_autoptr (GArray) shown = one_span (day->start, MIN (day->end, MAX (adult, day->start)));
  init_child (day, home, profile, adjustments, shown);
  if (adult < day->end)
    open_for_adult (day, adult);
}

void
pl_day_clear (PlDay *day)
{
  g_clear_pointer (&day->open, g_array_unref);
  g_clear_pointer (&day->quiet, g_array_unref);
  g_clear_pointer (&day->contact, g_array_unref);
}
