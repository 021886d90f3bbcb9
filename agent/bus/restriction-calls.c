/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Restrictions of staff, and what they ask of them (R1, R2). */
#include "agent/bus/actor.h"

#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/child-account.h"
#include "agent/records/restriction.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include <glib/gi18n.h>

/* A child reads so many at once. */
#define OWN_MAX 20

/* What travels in codes of its own, beside the record. */
typedef struct {
  PlRestriction record;
  const char *kind, *ground, *told, *agreed;
} Fields;

#define FIELD(member) G_STRUCT_OFFSET (Fields, record.member)

static const PlBusField fields[] = {
  { "kind", 's', G_STRUCT_OFFSET (Fields, kind) },
  { "ground", 's', G_STRUCT_OFFSET (Fields, ground) },
  { "child-told", 's', G_STRUCT_OFFSET (Fields, told) },
  { "child-agreed", 's', G_STRUCT_OFFSET (Fields, agreed) },
  { "what", 's', FIELD (what) },
  { "behaviour", 's', FIELD (behaviour) },
  { "place", 's', FIELD (place) },
  { "tried", 's', FIELD (tried) },
  { "decided-by", 's', FIELD (decided_by) },
  { "used-by", 's', FIELD (used_by) },
  { "present", 's', FIELD (present) },
  { "minutes", 'u', FIELD (minutes) },
  { "until", 'x', FIELD (until) },
  { "review", 'x', FIELD (review) },
  { "happened", 'x', FIELD (happened) },
};

static const struct {
  const char *code;
  int kind;
} kinds[] = {
  { "no-internet", PL_ADJUSTMENT_NO_INTERNET },
  { "day-minutes", PL_ADJUSTMENT_DAY_MINUTES },
  { "other", PL_RESTRICTION_OTHER },
};

static const char *const answers[] = { "no", "yes", "partly" };

static const char *
kind_code (int kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == kind)
      return kinds[i].code;
  return "other";
}

static gboolean
refuse (const char *what, GError **error)
{
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, what);
  return FALSE;
}

static gboolean
read_kind (Fields *read, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].code, read->kind)) {
      read->record.kind = kinds[i].kind;
      return TRUE;
    }
  return refuse (NC_ ("said", "kind: no-internet, day-minutes or other"), error);
}

static gboolean
read_answer (const char *code, PlAnswer *answer, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (answers[i], code)) {
      *answer = (PlAnswer)i;
      return TRUE;
    }
  return refuse (NC_ ("said", "child-told, child-agreed: yes, no or partly"), error);
}

static gboolean
read_restriction (GVariant *dictionary, Fields *read, GError **error)
{
  gint64 now = pl_clock_wall_ms () / 1000;

  *read = (Fields){
    .record = { .from = now,
                .happened = now,
                .what = "",
                .behaviour = "",
                .place = "",
                .tried = "",
                .decided_by = "",
                .used_by = "",
                .present = "" },
    .kind = "no-internet",
    .ground = "",
    .told = "",
    .agreed = "",
  };
  if (!pl_bus_read_fields (dictionary, fields, G_N_ELEMENTS (fields), read, error) ||
      !read_kind (read, error) || !read_answer (read->told, &read->record.told, error) ||
      !read_answer (read->agreed, &read->record.agreed, error))
    return FALSE;
  if (read->record.review == 0)
    read->record.review = read->record.until;
  return pl_ground_parse (read->ground, &read->record.ground) ||
         refuse (
             NC_ ("said", "ground: significant-harm, serious-damage, criminal-offence or other"),
             error);
}

void
pl_answer_restrict (PlCall *call)
{
  g_autoptr (GVariant) dictionary = NULL;
  g_auto (PlActor) actor = { 0 };
  const char *account;
  Fields read;
  GError *error = NULL;
  gint64 id = 0;

  g_variant_get (call->arguments, "(&s@a{sv})", &account, &dictionary);
  pl_bus_actor_init (&actor, call);
  if (pl_bus_child (call, account, &error) != NULL &&
      read_restriction (dictionary, &read, &error)) {
    read.record.child = account;
    id = pl_restriction_add (call->agent->store, &actor, &read.record, &error);
  }
  if (id != 0)
    pl_bus_decided (call);
  pl_duty_watch_look (call->agent->duties);
  pl_bus_return_id (call, id, error);
}

void
pl_answer_emergency_stop (PlCall *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  g_autoptr (GVariant) dictionary = g_variant_get_child_value (call->arguments, 0);
  g_autoptr (GPtrArray) accounts = g_ptr_array_new ();
  g_auto (PlActor) actor = { 0 };
  Fields read;
  GError *error = NULL;

  for (guint i = 0; i < household->children->len; i++)
    g_ptr_array_add (accounts, ((PlChild *)household->children->pdata[i])->account);
  g_ptr_array_add (accounts, NULL);
  pl_bus_actor_init (&actor, call);
  gboolean done = read_restriction (dictionary, &read, &error) &&
                  pl_restriction_emergency_stop (call->agent->store, &actor, &read.record,
                                                 (const char *const *)accounts->pdata, &error);
  if (done)
    pl_bus_decided (call);
  pl_duty_watch_look (call->agent->duties);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_end_restriction (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  const char *worked;
  gint64 id;
  GError *error = NULL;

  g_variant_get (call->arguments, "(x&s)", &id, &worked);
  pl_bus_actor_init (&actor, call);
  gboolean done = pl_restriction_end (call->agent->store, &actor, id, worked, &error);
  if (done)
    pl_bus_decided (call);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_do_duty (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  const char *code, *note;
  PlDuty duty;
  gint64 id;
  GError *error = NULL;

  g_variant_get (call->arguments, "(x&s&s)", &id, &code, &note);
  pl_bus_actor_init (&actor, call);
  gboolean done =
      pl_duty_parse (code, &duty) || refuse (NC_ ("said", "there is no such duty"), &error);
  /* What a manager does is not done for them. */
  if (done && (duty == PL_DUTY_MANAGER_SPOKE || duty == PL_DUTY_SIGNED) &&
      !pl_bus_is_manager (call)) {
    g_set_error (&error, PL_ERROR, PL_ERROR_DENIED, NC_ ("said", "only a manager can say so"));
    done = FALSE;
  }
  done = done && pl_restriction_duty (call->agent->store, &actor, id, duty, note, &error);
  pl_duty_watch_look (call->agent->duties);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_hold_family (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  const char *reason;
  gint64 id, until;
  GError *error = NULL;

  g_variant_get (call->arguments, "(xx&s)", &id, &until, &reason);
  pl_bus_actor_init (&actor, call);
  gboolean done = pl_bus_check_time ("until", until, &error) &&
                  pl_restriction_hold (call->agent->store, &actor, id, until, reason, &error);
  pl_duty_watch_look (call->agent->duties);
  pl_bus_return_done (call, done, error);
}

static void
add_duties (GVariantBuilder *row, const PlDutyClock *clock, GTimeZone *zone)
{
  gint64 now = pl_clock_wall_ms () / 1000;
  GVariantBuilder duties;

  g_variant_builder_init (&duties, G_VARIANT_TYPE ("a(sxs)"));
  for (guint i = 0; i < PL_DUTIES; i++) {
    PlDutyStatus status = pl_duty_status (clock, (PlDuty)i, zone, now);
    g_variant_builder_add (&duties, "(sxs)", pl_duty_code ((PlDuty)i),
                           status.due == 0 ? -1 : status.due, pl_duty_state_code (status.state));
  }
  g_variant_builder_add (row, "{sv}", "duties", g_variant_builder_end (&duties));
}

static void
add_restriction (PlCall *call,
                 GVariantBuilder *rows,
                 const PlRestrictionRecord *record,
                 GTimeZone *zone)
{
  Fields shown = {
    .record = record->fields,
    .kind = kind_code (record->fields.kind),
    .ground = pl_ground_code (record->fields.ground),
    .told = answers[record->fields.told],
    .agreed = answers[record->fields.agreed],
  };

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", record->id);
  pl_bus_add_account (call, rows, "child", record->fields.child, PL_BUS_NOW);
  pl_bus_add_time (rows, "from", record->fields.from);
  pl_bus_add_fields (rows, fields, G_N_ELEMENTS (fields), &shown);
  pl_bus_add_text (rows, "emergency", record->emergency);
  pl_bus_add_time (rows, "made", record->made);
  pl_bus_add_account (call, rows, "made-by", record->made_by, record->made * 1000);
  pl_bus_add_time (rows, "ended", record->ended != 0 ? record->ended : -1);
  pl_bus_add_account (call, rows, "ended-by", record->ended_by, record->ended * 1000);
  pl_bus_add_text (rows, "worked", record->worked);
  add_duties (rows, &record->clock, zone);
  g_variant_builder_close (rows);
}

/* What the child reads of one (R1): not what staff have still to do, nor who else was there. */
static void
add_own (PlCall *call, GVariantBuilder *rows, const PlRestrictionRecord *record)
{
  g_autofree char *ended_by =
      pl_bus_person (call, record->ended != 0 ? record->ended_by : NULL, record->ended * 1000);

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", record->id);
  pl_bus_add_text (rows, "kind", kind_code (record->fields.kind));
  pl_bus_add_text (rows, "what", record->fields.what);
  pl_bus_add_text (rows, "why", record->fields.behaviour);
  pl_bus_add_text (rows, "by", record->fields.decided_by);
  pl_bus_add_time (rows, "made", record->made);
  pl_bus_add_time (rows, "from", record->fields.from);
  pl_bus_add_time (rows, "until", record->fields.until);
  pl_bus_add_time (rows, "ended", record->ended != 0 ? record->ended : -1);
  pl_bus_add_text (rows, "ended-by", ended_by);
  g_variant_builder_close (rows);
}

void
pl_answer_list_own_restrictions (PlCall *call)
{
  const PlChild *child =
      pl_household_child (pl_enforcer_household (call->agent->enforcer), call->caller);
  gint64 before, wiped_ms;
  guint limit;
  GVariantBuilder rows;
  GError *error = NULL;

  g_variant_get (call->arguments, "(xu)", &before, &limit);
  g_autoptr (GPtrArray) records =
      pl_child_account_last_wiped (call->agent->store, child->account, &wiped_ms, &error)
          ? pl_restriction_list (call->agent->store, child->account, before, MIN (limit, OWN_MAX),
                                 &error)
          : NULL;
  if (records == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < records->len; i++) {
    const PlRestrictionRecord *record = records->pdata[i];
    /* What is older is another child's who had the account. */
    if (record->made * 1000 > wiped_ms)
      add_own (call, &rows, record);
  }
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

void
pl_answer_list_restrictions (PlCall *call)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const char *child;
  gint64 before;
  guint limit;
  GVariantBuilder rows;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&sxu)", &child, &before, &limit);
  g_autoptr (GPtrArray) records = pl_restriction_list (
      call->agent->store, *child != '\0' ? child : NULL, before, limit, &error);
  if (records == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < records->len; i++)
    add_restriction (call, &rows, records->pdata[i], home != NULL ? home->zone : utc);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}
