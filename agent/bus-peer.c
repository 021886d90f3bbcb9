/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus-peer.h"

#include "agent/bus-link.h"

#define SUBSCRIPTIONS_MAX 4

struct _PlBusPeer {
  PlBusPeerOptions options;
  gpointer data;
  GCancellable *cancellable;
  PlBusLink *link;
  guint watch; /* of the service's name */
  guint subscriptions[SUBSCRIPTIONS_MAX];
  guint n_subscriptions;
};

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
  PlBusPeer *peer = data;

  peer->options.appeared (peer, peer->data);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer data)
{
  PlBusPeer *peer = data;

  peer->options.vanished (peer, peer->data);
}

static gboolean
on_joined (GDBusConnection *bus, gpointer data, GError **error)
{
  PlBusPeer *peer = data;

  peer->options.joined (peer, peer->data);
  peer->watch = g_bus_watch_name_on_connection (
      bus, peer->options.name,
      peer->options.wake ? G_BUS_NAME_WATCHER_FLAGS_AUTO_START : G_BUS_NAME_WATCHER_FLAGS_NONE,
      on_appeared, on_vanished, peer, NULL);
  return TRUE;
}

static void
leave (PlBusPeer *peer)
{
  GDBusConnection *bus = pl_bus_link_bus (peer->link);

  g_clear_handle_id (&peer->watch, g_bus_unwatch_name);
  while (peer->n_subscriptions > 0)
    g_dbus_connection_signal_unsubscribe (bus, peer->subscriptions[--peer->n_subscriptions]);
}

static void
on_left (const GError *error, gpointer data)
{
  PlBusPeer *peer = data;

  leave (peer);
  peer->options.vanished (peer, peer->data);
}

PlBusPeer *
pl_bus_peer_new (const PlBusPeerOptions *options, gpointer data)
{
  static const PlBusLinkCalls calls = { on_joined, on_left };
  PlBusPeer *peer = g_new0 (PlBusPeer, 1);

  peer->options = *options;
  peer->data = data;
  peer->cancellable = g_cancellable_new ();
  peer->link = pl_bus_link_new (options->address, &calls, peer);
  return peer;
}

void
pl_bus_peer_free (PlBusPeer *peer)
{
  if (peer == NULL)
    return;
  g_cancellable_cancel (peer->cancellable);
  g_clear_object (&peer->cancellable);
  leave (peer);
  pl_bus_link_free (peer->link);
  g_free (peer);
}

gboolean
pl_bus_peer_is_on (const PlBusPeer *peer)
{
  return pl_bus_link_bus (peer->link) != NULL;
}

void
pl_bus_peer_subscribe (PlBusPeer *peer,
                       const char *interface,
                       const char *signal,
                       const char *path,
                       const char *first,
                       GDBusSignalCallback callback)
{
  g_return_if_fail (peer->n_subscriptions < SUBSCRIPTIONS_MAX);
  peer->subscriptions[peer->n_subscriptions++] = g_dbus_connection_signal_subscribe (
      pl_bus_link_bus (peer->link), peer->options.name, interface, signal, path, first,
      G_DBUS_SIGNAL_FLAGS_NONE, callback, peer->data, NULL);
}

void
pl_bus_peer_call (PlBusPeer *peer,
                  const char *path,
                  const char *interface,
                  const char *method,
                  GVariant *arguments,
                  const char *type,
                  GAsyncReadyCallback done,
                  gpointer data)
{
  g_dbus_connection_call (pl_bus_link_bus (peer->link), peer->options.name, path, interface, method,
                          arguments, type != NULL ? G_VARIANT_TYPE (type) : NULL,
                          peer->options.wake ? G_DBUS_CALL_FLAGS_NONE
                                             : G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1, peer->cancellable, done, data);
}
