/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/wire/http-head.h"

/* Fields that hold between client and proxy only. */
static const char *const hop_fields[] = {
  "Connection", "Proxy-Connection", "Keep-Alive", "TE", "Trailer", "Upgrade", "HTTP2-Settings",
};

/* Fields that a Connection field cannot take away: they say where a request goes and where it ends. */
static const char *const kept_fields[] = { "Content-Length", "Transfer-Encoding" };

static void
write_text (PlWriter *out, const char *text)
{
  pl_writer_bytes (out, text, strlen (text));
}

static void
write_span (PlWriter *out, const guint8 *stream, PlHttpSpan span)
{
  pl_writer_bytes (out, stream + span.at, span.length);
}

static gboolean
is_listed (const guint8 *stream, PlHttpSpan name, const char *const *list, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (pl_http_span_is (stream, name, list[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_for_the_proxy (const PlHttpHead *head, const guint8 *stream, PlHttpSpan name)
{
  if (pl_http_span_is (stream, name, "Host") ||
      is_listed (stream, name, hop_fields, G_N_ELEMENTS (hop_fields)))
    return TRUE;
  if (is_listed (stream, name, kept_fields, G_N_ELEMENTS (kept_fields)))
    return FALSE;
  for (guint i = 0; i < head->n_fields; i++)
    if (pl_http_span_is (stream, head->fields[i].name, "Connection") &&
        pl_http_span_lists (stream, head->fields[i].value, (const char *)stream + name.at,
                            name.length))
      return TRUE;
  return FALSE;
}

static void
write_request_line (const PlHttpHead *head, const guint8 *stream, PlWriter *out)
{
  write_span (out, stream, head->method);
  pl_writer_u8 (out, ' ');
  if (head->path.length == 0 && pl_http_span_is (stream, head->method, "OPTIONS"))
    pl_writer_u8 (out, '*'); /* RFC 9112 section 3.2.4 */
  else if (head->path.length == 0 || (stream[head->path.at] != '/' && stream[head->path.at] != '*'))
    pl_writer_u8 (out, '/');
  write_span (out, stream, head->path);
  write_text (out, head->minor > 0 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
}

void
pl_http_head_rewrite (const PlHttpHead *head, const guint8 *stream, const char *host, PlWriter *out)
{
  write_request_line (head, stream, out);
  write_text (out, "Host: ");
  write_text (out, host);
  write_text (out, "\r\n");
  for (guint i = 0; i < head->n_fields; i++) {
    const PlHttpField *field = &head->fields[i];

    if (is_for_the_proxy (head, stream, field->name))
      continue;
    write_span (out, stream, field->name);
    write_text (out, ": ");
    write_span (out, stream, field->value);
    write_text (out, "\r\n");
  }
  /* Servers refuse to change protocols on a connection that is to end; it is one request all the same. */
  write_text (out, head->websocket ? "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
                                   : "Connection: close\r\n\r\n");
}
