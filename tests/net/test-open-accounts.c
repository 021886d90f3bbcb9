/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sys/stat.h>
#include <unistd.h>

#include "agent/net/open-accounts.h"
#include "tests/tap.h"

static char *
path_in (const char *folder)
{
  return g_build_filename (folder, PL_OPEN_ACCOUNTS_FILE, NULL);
}

static guint
accounts_of (const char *text)
{
  g_autofree char *folder = g_dir_make_tmp ("pl-accounts-XXXXXX", NULL);
  g_autofree char *path = path_in (folder);
  g_autoptr (GError) error = NULL;

  ck_assert (g_file_set_contents (path, text, -1, NULL));
  g_autoptr (PlOpenAccounts) accounts = pl_open_accounts_read (path, &error);
  unlink (path);
  rmdir (folder);
  ck_assert_int_eq (error != NULL, accounts->staff->len == 0);
  return accounts->staff->len + accounts->exempt->len;
}

START_TEST (what_is_written_is_read)
{
  const uid_t staff[] = { 1500, 1501 }, adult = 1003;
  PlFirewallState state = { .n_staff = 2, .staff = staff, .n_exempt = 1, .exempt = &adult };
  g_autofree char *folder = g_dir_make_tmp ("pl-accounts-XXXXXX", NULL);
  g_autofree char *path = path_in (folder);
  struct stat info;

  ck_assert (pl_open_accounts_write (path, &state, NULL));
  g_autoptr (PlOpenAccounts) accounts = pl_open_accounts_read (path, NULL);
  ck_assert_int_eq (accounts->staff->len, 2);
  ck_assert_int_eq (g_array_index (accounts->staff, uid_t, 1), 1501);
  ck_assert_int_eq (accounts->exempt->len, 1);
  ck_assert_int_eq (g_array_index (accounts->exempt, uid_t, 0), 1003);
  ck_assert_int_eq (stat (path, &info), 0);
  ck_assert_int_eq (info.st_mode & 0777, 0600);

  state.n_staff = 0;
  ck_assert (pl_open_accounts_write (path, &state, NULL));
  g_autoptr (PlOpenAccounts) fewer = pl_open_accounts_read (path, NULL);
  ck_assert_int_eq (fewer->staff->len, 0);
  unlink (path);
  rmdir (folder);
}
END_TEST

START_TEST (what_is_not_a_persons_number_opens_nobody)
{
  static const char *const wrong[] = {
    "",
    "staff 1500",
    "staff 1500\n",
    "staff 1500\nexempt\nmore\n",
    "exempt\nstaff 1500\n",
    "staff 1500 0\nexempt\n",
    "staff 999\nexempt\n",
    "staff 1500, 1501\nexempt\n",
    "staff 1500 } ; flush ruleset\nexempt\n",
    "staff -1\nexempt\n",
    "staff 4294967295\nexempt\n",
    "staff 1500\nexempt x\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    ck_assert_msg (accounts_of (wrong[i]) == 0, "%s", wrong[i]);
  ck_assert_int_eq (accounts_of ("staff 1500\nexempt\n"), 1);
}
END_TEST

START_TEST (without_a_file_nobody_is_open)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlOpenAccounts) accounts = pl_open_accounts_read ("/nonexistent/file", &error);

  ck_assert (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT));
  ck_assert_int_eq (accounts->staff->len, 0);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    what_is_written_is_read,
    what_is_not_a_persons_number_opens_nobody,
    without_a_file_nobody_is_open,
    NULL,
  };

  return pl_tap_main ("open-accounts", tests, 10);
}
