/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/adjustment.h"

#include <string.h>

#include "policy/time/timestamp.h"
#include "policy/time/zone.h"
#include "policy/verdict.h"
#include "tests/tap.h"

/* 2 March 2026 is a Monday. The child's windows are 16:00-20:00, the home's 12:00-22:00. */
#define HOME  "[Home]\n[Timetable]\nMonday=12:00-22:00\nTuesday=12:00-22:00\n"
#define CHILD "[Child]\nBorn=2012-05-01\nLevel=supported\n" WINDOWS
#define WINDOWS                                                                                    \
  "[Timetable]\nMonday=16:00-20:00\nTuesday=16:00-20:00\nWednesday=\nThursday=\nFriday=\n"         \
  "Saturday=\nSunday=\n"

static PlHome *home;
static PlLevels *levels;
static PlProfile *profile;
static GArray *adjustments;

static gint64
at (const char *time)
{
  PlTimestamp read;

  ck_assert_msg (pl_timestamp_parse (time, &read), "%s", time);
  return pl_timestamp_instant (&read, home->zone);
}

static void
live_as (const char *text)
{
  g_clear_pointer (&profile, pl_profile_free);
  profile = pl_profile_parse (home, levels, "sam.conf", text, strlen (text), NULL, NULL);
  ck_assert_ptr_nonnull (profile);
}

static void
set_up (void)
{
  home = pl_home_parse ("home.conf", HOME, strlen (HOME), NULL);
  levels = pl_levels_new_shipped (home->categories);
  adjustments = g_array_new (FALSE, FALSE, sizeof (PlAdjustment));
  live_as (CHILD);
}

static void
tear_down (void)
{
  g_clear_pointer (&profile, pl_profile_free);
  g_clear_pointer (&levels, pl_levels_free);
  g_clear_pointer (&home, pl_home_free);
  g_clear_pointer (&adjustments, g_array_unref);
}

static void
adjust (PlAdjustmentKind kind, const char *from, const char *until, guint minutes)
{
  PlAdjustment one = { kind, at (from), at (until), minutes, FALSE };

  g_array_append_val (adjustments, one);
}

/* What staff do: so many minutes more than what is left. */
static void
grant_minutes (const char *from, gint64 rest_s, guint minutes)
{
  gint64 now = at (from);
  PlAdjustment one = { PL_ADJUSTMENT_GRANT_MINUTES, now,
                       pl_adjustment_minutes_until (now, rest_s, minutes), minutes, FALSE };

  g_array_append_val (adjustments, one);
}

/* "online HH:MM left" or "help-only HH:MM left"; a dash for none */
static void
expect (const char *time, gint64 used_minutes, const char *expected)
{
  PlUsage usage = { used_minutes * 60, used_minutes * 60 };
  PlVerdict verdict;

  pl_verdict_adjusted (home, profile, at (time), &usage, adjustments, &verdict);
  g_autofree char *until = verdict.until == PL_INSTANT_NONE
                               ? g_strdup ("-")
                               : pl_timestamp_format (verdict.until, home->zone);
  g_autofree char *left = verdict.left_s == PL_NO_LIMIT
                              ? g_strdup ("-")
                              : g_strdup_printf ("%d", (int)(verdict.left_s / 60));
  g_autofree char *got =
      g_strdup_printf ("%s %.16s %s", verdict.online ? "online" : "help-only", until, left);
  ck_assert_str_eq (got, expected);
}

START_TEST (minutes_are_added_to_the_end_of_a_window)
{
  grant_minutes ("2026-03-02T19:50", 600, 30);
  expect ("2026-03-02T19:50", 0, "online 2026-03-02T20:30 -");
  expect ("2026-03-02T20:30", 0, "help-only 2026-03-03T16:00 -");
}
END_TEST

START_TEST (minutes_are_added_to_the_allowance)
{
  live_as (CHILD "[Allowance]\nMonday=60\n");
  grant_minutes ("2026-03-02T17:00", 300, 10);
  expect ("2026-03-02T17:00", 55, "online 2026-03-02T17:15 15");
  expect ("2026-03-02T19:00", 55, "online 2026-03-02T19:15 15");
}
END_TEST

START_TEST (minutes_do_not_outlive_the_day_and_the_window)
{
  live_as (CHILD "[Allowance]\nMonday=60\nTuesday=60\n");
  grant_minutes ("2026-03-02T17:00", 300, 10);
  expect ("2026-03-02T20:01", 55, "help-only 2026-03-03T16:00 15");
  expect ("2026-03-03T16:00", 0, "online 2026-03-03T17:00 60");
}
END_TEST

START_TEST (out_of_hours_minutes_are_a_window)
{
  grant_minutes ("2026-03-02T21:00", 0, 20);
  expect ("2026-03-02T21:00", 0, "online 2026-03-02T21:20 -");
}
END_TEST

START_TEST (a_grant_never_exceeds_the_homes_maximum)
{
  grant_minutes ("2026-03-02T21:50", 0, 60);
  expect ("2026-03-02T21:50", 0, "online 2026-03-02T22:00 -");
  g_array_set_size (adjustments, 0);
  adjust (PL_ADJUSTMENT_GRANT_UNTIL, "2026-03-02T21:50", "2026-03-02T23:00", 0);
  expect ("2026-03-02T21:50", 0, "online 2026-03-02T22:00 -");
}
END_TEST

START_TEST (unless_a_manager_grants_it)
{
  adjust (PL_ADJUSTMENT_GRANT_UNTIL, "2026-03-02T21:50", "2026-03-02T23:00", 0);
  pl_adjustments_nth (adjustments, 0)->beyond_maximum = TRUE;
  expect ("2026-03-02T21:50", 0, "online 2026-03-02T23:00 -");
}
END_TEST

START_TEST (a_grant_until_a_time_draws_nothing)
{
  PlUsage usage = { 0, 0 };
  PlVerdict verdict;

  live_as (CHILD "[Allowance]\nMonday=30\n");
  adjust (PL_ADJUSTMENT_GRANT_UNTIL, "2026-03-02T17:00", "2026-03-02T18:00", 0);
  expect ("2026-03-02T17:00", 10, "online 2026-03-02T18:20 20");
  expect ("2026-03-02T17:00", 30, "online 2026-03-02T18:00 0");
  pl_verdict_adjusted (home, profile, at ("2026-03-02T17:00"), &usage, adjustments, &verdict);
  ck_assert (!verdict.drawn && (verdict.reasons & PL_REASON_GRANTED));
  pl_verdict_adjusted (home, profile, at ("2026-03-02T18:00"), &usage, adjustments, &verdict);
  ck_assert (verdict.drawn && !(verdict.reasons & PL_REASON_GRANTED));
}
END_TEST

START_TEST (a_restriction_ends_by_itself)
{
  PlUsage usage = { 0, 0 };
  PlVerdict verdict;

  adjust (PL_ADJUSTMENT_NO_INTERNET, "2026-03-02T10:00", "2026-03-02T18:00", 0);
  expect ("2026-03-02T17:00", 0, "help-only 2026-03-02T18:00 -");
  expect ("2026-03-02T18:00", 0, "online 2026-03-02T20:00 -");
  pl_verdict_adjusted (home, profile, at ("2026-03-02T17:00"), &usage, adjustments, &verdict);
  ck_assert (verdict.reasons & PL_REASON_RESTRICTED);
}
END_TEST

START_TEST (a_restriction_that_begins_later_is_foreseen)
{
  adjust (PL_ADJUSTMENT_NO_INTERNET, "2026-03-02T18:30", "2026-03-04T18:00", 0);
  expect ("2026-03-02T17:00", 0, "online 2026-03-02T18:30 -");
}
END_TEST

START_TEST (no_grant_opens_what_a_restriction_stops)
{
  adjust (PL_ADJUSTMENT_NO_INTERNET, "2026-03-02T10:00", "2026-03-02T18:00", 0);
  adjust (PL_ADJUSTMENT_GRANT_UNTIL, "2026-03-02T16:00", "2026-03-02T21:00", 0);
  grant_minutes ("2026-03-02T16:30", 0, 30);
  expect ("2026-03-02T16:30", 0, "help-only 2026-03-02T18:00 -");
  expect ("2026-03-02T18:00", 0, "online 2026-03-02T21:00 -");
}
END_TEST

START_TEST (a_cap_on_the_day_lowers_an_allowance_and_sets_one_where_there_is_none)
{
  adjust (PL_ADJUSTMENT_DAY_MINUTES, "2026-03-02T00:00", "2026-03-04T00:00", 30);
  expect ("2026-03-02T16:00", 0, "online 2026-03-02T16:30 30");
  expect ("2026-03-02T17:00", 30, "help-only 2026-03-03T16:00 0");
  live_as (CHILD "[Allowance]\nMonday=20\nTuesday=60\n");
  expect ("2026-03-02T16:00", 0, "online 2026-03-02T16:20 20");
  expect ("2026-03-03T16:00", 0, "online 2026-03-03T16:30 30");
}
END_TEST

START_TEST (an_adult_is_not_restricted)
{
  live_as ("[Child]\nBorn=2008-03-02\nLevel=supported\n" WINDOWS);
  adjust (PL_ADJUSTMENT_NO_INTERNET, "2026-03-01T10:00", "2026-03-09T18:00", 0);
  expect ("2026-03-01T23:00", 0, "help-only 2026-03-02T00:00 -");
  expect ("2026-03-02T00:00", 0, "online - -");
}
END_TEST

static void
add_random (GRand *rand, gint64 now)
{
  PlAdjustment one = {
    .kind = (PlAdjustmentKind)g_rand_int_range (rand, PL_ADJUSTMENT_GRANT_UNTIL,
                                                PL_ADJUSTMENT_DAY_MINUTES),
    .from = now + 60 * (gint64)g_rand_int_range (rand, -300, 300),
    .beyond_maximum = g_rand_boolean (rand),
  };

  if (g_rand_boolean (rand)) {
    one.kind = PL_ADJUSTMENT_GRANT_MINUTES;
    one.from = now - 60 * (gint64)g_rand_int_range (rand, 0, 300);
    one.minutes = (guint)g_rand_int_range (rand, 1, 90);
  }
  one.until = one.from + 60 * (gint64)g_rand_int_range (rand, 1, 300);
  g_array_append_val (adjustments, one);
}

/* The minute at which a child who uses every minute is first not what it is now. */
static gint64
first_change (gint64 now, PlUsage usage, gint64 last)
{
  gint64 day = pl_zone_day (home->zone, now);
  PlVerdict first, verdict;

  pl_verdict_adjusted (home, profile, now, &usage, adjustments, &first);
  verdict = first;
  for (gint64 t = now; t < last;) {
    if (verdict.drawn) {
      usage.today_s += 60;
      usage.week_s += 60;
    }
    t += 60;
    if (pl_zone_day (home->zone, t) != day) {
      day = pl_zone_day (home->zone, t);
      usage.today_s = 0;
      usage.week_s = pl_calendar_weekday (day) == 0 ? 0 : usage.week_s;
    }
    pl_verdict_adjusted (home, profile, t, &usage, adjustments, &verdict);
    if (verdict.online != first.online)
      return t;
  }
  return PL_INSTANT_NONE;
}

START_TEST (until_is_the_minute_at_which_it_changes)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  live_as (CHILD "[Allowance]\nMonday=90\nTuesday=45\nWeekly=120\n");
  for (int i = 0; i < 150; i++) {
    gint64 now = at ("2026-03-02T12:00") + 60 * (gint64)g_rand_int_range (rand, 0, 1000);
    PlUsage usage = { 60 * g_rand_int_range (rand, 0, 95), 60 * g_rand_int_range (rand, 95, 130) };
    PlVerdict verdict;

    g_array_set_size (adjustments, 0);
    for (int n = g_rand_int_range (rand, 0, 5); n > 0; n--)
      add_random (rand, now);
    pl_verdict_adjusted (home, profile, now, &usage, adjustments, &verdict);
    gint64 change = first_change (now, usage, now + 600 * 60);
    if (change != PL_INSTANT_NONE)
      ck_assert_msg (verdict.until == change, "case %d", i);
    else
      ck_assert_msg (verdict.until == PL_INSTANT_NONE || verdict.until > now + 600 * 60, "case %d",
                     i);
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    minutes_are_added_to_the_end_of_a_window,
    minutes_are_added_to_the_allowance,
    minutes_do_not_outlive_the_day_and_the_window,
    out_of_hours_minutes_are_a_window,
    a_grant_never_exceeds_the_homes_maximum,
    unless_a_manager_grants_it,
    a_grant_until_a_time_draws_nothing,
    a_restriction_ends_by_itself,
    a_restriction_that_begins_later_is_foreseen,
    no_grant_opens_what_a_restriction_stops,
    a_cap_on_the_day_lowers_an_allowance_and_sets_one_where_there_is_none,
    an_adult_is_not_restricted,
    until_is_the_minute_at_which_it_changes,
    NULL,
  };

  return pl_tap_main_with ("adjustment", tests, 30, set_up, tear_down);
}
