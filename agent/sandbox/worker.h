/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/net/worker-protocol.h"
#include "agent/sandbox/loop.h"

G_BEGIN_DECLS

/*
 * The worker's side of worker-protocol.h: takes sockets, snapshot and index from the agent, keeps
 * them in the unit's descriptor store, and starts again with what the store has. Never waits for the
 * agent.
 */
typedef struct _PlWorker PlWorker;

typedef struct {
  /* A slot's socket (transfer full); it replaces the one before. -1: the slot has none any more. */
  void (*socket) (gpointer data, guint slot, PlSocketKind kind, int fd);
  /*
   * What holds from now on: owned by the worker, until the next call has returned. help_only: there
   * is an index that cannot be used.
   */
  void (*rules) (gpointer data,
                 const PlSnapshot *snapshot,
                 const PlSiteIndex *index,
                 gboolean help_only);
  /* For HELLO: how many queries were answered. */
  guint64 (*queries) (gpointer data);
} PlWorkerCalls;

/*
 * Takes what the service manager passed (LISTEN_FDS, NOTIFY_SOCKET, WATCHDOG_USEC in the environment; call it
 * once, before seccomp), calls back for it, and says READY=1. Fails without a control
 * socket.
 */
PlWorker *pl_worker_new (PlLoop *loop, const PlWorkerCalls *calls, gpointer data, GError **error);
void pl_worker_free (PlWorker *worker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlWorker, pl_worker_free)

/* Sends an event to the agent; FALSE if it is away or slow: then the event is dropped. */
gboolean pl_worker_report (PlWorker *worker, const PlWorkerMessage *message);

G_END_DECLS
