/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/unseen.h"

#include "tests/records/stand.h"

static guint
unseen_of (const char *account)
{
  PlUnseen unseen = { .told = 99 };

  ck_assert (pl_unseen_read (store, account, &unseen, NULL));
  return unseen.told;
}

static gboolean
write_told (const char *account, guint told)
{
  return pl_unseen_write (store, account, &(PlUnseen){ .told = told }, NULL);
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
  ck_assert (write_told ("sam", 5));
  stand_reopen ();
  ck_assert_uint_eq (unseen_of ("sam"), 5);
  ck_assert_uint_eq (unseen_of ("alex"), 0);
  ck_assert (write_told ("sam", 0));
  stand_reopen ();
  ck_assert_uint_eq (unseen_of ("sam"), 0);
}
END_TEST

START_TEST (what_was_opened_is_there_beside_it_up_to_the_year_9999)
{
  const PlUnseen all = { .told = G_MAXUINT, .opened = { 253402300799, 253402300798, 0, 1, 2 } };
  PlUnseen unseen;

  ck_assert (pl_unseen_write (store, "sam", &all, NULL));
  stand_reopen ();
  ck_assert (pl_unseen_read (store, "sam", &unseen, NULL));
  ck_assert_uint_eq (unseen.told, all.told);
  for (guint i = 0; i < PL_UNSEEN_OPENED_KINDS; i++)
    ck_assert_int_eq (unseen.opened[i], all.opened[i]);
  ck_assert (pl_unseen_read (store, "alex", &unseen, NULL));
  ck_assert_int_eq (unseen.opened[0], 0);
}
END_TEST

START_TEST (the_file_does_not_say_for_whom_something_waits)
{
  ck_assert (write_told ("sam", 0));
  ck_assert (write_told ("kim", 1234567));
  ck_assert (file_has ("unseen:kim"));
  ck_assert (!file_has ("1234567"));
  ck_assert_uint_eq (unseen_of ("kim"), 1234567);
}
END_TEST

START_TEST (another_child_of_that_name_is_told_nothing)
{
  ck_assert (write_told ("sam", 1));
  ck_assert (pl_unseen_forget (store, "sam", NULL));
  ck_assert_uint_eq (unseen_of ("sam"), 0);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    what_nobody_looked_at_is_there_after_another_start,
    what_was_opened_is_there_beside_it_up_to_the_year_9999,
    the_file_does_not_say_for_whom_something_waits,
    another_child_of_that_name_is_told_nothing,
    NULL,
  };

  return pl_tap_main_with ("unseen", tests, 30, stand_set_up, stand_tear_down);
}
