/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/client.h"

#include <gio/gunixfdlist.h>
#include <unistd.h>

#include "policy/care/words-file.h"
#include "policy/error.h"

#define BUS_NAME "org.porchlight.Agent1"
#define BUS_PATH "/org/porchlight/Agent1"
#define CHILD    BUS_NAME ".Child"

/* How long a call may take before the screen says that nobody answers. */
#define CALL_MS 10000
/* The same where the person may be typing a password. */
#define STAFF_CALL_MS (5 * 60 * 1000)
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
  GDBusConnection *connection;     /* NULL while not on the bus */
  GCancellable *cancellable;       /* of the reading that is going on */
  GVariant *verdict;               /* what GetState said in that reading; nullable */
  guint watch, notices, retry;
  gboolean present; /* the agent is on the bus */
  gboolean looking; /* the person is, and the agent does not know it yet */
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

/* Calls. */

/* What came beside the reply, on its task. */
#define FILES "files"

static void
on_replied (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GUnixFDList *files = NULL;
  GVariant *reply = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source),
                                                                     &files, result, &error);

  g_object_set_data_full (G_OBJECT (task), FILES, files, g_object_unref);
  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, error);
}

/* What is asked of the agent. */
typedef struct {
  const char *interface; /* the last part */
  const char *method;
  GVariant *arguments; /* floating, nullable */
  int file;            /* -1: none; taken */
} Question;

static gboolean
is_child (const Question *question)
{
  return g_str_equal (question->interface, "Child");
}

static void
call (PlClient *client, const Question *question, GTask *task)
{
  g_autoptr (GVariant) arguments =
      question->arguments != NULL ? g_variant_ref_sink (question->arguments) : NULL;
  g_autoptr (GUnixFDList) files =
      question->file != -1 ? g_unix_fd_list_new_from_array (&question->file, 1) : NULL;
  g_autofree char *interface = g_strconcat (BUS_NAME ".", question->interface, NULL);
  GDBusCallFlags flags = G_DBUS_CALL_FLAGS_NO_AUTO_START;

  if (client->connection == NULL || !client->present) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "the agent is away");
    g_object_unref (task);
    return;
  }
  if (!is_child (question))
    flags |= G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION;
  g_dbus_connection_call_with_unix_fd_list (client->connection, BUS_NAME, BUS_PATH, interface,
                                            question->method, arguments, NULL, flags,
                                            is_child (question) ? CALL_MS : STAFF_CALL_MS, files,
                                            g_task_get_cancellable (task), on_replied, task);
}

void
pl_client_call (PlClient *client,
                const char *method,
                GVariant *arguments,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  call (client, &(Question){ "Child", method, arguments, -1 },
        g_task_new (client, cancellable, callback, data));
}

void
pl_client_call_with_file (PlClient *client,
                          const char *method,
                          GVariant *arguments,
                          int file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  call (client, &(Question){ "Child", method, arguments, file },
        g_task_new (client, cancellable, callback, data));
}

void
pl_client_call_staff (PlClient *client,
                      const char *interface,
                      const char *method,
                      GVariant *arguments,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  call (client, &(Question){ interface, method, arguments, -1 },
        g_task_new (client, cancellable, callback, data));
}

void
pl_client_call_staff_with_file (PlClient *client,
                                const char *interface,
                                const char *method,
                                GVariant *arguments,
                                int file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  call (client, &(Question){ interface, method, arguments, file },
        g_task_new (client, cancellable, callback, data));
}

GVariant *
pl_client_call_finish (PlClient *client, GAsyncResult *result, GError **error)
{
  GVariant *reply = g_task_propagate_pointer (G_TASK (result), error);

  if (reply == NULL && error != NULL)
    g_dbus_error_strip_remote_error (*error);
  return reply;
}

char *
pl_client_call_words (GAsyncResult *result, GError **error)
{
  GUnixFDList *files = g_object_get_data (G_OBJECT (result), FILES);
  int file = files != NULL ? g_unix_fd_list_get (files, 0, NULL) : -1;
  gsize length;

  if (file == -1) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, "no words came");
    return NULL;
  }
  char *words = (char *)pl_words_file_read (file, &length, error);
  close (file);
  return words;
}

gboolean
pl_client_is_away_error (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY);
}

gboolean
pl_client_is_denied_error (const GError *error)
{
  return g_error_matches (error, PL_ERROR, PL_ERROR_DENIED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED);
}

gboolean
pl_client_is_unproven_error (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED);
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
set_today (PlClient *client)
{
  g_clear_pointer (&client->today, pl_today_unref);
  client->today = pl_today_new (client->state_said, client->day_said, client->passed);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  PlClient *client = PL_CLIENT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) day = pl_client_call_finish (client, result, &error);

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
  GVariant *verdict = pl_client_call_finish (client, result, &error);

  if (verdict == NULL) {
    fail_reading (client, error);
    return;
  }
  g_clear_pointer (&client->verdict, g_variant_unref);
  client->verdict = verdict;
  pl_client_call (client, "GetToday", NULL, client->cancellable, on_today, NULL);
}

void
pl_client_refresh (PlClient *client)
{
  if (!client->present)
    return;
  g_cancellable_cancel (client->cancellable);
  g_set_object (&client->cancellable, NULL);
  client->cancellable = g_cancellable_new ();
  pl_client_call (client, "GetState", NULL, client->cancellable, on_verdict, NULL);
}

void
pl_client_note_seen (PlClient *client)
{
  client->looking = !client->present;
  if (client->present)
    g_dbus_connection_call (client->connection, BUS_NAME, BUS_PATH, BUS_NAME, "NoteSeen", NULL,
                            NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_MS, NULL, NULL, NULL);
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

/* The bus. */

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
on_notice (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *arguments,
           gpointer data)
{
  if (g_str_equal (signal, "TimeEnding"))
    tell_end (data, arguments);
  else if (!g_str_equal (interface, CHILD))
    g_signal_emit (data, signals[NEWS], 0);
  else
    pl_client_refresh (data);
}

static void
on_appeared (GDBusConnection *connection, const char *name, const char *owner, gpointer data)
{
  PlClient *client = data;

  client->present = TRUE;
  pl_client_refresh (client);
  if (client->looking)
    pl_client_note_seen (client);
}

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  PlClient *client = data;

  client->present = FALSE;
  set_state (client, PL_CLIENT_AWAY);
}

static void join_bus (PlClient *client);

static gboolean
on_retry (gpointer data)
{
  PlClient *client = data;

  client->retry = 0;
  join_bus (client);
  return G_SOURCE_REMOVE;
}

static void
leave_bus (PlClient *client)
{
  g_clear_handle_id (&client->watch, g_bus_unwatch_name);
  if (client->notices != 0)
    g_dbus_connection_signal_unsubscribe (client->connection, client->notices);
  client->notices = 0;
  if (client->connection != NULL)
    g_signal_handlers_disconnect_by_data (client->connection, client);
  g_clear_object (&client->connection);
  client->present = FALSE;
}

static void
retry_later (PlClient *client)
{
  set_state (client, PL_CLIENT_AWAY);
  if (client->retry == 0)
    client->retry = g_timeout_add_seconds (RETRY_S, on_retry, client);
}

static void
on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer data)
{
  leave_bus (data);
  retry_later (data);
}

static void
on_joined (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PlClient) client = data;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, NULL);

  if (connection == NULL) {
    retry_later (client);
    return;
  }
  client->connection = g_steal_pointer (&connection);
  /* A bus that ends does not end the app. */
  g_dbus_connection_set_exit_on_close (client->connection, FALSE);
  g_signal_connect (client->connection, "closed", G_CALLBACK (on_closed), client);
  client->notices =
      g_dbus_connection_signal_subscribe (client->connection, BUS_NAME, NULL, NULL, BUS_PATH, NULL,
                                          G_DBUS_SIGNAL_FLAGS_NONE, on_notice, client, NULL);
  client->watch =
      g_bus_watch_name_on_connection (client->connection, BUS_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                      on_appeared, on_vanished, client, NULL);
}

static void
join_bus (PlClient *client)
{
  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, on_joined, g_object_ref (client));
}

/* The object. */

static void
pl_client_dispose (GObject *object)
{
  PlClient *client = PL_CLIENT (object);

  g_cancellable_cancel (client->cancellable);
  g_clear_object (&client->cancellable);
  g_clear_handle_id (&client->retry, g_source_remove);
  leave_bus (client);
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

/* What the agent answers comes back as the error that it was there. */
static void
know_errors (void)
{
  static const GDBusErrorEntry errors[] = {
    { PL_ERROR_FAILED, "org.porchlight.Error.Failed" },
    { PL_ERROR_ARGUMENT, "org.porchlight.Error.Argument" },
    { PL_ERROR_REFUSED, "org.porchlight.Error.Refused" },
    { PL_ERROR_IO, "org.porchlight.Error.IO" },
    { PL_ERROR_LIMIT, "org.porchlight.Error.Limit" },
    { PL_ERROR_UNSUPPORTED, "org.porchlight.Error.Unsupported" },
    { PL_ERROR_DENIED, "org.porchlight.Error.Denied" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    g_dbus_error_register_error (PL_ERROR, errors[i].error_code, errors[i].dbus_error_name);
}

static void
pl_client_class_init (PlClientClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  know_errors ();
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
  join_bus (client);
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
