/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A document on a printer: as its PDF has it, page by page. */
#include "gui/app/paper-print.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "policy/paper/form-paper.h"
#include "tests/tap.h"

static char *path;

static void
set_up (void)
{
  int file = g_file_open_tmp ("paper-XXXXXX.pdf", &path, NULL);

  ck_assert_int_ge (file, 0);
  close (file);
}

static void
tear_down (void)
{
  g_unlink (path);
  g_clear_pointer (&path, g_free);
}

/* What stands in the file, a form feed behind each page. */
static char *
read_back (void)
{
  const char *command[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  ck_assert_msg (g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text,
                               NULL, NULL, &error),
                 "%s", error != NULL ? error->message : "");
  return text;
}

START_TEST (test_what_is_printed_is_what_the_pdf_has)
{
  g_autoptr (GBytes) pdf = pl_form_paper (NULL, "Elm House", NULL);
  g_autoptr (GError) error = NULL;

  ck_assert (g_file_set_contents (path, g_bytes_get_data (pdf, NULL),
                                  (gssize)g_bytes_get_size (pdf), NULL));
  g_autofree char *wanted = read_back ();
  ck_assert_msg (
      pl_paper_print_to_file (path, "A form", pl_form_paper_new (NULL, "Elm House"), &error), "%s",
      error != NULL ? error->message : "");
  g_autofree char *found = read_back ();
  ck_assert_ptr_nonnull (strstr (wanted, "Page 2 of 2"));
  ck_assert_ptr_nonnull (strstr (found, "Elm House"));
  ck_assert_ptr_nonnull (strstr (found, "Signed by the manager"));
  ck_assert_ptr_nonnull (strstr (found, "Page 2 of 2\n\f"));
  ck_assert_uint_eq (g_strv_length (g_strsplit (found, "\f", -1)),
                     g_strv_length (g_strsplit (wanted, "\f", -1)));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { test_what_is_printed_is_what_the_pdf_has, NULL };

  return pl_tap_main_with ("paper-print", tests, 60, set_up, tear_down);
}
