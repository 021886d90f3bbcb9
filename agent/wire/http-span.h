/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of the stream: of its first byte, and how many. */
typedef struct {
  gsize at;
  gsize length;
} PlHttpSpan;

/* TRUE if token is in the list of tokens in the span, letter case aside (RFC 9110 section 5.6.1). */
gboolean
pl_http_span_lists (const guint8 *stream, PlHttpSpan list, const char *token, gsize length);

/* TRUE if the span of stream is that token, letter case aside. */
gboolean pl_http_span_is (const guint8 *stream, PlHttpSpan span, const char *token);

G_END_DECLS
