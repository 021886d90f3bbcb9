/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What becomes of a restriction: its duties, a hold, its end. */
#include "agent/records/duty-letter.h"
#include "agent/records/restriction.h"
#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/care/text-max.h"
#include "policy/error.h"
#include <glib/gi18n.h>

#define COLUMNS                                                                                    \
  "id, child, kind, minutes, from_ms, until_ms, review_ms, ground, what, behaviour, place,"        \
  " happened_ms, tried, decided_by, used_by, present, told, agreed, emergency, made_ms, made_by,"  \
  " hold_from_ms, hold_until_ms, ended_ms, ended_by, worked"

void
pl_restriction_record_free (PlRestrictionRecord *record)
{
  const char *texts[] = { record->fields.child,   record->fields.what,    record->fields.behaviour,
                          record->fields.place,   record->fields.tried,   record->fields.decided_by,
                          record->fields.used_by, record->fields.present, record->emergency,
                          record->made_by,        record->ended_by,       record->worked };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free ((char *)texts[i]);
  g_free (record);
}

static gint64
column_time (sqlite3_stmt *row, int column)
{
  return sqlite3_column_int64 (row, column) / 1000;
}

static PlRestrictionRecord *
record_of (sqlite3_stmt *row)
{
  PlRestrictionRecord *record = g_new0 (PlRestrictionRecord, 1);
  PlRestriction *fields = &record->fields;

  record->id = sqlite3_column_int64 (row, 0);
  fields->child = pl_store_column_text (row, 1);
  fields->kind = sqlite3_column_int (row, 2);
  fields->minutes = (guint)sqlite3_column_int (row, 3);
  fields->from = column_time (row, 4);
  fields->until = column_time (row, 5);
  fields->review = column_time (row, 6);
  fields->ground = (PlGround)sqlite3_column_int (row, 7);
  fields->what = pl_store_column_text (row, 8);
  fields->behaviour = pl_store_column_text (row, 9);
  fields->place = pl_store_column_text (row, 10);
  fields->happened = column_time (row, 11);
  fields->tried = pl_store_column_text (row, 12);
  fields->decided_by = pl_store_column_text (row, 13);
  fields->used_by = pl_store_column_text (row, 14);
  fields->present = pl_store_column_text (row, 15);
  fields->told = (PlAnswer)sqlite3_column_int (row, 16);
  fields->agreed = (PlAnswer)sqlite3_column_int (row, 17);
  record->emergency = pl_store_column_text (row, 18);
  record->made = column_time (row, 19);
  record->made_by = pl_store_column_text (row, 20);
  record->held = sqlite3_column_type (row, 21) != SQLITE_NULL;
  record->clock = (PlDutyClock){ .used = fields->from,
                                 .hold_from = column_time (row, 21),
                                 .hold_until = column_time (row, 22) };
  record->ended = column_time (row, 23);
  record->ended_by = pl_store_column_text (row, 24);
  record->worked = pl_store_column_text (row, 25);
  return record;
}

static gboolean
read_duties (PlStore *store, PlRestrictionRecord *record, GError **error)
{
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error, "SELECT duty, done_ms FROM restriction_duty WHERE restriction = ?",
      PL_INT (record->id));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0) {
    gint64 duty = sqlite3_column_int64 (rows, 0);
    if (duty >= 0 && duty < PL_DUTIES)
      record->clock.done[duty] = column_time (rows, 1);
  }
  return got == 0;
}

static GPtrArray *
read_records (PlStore *store, sqlite3_stmt *rows, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_restriction_record_free);
  int got = -1;

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (records, record_of (rows));
  for (guint i = 0; got == 0 && i < records->len; i++)
    if (!read_duties (store, records->pdata[i], error))
      got = -1;
  return got == 0 ? g_steal_pointer (&records) : NULL;
}

PlRestrictionRecord *
pl_restriction_get (PlStore *store, gint64 id, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error, "SELECT " COLUMNS " FROM restriction WHERE id = ?", PL_INT (id));
  g_autoptr (GPtrArray) records = read_records (store, rows, error);

  if (records == NULL)
    return NULL;
  if (records->len > 0)
    return g_ptr_array_steal_index (records, 0);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                       NC_ ("said", "there is no such restriction"));
  return NULL;
}

GPtrArray *
pl_restriction_list (PlStore *store, const char *child, gint64 before, guint limit, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT " COLUMNS " FROM restriction WHERE (?1 IS NULL OR child = ?1) AND id < ?2"
      " ORDER BY id DESC LIMIT ?3",
      PL_TEXT (child), PL_INT (before > 0 ? before : G_MAXINT64),
      PL_INT (MIN (limit, PL_RESTRICTION_LIST_MAX)));

  return read_records (store, rows, error);
}

GPtrArray *
pl_restriction_open (PlStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) rows =
      pl_store_query (store, error,
                      "SELECT " COLUMNS " FROM restriction AS r WHERE"
                      " (SELECT count(*) FROM restriction_duty AS d WHERE d.restriction = r.id) < ?"
                      " ORDER BY id",
                      PL_INT (PL_DUTIES));

  return read_records (store, rows, error);
}

/* One step in the course of a restriction. */
typedef struct {
  const PlActor *actor;
  gint64 id;
  PlDuty duty;
  const char *text;
  gint64 until;
} Step;

static gboolean
end (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Step *step = data;
  PlMoment now;

  pl_store_now (store, &now);
  pl_payload_number (payload, "restriction", step->id);
  pl_payload_text (payload, "worked", step->text);
  return pl_store_exec (
      store, error, "UPDATE restriction SET ended_ms = ?, ended_by = ?, worked = ? WHERE id = ?",
      PL_INT (now.wall_ms), PL_TEXT (step->actor->account), PL_TEXT (step->text),
      PL_INT (step->id));
}

static gboolean
hold (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Step *step = data;
  PlMoment now;

  pl_store_now (store, &now);
  pl_payload_number (payload, "restriction", step->id);
  pl_payload_time (payload, "until", step->until * 1000);
  pl_payload_text (payload, "reason", step->text);
  return pl_store_exec (store, error,
                        "UPDATE restriction SET hold_from_ms = coalesce (hold_from_ms, ?),"
                        " hold_until_ms = nullif (?, 0), hold_reason = ? WHERE id = ?",
                        PL_INT (now.wall_ms), PL_INT (step->until * 1000), PL_TEXT (step->text),
                        PL_INT (step->id));
}

static gboolean
do_duty (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Step *step = data;
  PlMoment now;

  pl_store_now (store, &now);
  pl_payload_number (payload, "restriction", step->id);
  pl_payload_text (payload, "duty", pl_duty_code (step->duty));
  pl_payload_text (payload, "note", step->text);
  return pl_store_exec (store, error, "INSERT INTO restriction_duty VALUES (?, ?, ?, ?, ?)",
                        PL_INT (step->id), PL_INT (step->duty), PL_INT (now.wall_ms),
                        PL_TEXT (step->actor->account), PL_TEXT (step->text)) &&
         pl_duty_letters_done (store, step->id, step->duty, error);
}

static gboolean
take_step (PlStore *store,
           const Step *step,
           const PlRestrictionRecord *record,
           const char *kind,
           const char *what,
           PlActWork work,
           GError **error)
{
  PlAct act = { step->actor, kind, record->fields.child };

  return pl_text_check (what, step->text, PL_RESTRICTION_TEXT_MAX, TRUE, error) &&
         pl_act (store, &act, work, (gpointer)step, error);
}

static gboolean
refuse (const char *wrong, GError **error)
{
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, wrong);
  return FALSE;
}

gboolean
pl_restriction_end (
    PlStore *store, const PlActor *actor, gint64 id, const char *worked, GError **error)
{
  g_autoptr (PlRestrictionRecord) record = pl_restriction_get (store, id, error);
  Step step = { .actor = actor, .id = id, .text = worked };

  if (record == NULL)
    return FALSE;
  if (record->ended != 0)
    return refuse (NC_ ("said", "this restriction was ended already"), error);
  return take_step (store, &step, record, "restriction-end", "whether it worked", end, error);
}

gboolean
pl_restriction_duty (
    PlStore *store, const PlActor *actor, gint64 id, PlDuty duty, const char *note, GError **error)
{
  g_autoptr (PlRestrictionRecord) record = pl_restriction_get (store, id, error);
  Step step = { .actor = actor, .id = id, .duty = duty, .text = note };

  if (record == NULL)
    return FALSE;
  if (record->clock.done[duty] != 0)
    return refuse (NC_ ("said", "this was done already"), error);
  if (duty == PL_DUTY_SIGNED && record->clock.done[PL_DUTY_MANAGER_SPOKE] == 0)
    return refuse (NC_ ("said", "the manager speaks with who used the restriction, then signs"),
                   error);
  return take_step (store, &step, record, "restriction-duty", "the note", do_duty, error);
}

gboolean
pl_restriction_hold (PlStore *store,
                     const PlActor *actor,
                     gint64 id,
                     gint64 until,
                     const char *reason,
                     GError **error)
{
  g_autoptr (PlRestrictionRecord) record = pl_restriction_get (store, id, error);
  Step step = { .actor = actor, .id = id, .text = reason, .until = until };

  if (record == NULL)
    return FALSE;
  if (record->held && record->clock.hold_until == until)
    return pl_act_refuse_changed (error);
  return take_step (store, &step, record, "restriction-hold", "the reason", hold, error);
}
