/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/account-keeper.h"

#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "agent/records/child-account.h"
#include "policy/error.h"
#include "tests/records/stand.h"

/* In the place of porchlight-accounts: what the keeper asks for, and what is said to it. */
static char *path;
static int listening = -1, work = -1;
static PlAccountKeeper *keeper;
static guint changes;

static void
on_changed (gpointer data)
{
  changes++;
}

static void
listen_here (void)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  listening = socket (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  ck_assert_int_eq (bind (listening, (struct sockaddr *)&address, sizeof address), 0);
  ck_assert_int_eq (listen (listening, 4), 0);
}

static void
set_up (void)
{
  stand_set_up ();
  path = g_build_filename (stand_folder, "accounts.sock", NULL);
  changes = 0;
  listen_here ();
}

static void
stop_keeper (void)
{
  g_clear_pointer (&keeper, pl_account_keeper_free);
  if (work >= 0)
    close (work);
  work = -1;
}

static void
tear_down (void)
{
  stop_keeper ();
  close (listening);
  g_clear_pointer (&path, g_free);
  stand_tear_down ();
}

static void
start_keeper (void)
{
  keeper = pl_account_keeper_new (store, path, on_changed, NULL);
}

/* The next job, or FALSE if there is none. */
static gboolean
take_job (PlAccountJob *job)
{
  if (work >= 0)
    close (work);
  work = accept4 (listening, NULL, NULL, SOCK_CLOEXEC);
  return work >= 0 && recv (work, job, sizeof *job, 0) == sizeof *job &&
         pl_account_job_is_valid (job, sizeof *job);
}

static void
say (PlAccountPhase phase, guint64 files, const char *why)
{
  PlAccountReport report = { PL_ACCOUNT_VERSION, phase, files, 0, 0, "" };

  g_strlcpy (report.why, why, sizeof report.why);
  ck_assert_int_eq (send (work, &report, sizeof report, 0), sizeof report);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static PlChildAccount *
newest (void)
{
  g_autoptr (GPtrArray) accounts = pl_child_account_list (store, 0, 1, NULL);

  return g_ptr_array_steal_index (accounts, 0);
}

static gint64
leave (const char *account, uid_t uid)
{
  ck_assert (pl_child_account_set (store, &jo, account, uid, PL_CHILD_ACCOUNT_LEFT, NULL));
  return pl_child_account_wipe (store, &jo, account, 0, "moved", NULL);
}

START_TEST (a_wipe_is_followed_to_its_certificate)
{
  gint64 id = leave ("sam", 1003);
  PlAccountJob job;

  start_keeper ();
  ck_assert (take_job (&job));
  ck_assert_int_eq (job.verb, PL_ACCOUNT_WIPE);
  ck_assert_str_eq (job.account, "sam");
  ck_assert_uint_eq (job.uid, 1003);
  say (PL_ACCOUNT_REMOVING, 1000, "");
  ck_assert_uint_eq (pl_account_keeper_progress (keeper, id)->home_files, 1000);
  ck_assert_uint_eq (changes, 0);
  say (PL_ACCOUNT_DONE, 1500, "");
  g_autoptr (PlChildAccount) account = newest ();
  ck_assert_int_eq (account->state, PL_CHILD_ACCOUNT_WIPED);
  ck_assert_int_eq (account->home_files, 1500);
  ck_assert_uint_eq (changes, 1);
  ck_assert_ptr_null (pl_account_keeper_progress (keeper, id));
}
END_TEST

START_TEST (what_was_not_done_is_begun_again_at_the_next_start)
{
  PlAccountJob job;

  leave ("sam", 1003);
  start_keeper ();
  ck_assert (take_job (&job));
  stop_keeper ();
  start_keeper ();
  ck_assert (take_job (&job));
  ck_assert_str_eq (job.account, "sam");
  /* It ends without a word. */
  close (work);
  work = -1;
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  ck_assert (!take_job (&job));
  stop_keeper ();
  start_keeper ();
  ck_assert (take_job (&job));
}
END_TEST

/* What the newest entries say of an account that was to be made: kind and why. */
static void
keep_unmade (const PlAuditEntry *entry, gpointer data)
{
  if (g_str_equal (entry->kind, "account-unmade"))
    g_string_append_printf (data, "%s %s;", entry->subject, entry->payload);
}

static void
expect_unmade (const char *said)
{
  const PlAuditFilter every = { .limit = PL_AUDIT_PAGE_MAX };
  g_autoptr (GString) found = g_string_new (NULL);

  ck_assert (pl_audit_list (store, &every, keep_unmade, found, NULL));
  ck_assert_str_eq (found->str, said);
}

START_TEST (an_account_that_was_being_made_is_wiped_at_the_next_start)
{
  PlAccountJob job;

  ck_assert_int_gt (pl_child_account_begin (store, &jo, "robin", 1004, NULL), 0);
  start_keeper ();
  ck_assert (take_job (&job));
  ck_assert_int_eq (job.verb, PL_ACCOUNT_WIPE);
  ck_assert_str_eq (job.account, "robin");
  say (PL_ACCOUNT_DONE, 10, "");
  g_autoptr (PlChildAccount) account = newest ();
  ck_assert_int_eq (account->state, PL_CHILD_ACCOUNT_WIPED);
  ck_assert_str_eq (account->changed_by, "porchlightd");
  expect_unmade ("robin {\"why\":\"the agent ended meanwhile\"};");
}
END_TEST

START_TEST (a_wipe_that_fails_is_told_and_the_next_one_goes_on)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  PlAccountJob job;

  leave ("sam", 1003);
  leave ("alex", 1002);
  start_keeper ();
  ck_assert (take_job (&job));
  say (PL_ACCOUNT_FAILED, 0, "a file is left");
  ck_assert (take_job (&job));
  ck_assert_str_eq (job.account, "alex");
  say (PL_ACCOUNT_DONE, 0, "");
  ck_assert (!take_job (&job));
  pl_account_keeper_problems (keeper, problems);
  ck_assert_uint_eq (problems->len, 1);
  ck_assert_ptr_nonnull (strstr (problems->pdata[0], "sam is not wiped: a file is left"));
  /* Staff ask for it again. */
  ck_assert_int_gt (pl_child_account_wipe (store, &jo, "sam", 0, "again", NULL), 0);
  pl_account_keeper_wake (keeper);
  ck_assert (take_job (&job));
  ck_assert_str_eq (job.account, "sam");
}
END_TEST

static void
on_done (GError *error, gpointer data)
{
  *(GError **)data = error;
}

static PlAccountJob
robin (void)
{
  return (PlAccountJob){ .version = PL_ACCOUNT_VERSION,
                         .verb = PL_ACCOUNT_MAKE,
                         .uid = 1004,
                         .account = "robin",
                         .password = "bako-numi-tefo" };
}

START_TEST (an_account_that_cannot_be_made_is_undone)
{
  PlAccountJob job = robin ();
  GError *error = NULL;
  g_autoptr (GError) busy = NULL;

  start_keeper ();
  gint64 id = pl_child_account_begin (store, &jo, "robin", 1004, NULL);
  ck_assert (pl_account_keeper_do (keeper, id, &job, on_done, &error, NULL));
  ck_assert (!pl_account_keeper_do (keeper, id, &job, on_done, &error, &busy));
  ck_assert (g_error_matches (busy, PL_ERROR, PL_ERROR_LIMIT));
  ck_assert (take_job (&job));
  ck_assert_str_eq (job.password, "bako-numi-tefo");
  say (PL_ACCOUNT_FAILED, 0, "useradd: cannot lock /etc/passwd");
  ck_assert_str_eq (error->message, "useradd: cannot lock /etc/passwd");
  g_error_free (error);
  ck_assert (take_job (&job));
  ck_assert_int_eq (job.verb, PL_ACCOUNT_WIPE);
  ck_assert_str_eq (job.password, "");
  expect_unmade ("robin {\"why\":\"useradd: cannot lock /etc/passwd\"};");
}
END_TEST

/* An account of every machine, whose number is another. */
#define TAKEN       "daemon"
#define NOBODYS_UID 59999

START_TEST (a_name_that_was_somebody_elses_is_not_wiped_and_not_waited_for)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  PlAccountJob job = robin ();
  GError *error = NULL;

  g_strlcpy (job.account, TAKEN, sizeof job.account);
  job.uid = NOBODYS_UID;
  start_keeper ();
  gint64 id = pl_child_account_begin (store, &jo, TAKEN, job.uid, NULL);
  ck_assert (pl_account_keeper_do (keeper, id, &job, on_done, &error, NULL));
  ck_assert (take_job (&job));
  say (PL_ACCOUNT_FAILED, 0, "useradd: user '" TAKEN "' already exists");
  g_error_free (error);
  ck_assert (!take_job (&job));
  g_autoptr (PlChildAccount) account = newest ();
  ck_assert_int_eq (account->state, PL_CHILD_ACCOUNT_WIPED);
  pl_account_keeper_problems (keeper, problems);
  ck_assert_uint_eq (problems->len, 0);
}
END_TEST

START_TEST (what_a_child_had_is_wiped_by_the_worker_whoever_has_the_name_now)
{
  PlAccountJob job;

  leave (TAKEN, NOBODYS_UID);
  start_keeper ();
  ck_assert (take_job (&job));
  ck_assert_str_eq (job.account, TAKEN);
}
END_TEST

START_TEST (where_nobody_makes_accounts_that_is_said)
{
  PlAccountJob job = robin ();
  g_autoptr (GError) error = NULL;

  unlink (path);
  start_keeper ();
  ck_assert (!pl_account_keeper_do (keeper, 0, &job, on_done, NULL, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_UNSUPPORTED));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_wipe_is_followed_to_its_certificate,
    what_was_not_done_is_begun_again_at_the_next_start,
    an_account_that_was_being_made_is_wiped_at_the_next_start,
    a_wipe_that_fails_is_told_and_the_next_one_goes_on,
    an_account_that_cannot_be_made_is_undone,
    a_name_that_was_somebody_elses_is_not_wiped_and_not_waited_for,
    what_a_child_had_is_wiped_by_the_worker_whoever_has_the_name_now,
    where_nobody_makes_accounts_that_is_said,
    NULL,
  };

  return pl_tap_main_with ("account-keeper", tests, 30, set_up, tear_down);
}
