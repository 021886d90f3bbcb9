/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/net/worker-protocol.h"

G_BEGIN_DECLS

/*
 * The agent's end of the talk with one worker (agent/net/worker-protocol.h): connects to the
 * socket of the worker's unit, again and again, and hands over what the worker does not hold yet.
 * Nothing here waits for the worker: one that is stuck is left alone and tried again.
 */
typedef struct _PlWorkerLink PlWorkerLink;

/*
 * Runs for every message from the worker (fixed size, checked), in the default main context; with
 * message NULL when the worker is gone, or has been silent from the start.
 */
typedef void (*PlWorkerEvent) (const PlWorkerMessage *message, gpointer data);

/*
 * Makes the sockets of a slot that the worker lacks: fills sockets (transfer full; -1: the worker
 * has none of that kind). FALSE and an error leaves the slot without.
 */
typedef gboolean (*PlSlotBind) (guint slot, int sockets[PL_SOCKET_KINDS], GError **error);

/* path: of the worker's socket. The first connection is tried from the main loop. */
PlWorkerLink *
pl_worker_link_new (const char *path, PlSlotBind bind, PlWorkerEvent event, gpointer data);
void pl_worker_link_free (PlWorkerLink *link);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlWorkerLink, pl_worker_link_free)

/*
 * What the worker shall hold from now on. Descriptors: transfer full. slots: a bit for each. Index
 * -1 says that there is none; while nothing was said the worker keeps what it has.
 */
void pl_worker_link_set_slots (PlWorkerLink *link, guint64 slots);
void pl_worker_link_set_index (PlWorkerLink *link, int fd);
void pl_worker_link_set_snapshot (PlWorkerLink *link, int fd);

/* Asks what would be decided (PL_WORKER_LOOK); the event tells. FALSE: the worker is away. */
gboolean pl_worker_link_look (PlWorkerLink *link, const PlWorkerMessage *message);

/* TRUE while the worker is connected and has said what it holds; *hello: its last word, nullable. */
gboolean pl_worker_link_is_up (const PlWorkerLink *link, PlWorkerMessage *hello);

/*
 * FALSE at first: whether the worker is there is not known yet, so what an agent before this one has told it,
 * and opened for it, holds on. TRUE from its first word on, or after a second without one (an event tells).
 */
gboolean pl_worker_link_is_settled (const PlWorkerLink *link);

G_END_DECLS
