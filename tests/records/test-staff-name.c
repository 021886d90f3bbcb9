/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/staff-name.h"

#include <string.h>

#include "tests/records/stand.h"

static gint64
since (const char *account, const char *name)
{
  gint64 since_ms = -1;

  ck_assert (pl_staff_name_since (store, account, name, &since_ms, NULL));
  return since_ms;
}

START_TEST (first_name_holds_for_all_that_is_older)
{
  ck_assert_int_eq (since ("jo", "Jo Miller"), 0);
  ck_assert (pl_staff_name_note (store, "jo", "Jo Miller", NULL));
  stand_time.wall_ms += STAND_DAY_MS;
  ck_assert (pl_staff_name_note (store, "jo", "Jo Miller", NULL));
  ck_assert_int_eq (since ("jo", "Jo Miller"), 0);
}
END_TEST

START_TEST (name_of_who_has_the_account_now_holds_from_then_on)
{
  ck_assert (pl_staff_name_note (store, "jo", "Jo Miller", NULL));
  stand_time.wall_ms += STAND_DAY_MS;
  ck_assert_int_eq (since ("jo", "Joan Reid"), STAND_NOW_MS + STAND_DAY_MS);
  ck_assert (pl_staff_name_note (store, "jo", "Joan Reid", NULL));
  stand_time.wall_ms += STAND_DAY_MS;
  ck_assert (pl_staff_name_note (store, "jo", "Joan Reid", NULL));
  ck_assert_int_eq (since ("jo", "Joan Reid"), STAND_NOW_MS + STAND_DAY_MS);
  ck_assert_int_eq (since ("kim", "Kim Lang"), 0);
}
END_TEST

START_TEST (names_survive_a_restart_and_are_not_in_the_file)
{
  g_autofree char *bytes = NULL;
  gsize length;

  ck_assert (pl_staff_name_note (store, "jo", "Jo Miller", NULL));
  stand_reopen ();
  stand_time.wall_ms += STAND_DAY_MS;
  ck_assert_int_eq (since ("jo", "Jo Miller"), 0);
  g_clear_pointer (&store, pl_store_free);
  ck_assert (g_file_get_contents (stand_file, &bytes, &length, NULL));
  ck_assert_ptr_null (memmem (bytes, length, "Miller", strlen ("Miller")));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    first_name_holds_for_all_that_is_older,
    name_of_who_has_the_account_now_holds_from_then_on,
    names_survive_a_restart_and_are_not_in_the_file,
    NULL,
  };

  return pl_tap_main_with ("staff-name", tests, 10, stand_set_up, stand_tear_down);
}
