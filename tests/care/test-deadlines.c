/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/deadlines.h"

#include <string.h>

#include "policy/time/timestamp.h"
#include "tests/tap.h"

static GTimeZone *london;
static PlDutyClock of_use;

static gint64
at (const char *time)
{
  PlTimestamp read;

  ck_assert_msg (pl_timestamp_parse (time, &read), "%s", time);
  return pl_timestamp_instant (&read, london);
}

static void
set_up (void)
{
  london = g_time_zone_new_identifier ("Europe/London");
  of_use = (PlDutyClock){ .used = at ("2026-03-02T17:00") };
}

static void
tear_down (void)
{
  g_clear_pointer (&london, g_time_zone_unref);
}

static void
expect (PlDuty duty, const char *now, const char *expected)
{
  PlDutyStatus status = pl_duty_status (&of_use, duty, london, at (now));
  g_autofree char *due =
      status.due == 0 ? g_strdup ("-") : pl_timestamp_format (status.due, london);
  g_autofree char *got = g_strdup_printf ("%s %.16s", pl_duty_state_code (status.state), due);

  ck_assert_str_eq (got, expected);
}

START_TEST (the_clocks_run_for_a_day_for_two_and_for_five)
{
  static const char *const due[PL_DUTIES] = {
    "open 2026-03-03T17:00", "open 2026-03-03T17:00", "open 2026-03-03T17:00",
    "open 2026-03-03T17:00", "open 2026-03-04T17:00", "open 2026-03-04T17:00",
    "open 2026-03-07T17:00",
  };

  for (guint i = 0; i < PL_DUTIES; i++)
    expect ((PlDuty)i, "2026-03-02T18:00", due[i]);
}
END_TEST

START_TEST (what_is_not_done_in_time_is_overdue)
{
  expect (PL_DUTY_MANAGER_TOLD, "2026-03-03T17:00", "open 2026-03-03T17:00");
  expect (PL_DUTY_MANAGER_TOLD, "2026-03-03T17:01", "overdue 2026-03-03T17:00");
}
END_TEST

START_TEST (what_was_done_was_in_time_or_late)
{
  of_use.done[PL_DUTY_MANAGER_TOLD] = at ("2026-03-03T16:59");
  of_use.done[PL_DUTY_SIGNED] = at ("2026-03-04T17:01");
  expect (PL_DUTY_MANAGER_TOLD, "2026-04-01T12:00", "done 2026-03-03T17:00");
  expect (PL_DUTY_SIGNED, "2026-04-01T12:00", "late 2026-03-04T17:00");
}
END_TEST

/* Friday 23:50, and the clock goes forward at 01:00 on Sunday 29 March: 48 hours are 23:50 + 1. */
START_TEST (a_day_that_is_an_hour_short_is_no_excuse)
{
  of_use.used = at ("2026-03-27T23:50");
  expect (PL_DUTY_RECORD, "2026-03-28T12:00", "open 2026-03-28T23:50");
  expect (PL_DUTY_SIGNED, "2026-03-28T12:00", "open 2026-03-29T23:50");
  expect (PL_DUTY_CHILD_SPOKE, "2026-03-28T12:00", "open 2026-04-01T23:50");
}
END_TEST

/* The clock goes back on Sunday 25 October: 48 hours end an hour before the clock shows 23:50. */
START_TEST (nor_is_one_that_is_an_hour_long)
{
  of_use.used = at ("2026-10-23T23:50");
  expect (PL_DUTY_RECORD, "2026-10-24T12:00", "open 2026-10-24T23:50");
  expect (PL_DUTY_SIGNED, "2026-10-24T12:00", "open 2026-10-25T22:50");
  expect (PL_DUTY_CHILD_SPOKE, "2026-10-24T12:00", "open 2026-10-28T22:50");
}
END_TEST

START_TEST (seconds_are_kept)
{
  of_use.used += 37;
  ck_assert_int_eq (pl_duty_status (&of_use, PL_DUTY_RECORD, london, of_use.used).due,
                    of_use.used + 86400);
}
END_TEST

START_TEST (a_hold_keeps_the_family_waiting_and_nobody_else)
{
  of_use.hold_from = at ("2026-03-02T18:00");
  expect (PL_DUTY_FAMILY_TOLD, "2026-03-05T12:00", "held -");
  expect (PL_DUTY_SOCIAL_WORKER_TOLD, "2026-03-05T12:00", "overdue 2026-03-03T17:00");
}
END_TEST

START_TEST (a_hold_that_is_over_gives_a_day)
{
  of_use.hold_from = at ("2026-03-02T18:00");
  of_use.hold_until = at ("2026-03-05T09:00");
  expect (PL_DUTY_FAMILY_TOLD, "2026-03-05T08:59", "held 2026-03-06T09:00");
  expect (PL_DUTY_FAMILY_TOLD, "2026-03-05T09:00", "open 2026-03-06T09:00");
  expect (PL_DUTY_FAMILY_TOLD, "2026-03-06T09:01", "overdue 2026-03-06T09:00");
}
END_TEST

START_TEST (a_hold_never_shortens_and_never_excuses)
{
  of_use.hold_from = at ("2026-03-02T17:10");
  of_use.hold_until = at ("2026-03-02T17:20");
  expect (PL_DUTY_FAMILY_TOLD, "2026-03-02T18:00", "open 2026-03-03T17:20");
  of_use.hold_from = at ("2026-03-04T12:00");
  of_use.hold_until = 0;
  expect (PL_DUTY_FAMILY_TOLD, "2026-03-05T12:00", "overdue 2026-03-03T17:00");
}
END_TEST

START_TEST (every_duty_is_known_by_its_code)
{
  PlDuty duty;

  for (guint i = 0; i < PL_DUTIES; i++) {
    ck_assert (pl_duty_parse (pl_duty_code ((PlDuty)i), &duty));
    ck_assert_uint_eq (duty, i);
  }
  ck_assert (!pl_duty_parse ("tea", &duty));
}
END_TEST

/* Never more than the hours of the regulation, never after the same time of the clock, which the
 * clock may leave out (01:00 to 02:00, in spring). */
START_TEST (no_reading_finds_a_deadline_late)
{
  for (gint64 from = at ("2026-01-01T00:00"); from < at ("2027-01-01T00:00"); from += 9000 + 7)
    for (guint days = 1; days <= 5; days++) {
      gint64 due = pl_deadline (london, from, days);
      g_autofree char *start = pl_timestamp_format (from, london);
      g_autofree char *end = pl_timestamp_format (due, london);
      gboolean left_out = g_str_has_prefix (start + 11, "01:");
      ck_assert_int_le (due, from + days * 86400);
      ck_assert_int_ge (due, from + days * 86400 - 3600);
      ck_assert_msg (left_out || strncmp (end + 11, start + 11, 8) == 0 ||
                         due == from + days * 86400,
                     "%s %s", start, end);
      ck_assert_msg (left_out || g_str_has_prefix (start + 11, "00:") ||
                         strncmp (end + 11, start + 11, 8) <= 0,
                     "%s %s", start, end);
    }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    the_clocks_run_for_a_day_for_two_and_for_five,
    what_is_not_done_in_time_is_overdue,
    what_was_done_was_in_time_or_late,
    a_day_that_is_an_hour_short_is_no_excuse,
    nor_is_one_that_is_an_hour_long,
    seconds_are_kept,
    a_hold_keeps_the_family_waiting_and_nobody_else,
    a_hold_that_is_over_gives_a_day,
    a_hold_never_shortens_and_never_excuses,
    every_duty_is_known_by_its_code,
    no_reading_finds_a_deadline_late,
    NULL,
  };

  return pl_tap_main_with ("deadlines", tests, 30, set_up, tear_down);
}
