/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a blocked name points (design.md section 2): TEST-NET-1 (RFC 5737), never routed. */
#define PL_BLOCK_ADDRESS "192.0.2.53"

/* Puts the block address on lo, by rtnetlink. It may be there already. Needs CAP_NET_ADMIN. */
gboolean pl_block_address_add (GError **error);
/* Takes it away again; it may be gone already. */
gboolean pl_block_address_remove (GError **error);

G_END_DECLS
