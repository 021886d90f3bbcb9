/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * Addresses as home.conf writes them ([Network] Upstream= and Local=). Errors are PL_ERROR_REFUSED
 * with the reason only; the out-parameter is then untouched.
 */

/* "9.9.9.9", "9.9.9.9:5353", "2620:fe::fe" or "[2620:fe::fe]:53": a resolver; port 53 if it has none. */
gboolean pl_resolver_address_parse (const char *text, PlUpstream *upstream, GError **error);

/* "192.168.1.0/24", "fd00::/8" or one address. Bits beyond the prefix are dropped. */
gboolean pl_network_parse (const char *text, PlNetwork *network, GError **error);

/* TRUE if text is written like a network, not like the name of a zone. */
gboolean pl_network_is_meant (const char *text);

G_END_DECLS
