/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/time/opening.h"
#include "tests/tap.h"

/* 2026-03-28 in London, a Saturday; the clocks go forward that night. */
#define SATURDAY_1700 1774717200
#define HOUR          3600

static PlOpening
opening (gint64 now, gint64 instant)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/London");
  PlOpening found = pl_opening_at (zone, now, instant);

  ck_assert (pl_opening_is_sound (&found));
  return found;
}

START_TEST (day_and_time_are_the_home_s)
{
  PlOpening today = opening (SATURDAY_1700, SATURDAY_1700 + HOUR);
  PlOpening tomorrow = opening (SATURDAY_1700, SATURDAY_1700 + 23 * HOUR);
  PlOpening later = opening (SATURDAY_1700, SATURDAY_1700 + 2 * 24 * HOUR);

  ck_assert_uint_eq (today.day, 1);
  ck_assert_uint_eq (today.weekday, 5);
  ck_assert_uint_eq (today.minute, 18 * 60);
  /* the day has an hour less: 23 hours later it is 17:00 */
  ck_assert_uint_eq (tomorrow.day, 2);
  ck_assert_uint_eq (tomorrow.weekday, 6);
  ck_assert_uint_eq (tomorrow.minute, 17 * 60);
  ck_assert_uint_eq (later.day, 3);
  ck_assert_uint_eq (later.weekday, 0);
}
END_TEST

START_TEST (what_lies_too_far_ahead_is_not_told)
{
  ck_assert_uint_eq (opening (SATURDAY_1700, SATURDAY_1700 + 20 * 24 * HOUR).day, 0);
  ck_assert_uint_eq (opening (SATURDAY_1700, SATURDAY_1700 - 24 * HOUR).day, 0);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { day_and_time_are_the_home_s, what_lies_too_far_ahead_is_not_told,
                                 NULL };

  return pl_tap_main ("opening", tests, 10);
}
