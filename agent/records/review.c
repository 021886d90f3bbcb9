/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/review.h"

#include <glib/gi18n.h>

#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/error.h"

typedef struct {
  const PlActor *actor;
  const PlReview *review;
  gint64 id;
} Adding;

void
pl_review_record_free (PlReviewRecord *record)
{
  const char *texts[] = {
    record->fields.child,  record->fields.took_part,    record->fields.child_view,
    record->fields.reason, record->fields.level_before, record->fields.level_after,
    record->made_by
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free ((char *)texts[i]);
  g_free (record);
}

static gboolean
check (const PlReview *review, GError **error)
{
  if (review->next_day <= review->held_day) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "say when the next review is: a day after this one"));
    return FALSE;
  }
  return pl_text_check (NC_ ("said", "who took part"), review->took_part, PL_REVIEW_TEXT_MAX, TRUE,
                        error) &&
         pl_text_check (NC_ ("said", "the child's view"), review->child_view, PL_REVIEW_TEXT_MAX,
                        !review->provisional, error) &&
         pl_text_check (NC_ ("said", "the reason"), review->reason, PL_REVIEW_TEXT_MAX, TRUE,
                        error) &&
         pl_text_check (NC_ ("said", "the level"), review->level_after, PL_REVIEW_TEXT_MAX, TRUE,
                        error);
}

static gboolean
add (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Adding *adding = data;
  const PlReview *review = adding->review;
  PlMoment now;

  pl_store_now (store, &now);
  if (!pl_store_exec (
          store, error,
          "INSERT INTO review (child, held_day, took_part, child_view, reason,"
          " level_before, level_after, next_day, provisional, made_ms, made_by)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          PL_TEXT (review->child), PL_INT (review->held_day), PL_TEXT (review->took_part),
          PL_TEXT (review->child_view), PL_TEXT (review->reason), PL_TEXT (review->level_before),
          PL_TEXT (review->level_after), PL_INT (review->next_day), PL_INT (review->provisional),
          PL_INT (now.wall_ms), PL_TEXT (adding->actor->account)))
    return FALSE;
  adding->id = pl_store_last_id (store);
  pl_payload_number (payload, "review", adding->id);
  pl_payload_text (payload, "took-part", review->took_part);
  pl_payload_text (payload, "child-view", review->child_view);
  pl_payload_text (payload, "reason", review->reason);
  pl_payload_text (payload, "level-before", review->level_before);
  pl_payload_text (payload, "level-after", review->level_after);
  pl_payload_number (payload, "provisional", review->provisional);
  return TRUE;
}

gint64
pl_review_add (PlStore *store, const PlActor *actor, const PlReview *review, GError **error)
{
  PlAct act = { actor, "review", review->child };
  Adding adding = { actor, review, 0 };

  if (!check (review, error) || !pl_act (store, &act, add, &adding, error))
    return 0;
  return adding.id;
}

static PlReviewRecord *
record_of (sqlite3_stmt *row)
{
  PlReviewRecord *record = g_new0 (PlReviewRecord, 1);

  record->id = sqlite3_column_int64 (row, 0);
  record->fields.child = pl_store_column_text (row, 1);
  record->fields.held_day = sqlite3_column_int64 (row, 2);
  record->fields.took_part = pl_store_column_text (row, 3);
  record->fields.child_view = pl_store_column_text (row, 4);
  record->fields.reason = pl_store_column_text (row, 5);
  record->fields.level_before = pl_store_column_text (row, 6);
  record->fields.level_after = pl_store_column_text (row, 7);
  record->fields.next_day = sqlite3_column_int64 (row, 8);
  record->fields.provisional = sqlite3_column_int (row, 9) != 0;
  record->made_ms = sqlite3_column_int64 (row, 10);
  record->made_by = pl_store_column_text (row, 11);
  return record;
}

GPtrArray *
pl_review_list (PlStore *store, const char *child, gint64 before, guint limit, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_review_record_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT id, child, held_day, took_part, child_view, reason, level_before, level_after,"
      " next_day, provisional, made_ms, made_by FROM review"
      " WHERE (?1 IS NULL OR child = ?1) AND id < ?2 ORDER BY id DESC LIMIT ?3",
      PL_TEXT (child), PL_INT (before > 0 ? before : G_MAXINT64),
      PL_INT (MIN (limit, PL_REVIEW_LIST_MAX)));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (records, record_of (rows));
  return got == 0 ? g_steal_pointer (&records) : NULL;
}

gboolean
pl_review_standing (PlStore *store, const char *child, PlReviewStanding *standing, GError **error)
{
  g_autoptr (sqlite3_stmt) newest = pl_store_query (
      store, error,
      "SELECT next_day, provisional FROM review WHERE child = ? ORDER BY id DESC LIMIT 1",
      PL_TEXT (child));
  int got = newest != NULL ? pl_store_next (store, newest, error) : -1;

  *standing = (PlReviewStanding){ 0 };
  if (got > 0) {
    standing->due = sqlite3_column_int64 (newest, 0);
    standing->provisional = sqlite3_column_int (newest, 1) != 0;
  }
  return got >= 0 &&
         pl_store_number (store, error, &standing->held, 0,
                          "SELECT max (held_day) FROM review WHERE child = ? AND NOT provisional",
                          PL_TEXT (child));
}
