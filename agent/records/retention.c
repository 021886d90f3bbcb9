/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/retention.h"

#include "agent/records/attempt.h"
#include "agent/records/blocked.h"
#include "agent/records/care-record.h"
#include "agent/records/concern.h"
#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "agent/records/usage-store.h"
#include "policy/error.h"
#include "policy/time/calendar.h"

#define REASON_MAX 1000 /* characters */
#define DAY_MS     ((gint64)PL_SECONDS_A_DAY * 1000)

typedef struct {
  const PlRetention *retention;
  gint64 today;
} Run;

static gboolean
delete_old (PlStore *store, gpointer data, GError **error)
{
  const Run *run = data;
  gint64 oldest = run->today - run->retention->usage_days;
  g_auto (GStrv) held = pl_hold_children (store, error);
  const char *const *kept = (const char *const *)held;
  PlMoment now;

  pl_store_now (store, &now);
  if (held == NULL || !pl_usage_store_delete (store, oldest, kept, NULL, error) ||
      !pl_blocked_delete (store, oldest, kept, NULL, error) ||
      !pl_attempt_delete (store, run->today, error))
    return FALSE;
  if (run->retention->record_days == 0)
    return TRUE;
  gint64 before = now.wall_ms - run->retention->record_days * DAY_MS;
  return pl_concern_delete (store, before / 1000, error) &&
         pl_care_record_delete (store, before, kept, error) &&
         pl_audit_erase (store, before, NULL, kept, NULL, error);
}

gboolean
pl_retention_run (PlStore *store, const PlRetention *retention, gint64 today, GError **error)
{
  Run run = { retention, today };

  return pl_store_transact (store, delete_old, &run, error) && pl_store_checkpoint (store, error);
}

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
  pl_payload_text (payload, "reason", hold->reason);
  return TRUE;
}

gint64
pl_hold_add (
    PlStore *store, const PlActor *actor, const char *child, const char *reason, GError **error)
{
  PlAct act = { actor, "hold", child };
  Hold hold = { actor, child, reason, 0 };

  if (!pl_text_check ("the reason", reason, REASON_MAX, TRUE, error) ||
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

/* Whose open hold it is. NULL and an error. */
static char *
child_of (PlStore *store, gint64 id, GError **error)
{
  g_autoptr (sqlite3_stmt) row = pl_store_query (
      store, error, "SELECT child FROM hold WHERE id = ? AND ended_ms IS NULL", PL_INT (id));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  if (got > 0)
    return pl_store_column_text (row, 0);
  if (got == 0)
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "no hold %" G_GINT64_FORMAT " is open", id);
  return NULL;
}

gboolean
pl_hold_end (PlStore *store, const PlActor *actor, gint64 id, GError **error)
{
  g_autofree char *child = child_of (store, id, error);
  Hold hold = { actor, child, NULL, id };
  PlAct act = { actor, "hold-end", child };

  return child != NULL && pl_act (store, &act, end, &hold, error);
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
