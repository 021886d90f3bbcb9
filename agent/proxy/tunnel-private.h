/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/proxy/buffer.h"
#include "agent/proxy/dial.h"
#include "agent/proxy/exchange.h"
#include "agent/proxy/page.h"
#include "agent/proxy/tunnel.h"

typedef enum {
  OPENING,  /* the first bytes come */
  DIALLING, /* to the server, which they name */
  PASSING,  /* the first bytes go to the server, then all that comes */
  LEAVING,  /* refused: the answer is on its way to the child */
} State;

struct _PlTunnel {
  const PlTunnels *tunnels;
  PlTunnelList *list;
  PlTunnel *next;
  PlTunnel **link; /* what points to this one */
  guint8 slot;
  guint8 state;
  guint8 seen; /* PlSeen, should the name be blocked */
  gboolean tls;
  gboolean
      is_stream; /* bytes pass both ways to the end: TLS, a WebSocket; else one request and its answer */
  gboolean without_body; /* the request was HEAD */
  gboolean asks;         /* the request is our own page's: for the site to be opened */
  gboolean half_closed;
  gboolean free; /* as may_open said */
  PlWatch client;
  PlWatch server;        /* fd -1: none yet */
  guint32 client_events; /* that are waited for; 0: it is not watched */
  guint32 server_events;
  PlTimer timer;
  gint64 moved_ms; /* when bytes passed last */
  PlFlow up;       /* to the server */
  PlFlow down;
  PlBuffer first;             /* of the child, not yet sent on */
  PlExchange exchange;        /* of plain HTTP */
  gsize wanted;               /* bytes of it without which there is nothing new to read */
  char *name;                 /* in normal form; NULL while OPENING */
  const PlLanguage *language; /* that the child reads; NULL while it is not known */
  const char *target;         /* dialled in its place; NULL: the name itself */
  PlDial *dial;
};

/* Reads what has come of the first bytes, and goes where they say. The tunnel may be gone afterwards. */
void pl_tunnel_read_first (PlTunnel *tunnel);

/* Connects to the server that has the name, in normal form, or is its target. */
void pl_tunnel_dial (PlTunnel *tunnel, const char *name);

/* Ends it with an answer to the child. The tunnel may be gone afterwards. */
void pl_tunnel_leave_with_alert (PlTunnel *tunnel, guint8 description);
void pl_tunnel_leave_with_page (PlTunnel *tunnel, PlPage page);

void pl_tunnel_close (PlTunnel *tunnel);
