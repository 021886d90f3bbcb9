/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/exchange.h"

#include "agent/wire/http-answer.h"

gboolean
pl_exchange_begin (
    PlExchange *exchange, const PlHttpHead *head, guint8 *body, gsize *n, guint64 *left)
{
  *exchange = (PlExchange){ .awaits_switch = head->websocket };
  *left = 0;
  if (head->chunked) {
    PlParse parsed = pl_http_chunks_read (&exchange->chunks, body, n);
    exchange->chunked = parsed == PL_PARSE_MORE;
    return parsed != PL_PARSE_INVALID;
  }
  *n = MIN (head->body, *n);
  *left = head->body - *n;
  return TRUE;
}

/* Takes what has come of the body into held. Its end before its last chunk is no end. */
static PlFlowState
take_chunks (PlExchange *exchange, PlBuffer *held, int from)
{
  PlBufferState state = pl_buffer_receive (held, from);
  PlParse parsed;

  if (state == PL_BUFFER_WAITS)
    pl_buffer_clear (held);
  if (state != PL_BUFFER_MOVED)
    return state == PL_BUFFER_WAITS ? PL_FLOW_READS : PL_FLOW_BROKEN;
  parsed = pl_http_chunks_read (&exchange->chunks, held->data, &held->size);
  exchange->chunked = parsed == PL_PARSE_MORE;
  return parsed == PL_PARSE_INVALID ? PL_FLOW_BROKEN : PL_FLOW_WRITES;
}

PlFlowState
pl_exchange_move_body (PlExchange *exchange, PlBuffer *held, int from, int to, guint64 *moved)
{
  if (held->data == NULL) {
    PlFlowState taken = take_chunks (exchange, held, from);
    if (taken != PL_FLOW_WRITES)
      return taken;
  }
  switch (pl_buffer_send (held, to, moved)) {
    case PL_BUFFER_MOVED:
      return exchange->chunked ? PL_FLOW_READS : PL_FLOW_OVER;
    case PL_BUFFER_WAITS:
      return PL_FLOW_WRITES;
    default:
      return PL_FLOW_BROKEN;
  }
}

/* PL_FLOW_OVER: it has been seen, or there is nothing in it to be seen. */
static PlFlowState
look_at_answer (PlExchange *exchange, int from, gboolean *switched)
{
  PlBuffer *answer = &exchange->answer;
  PlBufferState state = pl_buffer_receive (answer, from);
  PlParse parsed;
  guint status = 0;

  if (state == PL_BUFFER_WAITS || state == PL_BUFFER_BROKEN)
    return state == PL_BUFFER_WAITS ? PL_FLOW_READS : PL_FLOW_BROKEN;
  parsed = pl_http_answer_parse (answer->data, answer->size, &status);
  if (parsed == PL_PARSE_MORE && state == PL_BUFFER_MOVED)
    return PL_FLOW_READS;
  exchange->awaits_switch = FALSE;
  *switched = parsed == PL_PARSE_COMPLETE && status == PL_HTTP_SWITCHING_PROTOCOLS;
  return PL_FLOW_OVER;
}

PlFlowState
pl_exchange_move_answer (PlExchange *exchange, int from, int to, gboolean *switched, guint64 *moved)
{
  if (exchange->awaits_switch) {
    PlFlowState looked = look_at_answer (exchange, from, switched);
    if (looked != PL_FLOW_OVER)
      return looked;
  }
  switch (pl_buffer_send (&exchange->answer, to, moved)) {
    case PL_BUFFER_MOVED:
      return PL_FLOW_OVER;
    case PL_BUFFER_WAITS:
      return PL_FLOW_WRITES;
    default:
      return PL_FLOW_BROKEN;
  }
}

void
pl_exchange_clear (PlExchange *exchange)
{
  pl_buffer_clear (&exchange->answer);
}
