/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/hold.h"

#include <glib/gi18n.h>

#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/care/text-max.h"
#include "policy/error.h"

typedef struct {
  const PlActor *actor;
  const char *child;
  const char *reason;
  gint64 id;
} Hold;

static gboolean
add (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Hold *hold = data;
  PlMoment now;

  pl_store_now (store, &now);
  if (!pl_store_exec (store, error,
                      "INSERT INTO hold (child, reason, made_ms, made_by) VALUES (?, ?, ?, ?)",
                      PL_TEXT (hold->child), PL_TEXT (hold->reason), PL_INT (now.wall_ms),
                      PL_TEXT (hold->actor->account)))
    return FALSE;
  hold->id = pl_store_last_id (store);
  pl_payload_number (payload, "hold", hold->id);
  return TRUE;
}

gint64
pl_hold_add (
    PlStore *store, const PlActor *actor, const char *child, const char *reason, GError **error)
{
  const PlAct act = { actor, "hold", "" };
  Hold hold = { actor, child, reason, 0 };

  if (!pl_text_check (NC_ ("said", "the reason"), reason, PL_REASON_TEXT_MAX, TRUE, error) ||
      !pl_act (store, &act, add, &hold, error))
    return 0;
  return hold.id;
}

static gboolean
end (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Hold *hold = data;
  PlMoment now;

  pl_store_now (store, &now);
  pl_payload_number (payload, "hold", hold->id);
  return pl_store_exec (store, error, "UPDATE hold SET ended_ms = ?, ended_by = ? WHERE id = ?",
                        PL_INT (now.wall_ms), PL_TEXT (hold->actor->account), PL_INT (hold->id));
}

static gboolean
is_open (PlStore *store, gint64 id, const char *by, GError **error)
{
  g_autoptr (sqlite3_stmt) row =
      pl_store_query (store, error,
                      "SELECT 1 FROM hold WHERE id = ?1 AND ended_ms IS NULL"
                      " AND (?2 IS NULL OR made_by = ?2)",
                      PL_INT (id), PL_TEXT (by));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  if (got == 0)
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "no hold %lld is open"),
                 (long long)id);
  return got > 0;
}

gboolean
pl_hold_end (PlStore *store, const PlActor *actor, gint64 id, const char *by, GError **error)
{
  Hold hold = { actor, NULL, NULL, id };
  const PlAct act = { actor, "hold-end", "" };

  return is_open (store, id, by, error) && pl_act (store, &act, end, &hold, error);
}

void
pl_hold_record_free (PlHoldRecord *record)
{
  g_free (record->child);
  g_free (record->reason);
  g_free (record->made_by);
  g_free (record->ended_by);
  g_free (record);
}

static PlHoldRecord *
record_of (sqlite3_stmt *row)
{
  PlHoldRecord *record = g_new0 (PlHoldRecord, 1);

  record->id = sqlite3_column_int64 (row, 0);
  record->child = pl_store_column_text (row, 1);
  record->reason = pl_store_column_text (row, 2);
  record->made_ms = sqlite3_column_int64 (row, 3);
  record->made_by = pl_store_column_text (row, 4);
  record->ended_ms = sqlite3_column_int64 (row, 5);
  record->ended_by = pl_store_column_text (row, 6);
  return record;
}

GPtrArray *
pl_hold_list (PlStore *store, const PlHoldFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_hold_record_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT id, child, reason, made_ms, made_by, ended_ms, COALESCE (ended_by, '') FROM hold"
      " WHERE (?1 IS NULL OR child = ?1) AND (?2 IS NULL OR made_by = ?2)"
      " AND (NOT ?3 OR ended_ms IS NULL) AND id < ?4 ORDER BY id DESC LIMIT ?5",
      PL_TEXT (filter->child), PL_TEXT (filter->by), PL_INT (filter->open),
      PL_INT (filter->before > 0 ? filter->before : G_MAXINT64),
      PL_INT (MIN (filter->limit, PL_HOLD_LIST_MAX)));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (records, record_of (rows));
  return got == 0 ? g_steal_pointer (&records) : NULL;
}

char **
pl_hold_children (PlStore *store, GError **error)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT child FROM hold WHERE ended_ms IS NULL UNION"
      " SELECT subject FROM care_record WHERE holds AND closed_ms IS NULL AND subject <> ''"
      " ORDER BY 1");

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (children, pl_store_column_text (rows, 0));
  if (got < 0)
    return NULL;
  g_ptr_array_add (children, NULL);
  return (char **)g_ptr_array_steal (children, NULL);
}
