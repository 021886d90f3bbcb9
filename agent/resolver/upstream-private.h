/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/resolver/random.h"
#include "agent/resolver/upstream.h"

/* A resolver and how it has been doing. */
typedef struct {
  PlUpstream address;
  guint silent;         /* questions in a row that it did not answer in time */
  gint64 avoid_until;   /* it was silent: others are asked first */
  gint64 plain_until;   /* it does not know EDNS */
  PlUpstreamPort *port; /* where the next question to it goes out, nullable */
} Upstream;

#define BUCKETS 1024

struct _PlUpstreams {
  PlLoop *loop;
  PlUpstreamsAnswered answered;
  gpointer data;
  guint n;
  Upstream list[PL_UPSTREAM_MAX];
  PlRandom random;
  PlTransaction *transactions; /* the pool */
  PlTransaction *free_transactions;
  PlTransaction *buckets[BUCKETS];
  PlWaiter *waiters; /* the pool */
  PlWaiter *free_waiters;
  guint waiters_of_slot[PL_SLOT_MAX];
  PlUpstreamPort *ports; /* the pool */
  PlUpstreamPort *free_ports;
  guint n_streams;
};

/* The message that asks the transaction's question. Returns its length. */
gsize pl_transaction_write (const PlTransaction *transaction, guint16 id, guint8 *out, gsize size);

/* Sends an attempt through a port of its upstream. FALSE if the kernel refuses. */
gboolean pl_upstream_port_send (PlUpstreams *upstreams, PlAttempt *attempt);
/* The attempt is over: its port expects no answer to it any more. */
void pl_upstream_port_forget (PlUpstreams *upstreams, PlAttempt *attempt);
void pl_upstream_ports_init (PlUpstreams *upstreams);
void pl_upstream_ports_clear (PlUpstreams *upstreams);
/* No more questions go out through the ports that are open. */
void pl_upstream_ports_retire (PlUpstreams *upstreams);

/* Asks upstream again over TCP. FALSE if that cannot be begun. */
gboolean
pl_upstream_stream_open (PlUpstreams *upstreams, PlTransaction *transaction, guint upstream);
void pl_upstream_stream_close (PlUpstreams *upstreams, PlTransaction *transaction);

/* What ports and streams tell. A message that is no answer to the question is passed over. */
void pl_upstreams_message (PlUpstreams *upstreams,
                           PlAttempt *attempt,
                           const guint8 *message,
                           gsize size);
void pl_upstreams_attempt_failed (PlUpstreams *upstreams, PlAttempt *attempt);
void pl_upstreams_stream_message (PlUpstreams *upstreams,
                                  PlTransaction *transaction,
                                  const guint8 *message,
                                  gsize size);
void pl_upstreams_stream_failed (PlUpstreams *upstreams, PlTransaction *transaction);

/* The socket address of an upstream. Returns its size. */
socklen_t pl_upstream_sockaddr (const PlUpstream *upstream, struct sockaddr_in6 *address);
