/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/occasion.h"
#include "tests/tap.h"

#define LONG_AGO G_MAXINT64

START_TEST (the_first_is_told_as_soon_as_it_has_settled_and_so_is_one_after_a_quiet_minute)
{
  ck_assert_uint_eq (pl_occasion_wait_s (0, 0), 3);
  ck_assert_uint_eq (pl_occasion_wait_s (3, LONG_AGO), 3);
  ck_assert_uint_eq (pl_occasion_wait_s (48, 60000), 3);
  ck_assert_uint_eq (pl_occasion_wait_s (3, 59999), 6);
}
END_TEST

/* Pulled and put back all the time for an hour: each change follows at once upon the one that was told. */
START_TEST (a_cable_that_is_pulled_for_an_hour_is_told_of_once_a_minute)
{
  guint told = 0, wait_s = 0;

  for (guint passed_s = 0; passed_s < 3600; told++)
    passed_s += wait_s = pl_occasion_wait_s (wait_s, 0);
  ck_assert_uint_eq (wait_s, 60);
  ck_assert_uint_lt (told, 66);
}
END_TEST

int
main (void)
{
  const TTest *tests[] = {
    the_first_is_told_as_soon_as_it_has_settled_and_so_is_one_after_a_quiet_minute,
    a_cable_that_is_pulled_for_an_hour_is_told_of_once_a_minute, NULL
  };

  return pl_tap_main ("occasion", tests, 10);
}
