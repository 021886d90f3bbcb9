/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/net/worker-link.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * The DNS stub and the web proxy as the agent has them: what they are given, whether they have it, and what
 * they tell.
 */
typedef struct _PlWorkers PlWorkers;

typedef struct {
  gboolean up;      /* connected */
  gboolean current; /* with the newest snapshot and index */
} PlWorkerHealth;

/* Sockets of their units. event: as of pl_worker_link_new, from either. */
PlWorkers *pl_workers_new (const char *resolver_socket,
                           const char *proxy_socket,
                           void (*event) (const PlWorkerMessage *message, gpointer data),
                           gpointer data);
void pl_workers_free (PlWorkers *workers);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlWorkers, pl_workers_free)

/* Seals a snapshot and hands it to both; its serial is set here, and grows by one. */
gboolean pl_workers_publish (PlWorkers *workers, PlSnapshotSource *source, GError **error);
/* TRUE once something was published. */
gboolean pl_workers_have_rules (const PlWorkers *workers);
gint64 pl_workers_lease_until_ms (const PlWorkers *workers); /* of the newest; boot time */

/* fd: transfer full; -1: there is none. */
void pl_workers_set_index (PlWorkers *workers, int fd);
/* As it was given; -1: none; the workers'. */
int pl_workers_index (const PlWorkers *workers);

/* Asks the DNS stub what it would decide (PL_WORKER_LOOK); the event tells. FALSE: it is away. */
gboolean pl_workers_look (PlWorkers *workers, const PlWorkerMessage *message);

/* TRUE once it is known of each whether it is there (pl_worker_link_is_settled). */
gboolean pl_workers_are_settled (const PlWorkers *workers);
PlWorkerHealth pl_workers_resolver (const PlWorkers *workers);
PlWorkerHealth pl_workers_proxy (const PlWorkers *workers);

G_END_DECLS
