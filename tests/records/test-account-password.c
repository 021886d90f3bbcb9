/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/account-password.h"

#include <string.h>

#include "policy/error.h"
#include "tests/records/stand.h"

static void
keep_entry (const PlAuditEntry *entry, gpointer data)
{
  g_autofree char *line =
      g_strdup_printf ("%s %s %s %s", entry->actor, entry->kind, entry->subject, entry->payload);

  g_ptr_array_insert (data, 0, g_steal_pointer (&line));
}

/* What is on record of passwords, a line each, oldest first. */
static char *
on_record (void)
{
  const PlAuditFilter every = { .limit = PL_AUDIT_PAGE_MAX };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) said = g_string_new (NULL);

  ck_assert (pl_audit_list (store, &every, keep_entry, lines, NULL));
  for (guint i = 0; i < lines->len; i++)
    if (strstr (lines->pdata[i], "account-password") != NULL)
      g_string_append_printf (said, "%s\n", (const char *)lines->pdata[i]);
  return g_string_free (g_steal_pointer (&said), FALSE);
}

static void
expect_record (const char *lines)
{
  g_autofree char *said = on_record ();

  ck_assert_str_eq (said, lines);
}

/* by: NULL where the child is told of none. */
static void
expect_told (const char *account, const char *by)
{
  g_autofree char *told = NULL;
  gint64 wall_ms;

  ck_assert (pl_account_password_last (store, account, &wall_ms, &told, NULL));
  ck_assert_pstr_eq (told, by);
  ck_assert (by == NULL ? wall_ms == 0 : wall_ms == STAND_NOW_MS);
}

#define ASKED "jo account-password-ask sam {\"reason\":\"forgot it\",\"proof\":\"password\"}\n"

static void
ask (void)
{
  ck_assert (pl_account_password_ask (store, &jo, "sam", "forgot it", NULL));
}

START_TEST (a_password_is_on_record_as_set_only_once_it_is)
{
  ask ();
  expect_record (ASKED);
  expect_told ("sam", NULL);
  ck_assert (pl_account_password_set (store, &jo, "sam", NULL));
  expect_record (ASKED "jo account-password sam {\"proof\":\"password\"}\n");
  expect_told ("sam", "jo");
  expect_told ("alex", NULL);
}
END_TEST

START_TEST (one_that_could_not_be_set_says_why_and_is_not_told_to_the_child)
{
  ask ();
  ck_assert (pl_account_password_failed (store, &jo, "sam", "no room", NULL));
  expect_record (ASKED
                 "jo account-password-failed sam {\"why\":\"no room\",\"proof\":\"password\"}\n");
  expect_told ("sam", NULL);
}
END_TEST

START_TEST (one_whose_end_nobody_heard_may_have_been_set_and_is_told_once)
{
  ask ();
  stand_reopen ();
  ck_assert (pl_account_password_settle (store, NULL));
  expect_record (ASKED "jo account-password-unknown sam {}\n");
  expect_told ("sam", "jo");
  ck_assert (pl_account_password_settle (store, NULL));
  expect_record (ASKED "jo account-password-unknown sam {}\n");
}
END_TEST

START_TEST (what_has_ended_is_left_as_it_is)
{
  ck_assert (pl_account_password_settle (store, NULL));
  expect_record ("");
  ask ();
  ck_assert (pl_account_password_failed (store, &jo, "sam", "no room", NULL));
  g_autofree char *failed = on_record ();
  ck_assert (pl_account_password_settle (store, NULL));
  expect_record (failed);
}
END_TEST

START_TEST (the_next_one_settles_the_one_before)
{
  ask ();
  ask ();
  expect_record (ASKED "jo account-password-unknown sam {}\n" ASKED);
}
END_TEST

START_TEST (a_reason_is_wanted)
{
  g_autoptr (GError) error = NULL;

  ck_assert (!pl_account_password_ask (store, &jo, "sam", "", &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  expect_record ("");
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_password_is_on_record_as_set_only_once_it_is,
    one_that_could_not_be_set_says_why_and_is_not_told_to_the_child,
    one_whose_end_nobody_heard_may_have_been_set_and_is_told_once,
    what_has_ended_is_left_as_it_is,
    the_next_one_settles_the_one_before,
    a_reason_is_wanted,
    NULL,
  };

  return pl_tap_main_with ("account-password", tests, 30, stand_set_up, stand_tear_down);
}
