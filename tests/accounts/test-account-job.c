/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/accounts/account-work.h"

#include <string.h>

#include "agent/accounts/tool.h"
#include "policy/error.h"
#include "tests/tap.h"

/* The program's own; nothing here comes so far. */
void
pl_account_work_tell (PlAccountWork *work, PlAccountPhase phase)
{
}

char *
pl_account_home (const char *account)
{
  return g_build_filename ("/nonexistent", account, NULL);
}

static PlAccountJob
sam (void)
{
  return (PlAccountJob){ .version = PL_ACCOUNT_VERSION,
                         .verb = PL_ACCOUNT_MAKE,
                         .uid = 1003,
                         .account = "sam",
                         .name = "Sam Ödegård",
                         .password = "bako-lumi-tefo" };
}

static gboolean
is_valid (const PlAccountJob *job)
{
  return pl_account_job_is_valid (job, sizeof *job);
}

START_TEST (names_that_a_program_could_read_as_something_else_are_refused)
{
  static const char *const good[] = { "sam", "s", "sam-2", "abcdefghijklmnopqrstuvwxyz01234" };
  static const char *const bad[] = { "",
                                     "Sam",
                                     "2sam",
                                     "-sam",
                                     "--remove",
                                     "sam.",
                                     "sam/..",
                                     "../sam",
                                     "sam:x",
                                     "sam ",
                                     "sa m",
                                     "sam\n",
                                     "s\xc3\xa4m",
                                     "sam;id",
                                     "sam$",
                                     "_sam",
                                     "abcdefghijklmnopqrstuvwxyz012345" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    ck_assert_msg (pl_account_name_is_valid (good[i]), "%s", good[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    ck_assert_msg (!pl_account_name_is_valid (bad[i]), "%s", bad[i]);
  ck_assert (pl_account_display_is_valid ("Sam Ödegård"));
  ck_assert (!pl_account_display_is_valid ("Sam:0:0"));
  ck_assert (!pl_account_display_is_valid ("Sam,Room 1"));
  ck_assert (!pl_account_display_is_valid ("Sam\nroot"));
  ck_assert (!pl_account_display_is_valid ("Sam\xff"));
}
END_TEST

START_TEST (a_job_with_any_field_out_of_bounds_is_refused)
{
  PlAccountJob job = sam ();

  ck_assert (is_valid (&job));
  ck_assert (!pl_account_job_is_valid (&job, sizeof job - 1));
  job.version++;
  ck_assert (!is_valid (&job));
  job = sam ();
  job.verb = PL_ACCOUNT_PASSWORD + 1;
  ck_assert (!is_valid (&job));
  for (gsize i = 0; i < 4; i++) {
    const guint32 uids[] = { 0, PL_ACCOUNT_UID_MIN - 1, PL_ACCOUNT_UID_MAX + 1, G_MAXUINT32 };
    job = sam ();
    job.uid = uids[i];
    ck_assert (!is_valid (&job));
  }
  job = sam ();
  memset (job.account, 'a', sizeof job.account);
  ck_assert (!is_valid (&job));
  job = sam ();
  g_strlcpy (job.password, "a\nroot:b", sizeof job.password);
  ck_assert (!is_valid (&job));
  job = sam ();
  job.password[0] = '\0';
  ck_assert (!is_valid (&job));
  job.verb = PL_ACCOUNT_WIPE;
  ck_assert (is_valid (&job));
}
END_TEST

START_TEST (first_passwords_are_pronounced_and_never_the_same)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 1000; i++) {
    char *password = g_malloc (PL_ACCOUNT_PASSWORD_SIZE);
    pl_account_first_password (password);
    ck_assert (g_regex_match_simple ("^([b-z][aeiou]){2}(-([b-z][aeiou]){2}){2}$", password, 0, 0));
    ck_assert (g_hash_table_add (seen, password));
  }
}
END_TEST

static void
gather (const char *bytes, gsize n, gpointer data)
{
  g_string_append_len (data, bytes, (gssize)n);
}

START_TEST (a_tool_is_given_its_input_and_is_heard)
{
  g_autoptr (GString) said = g_string_new (NULL);
  const PlToolUse use = { .input = "a line\n", .wrote = gather, .data = said };
  const char *const cat[] = { "/bin/cat", NULL };
  const char *const many[] = { "/usr/bin/seq", "100000", NULL };

  ck_assert (pl_tool_run (cat, &use, NULL));
  ck_assert_str_eq (said->str, "a line\n");
  ck_assert (pl_tool_run (many, &use, NULL));
  ck_assert_uint_eq (said->len, 7 + 588895);
}
END_TEST

START_TEST (a_tool_that_fails_is_told_in_its_own_words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none = NULL;
  const char *const ls[] = { "/bin/ls", "/no/such\tfolder", NULL };
  const char *const missing[] = { "/no/such/program", NULL };

  ck_assert (!pl_tool_run (ls, NULL, &error));
  ck_assert_ptr_nonnull (strstr (error->message, "No such file"));
  ck_assert_ptr_null (strpbrk (error->message, "\t\n"));
  ck_assert (!pl_tool_run (missing, NULL, &none));
  ck_assert_ptr_nonnull (none);
}
END_TEST

START_TEST (what_is_another_persons_by_now_is_not_wiped)
{
  PlAccountWork work = { .agent = -1 };
  PlAccountJob job = sam ();
  g_autoptr (GError) error = NULL;

  /* There is an account of that name on every machine, and not of that number. */
  g_strlcpy (job.account, "daemon", sizeof job.account);
  ck_assert (!pl_account_wipe (&job, &work, &error));
  ck_assert_ptr_nonnull (strstr (error->message, "another account"));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    names_that_a_program_could_read_as_something_else_are_refused,
    a_job_with_any_field_out_of_bounds_is_refused,
    first_passwords_are_pronounced_and_never_the_same,
    a_tool_is_given_its_input_and_is_heard,
    a_tool_that_fails_is_told_in_its_own_words,
    what_is_another_persons_by_now_is_not_wiped,
    NULL,
  };

  return pl_tap_main ("account-job", tests, 30);
}
