/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules on paper (H1): printed into a PDF file as a printer would get them, and read with pdftotext. */
#include "gui/child/rules-print.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "gui/child/rules-topic.h"
#include "tests/tap.h"

#define LINE_COUNT 90
/* Of an A4 or a letter page, in points: bullets are left or right of it. */
#define MIDDLE 300

static char *path;

static void
set_up (void)
{
  int file = g_file_open_tmp ("rules-XXXXXX.pdf", &path, NULL);

  ck_assert_int_ge (file, 0);
  close (file);
}

static void
tear_down (void)
{
  g_unlink (path);
  g_clear_pointer (&path, g_free);
}

/* One topic of so many lines, printed; what pdftotext says of it. */
static char *
printed (const char *line, const char *easy, guint n, gboolean in_easy, const char *option)
{
  g_autoptr (GListStore) topics = g_list_store_new (PL_TYPE_RULES_TOPIC);
  g_autoptr (GError) error = NULL;
  GVariantBuilder lines;

  g_variant_builder_init (&lines, G_VARIANT_TYPE ("a(ssb)"));
  for (guint i = 0; i < n; i++)
    g_variant_builder_add (&lines, "(ssb)", line, easy, FALSE);
  g_autoptr (GVariant) row =
      g_variant_ref_sink (g_variant_new ("(ssa(ssb))", "time", "Time", &lines));
  g_autoptr (PlRulesTopic) topic = pl_rules_topic_new (row);
  g_list_store_append (topics, topic);
  ck_assert_msg (pl_rules_print_to_file (path, G_LIST_MODEL (topics), "Elm House", in_easy, &error),
                 "%s", error != NULL ? error->message : "");

  const char *command[] = { "pdftotext", option, path, "-", NULL };
  char *text = NULL;
  ck_assert_msg (g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text,
                               NULL, NULL, &error),
                 "%s", error != NULL ? error->message : "");
  return text;
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, what)) != NULL; at += strlen (what))
    n++;
  return n;
}

START_TEST (test_every_page_says_which_it_is_and_of_how_many)
{
  g_autofree char *text =
      printed ("Keep your passwords to yourself.", "", LINE_COUNT, FALSE, "-layout");
  guint pages = count (text, "\f");

  ck_assert_uint_gt (pages, 1);
  for (guint i = 1; i <= pages; i++) {
    g_autofree char *footer = g_strdup_printf ("Page %u of %u\n", i, pages);
    ck_assert_uint_eq (count (text, footer), 1);
  }
  ck_assert_uint_eq (count (text, "Page "), pages);
}
END_TEST

START_TEST (test_no_line_is_lost_between_pages)
{
  g_autofree char *text =
      printed ("Keep your passwords to yourself.", "", LINE_COUNT, FALSE, "-layout");

  ck_assert_uint_eq (count (text, "Keep your passwords to yourself."), LINE_COUNT);
  ck_assert_uint_eq (count (text, "Elm House"), 1);
}
END_TEST

START_TEST (test_easy_words_are_printed_where_a_child_reads_them)
{
  g_autofree char *text =
      printed ("Keep your passwords to yourself.", "Tell nobody.", 1, TRUE, "-layout");

  ck_assert_ptr_nonnull (strstr (text, "Tell nobody."));
  ck_assert_ptr_null (strstr (text, "passwords"));
}
END_TEST

/* Where the bullet's left edge is, in points. */
static double
bullet_of (const char *line)
{
  g_autofree char *text = printed (line, "", 1, FALSE, "-bbox");
  g_autoptr (GRegex) bullet =
      g_regex_new ("<word xMin=\"([0-9.]+)\"[^>]*>[^<]*•[^<]*</word>", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  ck_assert_msg (g_regex_match (bullet, text, 0, &match), "no bullet: %s", text);
  g_autofree char *left = g_match_info_fetch (match, 1);
  return g_ascii_strtod (left, NULL);
}

START_TEST (test_a_bullet_stands_where_its_line_begins)
{
  ck_assert_double_lt (bullet_of ("Tell nobody."), MIDDLE);
  ck_assert_double_gt (bullet_of ("لا تخبر أحدا."), MIDDLE);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    test_every_page_says_which_it_is_and_of_how_many,
    test_no_line_is_lost_between_pages,
    test_easy_words_are_printed_where_a_child_reads_them,
    test_a_bullet_stands_where_its_line_begins,
    NULL,
  };

  return pl_tap_main_with ("rules-print", tests, 60, set_up, tear_down);
}
