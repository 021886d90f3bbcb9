/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/meter.h"

#include "policy/time/zone.h"
#include "tests/folder.h"
#include "tests/tap.h"

#define SAM    1001
#define IN_USE (PL_USE_ONLINE | PL_USE_SESSION)
#define CASES  60

static char *folder;
static char *path;
static PlMeter *meter;
static GTimeZone *london;
static PlClockReading now;

static gint64
instant_of (const char *utc)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (utc, NULL);

  return g_date_time_to_unix (time);
}

static void
begin_at (const char *utc)
{
  now = (PlClockReading){ .boottime_ms = 5000000,
                          .monotonic_ms = 4000000,
                          .wall_ms = instant_of (utc) * 1000 };
  pl_meter_advance (meter, london, &now);
}

static void
set_up (void)
{
  folder = pl_test_folder ();
  path = g_build_filename (folder, "meter", NULL);
  meter = pl_meter_new (path);
  london = g_time_zone_new_identifier ("Europe/London");
}

static void
tear_down (void)
{
  g_clear_pointer (&meter, pl_meter_free);
  g_clear_pointer (&london, g_time_zone_unref);
  pl_test_remove (folder);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&path, g_free);
}

static void
pass (gint64 seconds)
{
  now.boottime_ms += seconds * 1000;
  now.monotonic_ms += seconds * 1000;
  now.wall_ms += seconds * 1000;
}

static void
use_for (gint64 seconds)
{
  pl_meter_set (meter, SAM, IN_USE, G_MAXINT64);
  pass (seconds);
  pl_meter_advance (meter, london, &now);
}

static gint64
today (void)
{
  return pl_zone_day (london, pl_meter_wall_ms (meter, now.boottime_ms) / 1000);
}

static gint64
used_on (gint64 day)
{
  PlUsage usage;

  pl_meter_usage (meter, SAM, day, &usage);
  return usage.today_s;
}

START_TEST (three_minutes_are_180_seconds)
{
  begin_at ("2026-11-23T17:00:00.400Z");
  use_for (180);
  ck_assert_int_eq (used_on (today ()), 180);
  pl_meter_set (meter, SAM, 0, G_MAXINT64);
  pass (100);
  pl_meter_advance (meter, london, &now);
  ck_assert_int_eq (used_on (today ()), 180);
}
END_TEST

START_TEST (suspend_is_not_use)
{
  begin_at ("2026-11-23T17:00:00Z");
  pl_meter_set (meter, SAM, IN_USE, G_MAXINT64);
  pass (60);
  now.boottime_ms += 3600000;
  now.wall_ms += 3600000;
  pl_meter_advance (meter, london, &now);
  ck_assert_int_eq (used_on (today ()), 60);
  ck_assert (!pl_meter_in_doubt (meter));
  use_for (30);
  ck_assert_int_eq (used_on (today ()), 90);
}
END_TEST

START_TEST (a_clock_set_back_an_hour_gives_nothing)
{
  begin_at ("2026-11-23T00:30:00Z");
  gint64 day = today ();
  use_for (60);
  now.wall_ms -= 3600000;
  use_for (60);
  ck_assert (pl_meter_in_doubt (meter));
  ck_assert_int_eq (today (), day);
  ck_assert_int_eq (used_on (day), 120);
  ck_assert_int_eq (used_on (day - 1), 0);
  /* and put right again */
  now.wall_ms += 3600000;
  use_for (60);
  ck_assert (!pl_meter_in_doubt (meter));
  ck_assert_int_eq (used_on (day), 180);
}
END_TEST

START_TEST (a_clock_set_forward_gives_no_new_day)
{
  begin_at ("2026-11-23T20:00:00Z");
  gint64 day = today ();
  use_for (60);
  now.wall_ms += 86400000;
  use_for (60);
  ck_assert (pl_meter_in_doubt (meter));
  ck_assert_int_eq (used_on (day), 120);
}
END_TEST

START_TEST (a_jump_of_a_time_service_is_believed)
{
  begin_at ("2026-11-23T20:00:00Z");
  gint64 day = today ();
  use_for (60);
  now.wall_ms += 86400000;
  now.synchronised = TRUE;
  pl_meter_advance (meter, london, &now);
  use_for (60);
  ck_assert (!pl_meter_in_doubt (meter));
  ck_assert_int_eq (used_on (day), 60);
  ck_assert_int_eq (used_on (day + 1), 60);
}
END_TEST

START_TEST (a_clock_behind_what_was_seen_is_in_doubt)
{
  pl_meter_set_seen (meter, instant_of ("2026-11-23T20:00:00Z") * 1000);
  begin_at ("2026-11-23T19:00:00Z");
  ck_assert (pl_meter_in_doubt (meter));
  ck_assert_int_eq (pl_meter_wall_ms (meter, now.boottime_ms) / 1000,
                    instant_of ("2026-11-23T20:00:00Z"));
}
END_TEST

START_TEST (midnight_divides_use_between_days_and_weeks)
{
  PlUsage usage;

  begin_at ("2026-11-22T23:59:20Z"); /* a Sunday */
  gint64 sunday = today ();
  use_for (60);
  pl_meter_usage (meter, SAM, sunday, &usage);
  ck_assert_int_eq (usage.today_s, 40);
  ck_assert_int_eq (usage.week_s, 40);
  pl_meter_usage (meter, SAM, sunday + 1, &usage);
  ck_assert_int_eq (usage.today_s, 20);
  ck_assert_int_eq (usage.week_s, 20);
}
END_TEST

START_TEST (nights_of_clock_changes_neither_give_nor_take)
{
  /* from 00:30 to 03:30 by the wall clock */
  begin_at ("2026-03-29T00:30:00Z");
  use_for (2 * 3600);
  ck_assert_int_eq (used_on (today ()), 2 * 3600);
  ck_assert (!pl_meter_in_doubt (meter));

  g_clear_pointer (&meter, pl_meter_free);
  g_assert_cmpint (g_remove (path), ==, 0);
  meter = pl_meter_new (path);
  begin_at ("2026-10-24T23:30:00Z");
  use_for (4 * 3600);
  ck_assert_int_eq (used_on (today ()), 4 * 3600);
}
END_TEST

START_TEST (an_agent_that_dies_loses_nothing)
{
  begin_at ("2026-11-23T17:00:00Z");
  use_for (100);
  pl_meter_set (meter, SAM, IN_USE, now.boottime_ms + 90000);
  /* killed: nothing is written at the end */
  g_clear_pointer (&meter, pl_meter_free);
  pass (25);
  meter = pl_meter_new (path);
  ck_assert (pl_meter_is_resumed (meter));
  pl_meter_advance (meter, london, &now);
  ck_assert_int_eq (used_on (today ()), 125);
}
END_TEST

START_TEST (without_the_agent_time_runs_until_the_lease_ends)
{
  begin_at ("2026-11-23T17:00:00Z");
  pl_meter_set (meter, SAM, IN_USE, now.boottime_ms + 90000);
  g_clear_pointer (&meter, pl_meter_free);
  pass (3600);
  meter = pl_meter_new (path);
  pl_meter_advance (meter, london, &now);
  ck_assert_int_eq (used_on (today ()), 90);
}
END_TEST

START_TEST (a_file_of_another_start_of_the_machine_or_of_none_is_not_used)
{
  begin_at ("2026-11-23T17:00:00Z");
  use_for (100);
  g_clear_pointer (&meter, pl_meter_free);
  g_autofree char *bytes = NULL;
  gsize size;
  ck_assert (g_file_get_contents (path, &bytes, &size, NULL));
  bytes[12] ^= 1; /* in the boot id */
  ck_assert (g_file_set_contents (path, bytes, (gssize)size, NULL));
  meter = pl_meter_new (path);
  ck_assert (!pl_meter_is_resumed (meter));
  begin_at ("2026-11-23T17:00:00Z");
  ck_assert_int_eq (used_on (today ()), 0);
  pl_meter_restore (meter, SAM, today (), 42);
  use_for (8);
  ck_assert_int_eq (used_on (today ()), 50);
}
END_TEST

START_TEST (more_children_than_rows_push_out_the_one_longest_gone)
{
  begin_at ("2026-11-23T17:00:00Z");
  for (uid_t uid = 2000; uid < 2040; uid++) {
    pl_meter_set (meter, uid, IN_USE, now.boottime_ms + uid);
    pl_meter_set (meter, SAM, IN_USE, G_MAXINT64);
  }
  use_for (10);
  ck_assert_int_eq (used_on (today ()), 10);
}
END_TEST

/* London's midnights around its clock changes of 2026: days of 23 and of 25 hours. */
static const struct {
  const char *start;
  const char *first_midnight;
  gint64 second_day;
} changes[] = {
  { "2026-03-28T20:00:00Z", "2026-03-29T00:00:00Z", 23 * 3600 },
  { "2026-10-24T19:59:59.999Z", "2026-10-24T23:00:00Z", 25 * 3600 },
};

static guint
day_of (int change, gint64 instant)
{
  gint64 since = instant - instant_of (changes[change].first_midnight);

  if (since < 0)
    return 0;
  return since < changes[change].second_day ? 1 : 2 + (since - changes[change].second_day) / 86400;
}

/* A life of sessions, suspends, steps of the clock and deaths of the agent, told the slow way beside. */
static void
live (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  gint64 days[8] = { 0 };
  int change = g_rand_int_range (rand, 0, 2);

  g_clear_pointer (&meter, pl_meter_free);
  g_remove (path);
  meter = pl_meter_new (path);
  begin_at (changes[change].start);
  gint64 first = today ();
  gint64 true_ms = now.wall_ms; /* which no step of the clock moves */
  for (int turn = 0; turn < 200; turn++) {
    gboolean in_use = g_rand_boolean (rand);
    gint64 seconds = g_rand_int_range (rand, 0, 900);
    gint64 lease = g_rand_int_range (rand, 0, 4) == 0 ? g_rand_int_range (rand, 0, 900) : 900;
    pl_meter_set (meter, SAM, in_use ? IN_USE : 0, now.boottime_ms + lease * 1000);
    if (g_rand_int_range (rand, 0, 6) == 0) {
      g_clear_pointer (&meter, pl_meter_free);
      meter = pl_meter_new (path);
    }
    for (gint64 s = 0; s < MIN (seconds, lease); s++)
      days[day_of (change, true_ms / 1000 + s)] += in_use;
    pass (seconds);
    true_ms += seconds * 1000;
    if (g_rand_int_range (rand, 0, 10) == 0) {
      gint64 asleep = g_rand_int_range (rand, 1, 7200);
      now.boottime_ms += asleep * 1000;
      now.wall_ms += asleep * 1000;
      true_ms += asleep * 1000;
    }
    if (g_rand_int_range (rand, 0, 10) == 0)
      now.wall_ms += g_rand_int_range (rand, -90000, 90000) * 1000;
    else if (g_rand_int_range (rand, 0, 3) == 0)
      now.wall_ms = true_ms;
    pl_meter_advance (meter, london, &now);
    for (gint64 day = first; day < first + 7; day++)
      ck_assert_msg (used_on (day) == days[day - first], "seed %u, turn %d, day %d: %d, not %d",
                     seed, turn, (int)(day - first), (int)used_on (day), (int)days[day - first]);
  }
}

START_TEST (a_life_is_counted_to_the_second)
{
  guint32 first = g_getenv ("PL_SEED") ? (guint32)atoi (g_getenv ("PL_SEED")) : 1;

  for (guint32 seed = first; seed < first + CASES; seed++)
    live (seed);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    three_minutes_are_180_seconds,
    suspend_is_not_use,
    a_clock_set_back_an_hour_gives_nothing,
    a_clock_set_forward_gives_no_new_day,
    a_jump_of_a_time_service_is_believed,
    a_clock_behind_what_was_seen_is_in_doubt,
    midnight_divides_use_between_days_and_weeks,
    nights_of_clock_changes_neither_give_nor_take,
    an_agent_that_dies_loses_nothing,
    without_the_agent_time_runs_until_the_lease_ends,
    a_file_of_another_start_of_the_machine_or_of_none_is_not_used,
    more_children_than_rows_push_out_the_one_longest_gone,
    a_life_is_counted_to_the_second,
    NULL,
  };

  return pl_tap_main_with ("meter", tests, 120, set_up, tear_down);
}
