/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/cursor.h"
#include "agent/wire/http-span.h"
#include "agent/wire/parse.h"

G_BEGIN_DECLS

/*
 * The head of an HTTP/1 request (RFC 9112 sections 2 to 6): read for its host, and written anew for
 * the server behind the proxy.
 *
 * Read strictly, so that nobody behind can read another request or another host in the same bytes:
 * lines end in CRLF, no folding, no space before a colon, one Host that agrees with an absolute
 * target, one Content-Length or one Transfer-Encoding of "chunked", never both (RFC 9112 section 6.3).
 */

/* Bytes of a head, its empty line included. Web servers commonly take 8 to 16 kB. */
#define PL_HTTP_HEAD_MAX 16384
/* Fields in a head: browsers send about 20. */
#define PL_HTTP_FIELDS_MAX 100
/* Digits of a Content-Length, so that it cannot overflow. */
#define PL_HTTP_LENGTH_DIGITS 18

typedef struct {
  PlHttpSpan name;
  PlHttpSpan value; /* without the white space around it */
} PlHttpField;

typedef struct {
  gsize size;       /* of the head, its empty line included; the body follows */
  guint8 minor;     /* of HTTP/1.x: 0 or 1 */
  gboolean is_head; /* the method is HEAD: an answer has no body */
  PlHttpSpan method;
  PlHttpSpan path;  /* target in origin-form, query included; empty: absolute-form without a path */
  PlHttpSpan host;  /* without port, as sent; length 0: none, or an empty one */
  guint16 port;     /* host order; 0: none given */
  guint64 body;     /* bytes of body that follow */
  gboolean chunked; /* a body in chunks follows (http-chunks.h) */
  gboolean websocket; /* it asks for a WebSocket (RFC 6455 section 4.1), and has no body */
  guint n_fields;
  PlHttpField fields[PL_HTTP_FIELDS_MAX];
} PlHttpHead;

/*
 * Reads what has come of a stream so far, the same bytes and more at every call. head is set where
 * complete; *status, nullable, where invalid: the HTTP status that says why (RFC 9110 section 15).
 */
PlParse pl_http_head_parse (const guint8 *stream, gsize size, PlHttpHead *head, guint *status);

/*
 * Writes the head as the server shall see it: origin-form, Host as given here, without the fields
 * that are between client and proxy (RFC 9110 section 7.6.1, RFC 9112 section 9.3), and with
 * Connection: close, so that it is the only request. One that asks for a WebSocket goes on asking for
 * it, and for no other protocol: h2c carries several hosts. PL_HTTP_HEAD_MAX + PL_HTTP_REWRITE_MORE bytes
 * are always enough.
 */
#define PL_HTTP_REWRITE_MORE 512
void pl_http_head_rewrite (const PlHttpHead *head,
                           const guint8 *stream,
                           const char *host,
                           PlWriter *out);

G_END_DECLS
