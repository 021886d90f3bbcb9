/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/usage-store.h"

#include "policy/time/calendar.h"
#include "tests/records/stand.h"

/* 2026-11-22 is a Sunday. */
#define SUNDAY (PL_DAY_OF_UNIX_EPOCH + STAND_NOW_MS / STAND_DAY_MS)

static void
charge (const char *child, gint64 day, gint64 seconds)
{
  PlUsageCharge one = { child, day, seconds };

  ck_assert (pl_usage_store_charge (store, &one, 1, NULL, TRUE, NULL));
}

static PlUsage
usage_of (const char *child, gint64 day)
{
  PlUsage usage = { -1, -1 };

  ck_assert (pl_usage_store_read (store, child, day, &usage, NULL));
  return usage;
}

START_TEST (seconds_add_up_per_child_and_day)
{
  charge ("sam", SUNDAY, 30);
  charge ("sam", SUNDAY, 25);
  charge ("alex", SUNDAY, 7);
  ck_assert_int_eq (usage_of ("sam", SUNDAY).today_s, 55);
  ck_assert_int_eq (usage_of ("alex", SUNDAY).today_s, 7);
  ck_assert_int_eq (usage_of ("robin", SUNDAY).today_s, 0);
}
END_TEST

START_TEST (a_week_is_from_monday_to_the_day)
{
  charge ("sam", SUNDAY - 7, 1);
  charge ("sam", SUNDAY - 6, 10);
  charge ("sam", SUNDAY, 100);
  charge ("sam", SUNDAY + 1, 1000);
  ck_assert_int_eq (usage_of ("sam", SUNDAY).week_s, 110);
  ck_assert_int_eq (usage_of ("sam", SUNDAY - 1).week_s, 10);
  ck_assert_int_eq (usage_of ("sam", SUNDAY + 1).week_s, 1000);
}
END_TEST

START_TEST (the_mark_moves_with_the_charges_or_not_at_all)
{
  PlUsageCharge good[] = { { "sam", SUNDAY, 30 } };
  PlUsageCharge bad[] = { { "sam", SUNDAY, 30 }, { NULL, SUNDAY, 30 } };
  g_autofree char *none = pl_usage_store_mark (store, NULL);

  ck_assert_str_eq (none, "");
  ck_assert (pl_usage_store_charge (store, good, 1, "up to 30", FALSE, NULL));
  ck_assert (!pl_usage_store_charge (store, bad, 2, "up to 60", TRUE, NULL));
  g_autofree char *mark = pl_usage_store_mark (store, NULL);
  ck_assert_str_eq (mark, "up to 30");
  ck_assert_int_eq (usage_of ("sam", SUNDAY).today_s, 30);
}
END_TEST

START_TEST (usage_is_there_after_the_agent_is)
{
  PlUsageCharge one = { "sam", SUNDAY, 42 };

  ck_assert (pl_usage_store_charge (store, &one, 1, "mark", FALSE, NULL));
  stand_reopen ();
  g_autofree char *mark = pl_usage_store_mark (store, NULL);
  ck_assert_str_eq (mark, "mark");
  ck_assert_int_eq (usage_of ("sam", SUNDAY).today_s, 42);
}
END_TEST

START_TEST (days_are_listed_in_order_with_zeros_between)
{
  gint64 seconds[4];

  charge ("sam", SUNDAY - 2, 5);
  charge ("sam", SUNDAY, 6);
  charge ("alex", SUNDAY - 1, 9);
  ck_assert (pl_usage_store_days (store, "sam", SUNDAY - 3, SUNDAY, seconds, NULL));
  ck_assert_int_eq (seconds[0], 0);
  ck_assert_int_eq (seconds[1], 5);
  ck_assert_int_eq (seconds[2], 0);
  ck_assert_int_eq (seconds[3], 6);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    seconds_add_up_per_child_and_day,
    a_week_is_from_monday_to_the_day,
    the_mark_moves_with_the_charges_or_not_at_all,
    usage_is_there_after_the_agent_is,
    days_are_listed_in_order_with_zeros_between,
    NULL,
  };

  return pl_tap_main_with ("usage-store", tests, 10, stand_set_up, stand_tear_down);
}
