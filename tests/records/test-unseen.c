/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/unseen.h"

#include "tests/records/stand.h"

static guint
unseen_of (const char *account)
{
  guint bits = 99;

  ck_assert (pl_unseen_read (store, account, &bits, NULL));
  return bits;
}

/* Anywhere in the database. */
static gboolean
file_has (const char *text)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_clear_pointer (&store, pl_store_free);
  ck_assert (g_file_get_contents (stand_file, &bytes, &length, NULL));
  gboolean has = memmem (bytes, length, text, strlen (text)) != NULL;
  stand_reopen ();
  return has;
}

START_TEST (what_nobody_looked_at_is_there_after_another_start)
{
  ck_assert_uint_eq (unseen_of ("sam"), 0);
  ck_assert (pl_unseen_write (store, "sam", 5, NULL));
  stand_reopen ();
  ck_assert_uint_eq (unseen_of ("sam"), 5);
  ck_assert_uint_eq (unseen_of ("alex"), 0);
  ck_assert (pl_unseen_write (store, "sam", 0, NULL));
  stand_reopen ();
  ck_assert_uint_eq (unseen_of ("sam"), 0);
}
END_TEST

START_TEST (the_file_does_not_say_for_whom_something_waits)
{
  ck_assert (pl_unseen_write (store, "sam", 0, NULL));
  ck_assert (pl_unseen_write (store, "kim", 1234567, NULL));
  ck_assert (file_has ("unseen:kim"));
  ck_assert (!file_has ("1234567"));
  ck_assert_uint_eq (unseen_of ("kim"), 1234567);
}
END_TEST

START_TEST (another_child_of_that_name_is_told_nothing)
{
  ck_assert (pl_unseen_write (store, "sam", 1, NULL));
  ck_assert (pl_unseen_forget (store, "sam", NULL));
  ck_assert_uint_eq (unseen_of ("sam"), 0);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    what_nobody_looked_at_is_there_after_another_start,
    the_file_does_not_say_for_whom_something_waits,
    another_child_of_that_name_is_told_nothing,
    NULL,
  };

  return pl_tap_main_with ("unseen", tests, 30, stand_set_up, stand_tear_down);
}
