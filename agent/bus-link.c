/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus-link.h"

/* How long to leave a bus alone that does not take us. */
#define RETRY_S 5

struct _PlBusLink {
  char *address;
  PlBusLinkCalls calls;
  gpointer data;
  GCancellable *cancellable;
  GDBusConnection *bus; /* NULL while not on it */
  guint retry;
};

static void join (PlBusLink *link);

static gboolean
on_retry (gpointer data)
{
  PlBusLink *link = data;

  link->retry = 0;
  join (link);
  return G_SOURCE_REMOVE;
}

static void
drop (PlBusLink *link)
{
  if (link->bus != NULL)
    g_signal_handlers_disconnect_by_data (link->bus, link);
  g_clear_object (&link->bus);
}

static void
leave (PlBusLink *link, const GError *error)
{
  link->calls.left (error, link->data);
  drop (link);
  link->retry = g_timeout_add_seconds (RETRY_S, on_retry, link);
}

static void
on_closed (GDBusConnection *bus, gboolean by_peer, GError *error, gpointer data)
{
  leave (data, error);
}

static void
on_joined (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlBusLink *link = data;
  if (bus != NULL) {
    link->bus = g_steal_pointer (&bus);
    g_signal_connect (link->bus, "closed", G_CALLBACK (on_closed), link);
    if (link->calls.joined (link->bus, link->data, &error))
      return;
  }
  leave (link, error);
}

static void
join (PlBusLink *link)
{
  g_dbus_connection_new_for_address (link->address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                         G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, link->cancellable, on_joined, link);
}

PlBusLink *
pl_bus_link_new (const char *address, const PlBusLinkCalls *calls, gpointer data)
{
  PlBusLink *link = g_new0 (PlBusLink, 1);

  link->address = address != NULL ? g_strdup (address)
                                  : g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);
  link->calls = *calls;
  link->data = data;
  link->cancellable = g_cancellable_new ();
  join (link);
  return link;
}

void
pl_bus_link_free (PlBusLink *link)
{
  if (link == NULL)
    return;
  g_cancellable_cancel (link->cancellable);
  g_object_unref (link->cancellable);
  g_clear_handle_id (&link->retry, g_source_remove);
  drop (link);
  g_free (link->address);
  g_free (link);
}

GDBusConnection *
pl_bus_link_bus (const PlBusLink *link)
{
  return link->bus;
}
