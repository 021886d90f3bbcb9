/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/sessions.h"

#include "agent/bus-peer.h"
#include "agent/time/clock.h"

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

/* A session manager that has not answered by then counts as away. */
#define FIRST_ANSWER_MS 2000

struct _PlSessions {
  PlBusPeer *peer;
  PlSessionsChanged changed;
  gpointer data;
  guint grace;
  guint first_answer;
  guint tell;
  GFileMonitor *files;
  guint files_changed;
  gint64 told_ms;
  gboolean known;
  gboolean settled;
  gboolean asleep;
  GHashTable *by_path; /* of PlSession */
};

static void
session_free (gpointer data)
{
  PlSession *session = data;

  g_free (session->id);
  g_free (session->path);
  g_free (session->type);
  g_free (session);
}

static gboolean
counts (const PlSession *session)
{
  return session->known && session->user && !session->closing;
}

static gboolean
in_use_now (const PlSessions *sessions, const PlSession *session)
{
  return !sessions->asleep && counts (session) && session->active && !session->locked &&
         !session->idle;
}

/* Telling. */

static void
settle (PlSessions *sessions)
{
  sessions->settled = TRUE;
  g_clear_handle_id (&sessions->first_answer, g_source_remove);
}

static void tell_soon (PlSessions *sessions);

static gboolean
tell (gpointer data)
{
  PlSessions *sessions = data;
  GHashTableIter iter;
  PlSession *session;
  gboolean over = FALSE; /* use that was told is, already */

  sessions->tell = 0;
  sessions->told_ms = pl_clock_boottime_ms ();
  sessions->changed (sessions->data);
  g_hash_table_iter_init (&iter, sessions->by_path);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&session)) {
    gboolean now = in_use_now (sessions, session);
    over |= session->was_in_use && !now;
    session->was_in_use = now;
  }
  if (over)
    tell_soon (sessions);
  return G_SOURCE_REMOVE;
}

static void
tell_soon (PlSessions *sessions)
{
  gint64 wait = sessions->told_ms + PL_SESSIONS_TELL_MS - pl_clock_boottime_ms ();

  if (sessions->tell == 0)
    sessions->tell = g_timeout_add ((guint)CLAMP (wait, 0, PL_SESSIONS_TELL_MS), tell, sessions);
}

/* Reading. */

static void
take_class (PlSession *session, GVariant *value)
{
  const char *name = g_variant_get_string (value, NULL);

  /* "user", and since systemd 256 "user-early" and "user-light". */
  session->user = g_str_equal (name, "user") || g_str_has_prefix (name, "user-");
}

static void
take_state (PlSession *session, GVariant *value)
{
  session->closing = g_str_equal (g_variant_get_string (value, NULL), "closing");
}

static void
take_user (PlSession *session, GVariant *value)
{
  guint32 uid;

  g_variant_get (value, "(uo)", &uid, NULL);
  session->uid = uid;
}

static void
take_type (PlSession *session, GVariant *value)
{
  g_free (session->type);
  session->type = g_variant_dup_string (value, NULL);
}

static void
take_active (PlSession *session, GVariant *value)
{
  session->active = g_variant_get_boolean (value);
}

static void
take_locked (PlSession *session, GVariant *value)
{
  session->locked = g_variant_get_boolean (value);
}

static void
take_idle (PlSession *session, GVariant *value)
{
  session->idle = g_variant_get_boolean (value);
}

static void
take_remote (PlSession *session, GVariant *value)
{
  session->remote = g_variant_get_boolean (value);
}

static const struct {
  const char *name;
  const char *type;
  void (*take) (PlSession *session, GVariant *value);
} properties[] = {
  { "Class", "s", take_class },   { "State", "s", take_state },
  { "User", "(uo)", take_user },  { "Type", "s", take_type },
  { "Active", "b", take_active }, { "LockedHint", "b", take_locked },
  { "IdleHint", "b", take_idle }, { "Remote", "b", take_remote },
};

static void
take_properties (PlSessions *sessions, PlSession *session, GVariant *changed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++) {
    g_autoptr (GVariant) value =
        g_variant_lookup_value (changed, properties[i].name, G_VARIANT_TYPE (properties[i].type));
    if (value != NULL)
      properties[i].take (session, value);
  }
  session->was_in_use |= in_use_now (sessions, session);
  tell_soon (sessions);
}

static gboolean
all_known (const PlSessions *sessions)
{
  GHashTableIter iter;
  PlSession *session;

  g_hash_table_iter_init (&iter, sessions->by_path);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&session))
    if (!session->known)
      return FALSE;
  return TRUE;
}

/* A question about one session; it may be gone when the answer comes. */
typedef struct {
  PlSessions *sessions;
  char *path;
} Question;

static void
on_properties (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL) {
    g_autoptr (GVariant) values = g_variant_get_child_value (reply, 0);
    PlSession *session = g_hash_table_lookup (question->sessions->by_path, question->path);
    if (session != NULL) {
      session->known = TRUE;
      take_properties (question->sessions, session, values);
      if (all_known (question->sessions))
        settle (question->sessions);
    }
  }
  g_free (question->path);
  g_free (question);
}

static void
add_session (PlSessions *sessions, const char *id, const char *path)
{
  PlSession *session = g_hash_table_lookup (sessions->by_path, path);
  Question *question = g_new (Question, 1);

  if (session == NULL) {
    session = g_new0 (PlSession, 1);
    session->id = g_strdup (id);
    session->path = g_strdup (path);
    g_hash_table_insert (sessions->by_path, session->path, session);
  }
  *question = (Question){ sessions, g_strdup (path) };
  pl_bus_peer_call (sessions->peer, path, DBUS_PROPERTIES, "GetAll",
                    g_variant_new ("(s)", LOGIN_SESSION), "(a{sv})", on_properties, question);
}

static void
on_list (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GHashTable) listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GVariantIter) list = NULL;
  GHashTableIter iter;
  const char *id, *path;

  if (reply == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_warning ("session manager: %s", error->message);
    return;
  }
  PlSessions *sessions = data;
  g_variant_get (reply, "(a(susso))", &list);
  while (g_variant_iter_loop (list, "(&su&s&s&o)", &id, NULL, NULL, NULL, &path)) {
    g_hash_table_add (listed, g_strdup (path));
    add_session (sessions, id, path);
  }
  g_hash_table_iter_init (&iter, sessions->by_path);
  while (g_hash_table_iter_next (&iter, (gpointer *)&path, NULL))
    if (!g_hash_table_contains (listed, path))
      g_hash_table_iter_remove (&iter);
  sessions->known = TRUE;
  if (g_hash_table_size (listed) == 0)
    settle (sessions);
  tell_soon (sessions);
}

static void list (PlSessions *sessions);

static gboolean
on_files_quiet (gpointer data)
{
  PlSessions *sessions = data;

  sessions->files_changed = 0;
  if (pl_bus_peer_is_on (sessions->peer) && sessions->known)
    list (sessions);
  return G_SOURCE_REMOVE;
}

static void
on_files_changed (
    GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  PlSessions *sessions = data;

  if (sessions->files_changed == 0)
    sessions->files_changed = g_timeout_add (FILES_QUIET_MS, on_files_quiet, sessions);
}

static void
watch_files (PlSessions *sessions)
{
  g_autoptr (GFile) folder = g_file_new_for_path (LOGIN_FILES);

  /* A folder that is not there would be looked for every few seconds. */
  if (sessions->files != NULL || !g_file_test (LOGIN_FILES, G_FILE_TEST_IS_DIR))
    return;
  sessions->files = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (sessions->files != NULL)
    g_signal_connect (sessions->files, "changed", G_CALLBACK (on_files_changed), sessions);
}

static void
list (PlSessions *sessions)
{
  watch_files (sessions);
  pl_bus_peer_call (sessions->peer, LOGIN_PATH, LOGIN_MANAGER, "ListSessions", NULL, "(a(susso))",
                    on_list, sessions);
}

static void
on_manager_signal (GDBusConnection *bus,
                   const char *sender,
                   const char *object,
                   const char *interface,
                   const char *signal,
                   GVariant *parameters,
                   gpointer data)
{
  PlSessions *sessions = data;
  const char *id, *path;

  if (g_str_equal (signal, "PrepareForSleep") &&
      g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)"))) {
    g_variant_get (parameters, "(b)", &sessions->asleep);
    tell_soon (sessions);
    return;
  }
  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(so)")))
    return;
  g_variant_get (parameters, "(&s&o)", &id, &path);
  if (g_str_equal (signal, "SessionNew"))
    add_session (sessions, id, path);
  else if (g_str_equal (signal, "SessionRemoved") && g_hash_table_remove (sessions->by_path, path))
    tell_soon (sessions);
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
  PlSessions *sessions = data;
  PlSession *session = g_hash_table_lookup (sessions->by_path, path);

  if (session == NULL || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;
  g_autoptr (GVariant) changed = g_variant_get_child_value (parameters, 1);
  take_properties (sessions, session, changed);
}

/* The bus, and the session manager on it. */

static void
give_up (PlSessions *sessions)
{
  if (sessions->known || !sessions->settled)
    g_warning ("session manager: it is not there; children have help sites only");
  sessions->known = FALSE;
  settle (sessions);
  g_hash_table_remove_all (sessions->by_path);
  tell_soon (sessions);
}

static gboolean
on_grace_over (gpointer data)
{
  PlSessions *sessions = data;

  sessions->grace = 0;
  give_up (sessions);
  return G_SOURCE_REMOVE;
}

static gboolean
on_no_answer (gpointer data)
{
  PlSessions *sessions = data;

  sessions->first_answer = 0;
  give_up (sessions);
  return G_SOURCE_REMOVE;
}

static void
on_appeared (PlBusPeer *peer, gpointer data)
{
  PlSessions *sessions = data;

  g_clear_handle_id (&sessions->grace, g_source_remove);
  sessions->asleep = FALSE;
  list (sessions);
}

static void
on_vanished (PlBusPeer *peer, gpointer data)
{
  PlSessions *sessions = data;

  if (!sessions->settled)
    give_up (sessions);
  else if (sessions->known && sessions->grace == 0)
    sessions->grace = g_timeout_add_seconds (PL_SESSIONS_GRACE_S, on_grace_over, sessions);
}

static void
on_joined (PlBusPeer *peer, gpointer data)
{
  pl_bus_peer_subscribe (peer, LOGIN_MANAGER, NULL, LOGIN_PATH, NULL, on_manager_signal);
  pl_bus_peer_subscribe (peer, DBUS_PROPERTIES, "PropertiesChanged", NULL, LOGIN_SESSION,
                         on_session_changed);
}

PlSessions *
pl_sessions_new (const char *address, PlSessionsChanged changed, gpointer data)
{
  PlSessions *sessions = g_new0 (PlSessions, 1);
  PlBusPeerOptions peer = {
    .address = address,
    .name = LOGIN_NAME,
    .wake = TRUE,
    .joined = on_joined,
    .appeared = on_appeared,
    .vanished = on_vanished,
  };

  sessions->changed = changed;
  sessions->data = data;
  sessions->told_ms = G_MININT32;
  sessions->by_path = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, session_free);
  sessions->first_answer = g_timeout_add (FIRST_ANSWER_MS, on_no_answer, sessions);
  sessions->peer = pl_bus_peer_new (&peer, sessions);
  return sessions;
}

void
pl_sessions_free (PlSessions *sessions)
{
  if (sessions == NULL)
    return;
  g_clear_pointer (&sessions->peer, pl_bus_peer_free);
  g_clear_handle_id (&sessions->grace, g_source_remove);
  g_clear_handle_id (&sessions->first_answer, g_source_remove);
  g_clear_handle_id (&sessions->tell, g_source_remove);
  g_clear_handle_id (&sessions->files_changed, g_source_remove);
  if (sessions->files != NULL)
    g_signal_handlers_disconnect_by_data (sessions->files, sessions);
  g_clear_object (&sessions->files);
  g_hash_table_unref (sessions->by_path);
  g_free (sessions);
}

/* Answers. */

GPtrArray *
pl_sessions_of (const PlSessions *sessions, uid_t uid)
{
  GPtrArray *of = g_ptr_array_new ();
  GHashTableIter iter;
  PlSession *session;

  g_hash_table_iter_init (&iter, sessions->by_path);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&session))
    if (session->uid == uid && counts (session))
      g_ptr_array_add (of, session);
  return of;
}

gboolean
pl_sessions_present (const PlSessions *sessions, uid_t uid)
{
  g_autoptr (GPtrArray) of = pl_sessions_of (sessions, uid);

  return of->len > 0;
}

gboolean
pl_sessions_in_use (const PlSessions *sessions, uid_t uid)
{
  g_autoptr (GPtrArray) of = pl_sessions_of (sessions, uid);

  for (guint i = 0; !sessions->asleep && i < of->len; i++)
    if (((PlSession *)of->pdata[i])->was_in_use)
      return TRUE;
  return FALSE;
}

static const char *
condition_of (const PlSessions *sessions, const PlSession *session)
{
  if (in_use_now (sessions, session))
    return "in use";
  if (sessions->asleep)
    return "asleep";
  if (session->locked)
    return "locked";
  return session->active ? "idle" : "in the background";
}

char *
pl_sessions_words (const PlSessions *sessions, uid_t uid)
{
  g_autoptr (GPtrArray) of = pl_sessions_of (sessions, uid);
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < of->len; i++) {
    const PlSession *session = of->pdata[i];
    g_string_append_printf (words, "%ssession %s (%s%s) is %s", i > 0 ? ", " : "", session->id,
                            session->remote ? "remote " : "", session->type,
                            condition_of (sessions, session));
  }
  return g_string_free (words, FALSE);
}

gboolean
pl_sessions_is_settled (const PlSessions *sessions)
{
  return sessions->settled;
}

gboolean
pl_sessions_is_known (const PlSessions *sessions)
{
  return sessions->known;
}

/* Acts. */

static void
on_asked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("session manager: %s", error->message);
}

static void
ask (PlSessions *sessions, const char *method, const char *id)
{
  if (pl_bus_peer_is_on (sessions->peer))
    pl_bus_peer_call (sessions->peer, LOGIN_PATH, LOGIN_MANAGER, method, g_variant_new ("(s)", id),
                      NULL, on_asked, NULL);
}

void
pl_sessions_lock (PlSessions *sessions, const char *id)
{
  ask (sessions, "LockSession", id);
}

void
pl_sessions_end (PlSessions *sessions, const char *id)
{
  ask (sessions, "TerminateSession", id);
}
