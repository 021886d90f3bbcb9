/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Records, and what of it is a child's own. */
#include <string.h>

#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/held-here.h"
#include "agent/bus/person.h"
#include "agent/bus/record-rows.h"
#include "agent/records/accounts.h"
#include "agent/records/got-through.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include <glib/gi18n.h>

static const PlHousehold *
household_of (const PlCall *call)
{
  return pl_enforcer_household (call->agent->enforcer);
}

/* The home's; UTC where there is no home. Transfer full. */
static GTimeZone *
zone_of (const PlCall *call)
{
  const PlHome *home = household_of (call)->home;

  return home != NULL ? g_time_zone_ref (home->zone) : g_time_zone_new_utc ();
}

/* sentence: with a place for what it is about. Always FALSE. */
static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *sentence, ...)
{
  va_list arguments;

  va_start (arguments, sentence);
  g_propagate_error (error, g_error_new_valist (PL_ERROR, PL_ERROR_ARGUMENT, sentence, arguments));
  va_end (arguments);
  return FALSE;
}

static const PlRecordKind *
kind_of (const char *id, GError **error)
{
  const PlRecordKind *kind = pl_record_kind (id);

  if (kind == NULL)
    refuse (error, NC_ ("said", "there are no records of kind \"%s\""), id);
  return kind;
}

static gboolean
is_staff (const PlCall *call, const char *account)
{
  uid_t uid;

  return pl_account_uid (account, &uid) && pl_household_is_staff (household_of (call), uid);
}

static gboolean
check_subject (const PlCall *call, const PlRecordKind *kind, const char *subject, GError **error)
{
  gboolean nobody = *subject == '\0';

  if (kind->subject == PL_RECORD_OF_HOME)
    return nobody ||
           refuse (error, NC_ ("said", "a record of kind \"%s\" is about nobody"), kind->id);
  if (kind->subject == PL_RECORD_OF_STAFF)
    return is_staff (call, subject) ||
           refuse (error, NC_ ("said", "no member of staff has the account \"%s\""), subject);
  return (nobody && kind->subject == PL_RECORD_OF_ANY_CHILD) ||
         pl_bus_child (call, subject, error) != NULL;
}

/* The kind of sites of a report is one of the home's, or nothing. */
static gboolean
check_category (const PlCall *call, const PlCareDraft *draft, GError **error)
{
  const PlHome *home = household_of (call)->home;
  int field = pl_record_field (draft->kind, "category");
  const char *id = field >= 0 ? draft->values[field] : NULL;

  return id == NULL || *id == '\0' || home == NULL ||
         pl_categories_find (home->categories, id) != PL_CATEGORY_NONE ||
         refuse (error, NC_ ("said", "unknown category \"%s\""), id);
}

static gint64
add (const PlCall *call, const PlCareDraft *draft, GError **error)
{
  g_auto (PlActor) actor = { 0 };
  gboolean got_through = g_str_equal (draft->kind->id, "got-through");

  if (!check_category (call, draft, error))
    return 0;
  pl_bus_actor_init (&actor, call);
  return (got_through ? pl_got_through_add : pl_care_record_add) (call->agent->store, &actor, draft,
                                                                  error);
}

/* What a lost device held is listed by the agent, where staff do not (D5). */
static void
fill_held (PlCareDraft *draft, const char *held)
{
  int field = pl_record_field (draft->kind, "held");
  gboolean lost = g_str_equal (draft->kind->id, "lost-device");

  if (lost && (draft->values[field] == NULL || *draft->values[field] == '\0'))
    draft->values[field] = held;
}

void
pl_answer_add_record (PlCall *call)
{
  g_autoptr (GVariant) fields = NULL;
  g_auto (PlBusDraft) read = { { NULL } };
  g_autofree char *held = NULL;
  const char *id, *subject;
  GError *error = NULL;
  gint64 record = 0;

  g_variant_get (call->arguments, "(&s&s@a{sv})", &id, &subject, &fields);
  const PlRecordKind *kind = kind_of (id, &error);
  read.draft = (PlCareDraft){ .kind = kind, .subject = subject };
  if (kind != NULL && !pl_bus_writes (call, kind))
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_DENIED,
                         NC_ ("said", "that is for a manager or a lead"));
  else if (kind != NULL && check_subject (call, kind, subject, &error) &&
           pl_bus_draft_read (&read, fields, &error)) {
    held = pl_bus_held_here (call);
    fill_held (&read.draft, held);
    record = add (call, &read.draft, &error);
  }
  pl_bus_return_id (call, record, error);
}

/* One that the caller reads. To others it is not there. */
static PlCareRecord *
record_of (const PlCall *call, gint64 id, GError **error)
{
  g_autoptr (PlCareRecord) record = pl_care_record_get (call->agent->store, id, error);

  if (record == NULL)
    return NULL;
  if (pl_bus_reads (call, record->kind, record->subject, record->made_by))
    return g_steal_pointer (&record);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "there is no such record"));
  return NULL;
}

typedef struct {
  gint64 id;
  gint64 before;      /* of an amendment: the version that it was made from */
  const char *reason; /* of an amendment; NULL: the record is closed */
} Writing;

static gboolean
write_into (const PlCall *call, const Writing *writing, GVariant *fields, GError **error)
{
  g_autoptr (PlCareRecord) record = record_of (call, writing->id, error);
  g_auto (PlBusDraft) read = { { .kind = record != NULL ? record->kind : NULL } };
  g_auto (PlActor) actor = { 0 };

  if (record == NULL || !pl_bus_draft_read (&read, fields, error) ||
      !check_category (call, &read.draft, error))
    return FALSE;
  pl_bus_actor_init (&actor, call);
  return writing->reason != NULL
             ? pl_care_record_amend (call->agent->store, &actor, writing->id, writing->before,
                                     &read.draft, writing->reason, error)
             : pl_care_record_close (call->agent->store, &actor, writing->id, &read.draft, error);
}

void
pl_answer_amend_record (PlCall *call)
{
  g_autoptr (GVariant) fields = NULL;
  Writing writing = { 0 };
  GError *error = NULL;

  g_variant_get (call->arguments, "(xx@a{sv}&s)", &writing.id, &writing.before, &fields,
                 &writing.reason);
  gboolean done = write_into (call, &writing, fields, &error);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_close_record (PlCall *call)
{
  g_autoptr (GVariant) fields = NULL;
  Writing writing = { 0 };
  GError *error = NULL;

  g_variant_get (call->arguments, "(x@a{sv})", &writing.id, &fields);
  gboolean done = write_into (call, &writing, fields, &error);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_do_record_step (PlCall *call)
{
  g_autoptr (PlCareRecord) record = NULL;
  g_auto (PlActor) actor = { 0 };
  const char *step, *note;
  gint64 id;
  GError *error = NULL;

  g_variant_get (call->arguments, "(x&s&s)", &id, &step, &note);
  pl_bus_actor_init (&actor, call);
  record = record_of (call, id, &error);
  gboolean done =
      record != NULL && pl_care_record_step (call->agent->store, &actor, id, step, note, &error);
  pl_bus_return_done (call, done, error);
}

/* A page of what the caller reads; what is not theirs leaves no gap in it. FALSE and an error. */
static gboolean
add_rows (PlCall *call, PlCareFilter filter, GVariantBuilder *rows, GError **error)
{
  g_autoptr (GTimeZone) zone = zone_of (call);
  guint wanted = MIN (filter.limit, PL_CARE_LIST_MAX), got = PL_CARE_LIST_MAX;

  filter.limit = PL_CARE_LIST_MAX;
  while (wanted > 0 && got == PL_CARE_LIST_MAX) {
    g_autoptr (GPtrArray) page = pl_care_record_list (call->agent->store, &filter, error);
    if (page == NULL)
      return FALSE;
    got = page->len;
    for (guint i = 0; i < got && wanted > 0; i++) {
      const PlCareRecord *record = page->pdata[i];
      filter.before = record->id;
      if (!pl_bus_reads (call, record->kind, record->subject, record->made_by))
        continue;
      g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
      pl_bus_add_record (call, rows, record, zone);
      g_variant_builder_close (rows);
      wanted--;
    }
  }
  return TRUE;
}

static void
return_rows (PlCall *call, const char *kind, PlCareFilter *filter)
{
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  GError *error = NULL;

  filter->kind = *kind != '\0' ? kind_of (kind, &error) : NULL;
  if (error != NULL || !add_rows (call, *filter, &rows, &error))
    pl_call_fail (call, error);
  else
    pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

void
pl_answer_list_records (PlCall *call)
{
  const char *kind, *subject;
  PlCareFilter filter = { NULL };

  g_variant_get (call->arguments, "(&s&sbxu)", &kind, &subject, &filter.open_only, &filter.before,
                 &filter.limit);
  filter.subject = *subject != '\0' ? subject : NULL;
  return_rows (call, kind, &filter);
}

void
pl_answer_list_own_records (PlCall *call)
{
  const char *kind;
  PlCareFilter filter = { .subject =
                              pl_household_child (household_of (call), call->caller)->account };

  g_variant_get (call->arguments, "(&sxu)", &kind, &filter.before, &filter.limit);
  return_rows (call, kind, &filter);
}

static void
add_entry (PlCall *call, GVariantBuilder *rows, const PlRecordKind *kind, const PlCareEntry *entry)
{
  static const char *const whats[] = { "", "added", "amended", "closed", "step", "replaced" };
  GVariantBuilder fields;

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (rows, "what", whats[entry->what]);
  pl_bus_add_account (call, rows, "by", entry->made_by, entry->made_ms);
  pl_bus_add_text (rows, "step", entry->step);
  pl_bus_add_text (rows, "note", entry->note);
  pl_bus_add_time (rows, "made", entry->made_ms / 1000);
  g_variant_builder_init (&fields, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_values (&fields, kind, (const char *const *)entry->values);
  g_variant_builder_add (rows, "{sv}", "fields", g_variant_builder_end (&fields));
  g_variant_builder_close (rows);
}

void
pl_answer_get_record (PlCall *call)
{
  g_autoptr (GTimeZone) zone = zone_of (call);
  GVariantBuilder shown, rows;
  gint64 id;
  GError *error = NULL;

  g_variant_get (call->arguments, "(x)", &id);
  g_autoptr (PlCareRecord) record = record_of (call, id, &error);
  g_autoptr (GPtrArray) history =
      record != NULL ? pl_care_record_history (call->agent->store, record, &error) : NULL;
  if (history == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&shown, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_record (call, &shown, record, zone);
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < history->len; i++)
    add_entry (call, &rows, record->kind, history->pdata[i]);
  pl_call_return (call, g_variant_new ("(a{sv}aa{sv})", &shown, &rows));
}

static void
add_due (PlCall *call, GVariantBuilder *rows, const PlCareDue *due, gint64 now)
{
  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", due->id);
  pl_bus_add_time (rows, "due", due->due);
  pl_bus_add_text (rows, "kind", due->kind->id);
  pl_bus_add_account (call, rows, "subject", due->subject, PL_BUS_NOW);
  pl_bus_add_text (rows, "step", due->step != NULL ? due->step : "");
  pl_bus_add_text (rows, "what", due->what);
  g_variant_builder_add (rows, "{sv}", "overdue",
                         g_variant_new_boolean (due->due >= 0 && now > due->due));
  g_variant_builder_close (rows);
}

/* Whom nobody has written down as trained, or to be trained (R9). */
static gboolean
add_untrained (PlCall *call, GVariantBuilder *rows, GError **error)
{
  const GArray *staff = household_of (call)->staff;
  const PlRecordKind *training = pl_record_kind ("training");

  for (guint i = 0; i < staff->len; i++) {
    g_autofree char *account = pl_account_name (g_array_index (staff, uid_t, i));
    const PlCareFilter filter = { .kind = training, .subject = account, .limit = 1 };
    g_autoptr (GPtrArray) records = pl_care_record_list (call->agent->store, &filter, error);
    const PlCareDue none = { .kind = training,
                             .subject = account,
                             .what = NC_ ("record", "no training is recorded"),
                             .due = -1 };
    if (records == NULL)
      return FALSE;
    if (records->len == 0)
      add_due (call, rows, &none, 0);
  }
  return TRUE;
}

void
pl_answer_list_records_due (PlCall *call)
{
  g_autoptr (GTimeZone) zone = zone_of (call);
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  GError *error = NULL;
  g_autoptr (GPtrArray) list = pl_care_due_list (call->agent->store, zone, &error);

  for (guint i = 0; list != NULL && i < list->len; i++) {
    const PlCareDue *due = list->pdata[i];
    if (pl_bus_reads (call, due->kind, due->subject, due->made_by))
      add_due (call, &rows, due, pl_clock_wall_ms () / 1000);
  }
  if (list == NULL || !add_untrained (call, &rows, &error))
    pl_call_fail (call, error);
  else
    pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

void
pl_answer_report_got_through (PlCall *call)
{
  const char *account = pl_household_child (household_of (call), call->caller)->account;
  const char *site, *category, *words;
  PlCareDraft draft = { .kind = pl_record_kind ("got-through"), .subject = account };
  GVariantBuilder fields;
  GError *error = NULL;
  gint64 id = 0;

  g_variant_get (call->arguments, "(&s&s&s)", &site, &category, &words);
  g_variant_builder_init (&fields, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (&fields, "site", site);
  pl_bus_add_text (&fields, "category", category);
  pl_bus_add_text (&fields, "words", words);
  pl_bus_add_text (&fields, "by", account);
  g_autoptr (GVariant) dictionary = g_variant_ref_sink (g_variant_builder_end (&fields));
  g_auto (PlBusDraft) read = { draft, NULL };
  if (g_utf8_strlen (words, -1) > PL_GOT_THROUGH_WORDS_MAX)
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "what you write: more than %d characters"), PL_GOT_THROUGH_WORDS_MAX);
  else if (*site == '\0' && *words == '\0')
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "name the site, or say what you saw"));
  else if (pl_bus_draft_read (&read, dictionary, &error))
    id = add (call, &read.draft, &error);
  pl_bus_return_id (call, id, error);
}
