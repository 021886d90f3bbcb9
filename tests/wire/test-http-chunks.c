/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/wire/http-chunks.h"
#include "tests/tap.h"

/* What is passed on of a body that comes in pieces of so many bytes; *result: of the last. */
static char *
passed_in (const char *body, gsize size, gsize piece, PlParse *result)
{
  PlHttpChunks chunks = { 0 };
  GString *all = g_string_new (NULL);

  *result = PL_PARSE_MORE;
  for (gsize at = 0; at < size && *result == PL_PARSE_MORE; at += piece) {
    gsize n = MIN (piece, size - at), left = n;
    /* exactly as long as it says, so that ASan sees a step beyond */
    g_autofree guint8 *bytes = g_memdup2 (body + at, n);

    *result = pl_http_chunks_read (&chunks, bytes, &left);
    ck_assert_uint_le (left, n);
    g_string_append_len (all, (const char *)bytes, (gssize)left);
  }
  return g_string_free (all, FALSE);
}

static void
assert_passed (const char *body, const char *expected)
{
  for (gsize piece = 1; piece <= strlen (body); piece++) {
    PlParse result;
    g_autofree char *passed = passed_in (body, strlen (body), piece, &result);

    ck_assert_str_eq (passed, expected);
    ck_assert_int_eq (result, PL_PARSE_COMPLETE);
  }
}

START_TEST (body_is_passed_as_it_is_in_pieces_of_any_size)
{
  static const char plain[] = "5\r\nhello\r\n1A\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n";

  assert_passed (plain, plain);
  assert_passed ("0\r\n\r\n", "0\r\n\r\n");
  assert_passed ("003\r\n\r\n\r\r\n000\r\n\r\n", "003\r\n\r\n\r\r\n000\r\n\r\n");
}
END_TEST

START_TEST (what_follows_the_body_is_not_passed)
{
  assert_passed ("1\r\na\r\n0\r\n\r\nGET / HTTP/1.1\r\nHost: other\r\n\r\n", "1\r\na\r\n0\r\n\r\n");
}
END_TEST

START_TEST (extensions_and_trailers_are_left_out)
{
  assert_passed ("1;a=b;c=\"0\"\r\na\r\n0;x\r\n\r\n", "1\r\na\r\n0\r\n\r\n");
  assert_passed ("1\r\na\r\n0\r\nHost: other\r\nContent-Length: 7\r\n\r\n", "1\r\na\r\n0\r\n\r\n");
}
END_TEST

START_TEST (every_beginning_of_a_body_wants_more)
{
  static const char body[] = "5;e\r\nhello\r\n0\r\nT: x\r\n\r\n";

  for (gsize size = 0; size < strlen (body); size++) {
    PlParse result;
    g_autofree char *passed = passed_in (body, size, 7, &result);
    ck_assert_int_eq (result, PL_PARSE_MORE);
  }
}
END_TEST

START_TEST (what_has_two_readings_is_refused)
{
  static const char *const bad[] = {
    "\r\n",
    ";a\r\n",
    "g\r\n",
    "-1\r\n",
    "0x5\r\nhello\r\n",
    " 5\r\nhello\r\n",
    "5 \r\nhello\r\n",
    "5\nhello\r\n",
    "5\r\rhello\r\n",
    "5\r\nhello\n",
    "5\r\nhellox\r\n",
    "5\r\nhello\r\r\n",
    "5;a\nhello\r\n",
    "5;\1\r\nhello\r\n",
    "0\r\n\n",
    "0\r\n\r\r",
    "0\r\nT: x\n\r\n",
    "0\r\nT: x\r\r\n",
    "1000000000000000\r\n",
    "0000000000000005\r\nhello\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    PlParse result;
    g_autofree char *passed = passed_in (bad[i], strlen (bad[i]), 100, &result);
    ck_assert_msg (result == PL_PARSE_INVALID, "%s", bad[i]);
    ck_assert_str_eq (passed, "");
  }
}
END_TEST

START_TEST (lines_have_an_end)
{
  g_autofree char *many = g_strnfill (PL_HTTP_CHUNK_LINE_MAX + 1, 'x');
  g_autofree char *extension = g_strconcat ("1;", many, "\r\n", NULL);
  g_autofree char *trailer = g_strconcat ("0\r\nT: ", many, "\r\n\r\n", NULL);
  PlParse result;

  g_autofree char *first = passed_in (extension, strlen (extension), 1000, &result);
  ck_assert_int_eq (result, PL_PARSE_INVALID);
  g_autofree char *second = passed_in (trailer, strlen (trailer), 1000, &result);
  ck_assert_int_eq (result, PL_PARSE_INVALID);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    body_is_passed_as_it_is_in_pieces_of_any_size,
    what_follows_the_body_is_not_passed,
    extensions_and_trailers_are_left_out,
    every_beginning_of_a_body_wants_more,
    what_has_two_readings_is_refused,
    lines_have_an_end,
    NULL,
  };

  return pl_tap_main ("http-chunks", tests, 20);
}
