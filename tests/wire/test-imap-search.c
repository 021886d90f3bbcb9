/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/wire/imap-search.h"
#include "tests/tap.h"

static char *
read_text (const char *text, guint max)
{
  guint32 uids[8];
  GString *found = g_string_new (NULL);
  guint n = pl_imap_search_read (text, strlen (text), uids, max);

  ck_assert_uint_le (n, max);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (found, "%s%u", i > 0 ? " " : "", uids[i]);
  return g_string_free (found, FALSE);
}

static const struct {
  const char *text, *found;
  guint max;
} cases[] = {
  { "* SEARCH 2 84 882\r\n", "2 84 882", 8 },
  { "* search 2\r\n", "2", 8 },
  { "* SEARCH\r\n", "", 8 },
  { "* SEARCH 1 2 3 4 5\r\n", "1 2", 2 },
  { "* 5 EXISTS\r\n* SEARCH 7\r\n* SEARCH 8 9\r\nA1 OK done\r\n", "7 8 9", 8 },
  { "* SEARCH 4294967295 4294967296 99999999999999999999 0 5\r\n", "4294967295 5", 8 },
  { "* SEARCH 1 x 2\r\n", "1", 8 },
  { "* SEARCHING 1\r\n", "", 8 },
  { "* SEARCH 12", "12", 8 },
  { "", "", 8 },
  { "* SEARC", "", 8 },
};

START_TEST (the_numbers_of_an_answer_are_read_and_nothing_else)
{
  g_autofree char *found = read_text (cases[_i].text, cases[_i].max);

  ck_assert_str_eq (found, cases[_i].found);
}
END_TEST

START_TEST (the_validity_of_a_mailbox_is_read)
{
  static const struct {
    const char *line;
    guint32 validity;
  } lines[] = {
    { "* OK [UIDVALIDITY 3857529045] UIDs valid\r\n", G_GUINT64_CONSTANT (3857529045) },
    { "* OK [UIDVALIDITY 99999999999] x\r\n", 0 },
    { "* OK [UIDVALIDITY ", 0 },
    { "* OK [UIDNEXT 4392] x\r\n", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    ck_assert_uint_eq (pl_imap_validity_read (lines[i].line, strlen (lines[i].line)),
                       lines[i].validity);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("imap-search");
  TCase *tcase = tcase_create ("imap-search");

  tcase_add_loop_test (tcase, the_numbers_of_an_answer_are_read_and_nothing_else, 0,
                       G_N_ELEMENTS (cases));
  tcase_add_test (tcase, the_validity_of_a_mailbox_is_read);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
