/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/parse.h"

G_BEGIN_DECLS

/*
 * The body of an HTTP/1.1 request in chunks (RFC 9112 section 7.1), followed to its end, so that not a byte
 * more is taken of the client. What is passed on is the plainest form of it: extensions and trailer fields are left
 * out, so that no server finds another end in the same bytes.
 *
 * Read strictly: lines end in CRLF, sizes are hexadecimal digits at the start of their line.
 */

/* Digits of a chunk's size, leading zeros too: it cannot overflow. */
#define PL_HTTP_CHUNK_DIGITS 15
/* Bytes of extensions of one chunk, and of all trailer fields: nobody needs any. */
#define PL_HTTP_CHUNK_LINE_MAX 4096

/* How far a body has been read. Zeroed: at its beginning. */
typedef struct {
  guint8 state;
  guint8 digits;
  guint16 line; /* bytes of an extension or of trailer fields */
  guint64 left; /* bytes of the chunk that are still to come */
} PlHttpChunks;

/*
 * Reads the next *size bytes and puts what is to be passed on in their place; *size is then its length. Complete:
 * the body ends in these bytes, and what followed it is gone. Invalid: *size is 0, and nothing more may be passed on.
 */
PlParse pl_http_chunks_read (PlHttpChunks *chunks, guint8 *bytes, gsize *size);

G_END_DECLS
