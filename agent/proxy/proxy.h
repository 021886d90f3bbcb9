/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/net/worker-protocol.h"
#include "agent/proxy/ask.h"
#include "agent/resolver/report.h"
#include "agent/sandbox/loop.h"
#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * The web proxy (design.md section 2): takes what the firewall redirects from a child's TCP 80 and
 * 443, each child on a port of their own, and lets through what the snapshot allows that child now.
 * A child whose time is over loses connections that are open, within half a second.
 */
typedef struct _PlProxy PlProxy;

typedef struct {
  guint16 https_port; /* 443 and 80, but for tests */
  guint16 http_port;
  guint16 (*port_of) (int fd); /* which port a connection was made to: pl_origin_port */
  gint64 opening_ms;
  gint64 idle_ms;
  guint per_slot;       /* connections of a child at once */
  guint8 cache_key[16]; /* random, as is the next */
  guint8 ask_key[PL_ASK_KEY_SIZE];
} PlProxyOptions;

/* A sender that is this slow is none of a person's programs. */
#define PL_PROXY_OPENING_MS 20000
/* As long as devices of a home network keep a connection (RFC 5382 asks for 2 h 4 min). */
#define PL_PROXY_IDLE_MS 7440000
/* A browser has some dozens open, with many tabs some hundred. */
#define PL_PROXY_PER_SLOT 512

PlProxy *pl_proxy_new (PlLoop *loop,
                       const PlProxyOptions *options,
                       PlReportSend report,
                       gpointer report_data);
void pl_proxy_free (PlProxy *proxy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlProxy, pl_proxy_free)

/* Takes a slot's listening TCP socket (transfer full) and closes the one before; -1: only that. */
void pl_proxy_set_socket (PlProxy *proxy, guint slot, PlSocketKind kind, int fd);

/*
 * What holds from now on, kept by the caller until it is replaced; connections that may not be any
 * more are cut. snapshot NULL: nothing opens. help_only: there should be an index, but it
 * cannot be used.
 */
void pl_proxy_set_rules (PlProxy *proxy,
                         const PlSnapshot *snapshot,
                         const PlSiteIndex *index,
                         gboolean help_only);

/* Connections taken since the start. */
guint64 pl_proxy_connections (const PlProxy *proxy);

G_END_DECLS
