/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/grant.h"

#include <glib/gi18n.h>

#include "agent/records/request.h"
#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/error.h"

/* Minutes that were granted count for the week they were granted in. */
#define WEEK_S (7 * PL_SECONDS_A_DAY)

/* A booking that was taken back (booking.h) is no grant any more. */
#define STANDS                                                                                     \
  "NOT EXISTS (SELECT 1 FROM booking WHERE booking.id = time_grant.id AND cancelled_ms IS NOT "    \
  "NULL)"

typedef struct {
  const PlActor *actor;
  const PlGrant *grant;
  gint64 id;
} Granting;

static gboolean
say_wrong (const char *wrong, GError **error)
{
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, wrong);
  return FALSE;
}

static gboolean
check (const PlGrant *grant, GError **error)
{
  gint64 longest = grant->from + PL_GRANT_UNTIL_MAX_S;

  if (grant->until <= grant->from)
    return say_wrong ("a grant ends after it begins", error);
  if (grant->kind == PL_ADJUSTMENT_GRANT_MINUTES) {
    if (grant->minutes == 0 || grant->minutes > PL_GRANT_MINUTES_MAX)
      return say_wrong ("a grant is of 1 to 720 minutes", error);
  } else if (grant->kind != PL_ADJUSTMENT_GRANT_UNTIL || grant->until > longest)
    return say_wrong ("a grant ends within 24 hours", error);
  return pl_text_check (NC_ ("said", "the reason"), grant->reason, PL_REASON_TEXT_MAX, TRUE, error);
}

/* A restriction is ended first, with a reason of its own: two acts on record, not one beside it. */
static gboolean
check_not_stopped (PlStore *store, const PlGrant *grant, GError **error)
{
  gint64 id;

  if (!pl_store_number (store, error, &id, 0,
                        "SELECT id FROM restriction WHERE child = ? AND kind = 3"
                        " AND ended_ms IS NULL AND from_ms <= ?2 AND until_ms > ?2",
                        PL_TEXT (grant->child), PL_INT (grant->from * 1000)))
    return FALSE;
  if (id == 0)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_DENIED,
               NC_ ("said", "restriction %lld holds then: end it first"), (long long)id);
  return FALSE;
}

static gboolean
answer_request (PlStore *store, const Granting *granting, GError **error)
{
  const PlGrant *grant = granting->grant;
  PlRequestDecision decision = { grant->request, PL_REQUEST_GRANTED, grant->reason,
                                 PL_REQUEST_SCOPE_NONE, 0 };

  if (grant->request == 0)
    return TRUE;
  g_autoptr (PlRequest) request = pl_request_get (store, grant->request, error);
  if (request == NULL)
    return FALSE;
  if (request->kind != PL_REQUEST_TIME || !g_str_equal (request->child, grant->child))
    return say_wrong ("this request is not for more time of this child", error);
  return pl_request_decide (store, granting->actor, &decision, error);
}

static gboolean
insert (PlStore *store, const PlActor *actor, const PlGrant *grant, GError **error)
{
  PlMoment now;

  pl_store_now (store, &now);
  return pl_store_exec (store, error,
                        "INSERT INTO time_grant (child, kind, from_ms, until_ms, minutes,"
                        " beyond_maximum, reason, made_ms, made_by, proof, request)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif (?, 0))",
                        PL_TEXT (grant->child), PL_INT (grant->kind), PL_INT (grant->from * 1000),
                        PL_INT (grant->until * 1000), PL_INT (grant->minutes),
                        PL_INT (grant->beyond_maximum), PL_TEXT (grant->reason),
                        PL_INT (now.wall_ms), PL_TEXT (actor->account), PL_TEXT (actor->proof),
                        PL_INT (grant->request));
}

gint64
pl_grant_write (
    PlStore *store, const PlActor *actor, const PlGrant *grant, PlPayload *payload, GError **error)
{
  if (!check (grant, error) || !check_not_stopped (store, grant, error) ||
      !insert (store, actor, grant, error))
    return 0;
  gint64 id = pl_store_last_id (store);
  pl_payload_number (payload, "grant", id);
  if (grant->kind == PL_ADJUSTMENT_GRANT_MINUTES)
    pl_payload_number (payload, "minutes", grant->minutes);
  pl_payload_time (payload, "until", grant->until * 1000);
  if (grant->beyond_maximum)
    pl_payload_text (payload, "beyond", "home-maximum");
  pl_payload_text (payload, "reason", grant->reason);
  return id;
}

static gboolean
grant_time (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Granting *granting = data;
  const PlGrant *grant = granting->grant;

  granting->id = pl_grant_write (store, granting->actor, grant, payload, error);
  if (granting->id == 0 || !answer_request (store, granting, error))
    return FALSE;
  if (grant->request != 0)
    pl_payload_number (payload, "request", grant->request);
  return TRUE;
}

gint64
pl_grant_add (PlStore *store, const PlActor *actor, const PlGrant *grant, GError **error)
{
  PlAct act = { actor, "grant", grant->child };
  Granting granting = { actor, grant, 0 };

  return pl_act (store, &act, grant_time, &granting, error) ? granting.id : 0;
}

void
pl_grant_record_free (PlGrantRecord *record)
{
  g_free ((char *)record->fields.child);
  g_free ((char *)record->fields.reason);
  g_free (record->made_by);
  g_free (record);
}

static PlGrantRecord *
record_of (sqlite3_stmt *row)
{
  PlGrantRecord *record = g_new0 (PlGrantRecord, 1);

  record->id = sqlite3_column_int64 (row, 0);
  record->fields.child = pl_store_column_text (row, 1);
  record->fields.kind = (PlAdjustmentKind)sqlite3_column_int (row, 2);
  record->fields.from = sqlite3_column_int64 (row, 3) / 1000;
  record->fields.until = sqlite3_column_int64 (row, 4) / 1000;
  record->fields.minutes = (guint)sqlite3_column_int (row, 5);
  record->fields.beyond_maximum = sqlite3_column_int (row, 6) != 0;
  record->fields.reason = pl_store_column_text (row, 7);
  record->fields.request = sqlite3_column_int64 (row, 8);
  record->made_ms = sqlite3_column_int64 (row, 9);
  record->made_by = pl_store_column_text (row, 10);
  return record;
}

GPtrArray *
pl_grant_list (
    PlStore *store, const char *child, gint64 until, gint64 before, guint limit, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_grant_record_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT id, child, kind, from_ms, until_ms, minutes, beyond_maximum, reason, request,"
      " made_ms, made_by FROM time_grant"
      " WHERE (?1 IS NULL OR child = ?1) AND until_ms > ?2 AND id < ?3 AND " STANDS
      " ORDER BY id DESC LIMIT ?4",
      PL_TEXT (child), PL_INT (until * 1000), PL_INT (before > 0 ? before : G_MAXINT64),
      PL_INT (MIN (limit, PL_GRANT_LIST_MAX)));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (records, record_of (rows));
  return got == 0 ? g_steal_pointer (&records) : NULL;
}

GArray *
pl_adjustments_read (PlStore *store, const char *child, gint64 now, GError **error)
{
  g_autoptr (GArray) adjustments = g_array_new (FALSE, FALSE, sizeof (PlAdjustment));
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT kind, from_ms, until_ms, minutes, beyond_maximum FROM time_grant"
      " WHERE child = ?1 AND (until_ms > ?2 OR (kind = 1 AND from_ms > ?3)) AND " STANDS
      " UNION ALL SELECT kind, from_ms, until_ms, minutes, 0 FROM restriction"
      " WHERE child = ?1 AND kind IN (3, 4) AND ended_ms IS NULL AND until_ms > ?2",
      PL_TEXT (child), PL_INT (now * 1000), PL_INT ((now - WEEK_S) * 1000));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    PlAdjustment one = {
      .kind = (PlAdjustmentKind)sqlite3_column_int (rows, 0),
      .from = sqlite3_column_int64 (rows, 1) / 1000,
      .until = sqlite3_column_int64 (rows, 2) / 1000,
      .minutes = (guint)sqlite3_column_int (rows, 3),
      .beyond_maximum = sqlite3_column_int (rows, 4) != 0,
    };
    g_array_append_val (adjustments, one);
  }
  return got == 0 ? g_steal_pointer (&adjustments) : NULL;
}
