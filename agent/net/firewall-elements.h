/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/net/firewall.h"

G_BEGIN_DECLS

#define PL_FIREWALL_TABLE "porchlight"

/* The elements of the maps and sets of base.nft that the agent changes, in nft's words. */
typedef struct _PlFirewallElements PlFirewallElements;

/* What a state asks for. Ports of the slots themselves are left out of a child's open ports. */
PlFirewallElements *pl_firewall_elements_wanted (const PlFirewallState *state);
/* What the kernel holds, of a listing of the table in JSON. */
PlFirewallElements *pl_firewall_elements_listed (const char *json, GError **error);
void pl_firewall_elements_free (PlFirewallElements *elements);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlFirewallElements, pl_firewall_elements_free)

/*
 * The commands, one transaction, that bring listed to wanted: of what stays, only the differences;
 * what expires is renewed. Empty if there is nothing to do.
 */
char *pl_firewall_elements_commands (const PlFirewallElements *listed,
                                     const PlFirewallElements *wanted,
                                     guint lease_s);

G_END_DECLS
