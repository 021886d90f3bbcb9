/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <sqlite3.h>

#include "agent/records/device-key.h"
#include "agent/records/store.h"

G_BEGIN_DECLS

/* The store for those who keep records in it: this room only. */

/* A value to bind. Texts and bytes are the caller's until the statement is done. */
typedef struct {
  enum {
    PL_VALUE_END,
    PL_VALUE_INT,
    PL_VALUE_TEXT,
    PL_VALUE_BYTES
  } type;
  gint64 number;
  const void *bytes; /* NULL: null */
  gsize length;
} PlValue;

#define PL_INT(n)      ((PlValue){ .type = PL_VALUE_INT, .number = (n) })
#define PL_TEXT(t)     ((PlValue){ .type = PL_VALUE_TEXT, .bytes = (t) })
#define PL_BYTES(b, n) ((PlValue){ .type = PL_VALUE_BYTES, .bytes = (b), .length = (n) })

/* The key beside the file; create: one is made where there is none. Owned by the store; NULL on errors. */
const PlDeviceKey *pl_store_device_key (PlStore *store, gboolean create, GError **error);

/* The time, by the store's clock. */
void pl_store_now (PlStore *store, PlMoment *now);

/* Runs a statement that gives no rows. sql is static. pl_store_exec (store, error, "...", PL_INT (1)) */
gboolean
pl_store_exec_values (PlStore *store, GError **error, const char *sql, const PlValue *values);
#define pl_store_exec(store, error, sql, ...)                                                      \
  pl_store_exec_values ((store), (error), (sql),                                                   \
                        (const PlValue[]){ __VA_ARGS__ __VA_OPT__ (, ){ 0 } })

/* Begins a query. Owned by the store; goes back to it by g_autoptr. sql is static. NULL on errors. */
sqlite3_stmt *
pl_store_query_values (PlStore *store, GError **error, const char *sql, const PlValue *values);
#define pl_store_query(store, error, sql, ...)                                                     \
  pl_store_query_values ((store), (error), (sql),                                                  \
                         (const PlValue[]){ __VA_ARGS__ __VA_OPT__ (, ){ 0 } })

/* The next row: 1; 0 at the end, -1 with an error. */
int pl_store_next (PlStore *store, sqlite3_stmt *rows, GError **error);

/* The one number of the one row of a query; otherwise where there is no row. */
gboolean pl_store_number_values (PlStore *store,
                                 GError **error,
                                 gint64 *number,
                                 gint64 otherwise,
                                 const char *sql,
                                 const PlValue *values);
#define pl_store_number(store, error, number, otherwise, sql, ...)                                 \
  pl_store_number_values ((store), (error), (number), (otherwise), (sql),                          \
                          (const PlValue[]){ __VA_ARGS__ __VA_OPT__ (, ){ 0 } })

/* The database itself, for those who only read it. NULL where it cannot be read. */
sqlite3 *pl_store_db (PlStore *store, GError **error);

/* What the last INSERT called its row; how many rows the last statement changed. */
gint64 pl_store_last_id (PlStore *store);
int pl_store_changed (PlStore *store);

/*
 * Account names (nullable), one a line with a line's end on both sides of each, for SQL's
 * instr (list, char (10) || name || char (10)): an account name has no line's end. g_free.
 */
char *pl_store_name_list (const char *const *names);

/* A column's text, "" for null; g_free. */
char *pl_store_column_text (sqlite3_stmt *rows, int column);

/*
 * As pl_store_transact, without waiting for the disk: what it wrote outlives the agent, and a
 * power cut may undo it until the next transaction that waits. For counts, not for records.
 */
gboolean
pl_store_transact_unsynced (PlStore *store, PlStoreWork work, gpointer data, GError **error);

/* Moves all that was written to the file itself, and empties the log: what was deleted is gone. */
gboolean pl_store_checkpoint (PlStore *store, GError **error);

/* Tells whoever carries (outbox.h) that there is something; they look once this transaction has ended. */
void pl_store_outbox_changed (PlStore *store);

/*
 * What was read from the file and stays beside it (concern.h; there is one such thing). It is let go of where a
 * transaction fails and where another file is opened: what is kept is what is written. NULL: nothing is kept.
 */
gpointer pl_store_kept (PlStore *store);
void pl_store_keep (PlStore *store, gpointer kept, GDestroyNotify let_go);

void pl_store_rows_done (sqlite3_stmt *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, pl_store_rows_done)

G_END_DECLS
