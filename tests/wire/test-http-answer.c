/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/wire/http-answer.h"
#include "tests/tap.h"

static PlParse
parse (const char *text, gsize size, guint *status)
{
  g_autofree guint8 *copy = g_memdup2 (text, size);

  return pl_http_answer_parse (copy, size, status);
}

static void
assert_status (const char *text, guint expected)
{
  guint status = 0;

  ck_assert_msg (parse (text, strlen (text), &status) == PL_PARSE_COMPLETE, "%s", text);
  ck_assert_uint_eq (status, expected);
}

START_TEST (status_is_read)
{
  assert_status ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x05hello",
                 101);
  assert_status ("HTTP/1.1 101\r\n\r\n", 101);
  assert_status ("HTTP/1.0 404 Not Found\r\nA: b\r\n\r\nbody\r\n\r\n", 404);
}
END_TEST

START_TEST (interim_answers_are_passed_over)
{
  assert_status ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
                 "HTTP/1.1 101 S\r\n\r\n",
                 101);
  assert_status ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", 200);
}
END_TEST

START_TEST (nothing_yet_wants_more)
{
  guint status = 77;

  ck_assert (pl_http_answer_parse (NULL, 0, &status) == PL_PARSE_MORE);
  ck_assert_uint_eq (status, 77);
}
END_TEST

START_TEST (every_beginning_of_a_head_wants_more)
{
  const char text[] = "HTTP/1.1 103 E\r\n\r\nHTTP/1.1 101 S\r\nA: b\r\n\r\n";
  guint status = 77;

  for (gsize size = 0; size < strlen (text); size++)
    ck_assert_int_eq (parse (text, size, &status), PL_PARSE_MORE);
  ck_assert_uint_eq (status, 77);
}
END_TEST

START_TEST (what_is_no_answer_is_refused)
{
  static const char *const bad[] = {
    "X",
    "HTTP/2 101 S\r\n\r\n",
    "HTTP/1.1  101\r\n\r\n",
    "HTTP/1.1 1o1 S\r\n\r\n",
    "HTTP/1.1 1011 S\r\n\r\n",
    "HTTP/1.x 101 S\r\n\r\n",
    "HTTP/1.1 099 S\r\n\r\n",
    "HTTP/1.1 100 C\r\n\r\nSSH-2.0",
  };
  g_autoptr (GString) endless = g_string_new ("HTTP/1.1 101 S\r\nA: ");
  guint status;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    ck_assert_msg (parse (bad[i], strlen (bad[i]), &status) == PL_PARSE_INVALID, "%s", bad[i]);
  while (endless->len < PL_HTTP_ANSWER_MAX)
    g_string_append_c (endless, 'a');
  ck_assert_int_eq (parse (endless->str, PL_HTTP_ANSWER_MAX, &status), PL_PARSE_INVALID);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { status_is_read,
                                 interim_answers_are_passed_over,
                                 nothing_yet_wants_more,
                                 every_beginning_of_a_head_wants_more,
                                 what_is_no_answer_is_refused,
                                 NULL };

  return pl_tap_main ("http-answer", tests, 20);
}
