/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/record-rows.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/bus/actor.h"
#include "agent/bus/check-record.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/accounts.h"
#include "policy/error.h"
#include "policy/sites/hostname.h"

static gboolean
refuse (GError **error, const char *key, const char *why)
{
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "%s: %s", key, why);
  return FALSE;
}

static const char *
keep (PlBusDraft *draft, char *text)
{
  g_ptr_array_add (draft->texts, text);
  return text;
}

static gboolean
read_time (PlBusDraft *draft, int field, const char *key, GVariant *value, GError **error)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return refuse (error, key, NC_ ("said", "a time is wanted"));
  draft->draft.values[field] =
      keep (draft, g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (value)));
  return TRUE;
}

static gboolean
read_text (PlBusDraft *draft, int field, const char *key, GVariant *value, GError **error)
{
  char name[PL_HOSTNAME_MAX + 1];

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return refuse (error, key, NC_ ("said", "words are wanted"));
  const char *text = g_variant_get_string (value, NULL);
  draft->draft.values[field] = text;
  if (draft->draft.kind->fields[field].type != PL_RECORD_SITE || *text == '\0')
    return TRUE;
  if (pl_hostname_normalise (text, strlen (text), name) == 0)
    return refuse (error, key, NC_ ("said", "not the name of a site"));
  draft->draft.values[field] = keep (draft, g_strdup (name));
  return TRUE;
}

gboolean
pl_bus_draft_read (PlBusDraft *draft, GVariant *fields, GError **error)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  draft->texts = g_ptr_array_new_with_free_func (g_free);
  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value)) {
    /* The texts are the dictionary's: they live on when this reference goes. */
    g_autoptr (GVariant) owned = value;
    int field = pl_record_field (draft->draft.kind, key);
    if (field < 0)
      return refuse (error, key, NC_ ("said", "not a field of this kind"));
    if (!(draft->draft.kind->fields[field].type == PL_RECORD_TIME ? read_time : read_text) (
            draft, field, key, owned, error))
      return FALSE;
  }
  return TRUE;
}

void
pl_bus_draft_clear (PlBusDraft *draft)
{
  g_clear_pointer (&draft->texts, g_ptr_array_unref);
}

/* What the caller is, as a set of PlRecordPeople. Root reads as managers do, and writes nothing. */
static guint
people_of (const PlCall *call)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  const char *leads = home != NULL ? home->leads_group : "porchlight-leads";
  guint people = 0;

  if (call->role == PL_ROLE_ROOT || call->role == PL_ROLE_STAFF)
    people |= PL_RECORD_STAFF;
  if ((people & PL_RECORD_STAFF) && pl_bus_is_manager (call))
    people |= PL_RECORD_MANAGER;
  if (call->role == PL_ROLE_STAFF && pl_account_is_in (call->caller, leads))
    people |= PL_RECORD_LEAD;
  return people;
}

gboolean
pl_bus_writes (const PlCall *call, const PlRecordKind *kind)
{
  return people_of (call) & kind->writers;
}

gboolean
pl_bus_reads (const PlCall *call,
              const PlRecordKind *kind,
              const char *subject,
              const char *made_by)
{
  g_autofree char *account = pl_account_name (call->caller);
  guint people = people_of (call);

  if (g_strcmp0 (account, made_by) == 0)
    people |= PL_RECORD_AUTHOR;
  if (call->role == PL_ROLE_CHILD && g_strcmp0 (account, subject) == 0)
    people |= PL_RECORD_CHILD;
  return people & kind->readers;
}

void
pl_bus_add_values (GVariantBuilder *dictionary, const PlRecordKind *kind, const char *const *values)
{
  for (gsize i = 0; i < kind->n_fields; i++) {
    const PlRecordField *field = &kind->fields[i];
    if (values[i] == NULL)
      continue;
    if (field->type == PL_RECORD_TIME && *values[i] != '\0')
      pl_bus_add_time (dictionary, field->name, g_ascii_strtoll (values[i], NULL, 10));
    else
      pl_bus_add_text (dictionary, field->name, values[i]);
  }
}

static void
add_steps (GVariantBuilder *dictionary, const PlCareRecord *record)
{
  const PlRecordKind *kind = record->kind;
  GVariantBuilder steps;

  g_variant_builder_init (&steps, G_VARIANT_TYPE ("a(sxx)"));
  for (gsize i = 0; i < kind->n_steps; i++)
    g_variant_builder_add (&steps, "(sxx)", kind->steps[i].code,
                           pl_record_step_due (kind, i, (const char *const *)record->values),
                           record->steps_ms[i] != 0 ? record->steps_ms[i] / 1000 : (gint64)-1);
  g_variant_builder_add (dictionary, "{sv}", "steps", g_variant_builder_end (&steps));
}

/* By whom: mostly a name that somebody typed; what Porchlight writes down itself has an account there. */
static void
add_by_name (PlCall *call, GVariantBuilder *dictionary, const PlCareRecord *record)
{
  int by = pl_record_field (record->kind, "by");
  const char *account = by >= 0 && record->values[by] != NULL ? record->values[by] : "";
  const char *name = pl_bus_name (call, account, record->made_ms);

  if (*name != '\0')
    pl_bus_add_text (dictionary, "by-name", name);
}

void
pl_bus_add_record (PlCall *call,
                   GVariantBuilder *dictionary,
                   const PlCareRecord *record,
                   GTimeZone *zone)
{
  const char *const *values = (const char *const *)record->values;
  gint64 due = pl_record_due (record->kind, values, zone);

  pl_bus_add_time (dictionary, "id", record->id);
  pl_bus_add_time (dictionary, "version", record->version);
  pl_bus_add_text (dictionary, "kind", record->kind->id);
  pl_bus_add_account (call, dictionary, "subject", record->subject, record->made_ms);
  pl_bus_add_time (dictionary, "made", record->made_ms / 1000);
  pl_bus_add_account (call, dictionary, "made-by", record->made_by, record->made_ms);
  pl_bus_add_values (dictionary, record->kind, values);
  add_by_name (call, dictionary, record);
  pl_bus_add_check_details (call, dictionary, record);
  if (record->closed_ms != 0) {
    pl_bus_add_time (dictionary, "closed", record->closed_ms / 1000);
    pl_bus_add_account (call, dictionary, "closed-by", record->closed_by, record->closed_ms);
  } else if (due != 0) {
    pl_bus_add_time (dictionary, "due", due);
  }
  if (record->kind->n_steps > 0)
    add_steps (dictionary, record);
}
