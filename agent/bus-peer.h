/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A service of the system that the agent listens to over the bus (the session manager, NetworkManager): joins the bus
 * (bus-link.h), and tells when the service is there and when it is not. Nothing here waits.
 */
typedef struct _PlBusPeer PlBusPeer;

typedef struct {
  const char *address; /* nullable: the system bus */
  const char *name;    /* of the service; static */
  gboolean wake;       /* the bus starts it where it can */
  /* On the bus: the moment to subscribe. */
  void (*joined) (PlBusPeer *peer, gpointer data);
  /* The service has its name: ask it. */
  void (*appeared) (PlBusPeer *peer, gpointer data);
  /* It has not, or there is no bus; may be told again and again. */
  void (*vanished) (PlBusPeer *peer, gpointer data);
} PlBusPeerOptions;

PlBusPeer *pl_bus_peer_new (const PlBusPeerOptions *options, gpointer data);
void pl_bus_peer_free (PlBusPeer *peer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBusPeer, pl_bus_peer_free)

/* TRUE while on the bus: else nothing can be asked. */
gboolean pl_bus_peer_is_on (const PlBusPeer *peer);

/* A signal of the service's; path and first (the first argument) are nullable. From joined only. */
void pl_bus_peer_subscribe (PlBusPeer *peer,
                            const char *interface,
                            const char *signal,
                            const char *path,
                            const char *first,
                            GDBusSignalCallback callback);

/* Calls a method of the service's; arguments: nullable. done: nullable, not called with an answer after pl_bus_peer_free. */
void pl_bus_peer_call (PlBusPeer *peer,
                       const char *path,
                       const char *interface,
                       const char *method,
                       GVariant *arguments,
                       const char *type,
                       GAsyncReadyCallback done,
                       gpointer data);

G_END_DECLS
