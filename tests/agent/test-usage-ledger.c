/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/usage-ledger.h"

#include <string.h>

#include "policy/time/zone.h"
#include "tests/folder.h"
#include "tests/tap.h"

#define SAM    1001
#define IN_USE (PL_USE_ONLINE | PL_USE_SESSION)
#define ROUND  30
#define CASES  25

static char *folder;
static char *path;
static PlMeter *meter;
static PlStore *store;
static PlUsageLedger *ledger;
static PlHousehold household;
static PlChild sam = { .account = (char *)"sam", .uid = SAM };
static GTimeZone *utc;
static PlClockReading now;

static void
clock_of_test (PlMoment *moment)
{
  *moment = (PlMoment){ now.wall_ms, now.boottime_ms };
}

static gint64
today (void)
{
  return pl_zone_day (utc, now.wall_ms / 1000);
}

static void
start (void)
{
  meter = pl_meter_new (path);
  store = pl_store_new (folder, clock_of_test);
  ledger = pl_usage_ledger_new (meter, store);
  pl_meter_advance (meter, utc, &now);
  pl_usage_ledger_load (ledger, &household, today ());
}

static void
stop (void)
{
  g_clear_pointer (&ledger, pl_usage_ledger_free);
  g_clear_pointer (&store, pl_store_free);
  g_clear_pointer (&meter, pl_meter_free);
}

/* The power goes, and comes back: what was in memory is gone, and the clocks of this boot. */
static void
power_cut (gint64 off_s)
{
  stop ();
  g_assert_cmpint (g_remove (path), ==, 0);
  now.wall_ms += off_s * 1000;
  now.boottime_ms = now.monotonic_ms = 9000;
  start ();
}

static void
set_up (void)
{
  folder = pl_test_folder ();
  path = g_build_filename (folder, "meter", NULL);
  utc = g_time_zone_new_utc ();
  household.children = g_ptr_array_new ();
  g_ptr_array_add (household.children, &sam);
  now = (PlClockReading){ 5000000, 5000000, G_GINT64_CONSTANT (1795453200000), FALSE };
  start ();
}

static void
tear_down (void)
{
  stop ();
  g_ptr_array_unref (household.children);
  g_clear_pointer (&utc, g_time_zone_unref);
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
  pl_meter_advance (meter, utc, &now);
}

static void
save (void)
{
  pl_usage_ledger_save (ledger, &household, now.wall_ms, today ());
}

static gint64
used_this_week (void)
{
  PlUsage usage;

  pl_meter_usage (meter, SAM, today (), &usage);
  return usage.week_s;
}

START_TEST (a_clean_stop_keeps_use_to_the_second)
{
  pl_meter_set (meter, SAM, IN_USE, G_MAXINT64);
  for (guint i = 0; i < 7; i++) {
    save ();
    pass (ROUND);
  }
  pl_usage_ledger_save (ledger, &household, now.wall_ms, 0);
  power_cut (3600);
  ck_assert_int_eq (used_this_week (), 7 * ROUND);
}
END_TEST

START_TEST (a_power_cut_costs_half_a_minute_at_most_and_gives_nothing)
{
  for (guint32 seed = 1; seed <= CASES; seed++) {
    g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
    gint64 before = used_this_week (), used = 0;

    for (int i = g_rand_int_range (rand, 0, 12); i > 0; i--) {
      gboolean in_use = g_rand_boolean (rand);
      pl_meter_set (meter, SAM, in_use ? IN_USE : 0, G_MAXINT64);
      save ();
      gint64 seconds = g_rand_int_range (rand, 0, ROUND + 1);
      pass (seconds);
      used += in_use ? seconds : 0;
    }
    ck_assert_int_eq (used_this_week (), before + used);
    power_cut (g_rand_int_range (rand, 0, 600));
    gint64 charged = used_this_week () - before;
    ck_assert_msg (charged >= used && charged <= used + PL_USAGE_AHEAD_S, "seed %u: %d, not %d",
                   seed, (int)charged, (int)used);
  }
}
END_TEST

START_TEST (an_agent_that_dies_finds_its_count_and_charges_it_once)
{
  pl_meter_set (meter, SAM, IN_USE, G_MAXINT64);
  for (guint i = 0; i < 20; i++) {
    pass (ROUND);
    save ();
    stop ();
    start ();
    ck_assert_int_eq (used_this_week (), (i + 1) * ROUND);
    pl_meter_set (meter, SAM, IN_USE, G_MAXINT64);
  }
  pl_usage_ledger_save (ledger, &household, now.wall_ms, 0);
  power_cut (5);
  ck_assert_int_eq (used_this_week (), 20 * ROUND);
}
END_TEST

START_TEST (a_clock_that_lost_its_time_while_the_power_was_off_is_in_doubt)
{
  pl_meter_set (meter, SAM, IN_USE, G_MAXINT64);
  pass (100);
  save ();
  ck_assert (!pl_meter_in_doubt (meter));
  power_cut (-3600);
  ck_assert (pl_meter_in_doubt (meter));
}
END_TEST

START_TEST (while_nobody_is_here_nothing_is_written)
{
  pl_meter_set (meter, SAM, IN_USE, G_MAXINT64);
  pass (10);
  save ();
  pl_meter_set (meter, SAM, 0, G_MAXINT64);
  for (guint i = 0; i < 8; i++) {
    pass (ROUND);
    save ();
  }
  /* all is settled; a store that could not be written now would say so */
  guint before = pl_store_changes (store);
  pl_test_remove (folder);
  for (guint i = 0; i < 8; i++) {
    pass (ROUND);
    save ();
  }
  ck_assert_uint_eq (pl_store_changes (store), before);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_clean_stop_keeps_use_to_the_second,
    a_power_cut_costs_half_a_minute_at_most_and_gives_nothing,
    an_agent_that_dies_finds_its_count_and_charges_it_once,
    a_clock_that_lost_its_time_while_the_power_was_off_is_in_doubt,
    while_nobody_is_here_nothing_is_written,
    NULL,
  };

  return pl_tap_main_with ("usage-ledger", tests, 60, set_up, tear_down);
}
