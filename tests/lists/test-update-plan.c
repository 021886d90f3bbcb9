/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/update-plan.h"
#include "tests/tap.h"

#define NOW    G_GINT64_CONSTANT (1800000000)
#define MINUTE 60

static const PlUpdateMessage never_asked = { .type = PL_UPDATE_SOURCE };
static const PlUpdateMessage failed = { .flags = PL_UPDATE_FAILED, .checked = NOW };
static const PlUpdateMessage failed_later = {
  .flags = PL_UPDATE_FAILED, .fetched = NOW, .checked = NOW, .entries = 9
};
static const PlUpdateMessage off = { .flags = PL_UPDATE_OFF };
static const PlUpdateMessage held = { .flags = PL_UPDATE_HELD, .checked = NOW };
static const PlUpdateMessage came = { .fetched = NOW, .checked = NOW, .entries = 9 };
/* Its state was lost, its list was not. */
static const PlUpdateMessage found_again = { .entries = 9 };

static GPtrArray *
home_of (const PlUpdateMessage *one, const PlUpdateMessage *other)
{
  GPtrArray *sources = g_ptr_array_new ();

  g_ptr_array_add (sources, (gpointer)one);
  g_ptr_array_add (sources, (gpointer)other);
  return sources;
}

START_TEST (lists_are_loading_until_the_first_of_each_source_was_looked_for)
{
  static const struct {
    const PlUpdateMessage *one, *other;
    PlListsState resting, running;
  } cases[] = {
    { &never_asked, &never_asked, PL_LISTS_LOADING, PL_LISTS_LOADING },
    { &never_asked, &came, PL_LISTS_LOADING, PL_LISTS_LOADING },
    { &never_asked, &failed, PL_LISTS_LOADING, PL_LISTS_LOADING },
    { &failed, &failed, PL_LISTS_MISSING, PL_LISTS_LOADING },
    { &failed, &off, PL_LISTS_MISSING, PL_LISTS_LOADING },
    /* One server that is gone for ever does not keep a home from being well. */
    { &failed, &came, PL_LISTS_THERE, PL_LISTS_LOADING },
    { &failed, &held, PL_LISTS_THERE, PL_LISTS_LOADING },
    { &came, &came, PL_LISTS_THERE, PL_LISTS_THERE },
    { &found_again, &came, PL_LISTS_THERE, PL_LISTS_THERE },
    { &held, &came, PL_LISTS_THERE, PL_LISTS_THERE },
    { &off, &off, PL_LISTS_THERE, PL_LISTS_THERE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) sources = home_of (cases[i].one, cases[i].other);
    ck_assert_msg (pl_update_plan_lists (sources, FALSE) == cases[i].resting, "case %zu", i);
    ck_assert_msg (pl_update_plan_lists (sources, TRUE) == cases[i].running, "case %zu", i);
  }
}
END_TEST

START_TEST (before_the_first_look_has_ended_lists_are_loading)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  ck_assert_int_eq (pl_update_plan_lists (none, TRUE), PL_LISTS_LOADING);
  ck_assert_int_eq (pl_update_plan_lists (none, FALSE), PL_LISTS_THERE);
}
END_TEST

static gint64
away_s (gint64 due, const PlUpdateMessage *one, const PlUpdateMessage *other)
{
  const PlUpdateMessage end = { .type = PL_UPDATE_END, .due = due };
  g_autoptr (GPtrArray) sources = home_of (one, other);

  return pl_update_plan_away_ms (&end, sources, NOW * 1000) / 1000;
}

START_TEST (a_source_that_was_never_asked_is_asked_within_seconds)
{
  ck_assert_int_eq (away_s (NOW, &never_asked, &never_asked), 5);
  ck_assert_int_eq (away_s (NOW - MINUTE, &never_asked, &came), 5);
  ck_assert_int_eq (away_s (NOW, &failed, &failed), MINUTE);
  ck_assert_int_eq (away_s (NOW, &came, &off), MINUTE);
}
END_TEST

START_TEST (the_next_look_is_when_it_is_due_within_a_minute_and_a_day)
{
  ck_assert_int_eq (away_s (NOW + 90, &failed, &failed), 90);
  ck_assert_int_eq (away_s (NOW + 3600, &came, &came), 3600);
  ck_assert_int_eq (away_s (NOW + 10 * 86400, &came, &came), 86400);
}
END_TEST

START_TEST (an_update_that_could_not_run_is_tried_again_in_a_quarter_of_an_hour)
{
  ck_assert_int_eq (away_s (0, &never_asked, &never_asked), 15 * MINUTE);
  ck_assert_int_eq (away_s (0, &came, &came), 15 * MINUTE);
}
END_TEST

#define NEVER G_MAXINT64

static gint64
network_s (gint64 since_s, const PlUpdateMessage *one, const PlUpdateMessage *other)
{
  g_autoptr (GPtrArray) sources = home_of (one, other);
  gint64 away_ms = pl_update_plan_network_ms (sources, since_s == NEVER ? NEVER : since_s * 1000);

  return away_ms < 0 ? away_ms : away_ms / 1000;
}

START_TEST (when_the_network_comes_what_failed_is_looked_for_at_once)
{
  ck_assert_int_eq (network_s (NEVER, &failed, &failed), 0);
  ck_assert_int_eq (network_s (NEVER, &failed, &came), 0);
  ck_assert_int_eq (network_s (NEVER, &failed_later, &came), 0);
  ck_assert_int_eq (network_s (15 * MINUTE, &failed_later, &came), 0);
}
END_TEST

START_TEST (a_network_that_comes_brings_nothing_where_nothing_failed)
{
  static const PlUpdateMessage off_since = { .flags = PL_UPDATE_OFF | PL_UPDATE_FAILED };

  ck_assert_int_eq (network_s (NEVER, &came, &came), -1);
  ck_assert_int_eq (network_s (NEVER, &held, &off_since), -1);
  /* It is asked within seconds anyway. */
  ck_assert_int_eq (network_s (NEVER, &never_asked, &came), -1);
}
END_TEST

START_TEST (a_cable_that_is_pulled_again_and_again_brings_few_looks)
{
  ck_assert_int_eq (network_s (0, &failed, &came), MINUTE);
  ck_assert_int_eq (network_s (50, &failed, &came), 10);
  ck_assert_int_eq (network_s (60, &failed, &came), 0);
  /* A home that has lists can wait. */
  ck_assert_int_eq (network_s (60, &failed_later, &came), 14 * MINUTE);
}
END_TEST

int
main (void)
{
  const TTest *tests[] = { lists_are_loading_until_the_first_of_each_source_was_looked_for,
                           before_the_first_look_has_ended_lists_are_loading,
                           a_source_that_was_never_asked_is_asked_within_seconds,
                           the_next_look_is_when_it_is_due_within_a_minute_and_a_day,
                           an_update_that_could_not_run_is_tried_again_in_a_quarter_of_an_hour,
                           when_the_network_comes_what_failed_is_looked_for_at_once,
                           a_network_that_comes_brings_nothing_where_nothing_failed,
                           a_cable_that_is_pulled_again_and_again_brings_few_looks,
                           NULL };

  return pl_tap_main ("update-plan", tests, 10);
}
