/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/kept-file.h"

#include <string.h>

#include "policy/error.h"
#include "tests/folder.h"
#include "tests/tap.h"

static char *folder;
static char *path;
static char *kept;
static GPtrArray *problems;

static void
set_up (void)
{
  folder = pl_test_folder ();
  path = g_build_filename (folder, "home.conf", NULL);
  kept = g_build_filename (folder, "state", "last-good", "home.conf", NULL);
  problems = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (void)
{
  pl_test_remove (folder);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&path, g_free);
  g_clear_pointer (&kept, g_free);
  g_clear_pointer (&problems, g_ptr_array_unref);
}

/* A file is good when it begins with "good". */
static gpointer
parse (const char *name, const char *text, gsize length, gpointer data, GError **error)
{
  if (g_str_has_prefix (text, "good"))
    return g_strndup (text, length);
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "%s:1: not good", name);
  return NULL;
}

static char *
read_it (void)
{
  return pl_kept_file_read (path, kept, parse, NULL, problems);
}

START_TEST (a_good_file_is_read_and_kept)
{
  g_autofree char *copy = NULL;
  pl_test_write (folder, "home.conf", "good 1");
  g_autofree char *result = read_it ();

  ck_assert_str_eq (result, "good 1");
  ck_assert_uint_eq (problems->len, 0);
  ck_assert (g_file_get_contents (kept, &copy, NULL, NULL));
  ck_assert_str_eq (copy, "good 1");
}
END_TEST

START_TEST (a_refused_file_leaves_the_last_good_one)
{
  pl_test_write (folder, "home.conf", "good 1");
  g_free (read_it ());
  pl_test_write (folder, "home.conf", "bad");
  g_autofree char *result = read_it ();
  g_autofree char *told = g_strdup_printf ("%s:1: not good", path);

  ck_assert_str_eq (result, "good 1");
  ck_assert_uint_eq (problems->len, 1);
  ck_assert_str_eq (problems->pdata[0], told);
}
END_TEST

START_TEST (a_missing_file_leaves_the_last_good_one_and_is_told)
{
  pl_test_write (folder, "home.conf", "good 1");
  g_free (read_it ());
  g_remove (path);
  g_autofree char *result = read_it ();

  ck_assert_str_eq (result, "good 1");
  ck_assert_uint_eq (problems->len, 1);
  ck_assert (g_str_has_prefix (problems->pdata[0], path));
}
END_TEST

START_TEST (nothing_good_is_nothing)
{
  pl_test_write (folder, "home.conf", "bad");
  ck_assert_ptr_null (read_it ());
  ck_assert_uint_eq (problems->len, 1);
}
END_TEST

START_TEST (a_folder_or_a_pipe_is_no_file)
{
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);

  ck_assert_int_eq (mkfifo (pipe, 0600), 0);
  ck_assert_ptr_null (pl_kept_file_read (folder, kept, parse, NULL, problems));
  ck_assert_ptr_null (pl_kept_file_read (pipe, kept, parse, NULL, problems));
  ck_assert_uint_eq (problems->len, 2);
}
END_TEST

START_TEST (a_huge_file_is_refused)
{
  g_autoptr (GString) text = g_string_new ("good");

  g_string_set_size (text, 2 * 1024 * 1024);
  memset (text->str, 'x', text->len);
  pl_test_write (folder, "home.conf", text->str);
  ck_assert_ptr_null (read_it ());
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_good_file_is_read_and_kept,
    a_refused_file_leaves_the_last_good_one,
    a_missing_file_leaves_the_last_good_one_and_is_told,
    nothing_good_is_nothing,
    a_folder_or_a_pipe_is_no_file,
    a_huge_file_is_refused,
    NULL,
  };

  return pl_tap_main_with ("kept-file", tests, 10, set_up, tear_down);
}
