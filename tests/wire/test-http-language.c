/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/wire/http-language.h"
#include "tests/tap.h"

/* The languages of an Accept-Language field with that value, joined with blanks. */
static char *
languages_of (const char *value)
{
  g_autofree char *text =
      g_strdup_printf ("GET / HTTP/1.1\r\nHost: a\r\naccept-language: %s\r\n\r\n", value);
  gsize size = strlen (text);
  /* exactly as long as it is, so that ASan sees a step beyond */
  g_autofree guint8 *copy = g_memdup2 (text, size);
  PlHttpHead head;
  PlHttpLanguages languages;
  GString *joined = g_string_new (NULL);

  ck_assert_int_eq (pl_http_head_parse (copy, size, &head, NULL), PL_PARSE_COMPLETE);
  pl_http_languages (&head, copy, &languages);
  for (guint i = 0; i < languages.n; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", languages.ranges[i]);
  return g_string_free (joined, FALSE);
}

static void
assert_languages (const char *value, const char *expected)
{
  g_autofree char *found = languages_of (value);

  ck_assert_str_eq (found, expected);
}

START_TEST (most_wanted_is_first)
{
  assert_languages ("cy-GB,cy;q=0.9,en;q=0.8", "cy-gb cy en");
  assert_languages ("en;q=0.5, pl ;q=0.75 ,uk; q=1", "uk pl en");
  assert_languages ("a;q=0.8,b;q=0.8,c;q=0.801", "c a b");
  assert_languages ("fa-Arab-AF", "fa-arab-af");
}
END_TEST

START_TEST (what_is_not_understood_is_passed_over)
{
  assert_languages ("", "");
  assert_languages (",, ,", "");
  assert_languages ("*;q=0.5, pl", "pl");
  assert_languages ("pl;q=0, en;q=0.000", "");
  assert_languages ("pl;q=2, cy;q=1.001, en;q=x, uk;r=1, ar q=1, vi;q=1;x", "");
  assert_languages ("abcdefghijklmnopqrstuvwxyz, sq", "sq");
  assert_languages ("p\xc3\xa4, sq", "sq");
}
END_TEST

START_TEST (no_more_are_read_than_there_is_room_for)
{
  g_autoptr (GString) value = g_string_new ("l0");

  for (guint i = 1; i < 1000; i++)
    g_string_append_printf (value, ",l%u;q=0.%u", i, i % 10);
  g_autofree char *found = languages_of (value->str);
  g_auto (GStrv) ranges = g_strsplit (found, " ", -1);
  ck_assert_uint_eq (g_strv_length (ranges), PL_HTTP_LANGUAGES_MAX);
  ck_assert_str_eq (ranges[0], "l0");
}
END_TEST

START_TEST (request_without_the_field_asks_for_none)
{
  const char text[] = "GET / HTTP/1.1\r\nHost: a\r\nAccept: en\r\n\r\n";
  PlHttpHead head;
  PlHttpLanguages languages = { .n = 7 };

  ck_assert_int_eq (pl_http_head_parse ((const guint8 *)text, strlen (text), &head, NULL),
                    PL_PARSE_COMPLETE);
  pl_http_languages (&head, (const guint8 *)text, &languages);
  ck_assert_uint_eq (languages.n, 0);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    most_wanted_is_first,
    what_is_not_understood_is_passed_over,
    no_more_are_read_than_there_is_room_for,
    request_without_the_field_asks_for_none,
    NULL,
  };

  return pl_tap_main ("http-language", tests, 10);
}
