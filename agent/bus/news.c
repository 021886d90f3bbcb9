/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/news.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/bus/service.h"
#include "agent/records/accounts.h"
#include "agent/records/unseen.h"
#include "policy/error.h"

G_STATIC_ASSERT (PL_NEWS_OPENED_KINDS == PL_UNSEEN_OPENED_KINDS);

struct _PlNews {
  PlStore *store;
  GDBusConnection *connection; /* NULL while not on the bus */
  const PlCallers *callers;
  GHashTable *listeners; /* unique name: Listener, owned */
};

typedef struct {
  PlNews *news;
  char *name;
  uid_t uid;
  guint watch;
} Listener;

static const struct {
  const char *interface;
  const char *signal;
  gboolean kept;
} kinds[] = {
  [PL_NEWS_ANSWERED] = { PL_BUS_NAME ".Child", "Answered", TRUE },
  [PL_NEWS_PAGE_BLOCKED] = { PL_BUS_NAME ".Child", "PageBlocked", FALSE },
  [PL_NEWS_WAITS] = { PL_BUS_NAME ".Routes", "SomethingWaits", TRUE },
  [PL_NEWS_VISIT] = { PL_BUS_NAME ".Child", "VisitBegins", FALSE },
  [PL_NEWS_CHANGED] = { PL_BUS_NAME ".Child", "Changed", FALSE },
  [PL_NEWS_STAFF] = { PL_BUS_NAME ".Staff", "Changed", FALSE },
  [PL_NEWS_VISIT_EXTENDED] = { PL_BUS_NAME ".Child", "VisitExtended", FALSE },
  [PL_NEWS_SEEN] = { PL_BUS_NAME, "Seen", FALSE },
};

static void
listener_free (gpointer data)
{
  Listener *listener = data;

  g_bus_unwatch_name (listener->watch);
  g_free (listener->name);
  g_free (listener);
}

PlNews *
pl_news_new (PlStore *store)
{
  PlNews *news = g_new0 (PlNews, 1);

  news->store = store;
  news->listeners = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, listener_free);
  return news;
}

void
pl_news_free (PlNews *news)
{
  if (news == NULL)
    return;
  pl_news_leave (news);
  g_hash_table_unref (news->listeners);
  g_free (news);
}

void
pl_news_join (PlNews *news, GDBusConnection *connection, const PlCallers *callers)
{
  news->connection = g_object_ref (connection);
  news->callers = callers;
}

void
pl_news_leave (PlNews *news)
{
  g_hash_table_remove_all (news->listeners);
  g_clear_object (&news->connection);
  news->callers = NULL;
}

/* What is kept. A store that cannot be read or written says so itself. */

static PlUnseen
kept_of (const PlNews *news, uid_t uid)
{
  g_autofree char *account = pl_account_name (uid);
  PlUnseen unseen = { 0 };

  if (account != NULL)
    pl_unseen_read (news->store, account, &unseen, NULL);
  return unseen;
}

static void
keep (const PlNews *news, uid_t uid, const PlUnseen *unseen)
{
  g_autofree char *account = pl_account_name (uid);

  if (account != NULL)
    pl_unseen_write (news->store, account, unseen, NULL);
}

/* Listening. */

static void
on_vanished (GDBusConnection *connection, const char *name, gpointer data)
{
  Listener *listener = data;

  g_hash_table_remove (listener->news->listeners, listener->name);
}

static guint
count (const PlNews *news, uid_t uid)
{
  GHashTableIter iter;
  gpointer listener;
  guint n = 0;

  g_hash_table_iter_init (&iter, news->listeners);
  while (g_hash_table_iter_next (&iter, NULL, &listener))
    n += ((Listener *)listener)->uid == uid;
  return n;
}

static void
add (PlNews *news, const char *name, uid_t uid)
{
  Listener *listener = g_new0 (Listener, 1);

  *listener = (Listener){ .news = news, .name = g_strdup (name), .uid = uid };
  g_hash_table_insert (news->listeners, listener->name, listener);
  listener->watch =
      g_bus_watch_name_on_connection (news->connection, name, 0, NULL, on_vanished, listener, NULL);
}

gboolean
pl_news_listen (PlNews *news, const char *name, uid_t uid, guint *missed, GError **error)
{
  if (!g_hash_table_contains (news->listeners, name)) {
    if (count (news, uid) >= PL_LISTENERS_MAX) {
      g_set_error (error, PL_ERROR, PL_ERROR_LIMIT,
                   NC_ ("said", "%d programs of yours listen already"), PL_LISTENERS_MAX);
      return FALSE;
    }
    add (news, name, uid);
  }
  *missed = kept_of (news, uid).told;
  return TRUE;
}

/* Telling. */

/* Each once. Transfer container, the names are others'. */
static GPtrArray *
connections_of (const PlNews *news, uid_t uid)
{
  GPtrArray *names = pl_callers_of (news->callers, uid);
  GHashTableIter iter;
  gpointer name, listener;

  g_hash_table_iter_init (&iter, news->listeners);
  while (g_hash_table_iter_next (&iter, &name, &listener))
    if (((Listener *)listener)->uid == uid &&
        !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
      g_ptr_array_add (names, name);
  return names;
}

/* arguments: floating, taken; nullable. */
static void
emit (PlNews *news, uid_t uid, const char *interface, const char *signal, GVariant *arguments)
{
  g_autoptr (GPtrArray) names = connections_of (news, uid);
  g_autoptr (GVariant) taken = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;

  for (guint i = 0; i < names->len; i++)
    g_dbus_connection_emit_signal (news->connection, names->pdata[i], PL_BUS_PATH, interface,
                                   signal, taken, NULL);
}

static void
keep_told (PlNews *news, uid_t uid, PlNewsKind kind)
{
  PlUnseen unseen = kept_of (news, uid);

  if (unseen.told & 1u << kind)
    return;
  unseen.told |= 1u << kind;
  keep (news, uid, &unseen);
}

void
pl_news_tell (PlNews *news, uid_t uid, PlNewsKind kind)
{
  if (kinds[kind].kept)
    keep_told (news, uid, kind);
  if (news->connection != NULL)
    emit (news, uid, kinds[kind].interface, kinds[kind].signal, NULL);
}

void
pl_news_look (PlNews *news, uid_t uid)
{
  PlUnseen unseen = kept_of (news, uid);

  if (unseen.told == 0)
    return;
  unseen.told = 0;
  keep (news, uid, &unseen);
  pl_news_tell (news, uid, PL_NEWS_SEEN);
}

void
pl_news_open (PlNews *news, uid_t uid, PlNewsOpened what, gint64 made)
{
  PlUnseen unseen = kept_of (news, uid);

  if (made <= unseen.opened[what])
    return;
  unseen.opened[what] = made;
  keep (news, uid, &unseen);
}

void
pl_news_opened (const PlNews *news, uid_t uid, gint64 opened[PL_NEWS_OPENED_KINDS])
{
  PlUnseen unseen = kept_of (news, uid);

  memcpy (opened, unseen.opened, sizeof unseen.opened);
}

void
pl_news_tell_staff (PlNews *news, const GArray *staff)
{
  for (guint i = 0; i < staff->len; i++)
    pl_news_tell (news, g_array_index (staff, uid_t, i), PL_NEWS_STAFF);
}

void
pl_news_tell_end (PlNews *news, uid_t uid, PlNotice notice, gint64 in_ms)
{
  static const char *const whats[] = {
    [PL_NOTICE_TIME] = "time",
    [PL_NOTICE_LEAVE] = "leave",
    [PL_NOTICE_VISIT] = "visit",
  };

  if (news->connection != NULL)
    emit (news, uid, PL_BUS_NAME ".Child", "TimeEnding",
          g_variant_new ("(sx)", whats[notice], in_ms / 1000));
}
