/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/shift.h"

#include "policy/error.h"
#include "tests/records/stand.h"

static const PlActor kim = { 5002, "kim", "password" };

static guint
on_shift (void)
{
  g_autoptr (GPtrArray) open = pl_shift_list (store, TRUE, 0, 10, NULL);

  return open->len;
}

START_TEST (a_shift_begins_and_ends_on_record)
{
  gint64 id = pl_shift_begin (store, &jo, NULL);

  ck_assert_int_gt (id, 0);
  ck_assert_uint_eq (on_shift (), 1);
  stand_time.wall_ms += 1000;
  ck_assert (pl_shift_end (store, &jo, "jo", "all quiet", NULL));
  ck_assert_uint_eq (on_shift (), 0);
  g_autoptr (GPtrArray) all = pl_shift_list (store, FALSE, 0, 10, NULL);
  const PlShift *shift = all->pdata[0];
  ck_assert_int_eq (shift->id, id);
  ck_assert_int_eq (shift->began_ms, STAND_NOW_MS);
  ck_assert_int_eq (shift->ended_ms, STAND_NOW_MS + 1000);
  ck_assert_str_eq (shift->ended_by, "jo");
  ck_assert_str_eq (shift->note, "all quiet");
  ck_assert_uint_eq (stand_entries ("shift-begin"), 1);
  ck_assert_uint_eq (stand_entries ("shift-end"), 1);
}
END_TEST

START_TEST (nobody_is_on_shift_twice_and_nobody_ends_what_is_not)
{
  g_autoptr (GError) twice = NULL;
  g_autoptr (GError) none = NULL;

  ck_assert_int_gt (pl_shift_begin (store, &jo, NULL), 0);
  ck_assert_int_eq (pl_shift_begin (store, &jo, &twice), 0);
  ck_assert (g_error_matches (twice, PL_ERROR, PL_ERROR_ARGUMENT));
  ck_assert (!pl_shift_end (store, &jo, "kim", "", &none));
  ck_assert (g_error_matches (none, PL_ERROR, PL_ERROR_ARGUMENT));
  ck_assert_int_gt (pl_shift_begin (store, &kim, NULL), 0);
  ck_assert_uint_eq (on_shift (), 2);
  ck_assert_uint_eq (stand_entries ("shift-begin"), 2);
}
END_TEST

START_TEST (a_forgotten_shift_ends_after_sixteen_hours)
{
  ck_assert_int_gt (pl_shift_begin (store, &jo, NULL), 0);
  stand_time.wall_ms += PL_SHIFT_MAX_MS - 1;
  ck_assert (pl_shift_turn (store, NULL));
  ck_assert_uint_eq (on_shift (), 1);
  /* Whenever somebody looks, it ended then. */
  stand_time.wall_ms += STAND_DAY_MS;
  ck_assert (pl_shift_turn (store, NULL));
  ck_assert_uint_eq (on_shift (), 0);
  g_autoptr (GPtrArray) all = pl_shift_list (store, FALSE, 0, 10, NULL);
  const PlShift *shift = all->pdata[0];
  ck_assert_int_eq (shift->ended_ms, STAND_NOW_MS + PL_SHIFT_MAX_MS);
  ck_assert_str_eq (shift->ended_by, "porchlightd");
  ck_assert_int_gt (pl_shift_begin (store, &jo, NULL), 0);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_shift_begins_and_ends_on_record,
    nobody_is_on_shift_twice_and_nobody_ends_what_is_not,
    a_forgotten_shift_ends_after_sixteen_hours,
    NULL,
  };

  return pl_tap_main_with ("shift", tests, 30, stand_set_up, stand_tear_down);
}
