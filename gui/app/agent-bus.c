/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/agent-bus.h"

struct _PlAgentBus {
  const PlAgentBusFuncs *funcs;
  gpointer data;
  const PlAgentSignal *signals;
  guint n, retry_s;
  GCancellable *cancellable;
  GDBusConnection *connection; /* NULL while not on the bus */
  guint subscriptions[PL_AGENT_SIGNALS_MAX];
  guint watch, retry;
  gboolean present; /* the agent is on the bus */
};

static void
on_signal (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *arguments,
           gpointer data)
{
  PlAgentBus *bus = data;

  bus->funcs->heard (interface, signal, arguments, bus->data);
}

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  PlAgentBus *bus = data;

  bus->present = TRUE;
  bus->funcs->came (bus->data);
}

static void
tell_left (PlAgentBus *bus)
{
  bus->present = FALSE;
  if (bus->funcs->left != NULL)
    bus->funcs->left (bus->data);
}

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  tell_left (data);
}

static void join (PlAgentBus *bus);

static gboolean
on_retry (gpointer data)
{
  PlAgentBus *bus = data;

  bus->retry = 0;
  join (bus);
  return G_SOURCE_REMOVE;
}

static void
retry_later (PlAgentBus *bus)
{
  if (bus->retry == 0)
    bus->retry = g_timeout_add_seconds (bus->retry_s, on_retry, bus);
}

static void
leave (PlAgentBus *bus)
{
  if (bus->connection == NULL)
    return;
  g_clear_handle_id (&bus->watch, g_bus_unwatch_name);
  for (guint i = 0; i < bus->n; i++)
    g_dbus_connection_signal_unsubscribe (bus->connection, bus->subscriptions[i]);
  g_signal_handlers_disconnect_by_data (bus->connection, bus);
  g_clear_object (&bus->connection);
}

static void
on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer data)
{
  leave (data);
  retry_later (data);
  tell_left (data);
}

static void
use (PlAgentBus *bus, GDBusConnection *connection)
{
  bus->connection = connection;
  /* A bus that ends does not end the program. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), bus);
  for (guint i = 0; i < bus->n; i++)
    bus->subscriptions[i] = g_dbus_connection_signal_subscribe (
        connection, PL_AGENT_NAME, bus->signals[i].interface, bus->signals[i].signal, PL_AGENT_PATH,
        NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_signal, bus, NULL);
  bus->watch =
      g_bus_watch_name_on_connection (connection, PL_AGENT_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                      on_appeared, on_vanished, bus, NULL);
}

static void
on_joined (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_bus_get_finish (result, &error);

  /* Whoever was to use it may have gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (connection != NULL) {
    use (data, connection);
    return;
  }
  retry_later (data);
  tell_left (data);
}

static void
join (PlAgentBus *bus)
{
  g_bus_get (G_BUS_TYPE_SYSTEM, bus->cancellable, on_joined, bus);
}

PlAgentBus *
pl_agent_bus_new (const PlAgentBusFuncs *funcs,
                  gpointer data,
                  const PlAgentSignal *signals,
                  guint n,
                  guint retry_s)
{
  PlAgentBus *bus = g_new0 (PlAgentBus, 1);

  g_assert (n <= PL_AGENT_SIGNALS_MAX);
  bus->funcs = funcs;
  bus->data = data;
  bus->signals = signals;
  bus->n = n;
  bus->retry_s = retry_s;
  bus->cancellable = g_cancellable_new ();
  join (bus);
  return bus;
}

void
pl_agent_bus_free (PlAgentBus *bus)
{
  if (bus == NULL)
    return;
  g_cancellable_cancel (bus->cancellable);
  g_object_unref (bus->cancellable);
  g_clear_handle_id (&bus->retry, g_source_remove);
  leave (bus);
  g_free (bus);
}

GDBusConnection *
pl_agent_bus_get_connection (PlAgentBus *bus)
{
  return bus->present ? bus->connection : NULL;
}

void
pl_agent_bus_tell (PlAgentBus *bus, const char *interface, const char *method)
{
  if (bus->present)
    g_dbus_connection_call (bus->connection, PL_AGENT_NAME, PL_AGENT_PATH, interface, method, NULL,
                            NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}
