/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/session-manager.h"

#include "agent/bus-peer.h"

#define LOGIN_NAME      "org.freedesktop.login1"
#define LOGIN_PATH      "/org/freedesktop/login1"
#define LOGIN_MANAGER   "org.freedesktop.login1.Manager"
#define LOGIN_SESSION   "org.freedesktop.login1.Session"
#define DBUS_PROPERTIES "org.freedesktop.DBus.Properties"

/* Where the session manager keeps its sessions. It says on the bus that one is new or gone, and not that
 * its person has logged out while programs of it go on ("closing"): that is only written here, which is
 * what sd-login(3) watches, too. */
#define LOGIN_FILES "/run/systemd/sessions"
/* How long its writing may go on before it is asked. */
#define FILES_QUIET_MS 250

/* What is heard of it. Not all of its signals: some come when nobody is here any more. */
static const char *const heard[] = { "SessionNew", "SessionRemoved", "PrepareForSleep" };

struct _PlSessionManager {
  PlSessionManagerCalls calls;
  gpointer data;
  PlBusPeer *peer;
  gboolean present;
  GFileMonitor *files;
  guint files_changed;
};

/* Asking. */

/* NULL: there is no answer; what is not ours any more is then not to be touched. Transfer full. */
static GVariant *
answer_of (GObject *bus, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, &error);

  if (answer == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("session manager: %s", error->message);
  return answer;
}

/* A question about one session; it may be gone when the answer comes. */
typedef struct {
  PlSessionManager *manager;
  char *path;
} Question;

static void
on_properties (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autofree char *path = question->path;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, NULL);

  if (answer == NULL)
    return;
  PlSessionManager *manager = question->manager;
  g_autoptr (GVariant) properties = g_variant_get_child_value (answer, 0);
  manager->calls.told (path, properties, TRUE, manager->data);
}

void
pl_session_manager_look (PlSessionManager *manager, const char *path)
{
  Question *question = g_new (Question, 1);

  *question = (Question){ manager, g_strdup (path) };
  pl_bus_peer_call (manager->peer, path, DBUS_PROPERTIES, "GetAll",
                    g_variant_new ("(s)", LOGIN_SESSION), "(a{sv})", on_properties, question);
}

static void
on_list (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) answer = answer_of (bus, result);

  if (answer == NULL)
    return;
  PlSessionManager *manager = data;
  g_autoptr (GVariant) sessions = g_variant_get_child_value (answer, 0);
  manager->calls.listed (sessions, manager->data);
}

static void
on_asked (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) answer = answer_of (bus, result);
}

void
pl_session_manager_ask (PlSessionManager *manager, const char *method, const char *id)
{
  if (pl_bus_peer_is_on (manager->peer))
    pl_bus_peer_call (manager->peer, LOGIN_PATH, LOGIN_MANAGER, method, g_variant_new ("(s)", id),
                      NULL, on_asked, NULL);
}

/* Its files. */

static gboolean
on_files_quiet (gpointer data)
{
  PlSessionManager *manager = data;

  manager->files_changed = 0;
  if (manager->present)
    pl_session_manager_list (manager);
  return G_SOURCE_REMOVE;
}

static void
on_files_changed (
    GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  PlSessionManager *manager = data;

  if (manager->files_changed == 0)
    manager->files_changed = g_timeout_add (FILES_QUIET_MS, on_files_quiet, manager);
}

static void
watch_files (PlSessionManager *manager)
{
  g_autoptr (GFile) folder = g_file_new_for_path (LOGIN_FILES);

  /* A folder that is not there would be looked for every few seconds. */
  if (manager->files != NULL || !g_file_test (LOGIN_FILES, G_FILE_TEST_IS_DIR))
    return;
  manager->files = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (manager->files != NULL)
    g_signal_connect (manager->files, "changed", G_CALLBACK (on_files_changed), manager);
}

void
pl_session_manager_list (PlSessionManager *manager)
{
  watch_files (manager);
  pl_bus_peer_call (manager->peer, LOGIN_PATH, LOGIN_MANAGER, "ListSessions", NULL, "(a(susso))",
                    on_list, manager);
}

/* What it says by itself. */

static void
on_signal (GDBusConnection *bus,
           const char *sender,
           const char *object,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer data)
{
  PlSessionManager *manager = data;
  const char *id, *path;
  gboolean asleep;

  if (g_str_equal (signal, "PrepareForSleep")) {
    if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
      return;
    g_variant_get (parameters, "(b)", &asleep);
    manager->calls.sleeps (asleep, manager->data);
    return;
  }
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(so)")))
    return;
  g_variant_get (parameters, "(&s&o)", &id, &path);
  if (g_str_equal (signal, "SessionNew"))
    manager->calls.added (id, path, manager->data);
  else
    manager->calls.removed (path, manager->data);
}

static void
on_session_changed (GDBusConnection *bus,
                    const char *sender,
                    const char *path,
                    const char *interface,
                    const char *signal,
                    GVariant *parameters,
                    gpointer data)
{
  PlSessionManager *manager = data;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;
  g_autoptr (GVariant) changed = g_variant_get_child_value (parameters, 1);
  manager->calls.told (path, changed, FALSE, manager->data);
}

/* Its name on the bus. */

static void
on_joined (PlBusPeer *peer, gpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (heard); i++)
    pl_bus_peer_subscribe (peer, LOGIN_MANAGER, heard[i], LOGIN_PATH, NULL, on_signal);
  pl_bus_peer_subscribe (peer, DBUS_PROPERTIES, "PropertiesChanged", NULL, LOGIN_SESSION,
                         on_session_changed);
}

static void
on_appeared (PlBusPeer *peer, gpointer data)
{
  PlSessionManager *manager = data;

  manager->present = TRUE;
  manager->calls.appeared (manager->data);
}

static void
on_vanished (PlBusPeer *peer, gpointer data)
{
  PlSessionManager *manager = data;

  manager->present = FALSE;
  manager->calls.vanished (manager->data);
}

PlSessionManager *
pl_session_manager_new (const char *address, const PlSessionManagerCalls *calls, gpointer data)
{
  PlSessionManager *manager = g_new0 (PlSessionManager, 1);
  const PlBusPeerOptions peer = {
    .address = address,
    .name = LOGIN_NAME,
    .wake = TRUE,
    .joined = on_joined,
    .appeared = on_appeared,
    .vanished = on_vanished,
  };

  manager->calls = *calls;
  manager->data = data;
  manager->peer = pl_bus_peer_new (&peer, manager);
  return manager;
}

void
pl_session_manager_free (PlSessionManager *manager)
{
  if (manager == NULL)
    return;
  pl_bus_peer_free (manager->peer);
  g_clear_handle_id (&manager->files_changed, g_source_remove);
  if (manager->files != NULL)
    g_signal_handlers_disconnect_by_data (manager->files, manager);
  g_clear_object (&manager->files);
  g_free (manager);
}
