/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/audit.h"

#include <glib/gi18n.h>

#include <sodium.h>
#include <string.h>

#include "agent/records/store-private.h"
#include "policy/error.h"

static gboolean
read_head (PlStore *store, PlAuditChain chain, PlAuditHead *head, GError **error)
{
  g_autoptr (sqlite3_stmt) row = pl_store_query (
      store, error, "SELECT serial, hash FROM audit WHERE chain = ? ORDER BY serial DESC LIMIT 1",
      PL_INT (chain));

  *head = (PlAuditHead){ 0 };
  int got = row != NULL ? pl_store_next (store, row, error) : -1;
  if (got > 0 && sqlite3_column_bytes (row, 1) == PL_AUDIT_HASH_SIZE) {
    head->serial = (guint64)sqlite3_column_int64 (row, 0);
    memcpy (head->hash, sqlite3_column_blob (row, 1), PL_AUDIT_HASH_SIZE);
  }
  return got >= 0;
}

gboolean
pl_audit_head (PlStore *store, PlAuditChain chain, PlAuditHead *head, GError **error)
{
  return read_head (store, chain, head, error);
}

static gboolean
insert (PlStore *store, const PlAuditEntry *entry, GError **error)
{
  return pl_store_exec (
      store, error, "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      PL_INT (entry->chain), PL_INT ((gint64)entry->serial), PL_INT (PL_AUDIT_VERSION),
      PL_INT (entry->wall_ms), PL_INT (entry->boottime_ms), PL_INT (entry->actor_uid),
      PL_TEXT (entry->actor), PL_TEXT (entry->kind), PL_TEXT (entry->subject),
      PL_TEXT (entry->payload), PL_BYTES (entry->salt, PL_AUDIT_SALT_SIZE),
      PL_BYTES (entry->digest, PL_AUDIT_HASH_SIZE), PL_BYTES (entry->before, PL_AUDIT_HASH_SIZE),
      PL_BYTES (entry->hash, PL_AUDIT_HASH_SIZE));
}

static gboolean
append (PlStore *store, gpointer data, GError **error)
{
  PlAuditEntry entry = *(const PlAuditEntry *)data;
  guint8 salt[PL_AUDIT_SALT_SIZE], digest[PL_AUDIT_HASH_SIZE], hash[PL_AUDIT_HASH_SIZE];
  PlAuditHead head;
  PlMoment now;

  if (!read_head (store, entry.chain, &head, error))
    return FALSE;
  pl_store_now (store, &now);
  entry.serial = head.serial + 1;
  entry.wall_ms = now.wall_ms;
  entry.boottime_ms = now.boottime_ms;
  randombytes_buf (salt, sizeof salt);
  entry.salt = salt;
  pl_audit_entry_digest (&entry, digest);
  entry.digest = digest;
  entry.before = head.hash;
  pl_audit_entry_hash (&entry, hash);
  entry.hash = hash;
  return insert (store, &entry, error);
}

gboolean
pl_audit_append (PlStore *store, const PlAuditEntry *entry, GError **error)
{
  if (strlen (entry->payload) > PL_AUDIT_PAYLOAD_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT, NC_ ("said", "more than %d bytes to record"),
                 PL_AUDIT_PAYLOAD_MAX);
    return FALSE;
  }
  return pl_store_transact (store, append, (gpointer)entry, error);
}

/* A hash or a salt of a row; NULL if it is not of that size. */
static const guint8 *
column_bytes (sqlite3_stmt *row, int column, int size)
{
  const guint8 *bytes = sqlite3_column_blob (row, column);

  return sqlite3_column_bytes (row, column) == size ? bytes : NULL;
}

static void
entry_of (sqlite3_stmt *row, PlAuditEntry *entry)
{
  *entry = (PlAuditEntry){
    .chain = PL_AUDIT_PUBLIC,
    .serial = (guint64)sqlite3_column_int64 (row, 0),
    .wall_ms = sqlite3_column_int64 (row, 1),
    .boottime_ms = sqlite3_column_int64 (row, 2),
    .actor_uid = (guint32)sqlite3_column_int64 (row, 3),
    .actor = (const char *)sqlite3_column_text (row, 4),
    .kind = (const char *)sqlite3_column_text (row, 5),
    .subject = (const char *)sqlite3_column_text (row, 6),
    .payload = (const char *)sqlite3_column_text (row, 7),
    .digest = column_bytes (row, 8, PL_AUDIT_HASH_SIZE),
    .before = column_bytes (row, 9, PL_AUDIT_HASH_SIZE),
    .hash = column_bytes (row, 10, PL_AUDIT_HASH_SIZE),
  };
  if (g_str_equal (entry->kind, PL_AUDIT_KIND_CONCERNS))
    entry->payload = NULL;
}

/* Each between two ends of lines, which no account has. NULL for NULL. */
static char *
lines_of (const char *const *accounts)
{
  g_autofree char *joined = accounts != NULL ? g_strjoinv ("\n", (char **)accounts) : NULL;

  return joined != NULL ? g_strdup_printf ("\n%s\n", joined) : NULL;
}

gboolean
pl_audit_list (PlStore *store,
               const PlAuditFilter *filter,
               void (*each) (const PlAuditEntry *entry, gpointer data),
               gpointer data,
               GError **error)
{
  int got = -1;
  gint64 before =
      filter->before == 0 || filter->before > G_MAXINT64 ? G_MAXINT64 : (gint64)filter->before;
  g_autofree char *actors = lines_of (filter->actors);
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT serial, wall_ms, boottime_ms, actor_uid, actor, kind, subject, payload, digest,"
      " before, hash FROM audit WHERE chain = 1 AND serial < ?1"
      " AND (?2 IS NULL OR subject = ?2) AND (?3 IS NULL OR kind = ?3)"
      " AND (?5 IS NULL OR instr(?5, char(10) || actor || char(10)) > 0)"
      " AND wall_ms >= ?6 AND wall_ms < ?7"
      " AND (?8 IS NULL OR kind <> '" PL_AUDIT_KIND_CONCERNS
      "' AND instr(lower(payload), lower(?8)) > 0)"
      " ORDER BY serial DESC LIMIT ?4",
      PL_INT (before), PL_TEXT (filter->subject), PL_TEXT (filter->kind),
      PL_INT (MIN (filter->limit, PL_AUDIT_PAGE_MAX)), PL_TEXT (actors),
      PL_INT (filter->from_ms != 0 ? filter->from_ms : G_MININT64),
      PL_INT (filter->until_ms != 0 ? filter->until_ms : G_MAXINT64), PL_TEXT (filter->words));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    PlAuditEntry entry;
    entry_of (rows, &entry);
    each (&entry, data);
  }
  return got == 0;
}
