/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/notifier/listener.h"

#include "gui/app/agent-bus.h"

#define CHILD PL_AGENT_NAME ".Child"

/* How long to leave a bus alone that is not there. */
#define RETRY_S 30

/* No other wakes it up. */
static const PlAgentSignal signals[] = {
  { CHILD, "TimeEnding" },    { CHILD, "Answered" },
  { CHILD, "PageBlocked" },   { CHILD, "VisitBegins" },
  { CHILD, "VisitExtended" }, { PL_AGENT_NAME ".Routes", "SomethingWaits" },
  { PL_AGENT_NAME, "Seen" },
};

struct _PlListener {
  const PlListenerFuncs *funcs;
  gpointer data;
  GCancellable *cancellable;
  PlAgentBus *bus;
};

static void
on_heard (const char *interface, const char *signal, GVariant *arguments, gpointer data)
{
  PlListener *listener = data;
  const char *type = g_str_equal (signal, "TimeEnding") ? "(sx)" : "()";

  if (g_variant_is_of_type (arguments, G_VARIANT_TYPE (type)))
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
on_came (gpointer data)
{
  PlListener *listener = data;

  g_dbus_connection_call (pl_agent_bus_get_connection (listener->bus), PL_AGENT_NAME, PL_AGENT_PATH,
                          PL_AGENT_NAME, "Listen", NULL, G_VARIANT_TYPE ("(bas)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, listener->cancellable, on_listening,
                          listener);
}

void
pl_listener_extend_visit (PlListener *listener)
{
  pl_agent_bus_tell (listener->bus, CHILD, "ExtendVisit");
}

PlListener *
pl_listener_new (const PlListenerFuncs *funcs, gpointer data)
{
  static const PlAgentBusFuncs of_bus = { on_came, NULL, on_heard };
  PlListener *listener = g_new0 (PlListener, 1);

  listener->funcs = funcs;
  listener->data = data;
  listener->cancellable = g_cancellable_new ();
  listener->bus = pl_agent_bus_new (&of_bus, listener, signals, G_N_ELEMENTS (signals), RETRY_S);
  return listener;
}

void
pl_listener_free (PlListener *listener)
{
  if (listener == NULL)
    return;
  g_cancellable_cancel (listener->cancellable);
  g_object_unref (listener->cancellable);
  pl_agent_bus_free (listener->bus);
  g_free (listener);
}
