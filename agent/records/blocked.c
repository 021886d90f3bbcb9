/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/blocked.h"

#include <string.h>

#include "agent/records/store-private.h"

struct _PlBlockedLog {
  PlStore *store;
  GHashTable *waiting;  /* Waiting, its own key */
  GHashTable *children; /* account -> how many of its names wait */
};

/* One name of a child and a day that is not written yet. */
typedef struct {
  char *child;
  gint64 day;
  char *name;
  char *category;
  int cause;
  gint64 first_ms, last_ms;
  gint64 times;
} Waiting;

static guint
waiting_hash (gconstpointer key)
{
  const Waiting *waiting = key;

  return g_str_hash (waiting->child) * 31 + g_str_hash (waiting->name) + (guint)waiting->day;
}

static gboolean
waiting_equal (gconstpointer a, gconstpointer b)
{
  const Waiting *x = a, *y = b;

  return x->day == y->day && g_str_equal (x->child, y->child) && g_str_equal (x->name, y->name);
}

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_free (waiting->child);
  g_free (waiting->name);
  g_free (waiting->category);
  g_free (waiting);
}

PlBlockedLog *
pl_blocked_log_new (PlStore *store)
{
  PlBlockedLog *log = g_new0 (PlBlockedLog, 1);

  log->store = store;
  log->waiting = g_hash_table_new_full (waiting_hash, waiting_equal, waiting_free, NULL);
  log->children = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return log;
}

void
pl_blocked_log_free (PlBlockedLog *log)
{
  if (log == NULL)
    return;
  pl_blocked_log_flush (log, NULL);
  g_hash_table_unref (log->waiting);
  g_hash_table_unref (log->children);
  g_free (log);
}

static Waiting *
wait_for (PlBlockedLog *log, const Waiting *key)
{
  Waiting *waiting = g_hash_table_lookup (log->waiting, key);

  if (waiting != NULL)
    return waiting;
  waiting = g_new0 (Waiting, 1);
  waiting->child = g_strdup (key->child);
  waiting->day = key->day;
  waiting->name = g_strdup (key->name);
  waiting->category = g_strdup (key->category);
  waiting->cause = key->cause;
  waiting->first_ms = key->first_ms;
  g_hash_table_add (log->waiting, waiting);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (log->children, key->child));
  g_hash_table_insert (log->children, g_strdup (key->child), GUINT_TO_POINTER (n + 1));
  return waiting;
}

void
pl_blocked_log_add (PlBlockedLog *log,
                    const char *child,
                    gint64 day,
                    const char *name,
                    const char *category,
                    int cause)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (log->children, child));
  PlMoment now;

  pl_store_now (log->store, &now);
  Waiting key = { (char *)child, day, (char *)name, (char *)category, cause, now.wall_ms };
  if (n >= PL_BLOCKED_WAITING_MAX && !g_hash_table_contains (log->waiting, &key))
    key = (Waiting){ (char *)child, day, (char *)"", (char *)"", PL_BLOCKED_CAUSE_UNKNOWN,
                     now.wall_ms };
  Waiting *waiting = wait_for (log, &key);
  waiting->last_ms = now.wall_ms;
  waiting->times++;
}

static gboolean
upsert (PlStore *store, const Waiting *waiting, const char *name, GError **error)
{
  return pl_store_exec (store, error,
                        "INSERT INTO blocked (child, day, name, category, first_ms, last_ms, times,"
                        " cause) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE"
                        " SET last_ms = max (last_ms, excluded.last_ms),"
                        " times = times + excluded.times",
                        PL_TEXT (waiting->child), PL_INT (waiting->day), PL_TEXT (name),
                        PL_TEXT (*name != '\0' ? waiting->category : ""),
                        PL_INT (waiting->first_ms), PL_INT (waiting->last_ms),
                        PL_INT (waiting->times),
                        PL_INT (*name != '\0' ? waiting->cause : PL_BLOCKED_CAUSE_UNKNOWN));
}

/* A name that is new beyond the cap of the day counts among the others. */
static gboolean
write_one (PlStore *store, const Waiting *waiting, GError **error)
{
  gint64 known, names;

  if (!pl_store_number (store, error, &known, 0,
                        "SELECT 1 FROM blocked WHERE child = ? AND day = ? AND name = ?",
                        PL_TEXT (waiting->child), PL_INT (waiting->day), PL_TEXT (waiting->name)) ||
      !pl_store_number (store, error, &names, 0,
                        "SELECT count (*) FROM blocked WHERE child = ? AND day = ?",
                        PL_TEXT (waiting->child), PL_INT (waiting->day)))
    return FALSE;
  return upsert (store, waiting, known || names < PL_BLOCKED_NAMES_MAX ? waiting->name : "", error);
}

static gboolean
write_all (PlStore *store, gpointer data, GError **error)
{
  const PlBlockedLog *log = data;
  GHashTableIter iter;
  gpointer waiting;

  g_hash_table_iter_init (&iter, log->waiting);
  while (g_hash_table_iter_next (&iter, &waiting, NULL))
    if (!write_one (store, waiting, error))
      return FALSE;
  return TRUE;
}

gboolean
pl_blocked_log_flush (PlBlockedLog *log, GError **error)
{
  if (g_hash_table_size (log->waiting) == 0)
    return TRUE;
  if (!pl_store_transact_unsynced (log->store, write_all, log, error))
    return FALSE;
  g_hash_table_remove_all (log->waiting);
  g_hash_table_remove_all (log->children);
  return TRUE;
}

void
pl_blocked_free (PlBlocked *blocked)
{
  g_free (blocked->name);
  g_free (blocked->category);
  g_free (blocked);
}

GPtrArray *
pl_blocked_list (
    PlStore *store, const char *child, gint64 first, gint64 last, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_blocked_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT name, category, cause, day, first_ms, last_ms, times FROM blocked"
      " WHERE child = ? AND day BETWEEN ? AND ? ORDER BY day DESC, times DESC, name LIMIT ?",
      PL_TEXT (child), PL_INT (first), PL_INT (last), PL_INT (MIN (limit, PL_BLOCKED_LIST_MAX)));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    PlBlocked *one = g_new (PlBlocked, 1);
    *one = (PlBlocked){ pl_store_column_text (rows, 0), pl_store_column_text (rows, 1),
                        sqlite3_column_int (rows, 2),   sqlite3_column_int64 (rows, 3),
                        sqlite3_column_int64 (rows, 4), sqlite3_column_int64 (rows, 5),
                        sqlite3_column_int64 (rows, 6) };
    g_ptr_array_add (list, one);
  }
  return got == 0 ? g_steal_pointer (&list) : NULL;
}
