/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/audit-verify.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/records/concern-chain.h"
#include "agent/records/database.h"
#include "agent/records/store-private.h"
#include "agent/records/vault.h"
#include "policy/error.h"

/* A walk along the rows of both chains, in the order of chain and serial. */
typedef struct {
  PlAuditReport *report;
  const guint8 *wanted; /* nullable: the hash that is looked for */
  gboolean found;       /* it is there */
  PlAuditHead last[3];  /* by chain: the entry before */
  gboolean doubted[3];  /* it was altered: what follows it is not to blame */
  GArray *anchors;      /* of Anchor: what the public chain says of the concerns' */
  GHashTable *concerns; /* serial -> hash (64 digits) of the concerns' chain, where anchored */
} Walk;

typedef struct {
  guint64 serial; /* of the public entry */
  PlAuditHead head;
} Anchor;

/* The columns of a row, in the order of the query; a hostile file may have anything in them. */
enum {
  CHAIN,
  SERIAL,
  VERSION,
  WALL_MS,
  BOOTTIME_MS,
  ACTOR_UID,
  ACTOR,
  KIND,
  SUBJECT,
  PAYLOAD,
  SALT,
  DIGEST,
  BEFORE,
  HASH,
};

#define QUERY                                                                                      \
  "SELECT chain, serial, version, wall_ms, boottime_ms, actor_uid, actor, kind, subject, payload," \
  " salt, digest, before, hash FROM audit ORDER BY chain, serial"

static void
finding_free (gpointer data)
{
  PlAuditFinding *finding = data;

  g_free (finding->text);
  g_free (finding);
}

void
pl_audit_report_clear (PlAuditReport *report)
{
  g_clear_pointer (&report->findings, g_ptr_array_unref);
}

/* Transfer full. */
static char *
sentence (PlAuditChain chain, guint64 serial, const char *what)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, serial);
  /* Translators: the number of an entry of the record, and what is wrong with it: "was altered". */
  g_autofree char *entry = g_strdup_printf (NC_ ("said", "entry %s %s"), number, what);

  return chain == PL_AUDIT_CONCERNS
             ? g_strdup_printf (NC_ ("said", "the concerns' chain, %s"), entry)
             : g_steal_pointer (&entry);
}

static void
find (Walk *walk, PlAuditChain chain, guint64 serial, const char *what)
{
  PlAuditFinding *finding;

  if (walk->report->findings->len >= PL_AUDIT_FINDINGS_MAX)
    return;
  finding = g_new (PlAuditFinding, 1);
  *finding = (PlAuditFinding){ chain, serial, sentence (chain, serial, what) };
  g_ptr_array_add (walk->report->findings, finding);
}

static void
find_gap (Walk *walk, PlAuditChain chain, guint64 first, guint64 last)
{
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, last);
  /* Translators: after "entry 3". */
  g_autofree char *more =
      g_strdup_printf (NC_ ("said", "and those after it up to %s were removed"), number);

  find (walk, chain, first, first == last ? NC_ ("said", "was removed") : more);
}

static const guint8 *
hash_column (sqlite3_stmt *row, int column)
{
  const guint8 *bytes = sqlite3_column_blob (row, column);

  return sqlite3_column_bytes (row, column) == PL_AUDIT_HASH_SIZE ? bytes : NULL;
}

/* A text as it was hashed: without a NUL inside, which would hide what follows. */
static const char *
text_column (sqlite3_stmt *row, int column)
{
  const char *text = (const char *)sqlite3_column_text (row, column);

  if (text == NULL || strlen (text) != (gsize)sqlite3_column_bytes (row, column))
    return NULL;
  return text;
}

/* FALSE where a column is not what the agent would have written there. */
static gboolean
read_row (sqlite3_stmt *row, PlAuditEntry *entry)
{
  for (int column = CHAIN; column <= ACTOR_UID; column++)
    if (sqlite3_column_type (row, column) != SQLITE_INTEGER)
      return FALSE;
  *entry = (PlAuditEntry){
    .chain = (PlAuditChain)sqlite3_column_int64 (row, CHAIN),
    .serial = (guint64)sqlite3_column_int64 (row, SERIAL),
    .wall_ms = sqlite3_column_int64 (row, WALL_MS),
    .boottime_ms = sqlite3_column_int64 (row, BOOTTIME_MS),
    .actor_uid = (guint32)sqlite3_column_int64 (row, ACTOR_UID),
    .actor = text_column (row, ACTOR),
    .kind = text_column (row, KIND),
    .subject = text_column (row, SUBJECT),
    .payload = text_column (row, PAYLOAD),
    .salt = hash_column (row, SALT),
    .digest = hash_column (row, DIGEST),
    .before = hash_column (row, BEFORE),
    .hash = hash_column (row, HASH),
  };
  return sqlite3_column_int64 (row, VERSION) == PL_AUDIT_VERSION &&
         sqlite3_column_int64 (row, ACTOR_UID) == (gint64)entry->actor_uid &&
         entry->actor != NULL && entry->kind != NULL && entry->digest != NULL &&
         entry->before != NULL && entry->hash != NULL;
}

static gboolean
is_erased (sqlite3_stmt *row)
{
  return sqlite3_column_type (row, SUBJECT) == SQLITE_NULL &&
         sqlite3_column_type (row, PAYLOAD) == SQLITE_NULL &&
         sqlite3_column_type (row, SALT) == SQLITE_NULL;
}

/* Some acts are never erased; that one says nothing is an alteration. */
static gboolean
may_be_erased (const PlAuditEntry *entry)
{
  return strcmp (entry->kind, PL_AUDIT_KIND_CONCERNS) != 0 &&
         strcmp (entry->kind, "records-begin") != 0;
}

static gboolean
says_what_it_said (const PlAuditEntry *entry, gboolean erased)
{
  guint8 digest[PL_AUDIT_HASH_SIZE];

  if (erased)
    return may_be_erased (entry);
  if (entry->subject == NULL || entry->payload == NULL || entry->salt == NULL)
    return FALSE;
  pl_audit_entry_digest (entry, digest);
  return memcmp (digest, entry->digest, PL_AUDIT_HASH_SIZE) == 0;
}

/* Under the device key, which only the store's own verification has. */
static gboolean
is_hidden (const char *payload)
{
  return strlen (payload) == PL_VAULT_HIDDEN_LENGTH &&
         strspn (payload, "0123456789abcdef") == PL_VAULT_HIDDEN_LENGTH;
}

/* What an entry of PL_AUDIT_KIND_CONCERNS says: hidden, or as it once was, "SERIAL HASH". */
static void
note_anchor (Walk *walk, const PlAuditEntry *entry)
{
  Anchor anchor = { .serial = entry->serial };
  char *end = NULL;

  if (is_hidden (entry->payload))
    return;

  anchor.head.serial = g_ascii_strtoull (entry->payload, &end, 10);
  if (*end == ' ' && pl_audit_hex_parse (end + 1, anchor.head.hash))
    g_array_append_val (walk->anchors, anchor);
  else
    find (walk, entry->chain, entry->serial, NC_ ("said", "was altered"));
}

static void
check_entry (Walk *walk, const PlAuditEntry *entry, gboolean erased)
{
  PlAuditHead *last = &walk->last[entry->chain];
  guint8 hash[PL_AUDIT_HASH_SIZE];
  gboolean doubted = FALSE;

  pl_audit_entry_hash (entry, hash);
  if (memcmp (hash, entry->hash, PL_AUDIT_HASH_SIZE) != 0 || !says_what_it_said (entry, erased)) {
    find (walk, entry->chain, entry->serial, NC_ ("said", "was altered"));
    doubted = TRUE;
  } else if (entry->serial == last->serial + 1 && !walk->doubted[entry->chain] &&
             memcmp (entry->before, last->hash, PL_AUDIT_HASH_SIZE) != 0)
    find (walk, entry->chain, entry->serial,
          NC_ ("said", "does not follow the one before it: one of them was put in or replaced"));
  else if (entry->chain == PL_AUDIT_PUBLIC && strcmp (entry->kind, PL_AUDIT_KIND_CONCERNS) == 0)
    note_anchor (walk, entry);
  walk->doubted[entry->chain] = doubted;
}

static void
step (Walk *walk, const PlAuditEntry *entry, gboolean erased)
{
  PlAuditHead *last = &walk->last[entry->chain];

  if (entry->serial <= last->serial)
    find (walk, entry->chain, entry->serial, NC_ ("said", "is there twice: one was put in"));
  else if (entry->serial > last->serial + 1)
    find_gap (walk, entry->chain, last->serial + 1, entry->serial - 1);
  check_entry (walk, entry, erased);
  last->serial = entry->serial;
  memcpy (last->hash, entry->hash, PL_AUDIT_HASH_SIZE);
  if (entry->chain == PL_AUDIT_CONCERNS) {
    g_hash_table_insert (walk->concerns, g_memdup2 (&entry->serial, sizeof entry->serial),
                         g_memdup2 (entry->hash, PL_AUDIT_HASH_SIZE));
    return;
  }
  walk->report->entries++;
  walk->report->erased += erased;
  walk->found = walk->found || (walk->wanted != NULL &&
                                memcmp (walk->wanted, entry->hash, sizeof last->hash) == 0);
}

static void
take_row (Walk *walk, sqlite3_stmt *row)
{
  guint64 serial = (guint64)sqlite3_column_int64 (row, SERIAL);
  gint64 chain = sqlite3_column_int64 (row, CHAIN);
  PlAuditEntry entry;

  if (chain != PL_AUDIT_PUBLIC && chain != PL_AUDIT_CONCERNS)
    find (walk, PL_AUDIT_PUBLIC, serial, NC_ ("said", "belongs to no chain: it was put in"));
  else if (read_row (row, &entry))
    step (walk, &entry, is_erased (row));
  else {
    /* What it was can no more be known; what follows is compared among itself. */
    find (walk, (PlAuditChain)chain, serial, NC_ ("said", "was altered: it cannot be read"));
    walk->last[chain].serial = serial;
    walk->doubted[chain] = TRUE;
  }
}

/* The concerns' chain must still have every head that the public one has of it. */
static void
check_anchors (Walk *walk)
{
  for (guint i = 0; i < walk->anchors->len; i++) {
    const Anchor *anchor = &g_array_index (walk->anchors, Anchor, i);
    const guint8 *hash = g_hash_table_lookup (walk->concerns, &anchor->head.serial);
    if (anchor->head.serial > 0 &&
        (hash == NULL || memcmp (hash, anchor->head.hash, PL_AUDIT_HASH_SIZE) != 0))
      find (walk, PL_AUDIT_CONCERNS, anchor->head.serial,
            NC_ ("said", "is not what the public chain says it was: entries were replaced, or cut "
                         "off the end"));
  }
}

static void
check_head (Walk *walk)
{
  PlAuditFinding *finding;

  if (walk->wanted == NULL || walk->found)
    return;
  finding = g_new (PlAuditFinding, 1);
  *finding =
      (PlAuditFinding){ PL_AUDIT_PUBLIC, 0,
                        g_strdup (NC_ ("said", "no entry has the head that was written down: "
                                               "entries were cut off the end, or replaced")) };
  g_ptr_array_add (walk->report->findings, finding);
}

gboolean
pl_audit_verify_db (
    sqlite3 *db, const char *what, const guint8 *head, PlAuditReport *report, GError **error)
{
  g_autoptr (GArray) anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));
  g_autoptr (GHashTable) concerns =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  Walk walk = { .report = report, .wanted = head, .anchors = anchors, .concerns = concerns };
  sqlite3_stmt *rows = NULL;

  *report = (PlAuditReport){ .findings = g_ptr_array_new_with_free_func (finding_free) };
  int result = sqlite3_prepare_v2 (db, QUERY, -1, &rows, NULL);
  while (result == SQLITE_OK || result == SQLITE_ROW)
    if ((result = sqlite3_step (rows)) == SQLITE_ROW)
      take_row (&walk, rows);
  if (result != SQLITE_DONE)
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "%s: cannot be read as records: %s", what,
                 sqlite3_errmsg (db));
  sqlite3_finalize (rows);
  check_anchors (&walk);
  check_head (&walk);
  report->head = walk.last[PL_AUDIT_PUBLIC];
  return result == SQLITE_DONE;
}

/* What the public chain says of the concerns', oldest first. NULL on errors. */
static GPtrArray *
hidden_anchors (PlStore *store, GError **error)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error, "SELECT payload FROM audit WHERE chain = 1 AND kind = ? ORDER BY serial",
      PL_TEXT (PL_AUDIT_KIND_CONCERNS));
  int got = -1;

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    g_autofree char *payload = pl_store_column_text (rows, 0);
    if (is_hidden (payload))
      g_ptr_array_add (anchors, g_steal_pointer (&payload));
  }
  return got == 0 ? g_steal_pointer (&anchors) : NULL;
}

static gboolean
verify_concerns (PlStore *store, PlAuditReport *report, GError **error)
{
  g_autoptr (GPtrArray) anchors = hidden_anchors (store, error);
  char *text = anchors != NULL ? pl_concern_chain_verify (store, anchors) : NULL;

  if (text != NULL) {
    PlAuditFinding *finding = g_new (PlAuditFinding, 1);
    *finding = (PlAuditFinding){ PL_AUDIT_CONCERNS, 0, text };
    g_ptr_array_add (report->findings, finding);
  }
  return anchors != NULL;
}

gboolean
pl_audit_verify (PlStore *store, const guint8 *head, PlAuditReport *report, GError **error)
{
  sqlite3 *db = pl_store_db (store, error);

  return db != NULL && pl_audit_verify_db (db, "the records", head, report, error) &&
         verify_concerns (store, report, error);
}

gboolean
pl_audit_verify_file (const char *path, const guint8 *head, PlAuditReport *report, GError **error)
{
  /* A pipe would be waited for. */
  sqlite3 *db =
      g_file_test (path, G_FILE_TEST_IS_REGULAR) ? pl_database_open_read_only (path) : NULL;

  if (db == NULL) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "%s: no file of records", path);
    return FALSE;
  }
  gboolean done = pl_audit_verify_db (db, path, head, report, error);
  sqlite3_close (db);
  return done;
}
