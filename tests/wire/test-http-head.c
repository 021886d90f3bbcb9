/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/wire/http-head.h"
#include "agent/wire/http-page.h"
#include "tests/tap.h"
#include "tests/wire/corpus.h"

static PlParse
parse_bytes (const void *bytes, gsize size, PlHttpHead *head, guint *status)
{
  /* exactly as long as it says, so that ASan sees a step beyond */
  g_autofree guint8 *copy = g_memdup2 (bytes, size);

  return pl_http_head_parse (copy, size, head, status);
}

static void
assert_refused (const char *text, guint expected)
{
  PlHttpHead head = { .size = 77 };
  guint status = 0;

  ck_assert_msg (parse_bytes (text, strlen (text), &head, &status) == PL_PARSE_INVALID, "%s", text);
  ck_assert_msg (status == expected, "%u for %s", status, text);
  ck_assert_uint_eq (head.size, 77);
}

static void
assert_read (const char *text, PlHttpHead *head)
{
  guint status = 0;

  ck_assert_msg (parse_bytes (text, strlen (text), head, &status) == PL_PARSE_COMPLETE, "%u: %s",
                 status, text);
}

static void
assert_span (const char *text, PlHttpSpan span, const char *expected)
{
  g_autofree char *found = g_strndup (text + span.at, span.length);

  ck_assert_str_eq (found, expected);
}

static void
assert_rewritten (const char *text, const char *expected)
{
  guint8 buffer[PL_HTTP_HEAD_MAX + PL_HTTP_REWRITE_MORE];
  PlWriter out = pl_writer (buffer, sizeof buffer);
  PlHttpHead head;

  assert_read (text, &head);
  pl_http_head_rewrite (&head, (const guint8 *)text, "name.example", &out);
  ck_assert (!out.failed);
  g_autofree char *written = g_strndup ((const char *)buffer, out.length);
  ck_assert_str_eq (written, expected);
}

START_TEST (request_is_read)
{
  const char text[] = "POST /a?b=c HTTP/1.1\r\nAccept: */*\r\nHost: \t Www.Example.org:80 \r\n"
                      "Content-Length: 5\r\n\r\nhello";
  PlHttpHead head;

  assert_read (text, &head);
  ck_assert_uint_eq (head.size, strlen (text) - 5);
  ck_assert_uint_eq (head.minor, 1);
  assert_span (text, head.method, "POST");
  assert_span (text, head.path, "/a?b=c");
  assert_span (text, head.host, "Www.Example.org");
  ck_assert_uint_eq (head.port, 80);
  ck_assert_uint_eq (head.body, 5);
  ck_assert_uint_eq (head.n_fields, 3);
  ck_assert (!head.is_head);
}
END_TEST

START_TEST (absolute_target_gives_host_and_path)
{
  const char text[] = "HEAD HTTP://example.org?x HTTP/1.0\r\n\r\n";
  PlHttpHead head;

  assert_read (text, &head);
  assert_span (text, head.host, "example.org");
  assert_span (text, head.path, "?x");
  ck_assert_uint_eq (head.minor, 0);
  ck_assert (head.is_head);
}
END_TEST

START_TEST (old_request_without_a_host_names_none)
{
  PlHttpHead head;

  assert_read ("GET / HTTP/1.0\r\n\r\n", &head);
  ck_assert_uint_eq (head.host.length, 0);
  assert_read ("GET / HTTP/1.1\r\nHost:\r\n\r\n", &head);
  ck_assert_uint_eq (head.host.length, 0);
}
END_TEST

START_TEST (every_beginning_of_a_head_wants_more)
{
  const char text[] = "GET http://example.org/ HTTP/1.1\r\nHost: example.org\r\nA:\r\n\r\n";
  PlHttpHead head;

  for (gsize size = 0; size < strlen (text); size++)
    ck_assert_int_eq (parse_bytes (text, size, &head, NULL), PL_PARSE_MORE);
  assert_read (text, &head);
}
END_TEST

START_TEST (what_could_hide_a_second_host_is_refused)
{
  assert_refused ("GET / HTTP/1.1\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a.example\r\nHost: a.example\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a.example\r\nhOST: b.example\r\n\r\n", 400);
  assert_refused ("GET http://a.example/ HTTP/1.1\r\nHost: b.example\r\n\r\n", 400);
  assert_refused ("GET http://a.example:80/ HTTP/1.1\r\nHost: a.example:8080\r\n\r\n", 400);
  assert_refused ("GET http://a.example/ HTTP/1.1\r\nHost:\r\n\r\n", 400);
  assert_refused ("GET http:///path HTTP/1.1\r\nHost:\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a.example\r\n X-Folded: b\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\n Host: a.example\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost : a.example\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a.example\r\n: b\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a.example\r\nnone\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\nHost: a.example\n\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a.example\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nX: a\rHost: b.example\r\nHost: a.example\r\n\r\n", 400);
}
END_TEST

START_TEST (length_of_the_body_has_one_reading)
{
  PlHttpHead head;

  assert_read ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 000000000000000007\r\n\r\n", &head);
  ck_assert_uint_eq (head.body, 7);
  assert_refused ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n",
                  400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1,1\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551617\r\n\r\n", 400);
  static const char *const both[] = {
    "Content-Length: 3\r\nTransfer-encoding:\tchunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 3",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: gzip\r\nContent-Length: 3",
  };
  for (gsize i = 0; i < G_N_ELEMENTS (both); i++) {
    g_autofree char *text =
        g_strconcat ("POST / HTTP/1.1\r\nHost: a\r\n", both[i], "\r\n\r\n", NULL);
    assert_refused (text, g_str_has_prefix (both[i], "Transfer-Encoding: gzip") ? 501 : 400);
  }
  static const char *const codings[] = { "gzip",     "gzip, chunked", "chunked, chunked",
                                         "xchunked", "identity",      "" };
  for (gsize i = 0; i < G_N_ELEMENTS (codings); i++) {
    g_autofree char *text = g_strconcat (
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: ", codings[i], "\r\n\r\n", NULL);
    assert_refused (text, 501);
  }
  assert_refused ("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
}
END_TEST

START_TEST (requests_that_are_none_are_refused)
{
  const guint8 hello[] = { 0x16, 3, 1 };
  PlHttpHead head;

  ck_assert_int_eq (parse_bytes (hello, sizeof hello, &head, NULL), PL_PARSE_INVALID);
  assert_refused ("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n", 405);
  assert_refused ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505);
  assert_refused ("PRI * HTTP/2.0\r\n\r\n", 505);
  assert_refused ("GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505);
  assert_refused ("GET /\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400);
  assert_refused ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400);
  assert_refused ("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400);
  assert_refused ("GET /\xc3\xa4 HTTP/1.1\r\nHost: a\r\n\r\n", 400);
  assert_refused ("GET /\tb HTTP/1.1\r\nHost: a\r\n\r\n", 400);
  assert_refused ("GET a.example HTTP/1.1\r\nHost: a.example\r\n\r\n", 400);
  assert_refused ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400);
  assert_refused ("GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400);
  assert_refused ("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a:0\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: user:word@a\r\n\r\n", 400);
  assert_refused ("GET / HTTP/1.1\r\nHost: a\r\nX: \x7f\r\n\r\n", 400);
}
END_TEST

START_TEST (heads_beyond_the_limits_are_refused)
{
  g_autoptr (GString) head = g_string_new ("GET / HTTP/1.1\r\nHost: a\r\nX: ");
  g_autoptr (GString) many = g_string_new ("GET / HTTP/1.1\r\nHost: a\r\n");
  PlHttpHead found;

  while (head->len < PL_HTTP_HEAD_MAX - 4)
    g_string_append_c (head, 'x');
  ck_assert_int_eq (parse_bytes (head->str, head->len, &found, NULL), PL_PARSE_MORE);
  g_string_append (head, "\r\n\r\n");
  assert_read (head->str, &found);
  ck_assert_uint_eq (found.size, PL_HTTP_HEAD_MAX);
  g_string_insert_c (head, head->len - 4, 'x');
  assert_refused (head->str, 431);

  for (guint i = 1; i < PL_HTTP_FIELDS_MAX; i++)
    g_string_append (many, "X: 1\r\n");
  g_string_append (many, "\r\n");
  assert_read (many->str, &found);
  g_string_insert (many, many->len - 2, "X: 1\r\n");
  assert_refused (many->str, 431);
}
END_TEST

START_TEST (server_sees_one_request_for_one_host)
{
  assert_rewritten ("GET http://OTHER.example/x?y HTTP/1.1\r\nAccept:a\r\nHost: OTHER.example\r\n"
                    "Cookie: b=c\r\n\r\n",
                    "GET /x?y HTTP/1.1\r\nHost: name.example\r\nAccept: a\r\nCookie: b=c\r\n"
                    "Connection: close\r\n\r\n");
  assert_rewritten ("OPTIONS http://a.example HTTP/1.0\r\n\r\n",
                    "OPTIONS * HTTP/1.0\r\nHost: name.example\r\nConnection: close\r\n\r\n");
  assert_rewritten ("GET http://a.example?q HTTP/1.0\r\n\r\n",
                    "GET /?q HTTP/1.0\r\nHost: name.example\r\nConnection: close\r\n\r\n");
}
END_TEST

START_TEST (fields_between_child_and_proxy_stay_there)
{
  assert_rewritten ("GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, X-Mine,content-length\r\n"
                    "Keep-Alive: 5\r\nx-mine: 1\r\nUpgrade: h2c\r\nContent-Length: 3\r\n"
                    "HTTP2-Settings: AA\r\nX-Min: 2\r\n\r\n",
                    "GET / HTTP/1.1\r\nHost: name.example\r\nContent-Length: 3\r\nX-Min: 2\r\n"
                    "Connection: close\r\n\r\n");
}
END_TEST

START_TEST (body_in_chunks_is_told_and_stays_so)
{
  const char text[] = "POST / HTTP/1.1\r\nHost: a\r\nConnection: transfer-encoding\r\n"
                      "Transfer-Encoding: Chunked\r\nTrailer: X\r\n\r\n";
  PlHttpHead head;

  assert_read (text, &head);
  ck_assert (head.chunked && head.body == 0);
  assert_rewritten (text, "POST / HTTP/1.1\r\nHost: name.example\r\n"
                          "Transfer-Encoding: Chunked\r\nConnection: close\r\n\r\n");
}
END_TEST

START_TEST (websocket_goes_on_being_asked_for_and_nothing_else)
{
  static const char asks[] = "GET /chat HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\n"
                             "Upgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n\r\n";
  static const char *const others[] = {
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket, h2c\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nUpgrade: "
    "h2c\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nUpgrade: websocket\r\n\r\n",
    "GET / HTTP/1.0\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Content-Length: 4\r\n\r\n",
  };
  PlHttpHead head;

  assert_read (asks, &head);
  ck_assert (head.websocket);
  assert_rewritten (asks,
                    "GET /chat HTTP/1.1\r\nHost: name.example\r\nSec-WebSocket-Version: 13\r\n"
                    "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    assert_read (others[i], &head);
    ck_assert_msg (!head.websocket, "%s", others[i]);
  }
}
END_TEST

static const struct {
  const char *method, *fields;
  gboolean is_page;
} requests[] = {
  { "GET", "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n", TRUE },
  { "GET", "Accept: */*\r\nUpgrade-Insecure-Requests: 1\r\n", TRUE },
  { "GET", "", FALSE },
  { "GET", "Accept: */*\r\n", FALSE },
  { "GET", "Accept: image/avif,image/webp,*/*\r\nUpgrade-Insecure-Requests: 0\r\n", FALSE },
  { "POST", "Accept: text/html\r\n", FALSE },
  { "HEAD", "Accept: text/html\r\n", FALSE },
  { "GET", "Accept: text/html\r\nPurpose: prefetch\r\n", FALSE },
  { "GET", "Sec-Purpose: prefetch;prerender\r\nAccept: text/html\r\n", FALSE },
};

START_TEST (page_to_look_at_is_told_from_other_requests)
{
  g_autofree char *text = g_strconcat (requests[_i].method, " / HTTP/1.1\r\nHost: a\r\n",
                                       requests[_i].fields, "\r\n", NULL);
  PlHttpHead head;

  assert_read (text, &head);
  ck_assert_int_eq (pl_http_asks_for_page (&head, (const guint8 *)text), requests[_i].is_page);
}
END_TEST

START_TEST (largest_head_fits_when_it_is_rewritten)
{
  g_autoptr (GString) text = g_string_new ("GET / HTTP/1.1\r\nHost:\r\n");
  g_autofree char *name = g_strnfill (253, 'n');
  guint8 buffer[PL_HTTP_HEAD_MAX + PL_HTTP_REWRITE_MORE];
  PlWriter out = pl_writer (buffer, sizeof buffer);
  PlHttpHead head;

  for (guint i = 1; i < PL_HTTP_FIELDS_MAX; i++)
    g_string_append (text, "X:\r\n");
  gsize room = PL_HTTP_HEAD_MAX - text->len - 2;
  while (room-- > 0)
    g_string_insert_c (text, text->len - 2, 'x');
  g_string_append (text, "\r\n");
  assert_read (text->str, &head);
  pl_http_head_rewrite (&head, (const guint8 *)text->str, name, &out);
  ck_assert (!out.failed);
}
END_TEST

/*
 * The request tests of another parser. It has lenient modes and reads bodies, we do neither; what
 * we read, it must not have refused in strict mode for its head, and the hosts must agree.
 */
START_TEST (heads_that_are_read_are_right_elsewhere_too)
{
  g_autofree char *folder = pl_corpus ("http");
  g_auto (GStrv) lines = folder != NULL ? pl_corpus_index (folder) : NULL;
  guint read = 0, refused = 0, unfinished = 0;

  for (guint i = 1; lines != NULL && lines[i] != NULL && lines[i][0] != '\0'; i++) {
    g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
    gsize size;
    g_autofree guint8 *file = pl_corpus_file (folder, columns[0], &size);
    /* The files leave out the line that ends a head. */
    g_autofree char *data = g_strdup_printf ("%.*s\r\n", (int)size, (const char *)file);
    const char *reason = columns[4], *host = columns[6] != NULL ? columns[6] : "";
    PlHttpHead head;
    PlParse parsed = parse_bytes (data, strlen (data), &head, NULL);

    refused += parsed == PL_PARSE_INVALID;
    unfinished += parsed == PL_PARSE_MORE;
    if (parsed != PL_PARSE_COMPLETE)
      continue;
    read++;
    g_autofree char *ours = g_strndup (data + head.host.at, head.host.length);
    g_autofree char *without_port = g_strndup (host, strcspn (host, ":"));
    ck_assert_msg (strstr (reason, "header field") == NULL &&
                       strstr (reason, "header token") == NULL &&
                       strstr (reason, "Content-Length") == NULL &&
                       strstr (reason, "Transfer-Encoding") == NULL,
                   "%s: %s", columns[0], reason);
    if (host[0] != '\0')
      ck_assert_str_eq (ours, without_port);
  }
  g_printerr ("# http: %u read, %u refused, %u unfinished\n", read, refused, unfinished);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    request_is_read,
    absolute_target_gives_host_and_path,
    old_request_without_a_host_names_none,
    every_beginning_of_a_head_wants_more,
    what_could_hide_a_second_host_is_refused,
    length_of_the_body_has_one_reading,
    requests_that_are_none_are_refused,
    heads_beyond_the_limits_are_refused,
    server_sees_one_request_for_one_host,
    fields_between_child_and_proxy_stay_there,
    body_in_chunks_is_told_and_stays_so,
    websocket_goes_on_being_asked_for_and_nothing_else,
    largest_head_fits_when_it_is_rewritten,
    heads_that_are_read_are_right_elsewhere_too,
    NULL,
  };
  Suite *suite = suite_create ("http-head");
  TCase *tcase = tcase_create ("http-head");

  tcase_set_timeout (tcase, 20);
  for (const TTest *const *test = tests; *test != NULL; test++)
    tcase_add_test (tcase, *test);
  tcase_add_loop_test (tcase, page_to_look_at_is_told_from_other_requests, 0,
                       G_N_ELEMENTS (requests));
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
