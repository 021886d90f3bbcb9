/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/net/worker-protocol.h"
#include "agent/resolver/transaction.h"

G_BEGIN_DECLS

/*
 * The sockets that children ask on: they say which slot asks. A query goes to a function; what
 * answers it writes to a room of the client's size, now or later.
 */
typedef struct _PlListener PlListener;

/* data: the query, in memory that holds until the call returns. */
typedef void (*PlListenerQuery) (gpointer user,
                                 const PlClient *client,
                                 const guint8 *data,
                                 gsize size);

/* TCP clients (RFC 7766): at once in all and of a slot. */
#define PL_CONNECTIONS_MAX     128
#define PL_CONNECTIONS_OF_SLOT 24

PlListener *pl_listener_new (PlLoop *loop, PlListenerQuery query, gpointer user);
void pl_listener_free (PlListener *listener);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlListener, pl_listener_free)

/* Takes a slot's socket (transfer full) and closes the one that was there; fd -1: only that. */
void pl_listener_set_socket (PlListener *listener, guint slot, PlSocketKind kind, int fd);

/*
 * Room for an answer to client: limit is what a UDP client takes. What is written to it goes out with
 * pl_listener_send, before any other room is asked for. An empty room (size 0): the client has gone.
 */
PlWriter pl_listener_room (PlListener *listener, const PlClient *client, gsize udp_limit);
void pl_listener_send (PlListener *listener, const PlClient *client, const PlWriter *answer);

/* There will be no answer: a TCP client is hung up on. */
void pl_listener_drop (PlListener *listener, const PlClient *client);

/* Sends the gathered datagrams: at the end of a turn. */
void pl_listener_flush (PlListener *listener);

G_END_DECLS
