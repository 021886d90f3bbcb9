/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/http-head.h"

#include <string.h>

#define BAD_REQUEST         400
#define METHOD_NOT_ALLOWED  405
#define HEAD_TOO_LARGE      431
#define NOT_IMPLEMENTED     501
#define VERSION_UNSUPPORTED 505

/* Longer than any registered method (RFC 9110 section 16.1: UPDATEREDIRECTREF). */
#define METHOD_MAX 32

/* The head as it is read: the stream, how far, and what is known of it. */
typedef struct {
  const guint8 *stream;
  PlHttpHead *head;
  PlHttpSpan authority; /* of an absolute target; length 0: none */
  gboolean has_host;
  gboolean has_length;
  gboolean has_upgrade; /* Upgrade: websocket, and nothing else */
  gboolean has_option;  /* Connection: upgrade */
  guint status;         /* of what was found wrong */
} Reading;

static gboolean
wrong (Reading *reading, guint status)
{
  reading->status = status;
  return FALSE;
}

/* RFC 9110 section 5.6.2 */
static gboolean
is_token (guint8 c)
{
  return g_ascii_isalnum (c) || (c != 0 && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

static gboolean
is_token_span (const guint8 *stream, PlHttpSpan span)
{
  for (gsize i = 0; i < span.length; i++)
    if (!is_token (stream[span.at + i]))
      return FALSE;
  return span.length > 0;
}

static gboolean
spans_are_equal (const guint8 *stream, PlHttpSpan a, PlHttpSpan b)
{
  return a.length == b.length && g_ascii_strncasecmp ((const char *)stream + a.at,
                                                      (const char *)stream + b.at, a.length) == 0;
}

/* Where byte is in the span, or its length. */
static gsize
find (const guint8 *stream, PlHttpSpan span, guint8 byte)
{
  const guint8 *found = span.length > 0 ? memchr (stream + span.at, byte, span.length) : NULL;

  return found != NULL ? (gsize)(found - stream) - span.at : span.length;
}

static PlHttpSpan
first (PlHttpSpan span, gsize n)
{
  return (PlHttpSpan){ span.at, MIN (n, span.length) };
}

static PlHttpSpan
after (PlHttpSpan span, gsize n)
{
  gsize skipped = MIN (n, span.length);

  return (PlHttpSpan){ span.at + skipped, span.length - skipped };
}

/* Digits only; FALSE if there are none or too many. */
static gboolean
read_number (const guint8 *stream, PlHttpSpan span, guint digits_max, guint64 *number)
{
  *number = 0;
  for (gsize i = 0; i < span.length; i++) {
    if (!g_ascii_isdigit (stream[span.at + i]))
      return FALSE;
    if (i < digits_max)
      *number = *number * 10 + (stream[span.at + i] - '0');
  }
  return span.length > 0 && span.length <= digits_max;
}

/* "name", "name:" or "name:80". An address in brackets is no name, and its colons no ports. */
static gboolean
read_authority (Reading *reading, PlHttpSpan text)
{
  gsize colon = find (reading->stream, text, ':');
  PlHttpSpan port = after (text, colon + 1);
  guint64 number = 0;

  if (text.length > 0 && reading->stream[text.at] == '[') {
    reading->head->host = text;
    return TRUE;
  }
  if (port.length > 0 &&
      (!read_number (reading->stream, port, 5, &number) || number == 0 || number > G_MAXUINT16))
    return wrong (reading, BAD_REQUEST);
  reading->head->host = first (text, colon);
  reading->head->port = (guint16)number;
  return TRUE;
}

/* RFC 9112 section 3.2; authority-form is CONNECT's, which is refused before. */
static gboolean
read_target (Reading *reading, PlHttpSpan target)
{
  static const char scheme[] = "http://";
  PlHttpHead *head = reading->head;
  gboolean options = pl_http_span_is (reading->stream, head->method, "OPTIONS");

  for (gsize i = 0; i < target.length; i++)
    if (!g_ascii_isgraph (reading->stream[target.at + i]))
      return wrong (reading, BAD_REQUEST);
  head->path = target;
  if (target.length > 0 && reading->stream[target.at] == '/')
    return TRUE;
  if (options && target.length == 1 && reading->stream[target.at] == '*')
    return TRUE;
  if (!pl_http_span_is (reading->stream, first (target, strlen (scheme)), scheme))
    return wrong (reading, BAD_REQUEST);

  PlHttpSpan rest = after (target, strlen (scheme));
  gsize end = MIN (find (reading->stream, rest, '/'), find (reading->stream, rest, '?'));
  reading->authority = first (rest, MIN (end, find (reading->stream, rest, '#')));
  head->path = after (rest, reading->authority.length);
  return reading->authority.length > 0 || wrong (reading, BAD_REQUEST);
}

static gboolean
read_version (Reading *reading, PlHttpSpan version)
{
  const guint8 *at = reading->stream + version.at;

  if (version.length != strlen ("HTTP/1.1") || memcmp (at, "HTTP/", 5) != 0 ||
      !g_ascii_isdigit (at[5]) || at[6] != '.' || !g_ascii_isdigit (at[7]))
    return wrong (reading, BAD_REQUEST);
  if (at[5] != '1' || at[7] > '1')
    return wrong (reading, VERSION_UNSUPPORTED);
  reading->head->minor = at[7] - '0';
  return TRUE;
}

static gboolean
read_request_line (Reading *reading, PlHttpSpan line)
{
  PlHttpHead *head = reading->head;

  head->method = first (line, find (reading->stream, line, ' '));
  PlHttpSpan rest = after (line, head->method.length + 1);
  PlHttpSpan target = first (rest, find (reading->stream, rest, ' '));

  if (head->method.length > METHOD_MAX || !is_token_span (reading->stream, head->method))
    return wrong (reading, BAD_REQUEST);
  if (pl_http_span_is (reading->stream, head->method, "CONNECT"))
    return wrong (reading, METHOD_NOT_ALLOWED);
  head->is_head = pl_http_span_is (reading->stream, head->method, "HEAD");
  return read_version (reading, after (rest, target.length + 1)) && read_target (reading, target);
}

static gboolean
read_host (Reading *reading, PlHttpSpan value)
{
  if (reading->has_host)
    return wrong (reading, BAD_REQUEST);
  reading->has_host = TRUE;
  if (reading->authority.length > 0 &&
      !spans_are_equal (reading->stream, reading->authority, value))
    return wrong (reading, BAD_REQUEST);
  return read_authority (reading, value);
}

static gboolean
read_length (Reading *reading, PlHttpSpan value)
{
  if (reading->has_length || reading->head->chunked ||
      !read_number (reading->stream, value, PL_HTTP_LENGTH_DIGITS, &reading->head->body))
    return wrong (reading, BAD_REQUEST);
  reading->has_length = TRUE;
  return TRUE;
}

/* RFC 9112 sections 6.1 and 6.3: both lengths at once, or chunks in HTTP/1.0, are an attempt to smuggle. */
static gboolean
read_coding (Reading *reading, PlHttpSpan value)
{
  if (reading->has_length || reading->head->chunked || reading->head->minor == 0)
    return wrong (reading, BAD_REQUEST);
  if (!pl_http_span_is (reading->stream, value, "chunked"))
    return wrong (reading, NOT_IMPLEMENTED);
  reading->head->chunked = TRUE;
  return TRUE;
}

static gboolean
read_upgrade (Reading *reading, PlHttpSpan value)
{
  reading->has_upgrade = pl_http_span_is (reading->stream, value, "websocket");
  return TRUE;
}

static gboolean
read_connection (Reading *reading, PlHttpSpan value)
{
  static const char option[] = "upgrade";

  reading->has_option |= pl_http_span_lists (reading->stream, value, option, strlen (option));
  return TRUE;
}

/* The fields that say where a request goes, where it ends, and what may come after it. */
static const struct {
  const char *name;
  gboolean (*read) (Reading *reading, PlHttpSpan value);
} known_fields[] = {
  { "Host", read_host },
  { "Content-Length", read_length },
  { "Transfer-Encoding", read_coding },
  { "Upgrade", read_upgrade },
  { "Connection", read_connection },
};

static gboolean
read_known_field (Reading *reading, const PlHttpField *field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_fields); i++)
    if (pl_http_span_is (reading->stream, field->name, known_fields[i].name))
      return known_fields[i].read (reading, field->value);
  return TRUE;
}

static gboolean
is_blank (guint8 c)
{
  return c == ' ' || c == '\t';
}

/* RFC 9110 section 5.5: visible characters, bytes from 0x80 up, spaces and tabs. */
static gboolean
is_value (guint8 c)
{
  return (c >= 0x20 && c != 0x7f) || c == '\t';
}

static gboolean
read_field (Reading *reading, PlHttpSpan line)
{
  const guint8 *stream = reading->stream;
  PlHttpField field = { .name = first (line, find (stream, line, ':')) };

  field.value = after (line, field.name.length + 1);
  if (field.name.length == line.length || !is_token_span (stream, field.name))
    return wrong (reading, BAD_REQUEST);
  while (field.value.length > 0 && is_blank (stream[field.value.at]))
    field.value = after (field.value, 1);
  while (field.value.length > 0 && is_blank (stream[field.value.at + field.value.length - 1]))
    field.value.length--;
  for (gsize i = 0; i < field.value.length; i++)
    if (!is_value (stream[field.value.at + i]))
      return wrong (reading, BAD_REQUEST);
  if (reading->head->n_fields == PL_HTTP_FIELDS_MAX)
    return wrong (reading, HEAD_TOO_LARGE);
  reading->head->fields[reading->head->n_fields++] = field;
  return read_known_field (reading, &field);
}

/* Lines up to the empty one, which lies at end. */
static gboolean
read_lines (Reading *reading, gsize end)
{
  PlHttpSpan rest = { 0, end };
  gboolean is_first = TRUE;

  while (rest.length > 0) {
    PlHttpSpan line = first (rest, find (reading->stream, rest, '\n'));

    /* The lines' ends were checked: each is CRLF. */
    rest = after (rest, line.length + 1);
    line.length--;
    if (!(is_first ? read_request_line (reading, line) : read_field (reading, line)))
      return FALSE;
    is_first = FALSE;
  }
  /* RFC 9112 section 3.2: HTTP/1.1 has a Host, even if it is empty. */
  if (!reading->has_host && reading->head->minor > 0)
    return wrong (reading, BAD_REQUEST);
  return reading->has_host || reading->authority.length == 0 ||
         read_authority (reading, reading->authority);
}

/* RFC 6455 section 4.1 */
static gboolean
is_for_websocket (const Reading *reading)
{
  const PlHttpHead *head = reading->head;

  return reading->has_upgrade && reading->has_option && head->minor > 0 && head->body == 0 &&
         !head->chunked && pl_http_span_is (reading->stream, head->method, "GET");
}

/* Where the empty line is. A line that does not end in CRLF is an error as soon as it is there. */
static PlParse
find_end (const guint8 *stream, gsize size, gsize *end)
{
  gsize line = 0;

  /* What begins like no request is none: TLS, for one. */
  if (size > 0 && !is_token (stream[0]))
    return PL_PARSE_INVALID;
  while (line < size) {
    const guint8 *feed = memchr (stream + line, '\n', size - line);

    if (feed == NULL)
      break;
    gsize at = feed - stream;
    if (at == line || stream[at - 1] != '\r')
      return PL_PARSE_INVALID;
    if (at - 1 == line) {
      *end = line;
      return PL_PARSE_COMPLETE;
    }
    line = at + 1;
  }
  return PL_PARSE_MORE;
}

PlParse
pl_http_head_parse (const guint8 *stream, gsize size, PlHttpHead *head, guint *status)
{
  gsize end = 0;
  PlParse parse = find_end (stream, MIN (size, PL_HTTP_HEAD_MAX), &end);
  Reading reading = { .stream = stream, .status = BAD_REQUEST };

  if (parse == PL_PARSE_MORE && size >= PL_HTTP_HEAD_MAX) {
    reading.status = HEAD_TOO_LARGE;
    parse = PL_PARSE_INVALID;
  }
  if (parse == PL_PARSE_COMPLETE) {
    PlHttpHead found = { .size = end + 2 };

    reading.head = &found;
    if (read_lines (&reading, end)) {
      *head = found;
      head->websocket = is_for_websocket (&reading);
    } else
      parse = PL_PARSE_INVALID;
  }
  if (parse == PL_PARSE_INVALID && status != NULL)
    *status = reading.status;
  return parse;
}
