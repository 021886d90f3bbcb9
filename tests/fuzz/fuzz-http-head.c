/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/wire/http-head.h"
#include "tests/fuzz/fuzz.h"

static void
check_span (PlHttpSpan span, gsize size)
{
  g_assert_true (span.at <= size && span.length <= size - span.at);
}

/* What is read is read again, the same, from what is written for the server. */
static void
check_rewritten (const PlHttpHead *head, const guint8 *data)
{
  static guint8 buffer[PL_HTTP_HEAD_MAX + PL_HTTP_REWRITE_MORE];
  PlWriter out = pl_writer (buffer, sizeof buffer);
  PlHttpHead again;
  guint status = 0;

  pl_http_head_rewrite (head, data, "name.example", &out);
  g_assert_false (out.failed);
  /* Host, Upgrade and Connection may be three fields more than were read: servers take them, our own reader has a cap. */
  if (out.length > PL_HTTP_HEAD_MAX || head->n_fields + 3 > PL_HTTP_FIELDS_MAX)
    return;
  g_assert_cmpint (pl_http_head_parse (buffer, out.length, &again, &status), ==, PL_PARSE_COMPLETE);
  g_assert_cmpuint (again.size, ==, out.length);
  g_assert_cmpuint (again.body, ==, head->body);
  g_assert_true (again.chunked == head->chunked && again.websocket == head->websocket);
  g_assert_true (pl_http_span_is (buffer, again.host, "name.example"));
  g_assert_true (again.method.length == head->method.length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  PlHttpHead head, part;
  guint status = 0;
  PlParse parsed = pl_http_head_parse (data, size, &head, &status);

  if (parsed == PL_PARSE_INVALID)
    g_assert_true (status >= 400 && status < 600);
  if (parsed != PL_PARSE_COMPLETE)
    return 0;
  g_assert_true (head.size <= size && head.size <= PL_HTTP_HEAD_MAX);
  check_span (head.method, head.size);
  check_span (head.path, head.size);
  check_span (head.host, head.size);
  for (guint i = 0; i < head.n_fields; i++) {
    check_span (head.fields[i].name, head.size);
    check_span (head.fields[i].value, head.size);
  }
  g_assert_cmpint (pl_http_head_parse (data, head.size - 1, &part, NULL), ==, PL_PARSE_MORE);
  check_rewritten (&head, data);
  return 0;
}
