/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An IPv4 address in the form in which policy keeps all addresses: ::ffff:a.b.c.d. */
void pl_address_from_ipv4 (const guint8 ipv4[4], guint8 address[16]);

/*
 * TRUE for an address that a public name has no business with: this host, private and shared space, link-local,
 * multicast, reserved (RFC 6890), the block address, and IPv6 forms that carry an IPv4 address of
 * that kind (NAT64, 6to4) or any at all (mapped, compatible). A name that had one would lead a
 * child's program into the home's network (DNS rebinding).
 */
gboolean pl_address_is_inner (const guint8 address[16], gboolean ipv6_record);

G_END_DECLS
