/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/store.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "agent/records/audit.h"
#include "agent/records/database.h"
#include "agent/records/device-key.h"
#include "agent/records/outbox.h"
#include "agent/records/schema.h"
#include "agent/records/set-aside.h"
#include "agent/records/store-private.h"
#include "policy/error.h"

#define FILE_NAME "records.sqlite"

struct _PlStore {
  char *folder;
  char *path;
  PlStoreClock clock;
  sqlite3 *db;            /* NULL: not open */
  GHashTable *statements; /* SQL -> sqlite3_stmt, of db */
  gboolean read_only;     /* db cannot be written; opened as well as could be */
  gboolean damaged;       /* db is to be checked before it is used again */
  gboolean spoiled;       /* a part of this transaction failed */
  guint depth;            /* of transactions in each other */
  char *newer;            /* nullable: the file is of a newer program, and why that is */
  char *trouble;          /* nullable: why nothing can be written now */
  guint changes;
  GPtrArray *set_aside;                   /* paths of damaged files that lie beside */
  PlDeviceKey *key;                       /* NULL: not read yet */
  void (*outbox_changed) (gpointer data); /* nullable */
  gpointer outbox_data;
  gpointer kept; /* nullable */
  GDestroyNotify let_go;
};

static void
set_trouble (PlStore *store, const char *reason)
{
  if (g_strcmp0 (store->trouble, reason) == 0)
    return;
  g_free (store->trouble);
  store->trouble = g_strdup (reason);
  store->changes++;
  if (reason != NULL)
    g_warning ("%s: nothing can be recorded: %s", store->path, reason);
  else
    g_message ("%s: records are written again", store->path);
}

/* In words that staff can pass on. */
static const char *
reason_of (int result)
{
  switch (result & 0xff) {
    case SQLITE_FULL:
      return NC_ ("said", "the disk is full");
    case SQLITE_READONLY:
      return NC_ ("said", "the disk or the file is read-only");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return NC_ ("said", "another program holds the file");
    case SQLITE_CANTOPEN:
      return NC_ ("said", "the file cannot be opened");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return NC_ ("said", "the file is damaged");
    case SQLITE_ERROR:
      return NC_ ("said", "the file is not as Porchlight left it");
    default:
      return NC_ ("said", "the disk fails");
  }
}

/* The file cannot be written, or not at all be used. FALSE. */
static gboolean
fail_file (PlStore *store, int result, GError **error)
{
  g_autofree char *why =
      g_strdup_printf ("%s: %s: %s", reason_of (result), store->path, sqlite3_errstr (result));

  set_trouble (store, reason_of (result));
  g_set_error (error, PL_ERROR, PL_ERROR_IO, NC_ ("said", "nothing can be recorded: %s"), why);
  return FALSE;
}

/* Translates a result of SQLite, and remembers what it says about the file. FALSE. */
static gboolean
fail (PlStore *store, int result, GError **error)
{
  int primary = result & 0xff;

  if (primary == SQLITE_CONSTRAINT || primary == SQLITE_ERROR || primary == SQLITE_MISUSE) {
    g_autofree char *why = g_strdup_printf ("%s: %s", store->path, sqlite3_errmsg (store->db));
    g_set_error (error, PL_ERROR, PL_ERROR_FAILED, NC_ ("said", "nothing can be recorded: %s"),
                 why);
    return FALSE;
  }
  if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB)
    store->damaged = TRUE;
  return fail_file (store, result, error);
}

gpointer
pl_store_kept (PlStore *store)
{
  return store->kept;
}

void
pl_store_keep (PlStore *store, gpointer kept, GDestroyNotify let_go)
{
  if (store->kept != NULL)
    store->let_go (store->kept);
  store->kept = kept;
  store->let_go = let_go;
}

static void
close_db (PlStore *store)
{
  pl_store_keep (store, NULL, NULL);
  g_clear_pointer (&store->statements, g_hash_table_unref);
  g_clear_pointer (&store->db, sqlite3_close);
  store->read_only = store->damaged = FALSE;
}

static void
finalize (gpointer statement)
{
  sqlite3_finalize (statement);
}

static void
take_db (PlStore *store, sqlite3 *db, gboolean read_only)
{
  close_db (store);
  store->db = db;
  store->read_only = read_only;
  store->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize);
}

static gboolean
record_set_aside (PlStore *store, gpointer data, GError **error)
{
  g_autofree char *name = g_path_get_basename (data);
  PlAuditEntry entry = {
    .chain = PL_AUDIT_PUBLIC,
    .actor = "porchlightd",
    .kind = "records-begin",
    .subject = "",
    .payload = name,
  };

  return pl_audit_append (store, &entry, error);
}

/* Sets the damaged file aside and begins a new one, whose first entry says so. */
static int
begin_anew (PlStore *store, sqlite3 **db, int *version)
{
  PlMoment now;
  g_autoptr (GError) error = NULL;

  pl_store_now (store, &now);
  g_autofree char *aside = pl_set_aside (store->path, now.wall_ms, &error);
  if (aside == NULL) {
    g_warning ("%s", error->message);
    return SQLITE_CORRUPT;
  }
  int result = pl_database_open (store->path, db, version);
  if (result != SQLITE_OK)
    return result;
  take_db (store, g_steal_pointer (db), FALSE);
  if (!pl_store_transact (store, record_set_aside, aside, &error))
    g_warning ("%s", error->message);
  return SQLITE_OK;
}

static gboolean
refuse_newer (PlStore *store, int version, GError **error)
{
  if (store->newer == NULL) {
    store->newer = g_strdup_printf (
        NC_ ("said",
             "a newer Porchlight wrote it (version %d; this one knows %d), install that one again"),
        version, pl_schema_steps[pl_schema_n_steps - 1].version);
    store->changes++;
  }
  g_autofree char *why = g_strdup_printf ("%s: %s", store->newer, store->path);
  g_set_error (error, PL_ERROR, PL_ERROR_UNSUPPORTED, NC_ ("said", "nothing can be recorded: %s"),
               why);
  return FALSE;
}

/* Makes db writable; where that cannot be, at least readable, and FALSE. */
static gboolean
ensure_writable (PlStore *store, GError **error)
{
  sqlite3 *db = NULL;
  int version = 0;

  if (store->newer != NULL)
    return refuse_newer (store, version, error);
  if (store->depth > 0 || (store->db != NULL && !store->read_only && !store->damaged))
    return TRUE;
  if (store->damaged)
    close_db (store);
  if (g_mkdir_with_parents (store->folder, 0700) == 0)
    g_chmod (store->folder, 0700);
  int result = pl_database_open (store->path, &db, &version);
  if (result == SQLITE_MISMATCH)
    return refuse_newer (store, version, error);
  if ((result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB)
    result = begin_anew (store, &db, &version);
  if (db != NULL)
    take_db (store, db, FALSE);
  if (result == SQLITE_OK) {
    g_clear_pointer (&store->set_aside, g_ptr_array_unref);
    store->set_aside = pl_set_aside_list (store->path);
    store->changes++;
    return TRUE;
  }
  /* What was recorded can still be read: what a child has used today, say. */
  if (store->db == NULL && (db = pl_database_open_read_only (store->path)) != NULL)
    take_db (store, db, TRUE);
  return fail_file (store, result, error);
}

static gboolean
ensure_readable (PlStore *store, GError **error)
{
  if (store->db != NULL && !store->damaged)
    return TRUE;
  g_autoptr (GError) reason = NULL;
  if (ensure_writable (store, &reason) || store->db != NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

PlStore *
pl_store_new (const char *folder, PlStoreClock clock)
{
  PlStore *store = g_new0 (PlStore, 1);
  g_autoptr (GError) error = NULL;

  store->folder = g_strdup (folder);
  store->path = g_build_filename (folder, FILE_NAME, NULL);
  store->clock = clock;
  store->set_aside = g_ptr_array_new_with_free_func (g_free);
  if (ensure_writable (store, &error))
    set_trouble (store, NULL);
  else
    g_warning ("%s", error->message);
  return store;
}

void
pl_store_free (PlStore *store)
{
  if (store == NULL)
    return;
  close_db (store);
  g_clear_pointer (&store->key, pl_device_key_free);
  g_ptr_array_unref (store->set_aside);
  g_free (store->folder);
  g_free (store->path);
  g_free (store->newer);
  g_free (store->trouble);
  g_free (store);
}

void
pl_store_problems (const PlStore *store, GPtrArray *problems)
{
  const char *reason = store->newer != NULL ? store->newer : store->trouble;

  if (reason != NULL) {
    g_autofree char *why = g_strdup_printf ("%s: %s", reason, store->path);
    g_ptr_array_add (problems, g_strdup_printf (NC_ ("said", "nothing can be recorded: %s"), why));
  }
  for (guint i = 0; i < store->set_aside->len; i++)
    g_ptr_array_add (
        problems,
        g_strdup_printf (NC_ ("said", "records were damaged, and new ones were begun: "
                                      "keep the old file for the inspector, somewhere else: %s"),
                         (const char *)store->set_aside->pdata[i]));
}

gint64
pl_store_free_bytes (const PlStore *store)
{
  struct statvfs disk;

  return statvfs (store->folder, &disk) == 0 ? (gint64)disk.f_bavail * (gint64)disk.f_frsize : -1;
}

guint
pl_store_changes (const PlStore *store)
{
  return store->changes;
}

const PlDeviceKey *
pl_store_device_key (PlStore *store, gboolean create, GError **error)
{
  if (store->key == NULL) {
    g_autofree char *path = g_build_filename (store->folder, "device.key", NULL);
    store->key = pl_device_key_read (path, create, error);
  }
  return store->key;
}

void
pl_store_now (PlStore *store, PlMoment *now)
{
  store->clock (now);
}

static gboolean
run_plain (PlStore *store, const char *sql, GError **error)
{
  int result = sqlite3_exec (store->db, sql, NULL, NULL, NULL);

  return result == SQLITE_OK || fail (store, result, error);
}

static gboolean
transact (PlStore *store, PlStoreWork work, gpointer data, GError **error)
{
  if (!run_plain (store, "BEGIN IMMEDIATE", error))
    return FALSE;
  store->depth = 1;
  store->spoiled = FALSE;
  gboolean done = work (store, data, error) && !store->spoiled;
  store->depth = 0;
  done = done && run_plain (store, "COMMIT", error);
  if (done) {
    set_trouble (store, NULL);
    return TRUE;
  }
  pl_store_keep (store, NULL, NULL);
  if (!sqlite3_get_autocommit (store->db))
    sqlite3_exec (store->db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

static gboolean
join_transaction (PlStore *store, PlStoreWork work, gpointer data, GError **error)
{
  store->depth++;
  gboolean done = work (store, data, error);
  store->depth--;
  store->spoiled |= !done;
  return done;
}

gboolean
pl_store_transact (PlStore *store, PlStoreWork work, gpointer data, GError **error)
{
  if (store->depth > 0)
    return join_transaction (store, work, data, error);
  return ensure_writable (store, error) && transact (store, work, data, error);
}

gboolean
pl_store_transact_unsynced (PlStore *store, PlStoreWork work, gpointer data, GError **error)
{
  if (store->depth > 0)
    return join_transaction (store, work, data, error);
  if (!ensure_writable (store, error) || !run_plain (store, "PRAGMA synchronous = NORMAL", error))
    return FALSE;
  gboolean done = transact (store, work, data, error);
  run_plain (store, "PRAGMA synchronous = FULL", NULL);
  return done;
}

static gboolean
bind (sqlite3_stmt *statement, const PlValue *values)
{
  int result = SQLITE_OK;

  for (int i = 1; values->type != PL_VALUE_END && result == SQLITE_OK; i++, values++)
    if (values->type == PL_VALUE_INT)
      result = sqlite3_bind_int64 (statement, i, values->number);
    else if (values->type == PL_VALUE_TEXT)
      result = sqlite3_bind_text (statement, i, values->bytes, -1, SQLITE_STATIC);
    else
      result = sqlite3_bind_blob64 (statement, i, values->bytes, values->length, SQLITE_STATIC);
  return result == SQLITE_OK;
}

sqlite3_stmt *
pl_store_query_values (PlStore *store, GError **error, const char *sql, const PlValue *values)
{
  if (!ensure_readable (store, error))
    return NULL;
  sqlite3_stmt *statement = g_hash_table_lookup (store->statements, sql);
  if (statement == NULL) {
    int result =
        sqlite3_prepare_v3 (store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    if (result != SQLITE_OK) {
      fail (store, result, error);
      return NULL;
    }
    g_hash_table_insert (store->statements, (char *)sql, statement);
  }
  g_assert (!sqlite3_stmt_busy (statement));
  if (bind (statement, values))
    return statement;
  fail (store, sqlite3_errcode (store->db), error);
  pl_store_rows_done (statement);
  return NULL;
}

int
pl_store_next (PlStore *store, sqlite3_stmt *rows, GError **error)
{
  int result = sqlite3_step (rows);

  if (result == SQLITE_ROW || result == SQLITE_DONE)
    return result == SQLITE_ROW;
  fail (store, result, error);
  return -1;
}

void
pl_store_rows_done (sqlite3_stmt *rows)
{
  sqlite3_reset (rows);
  sqlite3_clear_bindings (rows);
}

gboolean
pl_store_exec_values (PlStore *store, GError **error, const char *sql, const PlValue *values)
{
  g_autoptr (sqlite3_stmt) statement = pl_store_query_values (store, error, sql, values);
  int result = statement != NULL ? sqlite3_step (statement) : SQLITE_DONE;

  if (statement != NULL && result != SQLITE_DONE)
    return fail (store, result, error);
  return statement != NULL;
}

gboolean
pl_store_number_values (PlStore *store,
                        GError **error,
                        gint64 *number,
                        gint64 otherwise,
                        const char *sql,
                        const PlValue *values)
{
  g_autoptr (sqlite3_stmt) rows = pl_store_query_values (store, error, sql, values);
  int got = rows != NULL ? pl_store_next (store, rows, error) : -1;

  if (got < 0)
    return FALSE;
  *number = got > 0 ? sqlite3_column_int64 (rows, 0) : otherwise;
  return TRUE;
}

sqlite3 *
pl_store_db (PlStore *store, GError **error)
{
  return ensure_readable (store, error) ? store->db : NULL;
}

gint64
pl_store_last_id (PlStore *store)
{
  return sqlite3_last_insert_rowid (store->db);
}

int
pl_store_changed (PlStore *store)
{
  return sqlite3_changes (store->db);
}

char *
pl_store_name_list (const char *const *names)
{
  g_autofree char *lines = names != NULL ? g_strjoinv ("\n", (char **)names) : g_strdup ("");

  return g_strconcat ("\n", lines, "\n", NULL);
}

char *
pl_store_column_text (sqlite3_stmt *rows, int column)
{
  const char *text = (const char *)sqlite3_column_text (rows, column);

  return g_strdup (text != NULL ? text : "");
}

gboolean
pl_store_checkpoint (PlStore *store, GError **error)
{
  if (!ensure_writable (store, error))
    return FALSE;
  int result = sqlite3_wal_checkpoint_v2 (store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  return result == SQLITE_OK || fail (store, result, error);
}

void
pl_outbox_on_change (PlStore *store, void (*changed) (gpointer data), gpointer data)
{
  store->outbox_changed = changed;
  store->outbox_data = data;
}

void
pl_store_outbox_changed (PlStore *store)
{
  if (store->outbox_changed != NULL)
    store->outbox_changed (store->outbox_data);
}
