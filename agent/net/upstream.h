/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/people/home.h"

G_BEGIN_DECLS

/*
 * The resolvers that the network itself offers (DHCP), for a home that names none: as the name
 * service's own files have them. Watched, since a laptop changes networks.
 */
typedef struct _PlUpstreamWatch PlUpstreamWatch;

/* Calls changed from the default main context when the offered resolvers may be others. */
PlUpstreamWatch *pl_upstream_watch_new (void (*changed) (gpointer data), gpointer data);
void pl_upstream_watch_free (PlUpstreamWatch *watch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlUpstreamWatch, pl_upstream_watch_free)

/*
 * Fills upstreams with the resolvers to ask: the home's, else the network's. Returns how many. home
 * is nullable.
 */
guint pl_upstream_choose (const PlHome *home, PlUpstream upstreams[PL_UPSTREAM_MAX]);

/*
 * Reads the nameserver lines of a resolv.conf(5) text; loopback addresses are passed over, since
 * they are stubs of this machine. Returns how many.
 */
guint pl_upstream_parse (const char *text, PlUpstream upstreams[PL_UPSTREAM_MAX]);

G_END_DECLS
