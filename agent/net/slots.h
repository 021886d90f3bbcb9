/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/net/worker-protocol.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * Slots: each child has one, slot 0 is staff's (design.md section 2). A slot's ports are on
 * loopback and below 1024, in two ranges that IANA lists as unassigned: 914 to 945 and 954 to 985.
 * The numbers stand in base.nft, too.
 */
#define PL_SLOT_DNS_PORT 914
#define PL_SLOT_WEB_PORT 954

/* Host order; 0 if there is no such slot. */
guint16 pl_slot_dns_port (guint slot);
guint16 pl_slot_web_port (guint slot);
/* The conntrack zone of what a slot's people open: the number of its DNS port. */
guint16 pl_slot_zone (guint slot);

/* "udp4" ...: what PL_FDNAME_SLOT_FORMAT takes for a kind. */
const char *pl_socket_kind_name (PlSocketKind kind);

/*
 * Makes and binds the four DNS sockets of a slot on 127.0.0.1 and ::1, TCP listening; non-blocking,
 * closed on exec. UDP takes the port without address reuse, so that nobody can share it. On error
 * (PL_ERROR_IO) nothing stays open. The caller closes them.
 */
gboolean pl_slot_open_dns (guint slot, int fds[PL_SOCKET_KINDS], GError **error);

/* The same for the web port: two TCP sockets; -1 in place of the others. */
gboolean pl_slot_open_web (guint slot, int fds[PL_SOCKET_KINDS], GError **error);

G_END_DECLS
