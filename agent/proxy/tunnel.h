/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/proxy/flow.h"
#include "agent/proxy/lookup.h"
#include "agent/proxy/page.h"
#include "policy/sites/attempts.h"

G_BEGIN_DECLS

/*
 * One connection of a child: its first bytes are read for the name (agent/wire), the name is judged,
 * the server is dialled, and then bytes pass as they are. No name, no connection.
 */
typedef struct _PlTunnel PlTunnel;

/* What all connections share, and whom they ask; owned by the proxy. */
typedef struct {
  PlLoop *loop;
  PlLookups *lookups;
  PlPipes *pipes;
  guint16 https_port; /* where TLS is spoken, and nothing else; */
  guint16 http_port;  /* and HTTP */
  gint64 opening_ms;  /* from the first moment to the last byte of what names the site */
  gint64 idle_ms;     /* without a byte either way */
  guint8 ask_key[PL_ASK_KEY_SIZE]; /* random */
  /*
   * TRUE if the slot may open the site now. *target: the name whose address is connected to, valid for ever;
   * NULL: the site's own (safe search, F4). *free: its traffic is no use of time (T3). page, nullable: else what
   * the child sees of it.
   */
  gboolean (*may_open) (gpointer owner,
                        guint slot,
                        const char *name,
                        const char **target,
                        gboolean *free,
                        PlPage *page);
  /* The site was refused. asks: the child asks for it, and page is changed to say what became of that. */
  void (*refused) (
      gpointer owner, guint slot, const char *name, PlSeen seen, gboolean asks, PlPage *page);
  /* Traffic, in whichever direction. */
  void (*passed) (gpointer owner, guint slot, guint64 bytes, gboolean free);
  void (*closed) (gpointer owner, guint slot); /* a tunnel of the slot is no more */
  gpointer owner;
} PlTunnels;

/* The tunnels of a slot, for its counts, its cuts, and its share of a turn. */
typedef struct {
  PlTunnel *first;
  guint n;
  guint64 turn;  /* of the loop, in which */
  guint64 moved; /* so many bytes have passed */
} PlTunnelList;

/*
 * Takes a connection (fd: transfer full) that was made to port. It lives in list until it is over,
 * and frees itself.
 */
void
pl_tunnel_open (const PlTunnels *tunnels, PlTunnelList *list, guint slot, int fd, guint16 port);

/* Cuts those whose site may not be open any more. */
void pl_tunnels_judge (PlTunnelList *list);
void pl_tunnels_close (PlTunnelList *list);

G_END_DECLS
