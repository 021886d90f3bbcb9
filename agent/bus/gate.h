/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * What comes from the bus, before it waits for the agent's loop. GDBus reads as fast as a caller
 * sends, and queues without end: a child that wants no replies fills that queue, and staff wait
 * behind it. So the calls of everybody but staff and root are counted in GDBus's own thread, and what
 * is too much goes no further. Signals to the agent, and replies that it did not ask for, go no further, either.
 */
typedef struct _PlGate PlGate;

/* Stands at the connection until that is gone. Transfer full: pl_gate_unref. */
PlGate *pl_gate_new (GDBusConnection *connection);
void pl_gate_unref (PlGate *gate);

/* Whose a connection is. capped: what they send is counted, all their connections as one. */
void pl_gate_know (PlGate *gate, const char *name, uid_t uid, gboolean capped);

G_END_DECLS
