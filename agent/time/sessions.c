/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/sessions.h"

#include "agent/time/clock.h"
#include "agent/time/session-manager.h"

/* A session manager that has not answered by then counts as away. */
#define FIRST_ANSWER_MS 2000

struct _PlSessions {
  PlSessionsChanged changed;
  gpointer data;
  PlSessionManager *manager;
  guint grace;
  guint first_answer;
  guint tell;
  gint64 told_ms;
  gboolean known;
  gboolean settled;
  gboolean asleep;
  GHashTable *by_path; /* of PlSession */
};

static gboolean
in_use (const PlSessions *sessions, const PlSession *session)
{
  return !sessions->asleep && pl_session_in_use (session);
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
    gboolean now = in_use (sessions, session);
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

/* What the session manager tells. */

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

static void
on_told (const char *path, GVariant *properties, gboolean whole, gpointer data)
{
  PlSessions *sessions = data;
  PlSession *session = g_hash_table_lookup (sessions->by_path, path);

  if (session == NULL)
    return;
  session->known |= whole;
  pl_session_take (session, properties);
  session->was_in_use |= in_use (sessions, session);
  tell_soon (sessions);
  if (whole && all_known (sessions))
    settle (sessions);
}

static void
on_added (const char *id, const char *path, gpointer data)
{
  PlSessions *sessions = data;

  if (!g_hash_table_contains (sessions->by_path, path)) {
    PlSession *session = pl_session_new (id, path);
    g_hash_table_insert (sessions->by_path, session->path, session);
  }
  pl_session_manager_look (sessions->manager, path);
}

static void
on_removed (const char *path, gpointer data)
{
  PlSessions *sessions = data;

  if (g_hash_table_remove (sessions->by_path, path))
    tell_soon (sessions);
}

static void
on_listed (GVariant *list, gpointer data)
{
  PlSessions *sessions = data;
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  GVariantIter each;
  GHashTableIter iter;
  const char *id, *path;

  g_variant_iter_init (&each, list);
  while (g_variant_iter_next (&each, "(&su&s&s&o)", &id, NULL, NULL, NULL, &path)) {
    g_hash_table_add (listed, (gpointer)path); /* the list's */
    on_added (id, path, sessions);
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

static void
on_sleeps (gboolean asleep, gpointer data)
{
  PlSessions *sessions = data;

  GHashTableIter iter;
  PlSession *session;

  sessions->asleep = asleep;
  g_hash_table_iter_init (&iter, sessions->by_path);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&session))
    session->was_in_use |= in_use (sessions, session);
  /* Now, and not only with the next second: no child makes a machine sleep so often. */
  g_clear_handle_id (&sessions->tell, g_source_remove);
  sessions->tell = g_idle_add (tell, sessions);
}

/* Whether it is there. */

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
on_appeared (gpointer data)
{
  PlSessions *sessions = data;

  g_clear_handle_id (&sessions->grace, g_source_remove);
  sessions->asleep = FALSE;
  pl_session_manager_list (sessions->manager);
}

static void
on_vanished (gpointer data)
{
  PlSessions *sessions = data;

  if (!sessions->settled)
    give_up (sessions);
  else if (sessions->known && sessions->grace == 0)
    sessions->grace = g_timeout_add_seconds (PL_SESSIONS_GRACE_S, on_grace_over, sessions);
}

PlSessions *
pl_sessions_new (const char *address, PlSessionsChanged changed, gpointer data)
{
  static const PlSessionManagerCalls calls = { on_appeared, on_vanished, on_listed, on_added,
                                               on_removed,  on_told,     on_sleeps };
  PlSessions *sessions = g_new0 (PlSessions, 1);

  sessions->changed = changed;
  sessions->data = data;
  sessions->told_ms = G_MININT32;
  sessions->by_path = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, pl_session_free);
  sessions->first_answer = g_timeout_add (FIRST_ANSWER_MS, on_no_answer, sessions);
  sessions->manager = pl_session_manager_new (address, &calls, sessions);
  return sessions;
}

void
pl_sessions_free (PlSessions *sessions)
{
  if (sessions == NULL)
    return;
  pl_session_manager_free (sessions->manager);
  g_clear_handle_id (&sessions->grace, g_source_remove);
  g_clear_handle_id (&sessions->first_answer, g_source_remove);
  g_clear_handle_id (&sessions->tell, g_source_remove);
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
    if (session->uid == uid && pl_session_counts (session))
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
  if (in_use (sessions, session))
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

void
pl_sessions_lock (PlSessions *sessions, const char *id)
{
  pl_session_manager_ask (sessions->manager, "LockSession", id);
}

void
pl_sessions_end (PlSessions *sessions, const char *id)
{
  pl_session_manager_ask (sessions->manager, "TerminateSession", id);
}
