/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/client.h"

#include "gui/app/agent-bus.h"
#include "gui/app/agent-call.h"
#include "gui/app/client-error.h"
#include "gui/app/clock.h"

/* How long to leave a bus alone that is not there. */
#define RETRY_S 5
/* After so long what was said is asked again, whatever happened or did not. */
#define STALE_S 600

struct _PlClient {
  GObject parent;
  PlClientState state;
  PlToday *today;                  /* nullable */
  GVariant *state_said, *day_said; /* what it is made of; nullable */
  gint64 passed;                   /* seconds since */
  PlAgentBus *bus;
  GCancellable *cancellable; /* of the reading that is going on */
  GVariant *verdict;         /* what GetState said in that reading; nullable */
  gboolean looking;          /* the person is, and the agent does not know it yet */
};

enum {
  PROP_STATE = 1,
  PROP_TODAY,
  N_PROPERTIES
};
enum {
  TIME_ENDING,
  MOVED,
  NEWS,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (PlClientState,
                    pl_client_state,
                    G_DEFINE_ENUM_VALUE (PL_CLIENT_LOADING, "loading"),
                    G_DEFINE_ENUM_VALUE (PL_CLIENT_CHILD, "child"),
                    G_DEFINE_ENUM_VALUE (PL_CLIENT_STAFF, "staff"),
                    G_DEFINE_ENUM_VALUE (PL_CLIENT_AWAY, "away"),
                    G_DEFINE_ENUM_VALUE (PL_CLIENT_TROUBLE, "trouble"))
G_DEFINE_FINAL_TYPE (PlClient, pl_client, G_TYPE_OBJECT)

static void
set_state (PlClient *client, PlClientState state)
{
  if (client->state == state)
    return;
  client->state = state;
  g_object_notify_by_pspec (G_OBJECT (client), properties[PROP_STATE]);
}

/* Reading today: two calls, and only both together count. */

static void
fail_reading (PlClient *client, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED))
    set_state (client, PL_CLIENT_STAFF);
  else if (pl_client_is_away_error (error))
    set_state (client, PL_CLIENT_AWAY);
  else
    set_state (client, PL_CLIENT_TROUBLE);
}

static void
ask (PlClient *client, const char *method, GAsyncReadyCallback callback)
{
  pl_agent_call (pl_client_get_connection (client), &(PlAgentQuestion){ "Child", method, NULL, -1 },
                 g_task_new (client, client->cancellable, callback, NULL));
}

static void
set_today (PlClient *client)
{
  g_clear_pointer (&client->today, pl_today_unref);
  client->today = pl_today_new (client->state_said, client->day_said, client->passed);
  pl_app_set_year (client->today->now);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  PlClient *client = PL_CLIENT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) day = pl_agent_call_finish (result, &error);

  if (day == NULL || client->verdict == NULL) {
    if (error != NULL)
      fail_reading (client, error);
    return;
  }
  g_clear_pointer (&client->state_said, g_variant_unref);
  g_clear_pointer (&client->day_said, g_variant_unref);
  client->state_said = g_steal_pointer (&client->verdict);
  client->day_said = g_steal_pointer (&day);
  client->passed = 0;
  set_today (client);
  set_state (client, PL_CLIENT_CHILD);
  g_object_notify_by_pspec (G_OBJECT (client), properties[PROP_TODAY]);
}

static void
on_verdict (GObject *source, GAsyncResult *result, gpointer data)
{
  PlClient *client = PL_CLIENT (source);
  g_autoptr (GError) error = NULL;
  GVariant *verdict = pl_agent_call_finish (result, &error);

  if (verdict == NULL) {
    fail_reading (client, error);
    return;
  }
  g_clear_pointer (&client->verdict, g_variant_unref);
  client->verdict = verdict;
  ask (client, "GetToday", on_today);
}

void
pl_client_refresh (PlClient *client)
{
  if (pl_client_get_connection (client) == NULL)
    return;
  g_cancellable_cancel (client->cancellable);
  g_set_object (&client->cancellable, NULL);
  client->cancellable = g_cancellable_new ();
  ask (client, "GetState", on_verdict);
}

void
pl_client_note_seen (PlClient *client)
{
  client->looking = pl_client_get_connection (client) == NULL;
  pl_agent_bus_tell (client->bus, PL_AGENT_NAME, "NoteSeen");
}

static gboolean
has_come (gint64 end, gint64 now)
{
  return end >= 0 && now >= end;
}

/* Whether what holds may be another now, with nobody having told us. */
static gboolean
is_stale (PlClient *client)
{
  const PlToday *today = client->today;

  return client->state != PL_CLIENT_CHILD || today == NULL ||
         (today->online && today->left_s >= 0) || has_come (today->until, today->now) ||
         has_come (today->next, today->now) || has_come (today->visit, today->now) ||
         client->passed >= STALE_S;
}

void
pl_client_pass (PlClient *client, gint64 seconds)
{
  client->passed += seconds;
  if (client->today != NULL)
    set_today (client);
  if (is_stale (client))
    pl_client_refresh (client);
  else
    g_signal_emit (client, signals[MOVED], 0);
}

/* What the agent says by itself. */

static void
tell_end (PlClient *client, GVariant *arguments)
{
  const char *what;
  gint64 seconds;

  if (!g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(sx)")))
    return;
  g_variant_get (arguments, "(&sx)", &what, &seconds);
  g_signal_emit (client, signals[TIME_ENDING], 0, what, seconds);
}

/* Everything else that the agent tells a child by itself is news of today. */
static void
on_heard (const char *interface, const char *signal, GVariant *arguments, gpointer data)
{
  if (g_str_equal (signal, "TimeEnding"))
    tell_end (data, arguments);
  else if (!g_str_equal (interface, PL_AGENT_NAME ".Child"))
    g_signal_emit (data, signals[NEWS], 0);
  else
    pl_client_refresh (data);
}

static void
on_came (gpointer data)
{
  PlClient *client = data;

  pl_client_refresh (client);
  if (client->looking)
    pl_client_note_seen (client);
}

static void
on_left (gpointer data)
{
  set_state (data, PL_CLIENT_AWAY);
}

/* The object. */

static void
pl_client_dispose (GObject *object)
{
  PlClient *client = PL_CLIENT (object);

  g_cancellable_cancel (client->cancellable);
  g_clear_object (&client->cancellable);
  g_clear_pointer (&client->bus, pl_agent_bus_free);
  g_clear_pointer (&client->verdict, g_variant_unref);
  g_clear_pointer (&client->state_said, g_variant_unref);
  g_clear_pointer (&client->day_said, g_variant_unref);
  g_clear_pointer (&client->today, pl_today_unref);
  G_OBJECT_CLASS (pl_client_parent_class)->dispose (object);
}

static void
pl_client_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PlClient *client = PL_CLIENT (object);

  if (id == PROP_STATE)
    g_value_set_enum (value, client->state);
  else
    g_value_set_boxed (value, client->today);
}

static void
pl_client_class_init (PlClientClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  pl_client_know_errors ();
  object_class->dispose = pl_client_dispose;
  object_class->get_property = pl_client_get_property;
  properties[PROP_STATE] =
      g_param_spec_enum ("state", NULL, NULL, PL_TYPE_CLIENT_STATE, PL_CLIENT_LOADING,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TODAY] = g_param_spec_boxed ("today", NULL, NULL, PL_TYPE_TODAY,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[TIME_ENDING] = g_signal_new ("time-ending", PL_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT64);
  signals[NEWS] =
      g_signal_new ("news", PL_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] = g_signal_new ("moved", PL_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
pl_client_init (PlClient *client)
{
  static const PlAgentBusFuncs funcs = { on_came, on_left, on_heard };
  static const PlAgentSignal all = { NULL, NULL };

  client->bus = pl_agent_bus_new (&funcs, client, &all, 1, RETRY_S);
}

PlClient *
pl_client_new (void)
{
  return g_object_new (PL_TYPE_CLIENT, NULL);
}

PlClientState
pl_client_get_state (PlClient *client)
{
  return client->state;
}

const PlToday *
pl_client_get_today (PlClient *client)
{
  return client->today;
}

GDBusConnection *
pl_client_get_connection (PlClient *client)
{
  return client->bus != NULL ? pl_agent_bus_get_connection (client->bus) : NULL;
}
