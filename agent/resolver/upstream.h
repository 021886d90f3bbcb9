/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/resolver/transaction.h"

G_BEGIN_DECLS

/*
 * The home's resolvers as seen from here: questions go to the first that answers, over UDP with TCP
 * behind it (RFC 7766), repeated quickly to the next when one is silent or refuses.
 */
/* In flight at once: in all, and of one slot, so that one child leaves room for the others. */
#define PL_TRANSACTIONS_MAX 1024
#define PL_WAITERS_MAX      2048
#define PL_WAITERS_OF_SLOT  256

/*
 * The answer to a transaction: size bytes that response describes; response NULL: nobody answered in
 * time. The callee answers transaction->waiters; none of the arguments outlives the call.
 */
typedef void (*PlUpstreamsAnswered) (gpointer data,
                                     const PlTransaction *transaction,
                                     const guint8 *message,
                                     gsize size,
                                     const PlDnsResponse *response);

PlUpstreams *pl_upstreams_new (PlLoop *loop, PlUpstreamsAnswered answered, gpointer data);
void pl_upstreams_free (PlUpstreams *upstreams);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlUpstreams, pl_upstreams_free)

/* Replaces the resolvers; TRUE if they are other ones. Questions in flight go on with these. */
gboolean pl_upstreams_set (PlUpstreams *upstreams, const PlUpstream *list, guint n);

/*
 * Asks question for a waiter, or lets it join the same question in flight. flags: PL_CACHE_RD ...; options:
 * EDNS options to pass on, then the question is asked for this waiter alone. FALSE if too much is
 * in flight, or there is nobody to ask.
 */
gboolean pl_upstreams_ask (PlUpstreams *upstreams,
                           const PlWaiter *waiter,
                           const PlDnsQuestion *question,
                           guint flags,
                           const guint8 *options,
                           gsize options_length);

G_END_DECLS
