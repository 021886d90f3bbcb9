/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/resolver/listener.h"
#include "agent/resolver/report.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * The DNS stub (design.md section 2): each slot's queries get the answers that the snapshot allows
 * that child now; what is allowed is forwarded, and kept as long as it is good.
 */
typedef struct _PlResolver PlResolver;

typedef struct {
  gsize cache_size;     /* bytes */
  guint32 per_second;   /* queries of a child's slot; staff have four times as many; 0: no cap */
  guint8 cache_key[16]; /* random */
} PlResolverOptions;

/* Some 15,000 answers. With all pools full the process has less than 8 MB of its own. */
#define PL_RESOLVER_CACHE_SIZE (2 * 1024 * 1024)
/* A page with hundreds of names, loaded every second: no person does that for long. */
#define PL_RESOLVER_PER_SECOND 500

PlResolver *pl_resolver_new (PlLoop *loop,
                             const PlResolverOptions *options,
                             PlReportSend report,
                             gpointer report_data);
void pl_resolver_free (PlResolver *resolver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlResolver, pl_resolver_free)

/* As pl_listener_set_socket. */
void pl_resolver_set_socket (PlResolver *resolver, guint slot, PlSocketKind kind, int fd);

/*
 * What holds from now on, kept by the caller until it is replaced. snapshot may be NULL (nothing is answered),
 * index too (no list says anything). help_only: there should be an index, but it cannot be used.
 */
void pl_resolver_set_rules (PlResolver *resolver,
                            const PlSnapshot *snapshot,
                            const PlSiteIndex *index,
                            gboolean help_only);

/* Queries answered since the start. */
guint64 pl_resolver_queries (const PlResolver *resolver);

/* One query, as the sockets give it: PlListenerQuery. */
void pl_resolver_query (gpointer resolver, const PlClient *client, const guint8 *data, gsize size);

G_END_DECLS
