/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/child-account.h"

#include <string.h>

#include "agent/records/hold.h"
#include "agent/records/stay.h"
#include "policy/error.h"
#include "policy/time/calendar.h"
#include "tests/records/stand.h"

static PlChildAccount *
newest (void)
{
  g_autoptr (GPtrArray) accounts = pl_child_account_list (store, 0, 1, NULL);

  ck_assert_uint_eq (accounts->len, 1);
  return g_ptr_array_steal_index (accounts, 0);
}

/* A call that takes &error. */
#define expect_denied(call)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) error = NULL;                                                               \
    ck_assert (!(call));                                                                           \
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_DENIED));                                \
  }                                                                                                \
  G_STMT_END

/* Sam came by the account 1003, and has left. */
static void
leave (void)
{
  ck_assert_int_gt (pl_child_account_begin (store, &jo, "sam", 1003, NULL), 0);
  ck_assert (pl_child_account_set (store, &jo, "sam", 1003, PL_CHILD_ACCOUNT_HERE, NULL));
  ck_assert (pl_child_account_set (store, &jo, "sam", 1003, PL_CHILD_ACCOUNT_LEFT, NULL));
}

START_TEST (an_account_is_one_row_from_the_first_day_to_the_last)
{
  leave ();
  gint64 id = pl_child_account_wipe (store, &jo, "sam", 0, "moved", NULL);
  ck_assert_int_gt (id, 0);
  ck_assert (pl_child_account_wiped (store, id, 300, 7, 1, NULL));
  g_autoptr (PlChildAccount) account = newest ();
  ck_assert_int_eq (account->id, id);
  ck_assert_int_eq (account->state, PL_CHILD_ACCOUNT_WIPED);
  ck_assert_int_eq (account->home_files, 300);
  ck_assert_int_eq (account->other_files, 7);
  ck_assert_int_eq (account->folders, 1);
  ck_assert_str_eq (account->changed_by, "jo");
}
END_TEST

static void
keep_entry (const PlAuditEntry *entry, gpointer data)
{
  g_string_append_printf (data, "%" G_GUINT64_FORMAT " %u %s %s", entry->serial, entry->actor_uid,
                          entry->kind, entry->payload);
}

START_TEST (a_certificate_is_an_entry_in_the_name_of_who_asked)
{
  const PlAuditFilter last = { .limit = 1 };
  g_autoptr (GString) entry = g_string_new (NULL);

  leave ();
  gint64 id = pl_child_account_wipe (store, &jo, "sam", 0, "moved", NULL);
  ck_assert (pl_child_account_wiped (store, id, 300, 7, 0, NULL));
  g_autoptr (PlChildAccount) account = newest ();
  ck_assert (pl_audit_list (store, &last, keep_entry, entry, NULL));
  g_autofree char *begin =
      g_strdup_printf ("%" G_GUINT64_FORMAT " 5001 account-wiped ", account->serial);
  ck_assert_msg (g_str_has_prefix (entry->str, begin), "%s", entry->str);
  ck_assert_ptr_nonnull (strstr (entry->str, "\"home-files\":300"));
}
END_TEST

START_TEST (neither_name_nor_number_is_another_childs_before_the_wipe)
{
  leave ();
  expect_denied (pl_child_account_check (store, "sam", 1004, &error));
  expect_denied (pl_child_account_check (store, "alex", 1003, &error));
  expect_denied (pl_child_account_begin (store, &jo, "sam", 1004, &error));
  /* A child who comes back to what is theirs. */
  ck_assert (pl_child_account_check (store, "sam", 1003, NULL));
  gint64 id = pl_child_account_wipe (store, &jo, "sam", 0, "moved", NULL);
  expect_denied (pl_child_account_check (store, "sam", 1003, &error));
  ck_assert (pl_child_account_wiped (store, id, 0, 0, 0, NULL));
  ck_assert_int_gt (pl_child_account_begin (store, &jo, "sam", 1004, NULL), 0);
}
END_TEST

START_TEST (a_number_is_never_given_again)
{
  uid_t uid;

  ck_assert (pl_child_account_next_uid (store, 1002, &uid, NULL));
  ck_assert_uint_eq (uid, 1003);
  leave ();
  gint64 id = pl_child_account_wipe (store, &jo, "sam", 0, "moved", NULL);
  ck_assert (pl_child_account_wiped (store, id, 0, 0, 0, NULL));
  ck_assert (pl_child_account_next_uid (store, 1002, &uid, NULL));
  ck_assert_uint_eq (uid, 1004);
  ck_assert (pl_child_account_next_uid (store, 1500, &uid, NULL));
  ck_assert_uint_eq (uid, 1501);
}
END_TEST

START_TEST (only_what_a_child_has_left_is_wiped_and_nothing_that_is_held)
{
  g_autoptr (GError) here = NULL;
  g_autoptr (GError) nobody = NULL;

  ck_assert_int_gt (pl_child_account_begin (store, &jo, "alex", 1004, NULL), 0);
  ck_assert (pl_child_account_set (store, &jo, "alex", 1004, PL_CHILD_ACCOUNT_HERE, NULL));
  ck_assert_int_eq (pl_child_account_wipe (store, &jo, "alex", 1004, "x", &here), 0);
  ck_assert (g_error_matches (here, PL_ERROR, PL_ERROR_ARGUMENT));
  ck_assert_int_eq (pl_child_account_wipe (store, &jo, "kim", 0, "x", &nobody), 0);
  ck_assert (g_error_matches (nobody, PL_ERROR, PL_ERROR_ARGUMENT));
  leave ();
  gint64 hold = pl_hold_add (store, &jo, "sam", "a referral", NULL);
  expect_denied (pl_child_account_wipe (store, &jo, "sam", 0, "x", &error));
  ck_assert (pl_hold_end (store, &jo, hold, NULL, NULL));
  ck_assert_int_gt (pl_child_account_wipe (store, &jo, "sam", 0, "x", NULL), 0);
  /* Of one that never had a profile nothing is on record. */
  ck_assert_int_gt (pl_child_account_wipe (store, &jo, "willow", 1009, "x", NULL), 0);
}
END_TEST

START_TEST (the_end_of_a_stay_is_an_act_of_staff_and_goes_when_the_child_has_left)
{
  PlAuditHead before, after;
  gint64 day;

  ck_assert (pl_stay_read (store, "robin", &day, NULL));
  ck_assert_int_eq (day, 0);
  ck_assert (pl_audit_head (store, PL_AUDIT_PUBLIC, &before, NULL));
  ck_assert (pl_stay_set (store, &jo, "robin", 0, PL_DAY_OF_UNIX_EPOCH + 20000, NULL));
  ck_assert (pl_stay_set (store, &jo, "sam", 0, PL_DAY_OF_UNIX_EPOCH + 20009, NULL));
  ck_assert (pl_audit_head (store, PL_AUDIT_PUBLIC, &after, NULL));
  ck_assert_uint_eq (after.serial, before.serial + 2);
  ck_assert (pl_stay_read (store, "robin", &day, NULL));
  ck_assert_int_eq (day, PL_DAY_OF_UNIX_EPOCH + 20000);
  ck_assert (pl_child_account_set (store, &jo, "robin", 1009, PL_CHILD_ACCOUNT_LEFT, NULL));
  ck_assert (pl_stay_read (store, "robin", &day, NULL));
  ck_assert_int_eq (day, 0);
  ck_assert (pl_stay_set (store, &jo, "sam", PL_DAY_OF_UNIX_EPOCH + 20009, 0, NULL));
  ck_assert (pl_stay_read (store, "sam", &day, NULL));
  ck_assert_int_eq (day, 0);
}
END_TEST

START_TEST (the_end_of_a_stay_that_somebody_else_has_changed_is_not_overwritten)
{
  const gint64 theirs = PL_DAY_OF_UNIX_EPOCH + 20000, mine = PL_DAY_OF_UNIX_EPOCH + 20009;
  g_autoptr (GError) error = NULL;
  gint64 day;

  ck_assert (pl_stay_set (store, &jo, "sam", 0, theirs, NULL));
  ck_assert (!pl_stay_set (store, &jo, "sam", 0, mine, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  ck_assert (pl_stay_read (store, "sam", &day, NULL));
  ck_assert_int_eq (day, theirs);
  ck_assert (pl_stay_set (store, &jo, "sam", theirs, mine, NULL));
}
END_TEST

START_TEST (what_failed_is_unfinished_and_says_why)
{
  leave ();
  gint64 id = pl_child_account_wipe (store, &jo, "sam", 0, "moved", NULL);
  ck_assert (pl_child_account_failed (store, id, "a file is left", NULL));
  g_autoptr (GPtrArray) unfinished = pl_child_account_unfinished (store, NULL);
  ck_assert_uint_eq (unfinished->len, 1);
  ck_assert_str_eq (((PlChildAccount *)unfinished->pdata[0])->trouble, "a file is left");
  ck_assert_int_eq (pl_child_account_wipe (store, &jo, "sam", 0, "again", NULL), id);
  ck_assert (pl_child_account_wiped (store, id, 1, 0, 0, NULL));
  g_autoptr (GPtrArray) none = pl_child_account_unfinished (store, NULL);
  ck_assert_uint_eq (none->len, 0);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    an_account_is_one_row_from_the_first_day_to_the_last,
    a_certificate_is_an_entry_in_the_name_of_who_asked,
    neither_name_nor_number_is_another_childs_before_the_wipe,
    a_number_is_never_given_again,
    only_what_a_child_has_left_is_wiped_and_nothing_that_is_held,
    the_end_of_a_stay_is_an_act_of_staff_and_goes_when_the_child_has_left,
    the_end_of_a_stay_that_somebody_else_has_changed_is_not_overwritten,
    what_failed_is_unfinished_and_says_why,
    NULL,
  };

  return pl_tap_main_with ("child-account", tests, 30, stand_set_up, stand_tear_down);
}
