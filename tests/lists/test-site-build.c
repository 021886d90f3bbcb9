/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/lists/import-stream.h"
#include "agent/lists/list-layout.h"
#include "agent/lists/site-build.h"
#include "policy/error.h"
#include "tests/tap.h"

/*
 * An importer that lies: it hands its input on as the answer, so that an input can be any answer.
 */
static char *liar;

static void
write_liar (void)
{
  int descriptor = g_file_open_tmp ("porchlight-XXXXXX", &liar, NULL);

  if (write (descriptor, "#!/bin/sh\nexec cat\n", 19) != 19 || fchmod (descriptor, 0700) != 0)
    g_error ("%s: cannot be written", liar);
  close (descriptor);
}

static char *
write_answer (PlImportRefusal refusal, gboolean ends, gboolean refuses)
{
  char *path = NULL;
  int descriptor = g_file_open_tmp ("porchlight-XXXXXX", &path, NULL);
  const PlSiteListReport report = { .rules = 1 };
  g_autoptr (PlImportWriter) writer = pl_import_writer_new (descriptor);

  pl_import_writer_list (writer, "adult/domains");
  pl_import_writer_rule (writer, PL_SITE_RULE_BLOCK, "example.org", 11);
  pl_import_writer_list_end (writer, &report);
  if (refuses)
    pl_import_writer_refused (writer, refusal, "x");
  else
    pl_import_writer_done (writer, 1);
  if (!ends)
    ck_assert_int_eq (ftruncate (descriptor, lseek (descriptor, 0, SEEK_END) - 1), 0);
  close (descriptor);
  return path;
}

static GBytes *
build_from (const char *category, const char *path, const char *importer, GError **error)
{
  const PlSiteBuildInput input = { category, path };
  const PlSiteBuild build = { .inputs = &input, .n_inputs = 1, .importer = importer };
  PlSiteBuildStats stats;

  return pl_site_build (&build, &stats, error);
}

START_TEST (an_answer_that_is_whole_is_taken)
{
  g_autofree char *path = write_answer (0, TRUE, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) index = build_from (NULL, path, liar, &error);

  ck_assert_msg (index != NULL, "%s", error ? error->message : "");
  g_unlink (path);
}
END_TEST

START_TEST (an_answer_that_is_cut_short_is_refused)
{
  g_autofree char *path = write_answer (0, FALSE, FALSE);
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (build_from (NULL, path, liar, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert (g_str_has_prefix (error->message, path));
  g_unlink (path);
}
END_TEST

START_TEST (an_importer_that_fails_makes_no_index)
{
  g_autofree char *path = write_answer (0, TRUE, FALSE);
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (build_from (NULL, path, "/bin/false", &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert_ptr_null (build_from (NULL, path, "/nowhere/porchlight-import", NULL));
  g_unlink (path);
}
END_TEST

START_TEST (a_refusal_makes_no_index)
{
  g_autofree char *path = write_answer (PL_IMPORT_REFUSED_ENTRIES, TRUE, TRUE);
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (build_from (NULL, path, liar, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_LIMIT));
  g_unlink (path);
}
END_TEST

START_TEST (a_wrong_category_is_told_before_anything_is_read)
{
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (build_from ("Games", "/nowhere/list", liar, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
}
END_TEST

START_TEST (an_index_is_replaced_or_left_as_it_was)
{
  g_autofree char *folder = g_dir_make_tmp ("porchlight-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sites.index", NULL);
  g_autofree char *inside = g_build_filename (path, "impossible", NULL);
  g_autoptr (GBytes) old = g_bytes_new_static ("old", 3);
  g_autoptr (GBytes) new = g_bytes_new_static ("newer", 5);
  g_autofree char *content = NULL;
  g_autoptr (GDir) dir = NULL;
  guint files = 0;

  ck_assert (pl_site_build_install (path, old, NULL));
  ck_assert (pl_site_build_install (path, new, NULL));
  ck_assert (!pl_site_build_install (inside, old, NULL));
  ck_assert (!pl_site_build_install (folder, old, NULL));
  ck_assert (g_file_get_contents (path, &content, NULL, NULL));
  ck_assert_str_eq (content, "newer");
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    files++;
  ck_assert_uint_eq (files, 1);
  g_unlink (path);
  g_rmdir (folder);
}
END_TEST

START_TEST (what_is_no_file_is_not_replaced)
{
  g_autofree char *folder = g_dir_make_tmp ("porchlight-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "fifo", NULL);
  g_autoptr (GBytes) index = g_bytes_new_static ("x", 1);
  struct stat status;

  ck_assert_int_eq (mkfifo (path, 0600), 0);
  ck_assert (!pl_site_build_install (path, index, NULL));
  ck_assert_int_eq (stat (path, &status), 0);
  ck_assert (S_ISFIFO (status.st_mode));
  g_unlink (path);
  g_rmdir (folder);
}
END_TEST

START_TEST (the_last_folder_names_the_category)
{
  ck_assert_str_eq (pl_list_layout_category ("blacklists/adult/domains"), "pornography");
  ck_assert_str_eq (pl_list_layout_category ("adult/domains"), "pornography");
  ck_assert_str_eq (pl_list_layout_category ("./porn//domains"), "pornography");
  ck_assert_str_eq (pl_list_layout_category ("../adult/../gambling/domains"), "gambling");
  ck_assert_str_eq (pl_list_layout_category ("Gambling/domains"), "gambling");
  ck_assert_ptr_null (pl_list_layout_category ("adult/knitting/domains"));
  ck_assert_ptr_null (pl_list_layout_category ("domains"));
  ck_assert_ptr_null (pl_list_layout_category (""));
}
END_TEST

START_TEST (a_folder_is_spelled_in_one_way)
{
  static const char *const paths[] = { "a/b/usage", "./a/b/domains", "/a//b/domains", "a/./b/x" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *folder = pl_list_layout_folder (paths[i]);
    ck_assert_str_eq (folder, "a/b");
  }
}
END_TEST

START_TEST (usage_says_white_in_a_line_of_its_own)
{
  ck_assert (pl_list_layout_says_white ("white", 5));
  ck_assert (pl_list_layout_says_white ("black\r\nWhite\r\n", 14));
  ck_assert (!pl_list_layout_says_white ("black\n", 6));
  ck_assert (!pl_list_layout_says_white ("#\twhite\nwhitewash\n", 18));
  ck_assert (!pl_list_layout_says_white ("", 0));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { an_answer_that_is_whole_is_taken,
                                 an_answer_that_is_cut_short_is_refused,
                                 an_importer_that_fails_makes_no_index,
                                 a_refusal_makes_no_index,
                                 a_wrong_category_is_told_before_anything_is_read,
                                 an_index_is_replaced_or_left_as_it_was,
                                 what_is_no_file_is_not_replaced,
                                 the_last_folder_names_the_category,
                                 a_folder_is_spelled_in_one_way,
                                 usage_says_white_in_a_line_of_its_own,
                                 NULL };

  write_liar ();
  int status = pl_tap_main ("site-build", tests, 20);
  g_unlink (liar);
  g_free (liar);
  return status;
}
