/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/parse.h"

G_BEGIN_DECLS

/*
 * The ClientHello with which a TLS connection begins (RFC 8446 section 4.1.2, RFC 5246 section
 * 7.4.1.2): read for its server name (RFC 6066 section 3), passed on unchanged.
 *
 * Read strictly, so that no server sees another name in the same bytes: one server_name extension
 * with one host_name, every length exact, nothing behind the hello in its record.
 *
 * Decided: an encrypted hello (RFC 9849) is judged by its outer name, like one without. Browsers add the
 * extension by chance (GREASE), and only the server can tell that from a real one. A real one
 * takes a key that the stub keeps from children (agent/resolver/children.h), and the outer names that are
 * shields of others are closed by name (policy/data/encrypted-dns.list).
 */

/* Bytes of the stream that a hello may take. Browsers send about 2,000, with resumption 3,000. */
#define PL_TLS_HELLO_MAX 16384

/* RFC 6066 gives no limit; a name has at most 253 bytes and a final dot (RFC 1035 section 2.3.4). */
#define PL_TLS_NAME_MAX 254

typedef struct {
  guint name_length;              /* 0: it names no server */
  char name[PL_TLS_NAME_MAX + 1]; /* as sent, not normalised; holds no NUL but the one at its end */
} PlTlsHello;

/*
 * Reads what has come of a stream so far, the same bytes and more at every call. hello is set where
 * complete. *wanted, nullable, is set where more is needed: the size of stream below which another
 * call is of no use; never above PL_TLS_HELLO_MAX, and always above size.
 */
PlParse pl_tls_hello_parse (const guint8 *stream, gsize size, PlTlsHello *hello, gsize *wanted);

/* A fatal alert in a record of its own (RFC 8446 section 6). */
#define PL_TLS_ALERT_SIZE          7
#define PL_TLS_ALERT_ACCESS_DENIED 49
#define PL_TLS_ALERT_DECODE_ERROR  50
void pl_tls_alert_write (guint8 description, guint8 alert[PL_TLS_ALERT_SIZE]);

G_END_DECLS
