/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/notifier/listener.h"

#define BUS_NAME "org.porchlight.Agent1"
#define BUS_PATH "/org/porchlight/Agent1"

/* How long to leave a bus alone that is not there. */
#define RETRY_S 30

static const struct {
  const char *interface;
  const char *signal;
  const char *type;
} signals[] = {
  { BUS_NAME ".Child", "TimeEnding", "(sx)" },
  { BUS_NAME ".Child", "Answered", "()" },
  { BUS_NAME ".Child", "PageBlocked", "()" },
  { BUS_NAME ".Child", "VisitBegins", "()" },
  { BUS_NAME ".Child", "VisitExtended", "()" },
  { BUS_NAME ".Routes", "SomethingWaits", "()" },
  { BUS_NAME, "Seen", "()" },
};

struct _PlListener {
  const PlListenerFuncs *funcs;
  gpointer data;
  GCancellable *cancellable;
  GDBusConnection *connection; /* NULL while not on the bus */
  guint subscriptions[G_N_ELEMENTS (signals)];
  guint watch, retry;
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
  PlListener *listener = data;

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    if (g_str_equal (signals[i].signal, signal) &&
        g_variant_is_of_type (arguments, G_VARIANT_TYPE (signals[i].type)))
      listener->funcs->heard (signal, arguments, listener->data);
}

/* An agent that refuses says that this person is nobody's child and no staff: there is nothing to tell. */
static void
on_listening (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autofree const char **missed = NULL;
  gboolean monitored;

  if (reply == NULL) {
    g_info ("not listening: %s", error->message);
    return;
  }
  PlListener *listener = data;
  g_variant_get (reply, "(b^a&s)", &monitored, &missed);
  listener->funcs->listening (monitored, missed, listener->data);
}

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  PlListener *listener = data;

  g_dbus_connection_call (connection, owner, BUS_PATH, BUS_NAME, "Listen", NULL,
                          G_VARIANT_TYPE ("(bas)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          listener->cancellable, on_listening, listener);
}

static void join (PlListener *listener);

static gboolean
on_retry (gpointer data)
{
  PlListener *listener = data;

  listener->retry = 0;
  join (listener);
  return G_SOURCE_REMOVE;
}

static void
leave (PlListener *listener)
{
  if (listener->connection == NULL)
    return;
  g_clear_handle_id (&listener->watch, g_bus_unwatch_name);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_dbus_connection_signal_unsubscribe (listener->connection, listener->subscriptions[i]);
  g_signal_handlers_disconnect_by_data (listener->connection, listener);
  g_clear_object (&listener->connection);
}

static void
on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer data)
{
  PlListener *listener = data;

  leave (listener);
  listener->retry = g_timeout_add_seconds (RETRY_S, on_retry, listener);
}

static void
on_joined (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlListener *listener = data;
  if (connection == NULL) {
    listener->retry = g_timeout_add_seconds (RETRY_S, on_retry, listener);
    return;
  }
  listener->connection = g_steal_pointer (&connection);
  g_dbus_connection_set_exit_on_close (listener->connection, FALSE);
  g_signal_connect (listener->connection, "closed", G_CALLBACK (on_closed), listener);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    listener->subscriptions[i] = g_dbus_connection_signal_subscribe (
        listener->connection, BUS_NAME, signals[i].interface, signals[i].signal, BUS_PATH, NULL,
        G_DBUS_SIGNAL_FLAGS_NONE, on_signal, listener, NULL);
  listener->watch =
      g_bus_watch_name_on_connection (listener->connection, BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                      on_appeared, NULL, listener, NULL);
}

static void
join (PlListener *listener)
{
  g_bus_get (G_BUS_TYPE_SYSTEM, listener->cancellable, on_joined, listener);
}

void
pl_listener_extend_visit (PlListener *listener)
{
  if (listener->connection != NULL)
    g_dbus_connection_call (listener->connection, BUS_NAME, BUS_PATH, BUS_NAME ".Child",
                            "ExtendVisit", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
                            NULL, NULL);
}

PlListener *
pl_listener_new (const PlListenerFuncs *funcs, gpointer data)
{
  PlListener *listener = g_new0 (PlListener, 1);

  listener->funcs = funcs;
  listener->data = data;
  listener->cancellable = g_cancellable_new ();
  join (listener);
  return listener;
}

void
pl_listener_free (PlListener *listener)
{
  if (listener == NULL)
    return;
  g_cancellable_cancel (listener->cancellable);
  g_object_unref (listener->cancellable);
  g_clear_handle_id (&listener->retry, g_source_remove);
  leave (listener);
  g_free (listener);
}
