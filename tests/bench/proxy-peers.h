/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* Proxies that others made, set up for the race of bench-proxy with the same names. */

typedef struct {
  const char *name;
  pid_t pid;    /* 0: straight to the server */
  guint16 port; /* where the child connects to */
  guint connections;
  gboolean by_connect; /* the site is named by HTTP CONNECT */
  gboolean by_suffix;  /* so slow that its connections alone are measured, and few of them */
} Peer;

typedef struct {
  const char *folder;
  guint16 server_port;
  guint16 resolver_port;
  gboolean apart; /* in a network of its own, where the resolver has port 53 */
} Place;

/* Enters a network of the process's own, with a resolver that others find; FALSE without root. */
gboolean peers_enter_network (const char *folder);
/* A UDP socket at 127.0.0.1, port 53. */
int peers_bind_resolver (void);
guint16 peers_port_of (int fd);

/* Writes n names in the manner of block lists, for each peer as it wants them. */
void peers_write_names (const char *folder, guint n);
/* The path of our index of these names (transfer full); PL_CTL is the program that makes it. */
char *peers_build_index (const char *folder);

/* How often a peer is connected to, but for the slowest. */
#define PEER_CONNECTIONS 10000

guint peers_count (void);
/* FALSE: it cannot be started here. peer->name is set in any case. */
gboolean peers_start (guint i, const Place *place, Peer *peer);

/* Removes the folder. */
void peers_remove (const char *folder);

G_END_DECLS
