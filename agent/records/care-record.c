/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/care-record.h"

#include <glib/gi18n.h>

#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/care/text-max.h"
#include "policy/error.h"

/* Something that is being written into a record. */
typedef struct {
  const PlActor *actor;
  const PlCareDraft *draft; /* nullable: no fields */
  gint64 id;
  PlCareWhat what;
  const char *step;
  const char *note;
} Writing;

static gboolean G_GNUC_PRINTF (2, 3) wrong (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (PL_ERROR, PL_ERROR_ARGUMENT, format, arguments));
  va_end (arguments);
  return FALSE;
}

static gboolean
is_given (const char *value)
{
  return value != NULL && *value != '\0';
}

static gboolean
check_value (const PlRecordField *field, const char *value, GError **error)
{
  gsize max = field->type == PL_RECORD_TEXT ? PL_RECORD_TEXT_MAX : PL_RECORD_LINE_MAX;

  return pl_text_check (field->name, value, max, TRUE, error) &&
         pl_record_value_check (field, value, error);
}

/* Fields that are given at the record's end have no place before it, and the others none at it. */
static gboolean
check_values (const PlCareDraft *draft, gboolean at_end, gboolean complete, GError **error)
{
  for (gsize i = 0; i < draft->kind->n_fields; i++) {
    const PlRecordField *field = &draft->kind->fields[i];
    gboolean of_end = field->need >= PL_RECORD_MAY_END;
    gboolean must = field->need == PL_RECORD_MUST || field->need == PL_RECORD_MUST_END;

    if (is_given (draft->values[i])) {
      if (of_end != at_end)
        return wrong (error,
                      at_end ? NC_ ("said", "%s: amend the record for that")
                             : NC_ ("said", "%s: when it is closed"),
                      field->name);
      if (!check_value (field, draft->values[i], error))
        return FALSE;
    } else if (complete && must && of_end == at_end) {
      return wrong (error, NC_ ("said", "%s: missing"), field->name);
    }
  }
  return TRUE;
}

static gboolean
write_fields (PlStore *store, const Writing *writing, gint64 serial, GError **error)
{
  const PlCareDraft *draft = writing->draft;

  for (gsize i = 0; draft != NULL && i < draft->kind->n_fields; i++) {
    gboolean clears = writing->what == PL_CARE_AMENDED && draft->values[i] != NULL;
    if (!is_given (draft->values[i]) && !clears)
      continue;
    if (!pl_store_exec (store, error, "INSERT INTO care_field VALUES (?, ?, ?, ?)",
                        PL_INT (writing->id), PL_INT (serial),
                        PL_TEXT (draft->kind->fields[i].name), PL_TEXT (draft->values[i])))
      return FALSE;
  }
  return TRUE;
}

/* Adds an entry with its fields. */
static gboolean
write_entry (PlStore *store, const Writing *writing, GError **error)
{
  gint64 serial;
  PlMoment now;

  pl_store_now (store, &now);
  return pl_store_number (store, error, &serial, 1,
                          "SELECT 1 + count (*) FROM care_entry WHERE record = ?",
                          PL_INT (writing->id)) &&
         pl_store_exec (store, error, "INSERT INTO care_entry VALUES (?, ?, ?, ?, ?, ?, ?)",
                        PL_INT (writing->id), PL_INT (serial), PL_INT (writing->what),
                        PL_INT (now.wall_ms), PL_TEXT (writing->actor->account),
                        PL_TEXT (writing->step), PL_TEXT (writing->note)) &&
         write_fields (store, writing, serial, error);
}

static gboolean
close_row (PlStore *store, const Writing *writing, GError **error)
{
  PlMoment now;

  pl_store_now (store, &now);
  return pl_store_exec (
      store, error, "UPDATE care_record SET closed_ms = ?, closed_by = ? WHERE id = ?",
      PL_INT (now.wall_ms), PL_TEXT (writing->actor->account), PL_INT (writing->id));
}

/* What all staff may read of the kind is in the log; of the others that something was written. */
static void
say (PlPayload *payload, const PlRecordKind *kind, const Writing *writing)
{
  pl_payload_number (payload, "record", writing->id);
  if (!pl_record_kind_is_open (kind))
    return;
  pl_payload_text (payload, "kind", kind->id);
  if (*writing->step != '\0')
    pl_payload_text (payload, "step", writing->step);
  if (*writing->note != '\0')
    pl_payload_text (payload, writing->what == PL_CARE_AMENDED ? "reason" : "note", writing->note);
  for (gsize i = 0; writing->draft != NULL && i < kind->n_fields; i++) {
    const char *value = writing->draft->values[i];
    if (value != NULL && kind->fields[i].type == PL_RECORD_TIME)
      pl_payload_time (payload, kind->fields[i].name, g_ascii_strtoll (value, NULL, 10) * 1000);
    else if (value != NULL)
      pl_payload_text (payload, kind->fields[i].name, value);
  }
}

static PlAct
act_of (const PlRecordKind *kind, const char *subject, const PlActor *actor, PlCareWhat what)
{
  static const char *const acts[] = {
    [PL_CARE_ADDED] = "record-added",
    [PL_CARE_AMENDED] = "record-amended",
    [PL_CARE_CLOSED] = "record-closed",
    [PL_CARE_STEP] = "record-step",
  };

  return (PlAct){ actor, acts[what], pl_record_kind_is_open (kind) ? subject : "" };
}

/* The record that a field names: of the same kind. *other: NULL where the field names none. */
static gboolean
linked (PlStore *store,
        const PlCareDraft *draft,
        const char *name,
        PlCareRecord **other,
        GError **error)
{
  int field = pl_record_field (draft->kind, name);
  const char *value = field >= 0 ? draft->values[field] : NULL;

  *other = NULL;
  if (!is_given (value))
    return TRUE;
  *other = pl_care_record_get (store, g_ascii_strtoll (value, NULL, 10), error);
  if (*other == NULL)
    return FALSE;
  return (*other)->kind == draft->kind ||
         wrong (error, NC_ ("said", "%s: that record is no %s"), name, draft->kind->id);
}

/* The version before is closed by the one that takes its place. */
static gboolean
close_replaced (PlStore *store, const Writing *writing, GError **error)
{
  g_autoptr (PlCareRecord) old = NULL;
  g_autofree char *note = g_strdup_printf ("by record %" G_GINT64_FORMAT, writing->id);

  if (!linked (store, writing->draft, "replaces", &old, error))
    return FALSE;
  if (old == NULL)
    return TRUE;
  if (old->closed_ms != 0 || !g_str_equal (old->subject, writing->draft->subject))
    return wrong (error, NC_ ("said", "replaces: that record is closed, or another child's"));
  const Writing replaced = { writing->actor, NULL, old->id, PL_CARE_REPLACED, "", note };
  return write_entry (store, &replaced, error) && close_row (store, &replaced, error);
}

static gboolean
add (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Writing *writing = data;
  const PlRecordKind *kind = writing->draft->kind;
  g_autoptr (PlCareRecord) other = NULL;
  PlMoment now;

  pl_store_now (store, &now);
  if (!linked (store, writing->draft, "linked", &other, error) ||
      !pl_store_exec (store, error,
                      "INSERT INTO care_record (kind, subject, holds, repeats, made_ms, made_by)"
                      " VALUES (?, ?, ?, ?, ?, ?)",
                      PL_TEXT (kind->id), PL_TEXT (writing->draft->subject), PL_INT (kind->holds),
                      PL_INT (kind->repeats), PL_INT (now.wall_ms),
                      PL_TEXT (writing->actor->account)))
    return FALSE;
  writing->id = pl_store_last_id (store);
  say (payload, kind, writing);
  return write_entry (store, writing, error) && close_replaced (store, writing, error);
}

gint64
pl_care_record_add (PlStore *store, const PlActor *actor, const PlCareDraft *draft, GError **error)
{
  const PlAct act = act_of (draft->kind, draft->subject, actor, PL_CARE_ADDED);
  Writing writing = { actor, draft, 0, PL_CARE_ADDED, "", "" };

  if (!check_values (draft, FALSE, TRUE, error) || !pl_act (store, &act, add, &writing, error))
    return 0;
  return writing.id;
}

static gboolean
write_more (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Writing *writing = data;
  g_autoptr (PlCareRecord) record = pl_care_record_get (store, writing->id, error);

  if (record == NULL)
    return FALSE;
  say (payload, record->kind, writing);
  return write_entry (store, writing, error) &&
         (writing->what != PL_CARE_CLOSED || close_row (store, writing, error));
}

static gboolean
add_entry (PlStore *store, const PlCareRecord *record, Writing *writing, GError **error)
{
  const PlAct act = act_of (record->kind, record->subject, writing->actor, writing->what);

  return pl_act (store, &act, write_more, writing, error);
}

/* An amendment may be of what the end asked for once there was one; nothing required is taken out. */
static gboolean
check_amendment (const PlCareRecord *record, const PlCareDraft *draft, GError **error)
{
  gboolean any = FALSE;

  for (gsize i = 0; i < record->kind->n_fields; i++) {
    const PlRecordField *field = &record->kind->fields[i];
    if (draft->values[i] == NULL)
      continue;
    any = TRUE;
    if (field->need >= PL_RECORD_MAY_END && record->closed_ms == 0)
      return wrong (error, NC_ ("said", "%s: when it is closed"), field->name);
    if (field->type == PL_RECORD_LINK)
      return wrong (error, NC_ ("said", "%s: stays as it is"), field->name);
    if (is_given (draft->values[i])) {
      if (!check_value (field, draft->values[i], error))
        return FALSE;
    } else if (field->need == PL_RECORD_MUST || field->need == PL_RECORD_MUST_END) {
      return wrong (error, NC_ ("said", "%s: missing"), field->name);
    }
  }
  return any || wrong (error, NC_ ("said", "nothing is amended"));
}

gboolean
pl_care_record_amend (PlStore *store,
                      const PlActor *actor,
                      gint64 id,
                      gint64 before,
                      const PlCareDraft *draft,
                      const char *reason,
                      GError **error)
{
  g_autoptr (PlCareRecord) record = pl_care_record_get (store, id, error);
  Writing writing = { actor, draft, id, PL_CARE_AMENDED, "", reason };

  return record != NULL &&
         pl_text_check (NC_ ("said", "the reason"), reason, PL_NOTE_TEXT_MAX, TRUE, error) &&
         check_amendment (record, draft, error) &&
         (record->version == before || pl_act_refuse_changed (error)) &&
         add_entry (store, record, &writing, error);
}

gboolean
pl_care_record_close (
    PlStore *store, const PlActor *actor, gint64 id, const PlCareDraft *draft, GError **error)
{
  g_autoptr (PlCareRecord) record = pl_care_record_get (store, id, error);
  Writing writing = { actor, draft, id, PL_CARE_CLOSED, "", "" };

  if (record == NULL)
    return FALSE;
  if (!pl_record_kind_closes (record->kind))
    return wrong (error, NC_ ("said", "a record of this kind is not closed"));
  if (record->closed_ms != 0)
    return wrong (error, NC_ ("said", "record %lld is closed already"), (long long)id);
  return check_values (draft, TRUE, TRUE, error) && add_entry (store, record, &writing, error);
}

gboolean
pl_care_record_step (PlStore *store,
                     const PlActor *actor,
                     gint64 id,
                     const char *code,
                     const char *note,
                     GError **error)
{
  g_autoptr (PlCareRecord) record = pl_care_record_get (store, id, error);
  Writing writing = { actor, NULL, id, PL_CARE_STEP, code, note };
  int step = record != NULL ? pl_record_step (record->kind, code) : -1;

  if (record == NULL ||
      !pl_text_check (NC_ ("said", "the note"), note, PL_NOTE_TEXT_MAX, TRUE, error))
    return FALSE;
  if (step < 0)
    return wrong (error, NC_ ("said", "record %lld has no step \"%s\""), (long long)id, code);
  if (record->steps_ms[step] != 0)
    return wrong (error, NC_ ("said", "%s: that was done already"), code);
  return add_entry (store, record, &writing, error);
}
