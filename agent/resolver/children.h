/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/wire/dns.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * What children do not get of an answer (design.md section 2): addresses of this host and of the
 * home's network under public names, unless the home lists them, and in HTTPS and SVCB records
 * (RFC 9460) the encryption of server names and address hints, since names decide, never addresses.
 */

/* TRUE if the answer holds anything of the kind, listed or not. */
gboolean pl_children_concerns (const guint8 *message, const PlDnsResponse *response);

/*
 * Writes the answer without it; the home's lists are the snapshot's. any_address: the question's name lies in a
 * zone of the home, whose addresses stay. altered: set if anything was left out. Returns the length, 0 if it cannot be done: then nothing
 * may be given.
 */
gsize pl_children_rewrite (const guint8 *message,
                           const PlDnsResponse *response,
                           const PlSnapshot *snapshot,
                           gboolean any_address,
                           guint8 *out,
                           gsize size,
                           gboolean *altered);

G_END_DECLS
