/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records of care as they are read. */
#include "agent/records/care-record.h"
#include "agent/records/store-private.h"
#include "policy/error.h"
#include <glib/gi18n.h>

#define COLUMNS                                                                                    \
  "id, kind, subject, made_ms, made_by, closed_ms, closed_by,"                                     \
  " (SELECT count (*) FROM care_entry WHERE record = id)"

static void
free_values (char **values)
{
  for (gsize i = 0; i < PL_RECORD_FIELDS_MAX; i++)
    g_free (values[i]);
}

void
pl_care_record_free (PlCareRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->subject);
  g_free (record->made_by);
  g_free (record->closed_by);
  free_values (record->values);
  g_free (record);
}

void
pl_care_entry_free (PlCareEntry *entry)
{
  g_free (entry->made_by);
  g_free (entry->step);
  g_free (entry->note);
  free_values (entry->values);
  g_free (entry);
}

/* A value takes the place of the one before; "" leaves none. */
static void
take_value (char **value, char *text)
{
  g_free (*value);
  *value = text;
  if (*text == '\0')
    g_clear_pointer (value, g_free);
}

static gboolean
read_values (PlStore *store, PlCareRecord *record, GError **error)
{
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error, "SELECT name, value FROM care_field WHERE record = ? ORDER BY entry",
      PL_INT (record->id));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    int field = pl_record_field (record->kind, (const char *)sqlite3_column_text (rows, 0));
    if (field >= 0)
      take_value (&record->values[field], pl_store_column_text (rows, 1));
  }
  return got == 0;
}

static gboolean
read_steps (PlStore *store, PlCareRecord *record, GError **error)
{
  int got = 0;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error, "SELECT step, made_ms FROM care_entry WHERE record = ? AND what = ?",
      PL_INT (record->id), PL_INT (PL_CARE_STEP));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    int step = pl_record_step (record->kind, (const char *)sqlite3_column_text (rows, 0));
    if (step >= 0)
      record->steps_ms[step] = sqlite3_column_int64 (rows, 1);
  }
  return rows != NULL && got == 0;
}

/* NULL where the kind is none that this version knows. */
static PlCareRecord *
record_of (sqlite3_stmt *row)
{
  const PlRecordKind *kind = pl_record_kind ((const char *)sqlite3_column_text (row, 1));

  if (kind == NULL)
    return NULL;
  PlCareRecord *record = g_new0 (PlCareRecord, 1);
  record->id = sqlite3_column_int64 (row, 0);
  record->kind = kind;
  record->subject = pl_store_column_text (row, 2);
  record->made_ms = sqlite3_column_int64 (row, 3);
  record->made_by = pl_store_column_text (row, 4);
  record->closed_ms = sqlite3_column_int64 (row, 5);
  record->closed_by = pl_store_column_text (row, 6);
  record->version = sqlite3_column_int64 (row, 7);
  return record;
}

static gboolean
fill (PlStore *store, PlCareRecord *record, GError **error)
{
  return read_values (store, record, error) &&
         (record->kind->n_steps == 0 || read_steps (store, record, error));
}

PlCareRecord *
pl_care_record_get (PlStore *store, gint64 id, GError **error)
{
  g_autoptr (PlCareRecord) record = NULL;
  g_autoptr (sqlite3_stmt) row = pl_store_query (
      store, error, "SELECT " COLUMNS " FROM care_record WHERE id = ?", PL_INT (id));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  if (got < 0)
    return NULL;
  record = got > 0 ? record_of (row) : NULL;
  if (record == NULL)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "there is no such record"));
  return record != NULL && fill (store, record, error) ? g_steal_pointer (&record) : NULL;
}

/* First the rows, then what is in each: one statement at a time. */
static GPtrArray *
list_rows (PlStore *store, const PlCareFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_care_record_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT " COLUMNS " FROM care_record AS r WHERE (?1 IS NULL OR kind = ?1)"
      " AND (?2 IS NULL OR subject = ?2) AND id < ?3 AND (?4 = 0 OR (closed_ms IS NULL AND NOT"
      "  (repeats AND EXISTS (SELECT 1 FROM care_record AS n"
      "   WHERE n.kind = r.kind AND n.subject = r.subject AND n.id > r.id))))"
      " ORDER BY id DESC LIMIT ?5",
      PL_TEXT (filter->kind != NULL ? filter->kind->id : NULL), PL_TEXT (filter->subject),
      PL_INT (filter->before > 0 ? filter->before : G_MAXINT64), PL_INT (filter->open_only),
      PL_INT (MIN (filter->limit, PL_CARE_LIST_MAX)));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    PlCareRecord *record = record_of (rows);
    if (record != NULL)
      g_ptr_array_add (records, record);
  }
  return got == 0 ? g_steal_pointer (&records) : NULL;
}

GPtrArray *
pl_care_record_list (PlStore *store, const PlCareFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) records = list_rows (store, filter, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!fill (store, records->pdata[i], error))
      return NULL;
  return g_steal_pointer (&records);
}

static gboolean
read_written (
    PlStore *store, const PlCareRecord *record, gint64 serial, PlCareEntry *entry, GError **error)
{
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error, "SELECT name, value FROM care_field WHERE record = ? AND entry = ?",
      PL_INT (record->id), PL_INT (serial));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    int field = pl_record_field (record->kind, (const char *)sqlite3_column_text (rows, 0));
    if (field >= 0)
      entry->values[field] = pl_store_column_text (rows, 1);
  }
  return got == 0;
}

GPtrArray *
pl_care_record_history (PlStore *store, const PlCareRecord *record, GError **error)
{
  g_autoptr (GPtrArray) history =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_care_entry_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT what, made_ms, made_by, step, note FROM care_entry WHERE record = ? ORDER BY serial",
      PL_INT (record->id));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    PlCareEntry *entry = g_new0 (PlCareEntry, 1);
    entry->what = (PlCareWhat)sqlite3_column_int (rows, 0);
    entry->made_ms = sqlite3_column_int64 (rows, 1);
    entry->made_by = pl_store_column_text (rows, 2);
    entry->step = pl_store_column_text (rows, 3);
    entry->note = pl_store_column_text (rows, 4);
    g_ptr_array_add (history, entry);
  }
  if (got != 0)
    return NULL;
  for (guint i = 0; i < history->len; i++)
    if (!read_written (store, record, i + 1, history->pdata[i], error))
      return NULL;
  return g_steal_pointer (&history);
}
