/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/care/text-max.h"
#include "policy/error.h"

typedef struct {
  const PlActor *actor;
  const PlReaderKey *key;
  const char *id;
  const char *account, *role, *reason;
  PlReaderState state;
} Change;

void
pl_reader_free (PlReader *reader)
{
  g_free (reader->account);
  g_free (reader->role);
  g_free (reader->made_by);
  g_free (reader);
}

/* NULL where the row is not as it was written. */
static PlReader *
reader_of (sqlite3_stmt *row)
{
  PlReader *reader = g_new0 (PlReader, 1);
  g_autofree char *key = pl_store_column_text (row, 3);

  reader->account = pl_store_column_text (row, 1);
  reader->role = pl_store_column_text (row, 2);
  reader->state = (PlReaderState)sqlite3_column_int (row, 4);
  reader->made_ms = sqlite3_column_int64 (row, 5);
  reader->made_by = pl_store_column_text (row, 6);
  if (pl_reader_key_parse (&reader->key, "reader", key, strlen (key), NULL))
    return reader;
  pl_reader_free (reader);
  return NULL;
}

GPtrArray *
pl_reader_list (PlStore *store, GError **error)
{
  g_autoptr (GPtrArray) readers = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_reader_free);
  g_autoptr (sqlite3_stmt) rows =
      pl_store_query (store, error,
                      "SELECT id, account, role, key, state, made_ms, made_by FROM reader"
                      " ORDER BY number");
  int got = -1;

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    PlReader *reader = reader_of (rows);
    if (reader != NULL)
      g_ptr_array_add (readers, reader);
  }
  return got == 0 ? g_steal_pointer (&readers) : NULL;
}

const PlReader *
pl_reader_find (const GPtrArray *readers, const guint8 id[PL_CARE_ID_SIZE])
{
  for (guint i = 0; i < readers->len; i++) {
    const PlReader *reader = readers->pdata[i];
    if (memcmp (reader->key.id, id, PL_CARE_ID_SIZE) == 0)
      return reader;
  }
  return NULL;
}

const PlReader *
pl_reader_of (const GPtrArray *readers, const char *account)
{
  for (guint i = 0; i < readers->len; i++) {
    const PlReader *reader = readers->pdata[i];
    if (reader->state == PL_READER_ACTIVE && g_str_equal (reader->account, account))
      return reader;
  }
  return NULL;
}

static void
describe (const Change *change, PlPayload *payload)
{
  pl_payload_text (payload, "reader", change->id);
  if (change->key != NULL)
    pl_payload_text (payload, "name", change->key->name);
  if (change->role != NULL) {
    pl_payload_text (payload, "account", change->account);
    pl_payload_text (payload, "role", change->role);
    pl_payload_text (payload, "state", pl_reader_state_code (change->state));
  }
  if (change->reason != NULL)
    pl_payload_text (payload, "reason", change->reason);
}

/* One account has one key in use at a time. */
static gboolean
replace_before (PlStore *store, const Change *change, GError **error)
{
  return change->account[0] == '\0' ||
         pl_store_exec (
             store, error, "UPDATE reader SET state = ? WHERE account = ? AND state <> ?",
             PL_INT (PL_READER_REVOKED), PL_TEXT (change->account), PL_INT (PL_READER_REVOKED));
}

static gboolean
check_room (PlStore *store, const Change *change, GError **error)
{
  gint64 same, living;

  if (!pl_store_number (store, error, &same, 0, "SELECT count(*) FROM reader WHERE id = ?",
                        PL_TEXT (change->id)) ||
      !pl_store_number (store, error, &living, 0, "SELECT count(*) FROM reader WHERE state <> ?",
                        PL_INT (PL_READER_REVOKED)))
    return FALSE;
  if (same > 0)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "this key is known already"));
  else if (living >= PL_READERS_MAX)
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT, NC_ ("said", "a home has at most %d readers"),
                 PL_READERS_MAX);
  return same == 0 && living < PL_READERS_MAX;
}

static gboolean
add (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Change *change = data;
  g_autofree char *text = pl_reader_key_text (change->key, TRUE);
  PlMoment now;

  pl_store_now (store, &now);
  describe (change, payload);
  return replace_before (store, change, error) && check_room (store, change, error) &&
         pl_store_exec (store, error,
                        "INSERT INTO reader (id, account, role, key, state, made_ms, made_by)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?)",
                        PL_TEXT (change->id), PL_TEXT (change->account), PL_TEXT (change->role),
                        PL_TEXT (text), PL_INT (change->state), PL_INT (now.wall_ms),
                        PL_TEXT (change->actor->account));
}

gboolean
pl_reader_add (PlStore *store,
               const PlActor *actor,
               const PlReaderKey *key,
               const char *account,
               const char *role,
               PlReaderState state,
               GError **error)
{
  const PlAct act = { actor, "reader-added", "" };
  g_autofree char *id = pl_care_id_text (key->id);
  Change change = { actor, key, id, account, role, NULL, state };

  return pl_act (store, &act, add, &change, error);
}

/* The statement must have found its one reader. */
static gboolean
check_found (PlStore *store, const char *id, GError **error)
{
  if (pl_store_changed (store) == 1)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
               NC_ ("said", "no reader for whom that can be done has the id %s"), id);
  return FALSE;
}

static gboolean
confirm_reader (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Change *change = data;
  gint64 own;

  if (!pl_store_number (store, error, &own, 0,
                        "SELECT count(*) FROM reader WHERE id = ? AND made_by = ?",
                        PL_TEXT (change->id), PL_TEXT (change->actor->account)))
    return FALSE;
  if (own > 0) {
    g_set_error_literal (
        error, PL_ERROR, PL_ERROR_DENIED,
        NC_ ("said", "somebody else than who brought a reader says that it is theirs"));
    return FALSE;
  }
  describe (change, payload);
  return pl_store_exec (store, error, "UPDATE reader SET state = ? WHERE id = ? AND state = ?",
                        PL_INT (PL_READER_ACTIVE), PL_TEXT (change->id),
                        PL_INT (PL_READER_WAITING)) &&
         check_found (store, change->id, error);
}

gboolean
pl_reader_confirm (PlStore *store,
                   const PlActor *actor,
                   const guint8 id[PL_CARE_ID_SIZE],
                   GError **error)
{
  const PlAct act = { actor, "reader-confirmed", "" };
  g_autofree char *text = pl_care_id_text (id);
  Change change = { .actor = actor, .id = text };

  return pl_act (store, &act, confirm_reader, &change, error);
}

static gboolean
end_reader (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Change *change = data;

  describe (change, payload);
  return pl_store_exec (store, error, "UPDATE reader SET state = ?1 WHERE id = ?2 AND state <> ?1",
                        PL_INT (PL_READER_REVOKED), PL_TEXT (change->id)) &&
         check_found (store, change->id, error);
}

gboolean
pl_reader_revoke (PlStore *store,
                  const PlActor *actor,
                  const guint8 id[PL_CARE_ID_SIZE],
                  const char *reason,
                  GError **error)
{
  const PlAct act = { actor, "reader-revoked", "" };
  g_autofree char *text = pl_care_id_text (id);
  Change change = { .actor = actor, .id = text, .reason = reason };

  return pl_text_check (NC_ ("said", "the reason"), reason, PL_REVOKE_TEXT_MAX, TRUE, error) &&
         pl_act (store, &act, end_reader, &change, error);
}

static gboolean
rewrap (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Change *change = data;
  g_autofree char *text = pl_reader_key_text (change->key, TRUE);

  describe (change, payload);
  return pl_store_exec (store, error,
                        "UPDATE reader SET key = ? WHERE id = ? AND account = ? AND state = ?",
                        PL_TEXT (text), PL_TEXT (change->id), PL_TEXT (change->actor->account),
                        PL_INT (PL_READER_ACTIVE)) &&
         check_found (store, change->id, error);
}

gboolean
pl_reader_rewrap (PlStore *store, const PlActor *actor, const PlReaderKey *key, GError **error)
{
  const PlAct act = { actor, "reader-passphrase", "" };
  g_autofree char *id = pl_care_id_text (key->id);
  Change change = { .actor = actor, .key = key, .id = id };

  return pl_act (store, &act, rewrap, &change, error);
}

const char *
pl_reader_state_code (PlReaderState state)
{
  static const char *const codes[] = { "?", "waiting", "active", "revoked" };

  return (gsize)state < G_N_ELEMENTS (codes) ? codes[state] : codes[0];
}
