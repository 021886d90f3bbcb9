/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/paper/paper.h"

#include <string.h>

#include "policy/paper/form-paper.h"
#include "policy/paper/rules-paper.h"
#include "tests/folder.h"
#include "tests/tap.h"

/* fontconfig keeps what it knows of fonts until the program ends: that is no leak of ours. */
const char *__lsan_default_suppressions (void);

const char *
__lsan_default_suppressions (void)
{
  return "leak:libfontconfig\n";
}

/* What a reader of PDFs finds in a document, a page behind the other with a form feed after each. */
static char *
read_back (GBytes *pdf)
{
  g_autofree char *folder = pl_test_folder ();
  g_autofree char *path = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *command = g_strdup_printf ("pdftotext -layout %s -", path);
  char *text = NULL;
  int status = -1;

  ck_assert (g_file_set_contents (path, g_bytes_get_data (pdf, NULL),
                                  (gssize)g_bytes_get_size (pdf), NULL));
  ck_assert (g_spawn_command_line_sync (command, &text, NULL, &status, NULL));
  ck_assert_int_eq (status, 0);
  pl_test_remove (folder);
  return text;
}

static char *
finish (PlPaper *paper)
{
  g_autoptr (GBytes) pdf = pl_paper_finish (paper, NULL);

  ck_assert_ptr_nonnull (pdf);
  return read_back (pdf);
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (; (text = strstr (text, part)) != NULL; text += strlen (part))
    n++;
  return n;
}

START_TEST (every_page_says_which_of_how_many_and_what_it_is_of)
{
  g_autoptr (PlPaper) paper = pl_paper_new ("A title", "head 12 abcdef");

  pl_paper_title (paper, "A title", NULL);
  pl_paper_new_page (paper);
  pl_paper_paragraph (paper, "more");
  g_autofree char *text = finish (paper);
  ck_assert_uint_eq (count (text, "head 12 abcdef"), 2);
  ck_assert (strstr (text, "Page 1 of 2") != NULL && strstr (text, "Page 2 of 2") != NULL);
}
END_TEST

START_TEST (a_table_goes_on_with_its_head_on_every_page_and_loses_no_row)
{
  static const PlPaperColumn columns[] = { { "Number", 0.3 }, { "Words of it", 0.7 } };
  g_autoptr (PlPaper) paper = pl_paper_new ("t", "f");

  pl_paper_table_begin (paper, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < 120; i++) {
    g_autofree char *number = g_strdup_printf ("row-%u.", i);
    const char *cells[] = { number, "words" };
    pl_paper_table_row (paper, cells);
  }
  pl_paper_table_end (paper);
  g_autofree char *text = finish (paper);
  ck_assert_uint_ge (count (text, "\f"), 3);
  ck_assert_uint_eq (count (text, "Words of it"), count (text, "\f"));
  for (guint i = 0; i < 120; i++) {
    g_autofree char *number = g_strdup_printf ("row-%u.", i);
    ck_assert_uint_eq (count (text, number), 1);
  }
}
END_TEST

START_TEST (a_row_longer_than_a_page_is_all_there)
{
  static const PlPaperColumn columns[] = { { "Long", 0.5 }, { "Short", 0.5 } };
  g_autoptr (PlPaper) paper = pl_paper_new ("t", "f");
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (words, "w%u. ", i);
  const char *cells[] = { words->str, "short" };
  pl_paper_table_begin (paper, columns, G_N_ELEMENTS (columns));
  pl_paper_table_row (paper, cells);
  pl_paper_table_end (paper);
  g_autofree char *text = finish (paper);
  ck_assert_uint_ge (count (text, "\f"), 3);
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *word = g_strdup_printf ("w%u.", i);
    ck_assert_uint_eq (count (text, word), 1);
  }
}
END_TEST

START_TEST (a_field_and_a_paragraph_go_on_on_the_next_page)
{
  g_autoptr (PlPaper) paper = pl_paper_new ("t", "f");
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (words, "w%u. ", i);
  pl_paper_field (paper, "Text", words->str);
  pl_paper_paragraph (paper, words->str);
  g_autofree char *text = finish (paper);
  ck_assert_uint_eq (count (text, "w0."), 2);
  ck_assert_uint_eq (count (text, "w2999."), 2);
}
END_TEST

START_TEST (bytes_that_are_no_text_and_scripts_of_all_kinds_do_not_stop_it)
{
  g_autoptr (PlPaper) paper = pl_paper_new ("t", "f");

  pl_paper_paragraph (paper, "caf\xe9 \xff");
  pl_paper_paragraph (paper, "Dzień dobry, добрий день, سلام");
  pl_paper_field (paper, "", "");
  g_autofree char *text = finish (paper);
  ck_assert (strstr (text, "Dzień dobry") != NULL);
}
END_TEST

static PlRules *
longest_rules (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PlRules) shipped = pl_rules_new_shipped ();
  g_autofree char *longest = g_strnfill (PL_RULES_LINE_MAX, 'm');

  for (guint i = 0; i < shipped->topics->len; i++) {
    const PlRulesTopic *topic = shipped->topics->pdata[i];
    g_string_append_printf (text, "[%s]\nTitle=Topic-%u.\n", topic->id, i);
    for (guint j = 1; j <= PL_RULES_LINES_MAX; j++)
      g_string_append_printf (text, "%u=%s\n", j, longest);
  }
  return pl_rules_parse ("rules.conf", text->str, text->len, NULL);
}

START_TEST (the_rules_for_the_wall_have_every_rule_however_long_the_home_makes_them)
{
  g_autoptr (PlRules) shipped = pl_rules_new_shipped (), longest = longest_rules ();
  const PlRulesPaper plain = { "The home", "2", shipped, FALSE },
                     easy = { "The home", "2", longest, TRUE };
  g_autoptr (GBytes) first = pl_rules_paper (&plain, NULL), second = pl_rules_paper (&easy, NULL);
  g_autofree char *text = read_back (first);
  g_autofree char *long_text = read_back (second);

  ck_assert_uint_eq (count (text, "\f"), 2);
  for (guint i = 0; i < shipped->topics->len; i++) {
    const PlRulesTopic *topic = shipped->topics->pdata[i];
    g_autofree char *heading = g_strdup_printf ("Topic-%u.", i);
    ck_assert_msg (strstr (text, topic->title) != NULL, "%s", topic->title);
    ck_assert_uint_eq (count (long_text, heading), 1);
  }
  ck_assert (strstr (text, "0800 1111") != NULL);
}
END_TEST

START_TEST (every_form_has_a_line_for_every_field)
{
  for (gsize i = 0; i < pl_record_n_kinds; i++) {
    const PlRecordKind *kind = &pl_record_kinds[i];
    g_autoptr (GBytes) pdf = pl_form_paper (kind, "", NULL);
    g_autofree char *text = read_back (pdf);
    for (gsize j = 0; j < kind->n_fields; j++)
      ck_assert_msg (strstr (text, kind->fields[j].title) != NULL, "%s", kind->fields[j].title);
  }
  g_autoptr (GBytes) pdf = pl_form_paper (NULL, "", NULL);
  g_autofree char *text = read_back (pdf);
  ck_assert (strstr (text, "within 48 hours") != NULL && strstr (text, "tried first") != NULL);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    every_page_says_which_of_how_many_and_what_it_is_of,
    a_table_goes_on_with_its_head_on_every_page_and_loses_no_row,
    a_row_longer_than_a_page_is_all_there,
    a_field_and_a_paragraph_go_on_on_the_next_page,
    bytes_that_are_no_text_and_scripts_of_all_kinds_do_not_stop_it,
    the_rules_for_the_wall_have_every_rule_however_long_the_home_makes_them,
    every_form_has_a_line_for_every_field,
    NULL,
  };

  return pl_tap_main ("paper", tests, 60);
}
