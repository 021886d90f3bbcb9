/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <netinet/in.h>

#include "agent/net/worker-protocol.h"

G_BEGIN_DECLS

/*
 * A resolver under test: the real program on loopback ports of its own, with this process as its
 * service manager and its agent. Every wait has an end (STAND_WAIT_MS) after which the test fails.
 */
#define STAND_WAIT_MS 10000

typedef struct {
  GPid pid;
  int control; /* listening, as the unit holds it */
  int notify;
  int agent;         /* connected to control, -1: not */
  GHashTable *store; /* the descriptor store: name -> fd */
  char *directory;
  guint16 ports[PL_SLOT_MAX]; /* all kinds of a slot have one */
  gboolean ready;
  guint64 serial;
} Stand;

/* Starts the program ($PL_RESOLVER) with these further arguments (nullable). */
void stand_start (Stand *stand, const char *const *arguments);
/* Ends it; what it was given is closed. */
void stand_stop (Stand *stand);
/* Kills the program and starts it again with what the store holds; the agent is away then. */
void stand_restart (Stand *stand, const char *const *arguments);

void stand_connect (Stand *stand);
void stand_disconnect (Stand *stand);

/* As the agent. Each returns when the worker has said that it holds it. */
void stand_give_sockets (Stand *stand, guint slot);
void stand_give_snapshot (Stand *stand, PlSnapshotSource *source);
void stand_give_index (Stand *stand, const char *path); /* NULL: there is none */
void stand_send (Stand *stand, const PlWorkerMessage *message, int fd);
/* The next message of that type; others are passed over. */
PlWorkerMessage stand_next (Stand *stand, PlWorkerMessageType type);

/* A source with a lease, no names, and one resolver on 127.0.0.1:port. Slots are not used yet. */
void stand_source (PlSnapshotSource *source, guint16 port);
void stand_add_upstream (PlSnapshotSource *source, guint16 port);
gint64 stand_now_ms (void);

/* Sockets of the test itself, on loopback; they wait STAND_WAIT_MS at most. */
int stand_udp (guint16 *port);
int stand_tcp_listener (guint16 port);
int stand_client (const Stand *stand, guint slot, PlSocketKind kind);

G_END_DECLS
