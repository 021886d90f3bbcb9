/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/proxy/buffer.h"
#include "agent/proxy/flow.h"
#include "agent/wire/http-chunks.h"
#include "agent/wire/http-head.h"

G_BEGIN_DECLS

/*
 * One request of plain HTTP and its answer. The request is all that is taken of the child: a body to its last byte,
 * in chunks too; only after an answer that the server has gone over to a WebSocket the connection is a
 * tunnel to that server, as one of TLS is.
 */
typedef struct {
  PlHttpChunks chunks;
  gboolean chunked;       /* the body passes through our hands, until it ends */
  gboolean awaits_switch; /* the answer is looked at for its status */
  PlBuffer answer;        /* that part of it, while it is not complete or not sent */
} PlExchange;

/*
 * Begins with a head and what has come behind it, n bytes at body, which are then those to be passed on. *left: how
 * many more may be taken of the child as they come. FALSE if the body is malformed.
 */
gboolean pl_exchange_begin (
    PlExchange *exchange, const PlHttpHead *head, guint8 *body, gsize *n, guint64 *left);

/* Moves a body in chunks as far as it goes now, through held (the request's first bytes may be in it). */
PlFlowState
pl_exchange_move_body (PlExchange *exchange, PlBuffer *held, int from, int to, guint64 *moved);

/* TRUE while a part of the answer is looked at, or waits to be sent. */
static inline gboolean
pl_exchange_looks_at_answer (const PlExchange *exchange)
{
  return exchange->awaits_switch || exchange->answer.data != NULL;
}

/*
 * Moves the part of the answer that is looked at. *switched is set once the server has gone over. PL_FLOW_OVER: the
 * rest of the answer, if any, passes as it is.
 */
PlFlowState pl_exchange_move_answer (
    PlExchange *exchange, int from, int to, gboolean *switched, guint64 *moved);

void pl_exchange_clear (PlExchange *exchange);

G_END_DECLS
