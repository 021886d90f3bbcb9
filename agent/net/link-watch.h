/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/people/wifi.h"

G_BEGIN_DECLS

/*
 * Which networks this computer is on, as NetworkManager says (org.freedesktop.NetworkManager, NetworkManager(8)): its active
 * connections, those too that are being made or taken down. Bridges, VPNs and the like ride on one of these, and do not
 * count.
 *
 * Decided: while NetworkManager is away for less than PL_LINK_WATCH_GRACE_S (it restarts, and connections live on), what it
 * said last holds. After that, and where it never was, nobody can tell; what that means is policy/people/wifi.h's. A
 * computer without a Wi-Fi card cannot be on a foreign Wi-Fi, and that the kernel tells.
 */
typedef struct _PlLinkWatch PlLinkWatch;

#define PL_LINK_WATCH_GRACE_S 10

/* Runs after changes, in the default main context. */
typedef void (*PlLinksChanged) (gpointer data);

/* address: of the bus; NULL: the system's. devices: "/sys/class/net", another in tests. */
PlLinkWatch *
pl_link_watch_new (const char *address, const char *devices, PlLinksChanged changed, gpointer data);
void pl_link_watch_free (PlLinkWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLinkWatch, pl_link_watch_free)

/* FALSE at first, while NetworkManager has not answered, two seconds at most. */
gboolean pl_link_watch_is_settled (const PlLinkWatch *watch);

/* What the computer is connected with now. */
void pl_link_watch_links (const PlLinkWatch *watch, PlLinks *links);

G_END_DECLS
