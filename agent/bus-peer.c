/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus-peer.h"

/* How long to leave a bus alone that does not take us. */
#define RETRY_S 5

#define SUBSCRIPTIONS_MAX 4

struct _PlBusPeer {
  PlBusPeerOptions options;
  char *address;
  gpointer data;
  GCancellable *cancellable;
  GDBusConnection *bus; /* NULL while not on it */
  guint watch;          /* of the service's name */
  guint subscriptions[SUBSCRIPTIONS_MAX];
  guint n_subscriptions;
  guint retry;
};

static void join (PlBusPeer *peer);

static gboolean
on_retry (gpointer data)
{
  PlBusPeer *peer = data;

  peer->retry = 0;
  join (peer);
  return G_SOURCE_REMOVE;
}

static void
leave (PlBusPeer *peer)
{
  if (peer->bus == NULL)
    return;
  g_clear_handle_id (&peer->watch, g_bus_unwatch_name);
  while (peer->n_subscriptions > 0)
    g_dbus_connection_signal_unsubscribe (peer->bus, peer->subscriptions[--peer->n_subscriptions]);
  g_signal_handlers_disconnect_by_data (peer->bus, peer);
  g_clear_object (&peer->bus);
}

static void
try_again (PlBusPeer *peer)
{
  peer->options.vanished (peer, peer->data);
  peer->retry = g_timeout_add_seconds (RETRY_S, on_retry, peer);
}

static void
on_closed (GDBusConnection *bus, gboolean by_peer, GError *error, gpointer data)
{
  leave (data);
  try_again (data);
}

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

static void
on_joined (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlBusPeer *peer = data;
  if (bus == NULL) {
    try_again (peer);
    return;
  }
  peer->bus = g_steal_pointer (&bus);
  g_signal_connect (peer->bus, "closed", G_CALLBACK (on_closed), peer);
  peer->options.joined (peer, peer->data);
  peer->watch = g_bus_watch_name_on_connection (
      peer->bus, peer->options.name,
      peer->options.wake ? G_BUS_NAME_WATCHER_FLAGS_AUTO_START : G_BUS_NAME_WATCHER_FLAGS_NONE,
      on_appeared, on_vanished, peer, NULL);
}

static void
join (PlBusPeer *peer)
{
  g_dbus_connection_new_for_address (peer->address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                         G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, peer->cancellable, on_joined, peer);
}

PlBusPeer *
pl_bus_peer_new (const PlBusPeerOptions *options, gpointer data)
{
  PlBusPeer *peer = g_new0 (PlBusPeer, 1);

  peer->options = *options;
  peer->address = options->address != NULL
                      ? g_strdup (options->address)
                      : g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  peer->data = data;
  peer->cancellable = g_cancellable_new ();
  join (peer);
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
  g_clear_handle_id (&peer->retry, g_source_remove);
  g_free (peer->address);
  g_free (peer);
}

gboolean
pl_bus_peer_is_on (const PlBusPeer *peer)
{
  return peer->bus != NULL;
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
      peer->bus, peer->options.name, interface, signal, path, first, G_DBUS_SIGNAL_FLAGS_NONE,
      callback, peer->data, NULL);
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
  g_dbus_connection_call (peer->bus, peer->options.name, path, interface, method, arguments,
                          type != NULL ? G_VARIANT_TYPE (type) : NULL,
                          peer->options.wake ? G_DBUS_CALL_FLAGS_NONE
                                             : G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1, peer->cancellable, done, data);
}
