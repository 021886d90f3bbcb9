/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/error.h"
#include "policy/people/key-value.h"
#include "tests/tap.h"

typedef struct {
  char *colour;
  int numbers[7];
  char **names;
} Thing;

static const PlKeyRule rules[] = {
  { "Thing", "Colour", .read = pl_key_read_text, .offset = G_STRUCT_OFFSET (Thing, colour) },
  { "Days", NULL, PL_KEY_WEEKDAY, pl_key_read_number, G_STRUCT_OFFSET (Thing, numbers),
    .maximum = 10 },
  { "Sites", "Names", .read = pl_key_read_names, .offset = G_STRUCT_OFFSET (Thing, names) },
};

static void
thing_clear (Thing *thing)
{
  g_free (thing->colour);
  g_strfreev (thing->names);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Thing, thing_clear)

static gboolean
read_bytes (Thing *thing, const char *text, gsize length, GError **error)
{
  g_autoptr (PlKeyFile) file = pl_key_file_new ("thing.conf", text, length, error);

  return file != NULL && pl_key_file_apply (file, rules, G_N_ELEMENTS (rules), thing, error);
}

static void
assert_refused (const char *text, gsize length, const char *message)
{
  g_auto (Thing) thing = { 0 };
  g_autoptr (GError) error = NULL;

  ck_assert (!read_bytes (&thing, text, length, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert_str_eq (error->message, message);
}

static const struct {
  const char *text, *message;
} refused[] = {
  { "Colour=red", "thing.conf:1: key \"Colour\" before any section" },
  { "[Thing]\nColor=red", "thing.conf:2: unknown key \"Color\" in [Thing]" },
  { "[Thing]\ncolour=red", "thing.conf:2: unknown key \"colour\" in [Thing]" },
  { "[Thing]\n\n[Thin]\n", "thing.conf:3: unknown section [Thin]" },
  { "[]\n", "thing.conf:1: unknown section []" },
  { "# a\n[Thing\n", "thing.conf:2: a section has no closing \"]\"" },
  { "[Thing]\nColour=red\n# and\nColour=red\n",
    "thing.conf:4: key \"Colour\" given twice, first on line 2" },
  { "[Thing]\nColour=red\n[Days]\n[Thing]\n Colour = blue\n",
    "thing.conf:5: key \"Colour\" given twice, first on line 2" },
  { "[Thing]\nred\n", "thing.conf:2: not a line of the form key=value" },
  { "[Thing]\n=red\n", "thing.conf:2: a value without a key" },
  { "[Thing]\nColour=r\xff"
    "d\n",
    "thing.conf:2: not UTF-8 text" },
  { "[Thing]\nColour=r\x1b[31m\n", "thing.conf:2: a control character" },
  { "[Thing]\nColour=r\xc2\x9b"
    "31m\n",
    "thing.conf:2: a control character" },
  { "[Thing]\nColour=a\rColour=b\n", "thing.conf:2: a control character" },
  { "[Days]\nMonday=11\n", "thing.conf:2: Monday=11 is not a whole number from 0 to 10" },
  { "[Days]\nMonday=-1\n", "thing.conf:2: Monday=-1 is not a whole number from 0 to 10" },
  { "[Days]\nMonday=\n", "thing.conf:2: Monday= is not a whole number from 0 to 10" },
  { "[Days]\nMonday=1 2\n", "thing.conf:2: Monday=1 2 is not a whole number from 0 to 10" },
  { "[Days]\nMon=1\n", "thing.conf:2: unknown key \"Mon\" in [Days]" },
  { "[Sites]\nNames=example.org;exa mple.org\n",
    "thing.conf:2: \"exa mple.org\" is not the name of a site" },
  { "[Sites]\nNames=192.0.2.1\n", "thing.conf:2: \"192.0.2.1\" is not the name of a site" },
  { "[Sites]\nNames=https://example.org/\n",
    "thing.conf:2: \"https://example.org/\" is not the name of a site" },
};

START_TEST (what_is_wrong_is_refused_with_file_and_line)
{
  assert_refused (refused[_i].text, strlen (refused[_i].text), refused[_i].message);
}
END_TEST

START_TEST (a_nul_byte_is_refused)
{
  assert_refused ("[Thing]\nColour=r\0d\n", 19, "thing.conf:2: not UTF-8 text");
}
END_TEST

START_TEST (what_is_too_large_is_refused)
{
  g_autofree char *large = g_strnfill (PL_KEY_FILE_MAX + 1, '\n');
  g_autofree char *field = g_strnfill (PL_KEY_FIELD_MAX + 1, 'x');
  g_autofree char *colour = g_strconcat ("[Thing]\nColour=", field, NULL);
  g_autoptr (GString) list = g_string_new ("[Sites]\nNames=");

  for (guint i = 0; i <= PL_KEY_LIST_MAX; i++)
    g_string_append (list, "a.example;");
  assert_refused (large, PL_KEY_FILE_MAX + 1, "thing.conf:1: larger than 4194304 bytes");
  assert_refused (colour, strlen (colour), "thing.conf:2: Colour is longer than 256 bytes");
  assert_refused (list->str, list->len, "thing.conf:2: a list of more than 65536");
}
END_TEST

START_TEST (many_names_on_one_line_are_read)
{
  g_auto (Thing) thing = { 0 };
  g_autoptr (GString) list = g_string_new ("[Sites]\nNames=");

  for (guint i = 0; i < PL_KEY_LIST_MAX; i++)
    g_string_append_printf (list, "school%u.example.org;", i);
  ck_assert (read_bytes (&thing, list->str, list->len, NULL));
  ck_assert_uint_eq (g_strv_length (thing.names), PL_KEY_LIST_MAX);
}
END_TEST

START_TEST (comments_blank_lines_crlf_bom_and_spaces_are_tolerated)
{
  g_auto (Thing) thing = { 0 };
  const char *text =
      "\xef\xbb\xbf# a thing\r\n\r\n[Thing]\r\n  # its colour\r\n Colour =\tlight = red \r\n"
      "[ Days ]\r\nSunday=7\r\n[Thing]\r\n[Sites]\r\n"
      "Names= B.example ;a.example.;;b.EXAMPLE; b\xc3\xbc"
      "cher.example;";

  ck_assert (read_bytes (&thing, text, strlen (text), NULL));
  ck_assert_str_eq (thing.colour, "light = red");
  ck_assert_int_eq (thing.numbers[6], 7);
  ck_assert_uint_eq (g_strv_length (thing.names), 3);
  ck_assert_str_eq (thing.names[0], "a.example");
  ck_assert_str_eq (thing.names[1], "b.example");
  ck_assert_str_eq (thing.names[2], "xn--bcher-kva.example");
}
END_TEST

START_TEST (text_need_not_end_in_nul_and_may_be_empty)
{
  g_auto (Thing) thing = { 0 };
  g_autofree char *exact = g_memdup2 ("[Thing]\nColour=red", 18);

  ck_assert (read_bytes (&thing, exact, 18, NULL));
  ck_assert_str_eq (thing.colour, "red");
  ck_assert (read_bytes (&thing, NULL, 0, NULL));
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("key-file");
  TCase *tcase = tcase_create ("key-file");

  tcase_add_loop_test (tcase, what_is_wrong_is_refused_with_file_and_line, 0,
                       G_N_ELEMENTS (refused));
  tcase_add_test (tcase, a_nul_byte_is_refused);
  tcase_add_test (tcase, what_is_too_large_is_refused);
  tcase_add_test (tcase, many_names_on_one_line_are_read);
  tcase_add_test (tcase, comments_blank_lines_crlf_bom_and_spaces_are_tolerated);
  tcase_add_test (tcase, text_need_not_end_in_nul_and_may_be_empty);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
