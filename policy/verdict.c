/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/verdict.h"

#include <string.h>

#include "policy/people/adjustment.h"
#include "policy/people/contact.h"
#include "policy/time/calendar.h"
#include "policy/time/hours.h"
#include "policy/time/span.h"
#include "policy/time/zone.h"

#define AGE_OF_SOCIAL_NETWORKS 13 /* F3 */
#define AGE_OF_ADULTS          18 /* L5 */

static const char *const reason_codes[] = {
  "in-hours", "outside-hours", "home-maximum", "exception", "quiet-time", "day-used", "week-used",
  "contact",  "adult",         "clock-doubt",  "granted",   "restricted", "network",
};

const char *
pl_reason_code (PlReason reason)
{
  gint n = g_bit_nth_lsf (reason, -1);

  g_return_val_if_fail (n >= 0 && n < (gint)G_N_ELEMENTS (reason_codes), NULL);
  return reason_codes[n];
}

gint64
pl_adult_from (const PlHome *home, const PlProfile *profile)
{
  guint32 birthday = pl_calendar_birthday (profile->born, AGE_OF_ADULTS);

  return pl_zone_instant (home->zone, MAX (birthday, profile->agreed_until), 0);
}

static gboolean
social_blocked (const PlHome *home, const PlProfile *profile, gint64 now)
{
  guint32 birthday = pl_calendar_birthday (profile->born, AGE_OF_SOCIAL_NETWORKS);

  return profile->social_until_review || now < pl_zone_instant (home->zone, birthday, 0);
}

/* TRUE if a contact is open at now. until: lowered to when that changes. */
static gboolean
contact_open (const PlHome *home, const PlContact *contact, gint64 now, gint64 *until)
{
  if (contact->always)
    return TRUE;

  g_autoptr (GArray) spans =
      pl_contact_spans (contact, home->zone, now, now + PL_VERDICT_HORIZON_S);
  *until = MIN (*until, pl_spans_next (spans, now));
  return pl_spans_at (spans, now, NULL);
}

static void
judge_contacts (const PlHome *home, const PlProfile *profile, gint64 now, PlVerdict *verdict)
{
  gint64 until = G_MAXINT64;

  for (guint i = 0; i < profile->contacts->len; i++)
    if (contact_open (home, g_ptr_array_index (profile->contacts, i), now, &until))
      verdict->reasons |= PL_REASON_CONTACT;
  verdict->contact_until = until > now + PL_VERDICT_HORIZON_S ? PL_INSTANT_NONE : until;
}

static void
judge_hours (const PlHours *hours, const PlSchedule *schedule, gint64 now, PlVerdict *verdict)
{
  PlHoursPlace place;

  pl_hours_place (hours, schedule, now, &place);
  verdict->reasons |= place.inside ? PL_REASON_IN_HOURS : PL_REASON_OUTSIDE_HOURS;
  if (place.over_home)
    verdict->reasons |= PL_REASON_HOME_MAXIMUM;
  if (place.exception)
    verdict->reasons |= PL_REASON_EXCEPTION;
  if (place.quiet)
    verdict->reasons |= PL_REASON_QUIET_TIME;
}

static void
judge_allowance (const PlAllowance *allowance,
                 const PlUsage *usage,
                 guint weekday,
                 PlVerdict *verdict)
{
  verdict->left_s = pl_allowance_left (allowance, weekday, usage);
  if (pl_allowance_day_left (allowance, weekday, usage) == 0)
    verdict->reasons |= PL_REASON_DAY_USED;
  if (pl_allowance_week_left (allowance, usage) == 0)
    verdict->reasons |= PL_REASON_WEEK_USED;
}

static void
judge_adjustments (const GArray *adjustments, gint64 now, PlVerdict *verdict)
{
  for (guint i = 0; adjustments != NULL && i < adjustments->len; i++) {
    const PlAdjustment *one = pl_adjustments_nth (adjustments, i);
    gboolean grant =
        one->kind == PL_ADJUSTMENT_GRANT_MINUTES || one->kind == PL_ADJUSTMENT_GRANT_UNTIL;

    if (one->from <= now && now < one->until)
      verdict->reasons |= grant ? PL_REASON_GRANTED : PL_REASON_RESTRICTED;
  }
}

/* The child's allowance under a cap on every day. */
static PlAllowance
capped (const PlAllowance *allowance, int day_minutes)
{
  PlAllowance cut = *allowance;

  for (guint i = 0; day_minutes >= 0 && i < PL_WEEKDAYS; i++)
    if (cut.weekday[i] < 0 || cut.weekday[i] > day_minutes)
      cut.weekday[i] = day_minutes;
  return cut;
}

static GArray *
joined_with (const GArray *spans, const GArray *more)
{
  GArray *all = pl_spans_new ();

  g_array_append_vals (all, spans->data, spans->len);
  g_array_append_vals (all, more->data, more->len);
  pl_spans_join (all);
  return all;
}

static void
assert_sound (const PlVerdict *verdict, gint64 now)
{
  g_assert (verdict->until == PL_INSTANT_NONE ||
            (verdict->until > now && verdict->until - now <= PL_VERDICT_HORIZON_S));
  g_assert (verdict->contact_until == PL_INSTANT_NONE || verdict->contact_until > now);
  g_assert (!verdict->drawn || (verdict->online && verdict->left_s != 0));
  g_assert (verdict->left_s >= PL_NO_LIMIT);
  g_assert (!verdict->adult || (verdict->online && verdict->reasons == PL_REASON_ADULT));
  g_assert (verdict->adult || !(verdict->reasons & PL_REASON_IN_HOURS) !=
                                  !(verdict->reasons & PL_REASON_OUTSIDE_HOURS));
}

/* When it changes next, as far as can be seen now; an adult is online for good. */
static gint64
next_change (const PlAllowance *allowance,
             const PlUsage *usage,
             const PlOpenTimes *open,
             GTimeZone *zone,
             gint64 now,
             gint64 end)
{
  return pl_allowance_next_change (allowance, usage, zone, open, now,
                                   MIN (now + PL_VERDICT_HORIZON_S, end - 1));
}

void
pl_verdict_adjusted (const PlHome *home,
                     const PlProfile *profile,
                     gint64 now,
                     const PlUsage *usage,
                     const GArray *adjustments,
                     PlVerdict *verdict)
{
  gint64 adult = pl_adult_from (home, profile);

  *verdict = (PlVerdict){
    .until = PL_INSTANT_NONE,
    .left_s = PL_NO_LIMIT,
    .contact_until = PL_INSTANT_NONE,
  };
  if (now >= adult) {
    verdict->online = verdict->adult = TRUE;
    verdict->reasons = PL_REASON_ADULT;
    return;
  }

  const PlSchedule schedule = { home->zone, &home->maximum, home->maximum_applies,
                                &profile->timetable, &profile->quiet };
  g_auto (PlHours) hours = { NULL };
  g_auto (PlAdjusted) adjusted = { NULL };
  pl_hours_init (&hours, &schedule, now, now + PL_VERDICT_HORIZON_S);
  pl_adjusted_init (&adjusted, adjustments, hours.maximum, home->zone, now);

  g_autoptr (GArray) effective = joined_with (hours.effective, adjusted.opened);
  const PlAllowance allowance = capped (&profile->allowance, adjusted.day_minutes);
  const PlUsage rest = { usage->today_s - adjusted.day_bonus_s,
                         usage->week_s - adjusted.week_bonus_s };
  const PlOpenTimes open = { effective, adjusted.granted, adjusted.stopped };
  judge_allowance (&allowance, &rest, pl_calendar_weekday (pl_zone_day (home->zone, now)), verdict);
  judge_hours (&hours, &schedule, now, verdict);
  judge_contacts (home, profile, now, verdict);
  judge_adjustments (adjustments, now, verdict);
  verdict->online = pl_open_times_at (&open, now, verdict->left_s, &verdict->drawn);
  verdict->social_blocked = social_blocked (home, profile, now);
  /* Beyond a change of the cap on the day nothing can be said; at 18 all is open. */
  verdict->until = next_change (&allowance, &rest, &open, home->zone, now,
                                MIN (adult, adjusted.day_minutes_until));
  if (verdict->until == PL_INSTANT_NONE && !verdict->online &&
      adult <= MIN (now + PL_VERDICT_HORIZON_S, adjusted.day_minutes_until))
    verdict->until = adult;
  assert_sound (verdict, now);
}

void
pl_verdict (const PlHome *home,
            const PlProfile *profile,
            gint64 now,
            const PlUsage *usage,
            PlVerdict *verdict)
{
  pl_verdict_adjusted (home, profile, now, usage, NULL, verdict);
}

/* PL_INSTANT_NONE is later than any. */
static gint64
earlier (gint64 a, gint64 b)
{
  if (a == PL_INSTANT_NONE || b == PL_INSTANT_NONE)
    return MAX (a, b);
  return MIN (a, b);
}

static gint64
moved (gint64 instant, gint64 by_s)
{
  return instant == PL_INSTANT_NONE ? instant : instant + by_s;
}

void
pl_verdict_take_stricter (PlVerdict *verdict, gint64 now, const PlVerdict *other, gint64 other_now)
{
  gint64 by_s = now - other_now;

  if (verdict->adult && other->adult)
    return;
  if (verdict->online && !other->online)
    verdict->reasons = other->reasons;
  verdict->online = verdict->online && other->online;
  verdict->drawn = verdict->online && (verdict->drawn || other->drawn);
  verdict->adult = FALSE;
  verdict->left_s = verdict->left_s < 0 || other->left_s < 0 ? MAX (verdict->left_s, other->left_s)
                                                             : MIN (verdict->left_s, other->left_s);
  verdict->until = earlier (verdict->until, moved (other->until, by_s));
  verdict->contact_until = earlier (verdict->contact_until, moved (other->contact_until, by_s));
  verdict->social_blocked = verdict->social_blocked || other->social_blocked;
  verdict->reasons |= PL_REASON_CLOCK_DOUBT;
}

static int
name_compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

const char **
pl_verdict_contact_names (const PlHome *home, const PlProfile *profile, gint64 now)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gint64 until = G_MAXINT64;

  for (guint i = 0; i < profile->contacts->len; i++) {
    const PlContact *contact = g_ptr_array_index (profile->contacts, i);

    if (contact_open (home, contact, now, &until))
      for (char **name = contact->names; *name != NULL; name++)
        if (!g_ptr_array_find_with_equal_func (names, *name, g_str_equal, NULL))
          g_ptr_array_add (names, *name);
  }
  g_ptr_array_sort (names, name_compare);
  g_ptr_array_add (names, NULL);
  return (const char **)g_ptr_array_steal (names, NULL);
}
