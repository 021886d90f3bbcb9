/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <netinet/in.h>

#include "agent/sandbox/loop.h"
#include "agent/wire/dns.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/* A question on its way to a resolver, and those who wait for its answer. */
typedef struct _PlTransaction PlTransaction;
typedef struct _PlWaiter PlWaiter;
typedef struct _PlAttempt PlAttempt;
typedef struct _PlUpstreamPort PlUpstreamPort;
typedef struct _PlUpstreamStream PlUpstreamStream;
typedef struct _PlConnection PlConnection;
typedef struct _PlUpstreams PlUpstreams;

/* Who asked, and how to answer. */
typedef struct {
  guint8 slot;
  guint8 kind;              /* PlSocketKind: the socket that was asked on */
  PlConnection *connection; /* of a TCP client, else NULL */
  guint32 serial;           /* of the connection: another one when it has been closed */
  socklen_t peer_size;
  union {
    struct sockaddr any;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
  } peer; /* of a UDP client */
} PlClient;

struct _PlWaiter {
  PlWaiter *next;
  PlClient client;
  PlDnsQuery query; /* without its options */
  gboolean for_child;
  gboolean any_address;
  const char
      *target; /* safe search: the name whose addresses are the answer; NULL: the query's own */
};

/* One sending of the question. Ids and ports are random (RFC 5452). */
struct _PlAttempt {
  PlTransaction *transaction;
  PlUpstreamPort *port; /* NULL: not sent, or over */
  PlAttempt *next;      /* of the port's */
  PlAttempt **link;     /* what points to this one */
  guint16 id;
  guint8 upstream;
};

/* The first sending and its repetitions; each waits longer (RFC 1035 section 4.2.1). */
#define PL_ATTEMPTS_MAX 5
/* Options of a query that are passed on: more would not be an honest use. */
#define PL_OPTIONS_MAX 64

struct _PlTransaction {
  PlTransaction *next; /* of the hash bucket, or the free list */
  PlUpstreams *upstreams;
  PlDnsQuestion question;
  guint flags;     /* PL_CACHE_RD ... */
  gboolean shared; /* the same question joins it, and its answer is kept */
  guint16 options_length;
  guint8 options[PL_OPTIONS_MAX];
  guint8 n_attempts;
  guint8 tried;   /* a bit an upstream that was asked */
  guint8 refused; /* a bit an upstream that answered, but not the question */
  gboolean plain; /* without EDNS: the resolver does not know it */
  PlAttempt attempts[PL_ATTEMPTS_MAX];
  PlUpstreamStream *stream; /* once an answer was truncated */
  guint16 stream_id;
  PlTimer timer;
  PlWaiter *waiters;
};

G_END_DECLS
