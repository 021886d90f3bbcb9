/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/parse.h"

G_BEGIN_DECLS

/*
 * The head of an HTTP/1 answer (RFC 9112 section 4), read for one thing only: whether the server has gone over to the protocol that it
 * was asked for (RFC 9110 section 7.8). It is passed on as it is.
 */
#define PL_HTTP_SWITCHING_PROTOCOLS 101

/* Bytes of an answer's head that are waited for, those of interim answers before it included. */
#define PL_HTTP_ANSWER_MAX 16384

/*
 * Reads what has come of a stream so far, the same bytes and more at every call. *status is set where complete: of the
 * first answer that is final or a switch of protocols; interim ones (100, 103) before it are passed over. An
 * empty stream may be NULL.
 */
PlParse pl_http_answer_parse (const guint8 *stream, gsize size, guint *status);

G_END_DECLS
