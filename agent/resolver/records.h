/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/resolver/cache.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * What a resolver said, made ready to be kept and given: without its OPT record, with the places of
 * its TTLs. What *records points to holds until the next call of any function here.
 */

/*
 * all_options: pass on all its options, not the extended errors alone. *ttl_s: how long it may be kept (RFC 1035, RFC
 * 2308), 0: not at all. FALSE if it is malformed.
 */
gboolean pl_records_read (const guint8 *message,
                          const PlDnsResponse *response,
                          gboolean all_options,
                          PlRecords *records,
                          guint32 *ttl_s);

/*
 * The same without what children do not get (children.h). FALSE if it cannot be made: then a child
 * gets nothing.
 */
gboolean pl_records_for_child (const PlRecords *records,
                               const PlSnapshot *snapshot,
                               gboolean any_address,
                               PlRecords *edited,
                               gboolean *altered);

/*
 * The options of a query that are for the resolver: not those between neighbours only (cookie, padding,
 * keep-alive). Returns their length in out; what does not fit is left out.
 */
gsize pl_records_passed_options (const PlDnsEdns *edns, guint8 *out, gsize size);

G_END_DECLS
