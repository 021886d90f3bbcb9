/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Placement reviews (L2, L3). */
#include "agent/bus/actor.h"

#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/review.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include "policy/time/zone.h"
#include <glib/gi18n.h>

/* Days travel as any time of the day. */
typedef struct {
  PlReview record;
  gint64 held, next;
} Fields;

#define FIELD(member) G_STRUCT_OFFSET (Fields, record.member)

static const PlBusField fields[] = {
  { "took-part", 's', FIELD (took_part) },
  { "child-view", 's', FIELD (child_view) },
  { "reason", 's', FIELD (reason) },
  { "level-after", 's', FIELD (level_after) },
  { "held", 'x', G_STRUCT_OFFSET (Fields, held) },
  { "next", 'x', G_STRUCT_OFFSET (Fields, next) },
  { "provisional", 'b', FIELD (provisional) },
};

/* A level that is agreed has to be one of the home's. */
static gboolean
check_level (const PlCall *call, const char *level, GError **error)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);

  if (household->levels != NULL && pl_levels_find (household->levels, level) != NULL)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "unknown level \"%s\""), level);
  return FALSE;
}

static gboolean
read_review (
    const PlCall *call, GVariant *dictionary, const PlChild *child, Fields *read, GError **error)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  gint64 now = pl_clock_wall_ms () / 1000;

  *read = (Fields){
    .record = { .child = child->account,
                .took_part = "",
                .child_view = "",
                .reason = "",
                .level_before = child->profile != NULL ? child->profile->level->id : "",
                .level_after = "" },
    .held = now,
  };
  if (!pl_bus_read_fields (dictionary, fields, G_N_ELEMENTS (fields), read, error) ||
      !check_level (call, read->record.level_after, error))
    return FALSE;
  if (read->held > now) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "held: a review is recorded once it was held"));
    return FALSE;
  }
  read->record.held_day = pl_zone_day (home->zone, read->held);
  read->record.next_day = read->next > 0 ? pl_zone_day (home->zone, read->next) : 0;
  return TRUE;
}

void
pl_answer_add_review (PlCall *call)
{
  g_autoptr (GVariant) dictionary = NULL;
  g_auto (PlActor) actor = { 0 };
  const char *account;
  Fields read;
  GError *error = NULL;
  gint64 id = 0;

  g_variant_get (call->arguments, "(&s@a{sv})", &account, &dictionary);
  pl_bus_actor_init (&actor, call);
  const PlChild *child = pl_bus_child (call, account, &error);
  if (child != NULL && read_review (call, dictionary, child, &read, &error))
    id = pl_review_add (call->agent->store, &actor, &read.record, &error);
  pl_bus_return_id (call, id, error);
}

static void
add_review (PlCall *call, GVariantBuilder *rows, const PlReviewRecord *record, GTimeZone *zone)
{
  Fields shown = {
    .record = record->fields,
    .held = pl_zone_instant (zone, record->fields.held_day, 0),
    .next = pl_zone_instant (zone, record->fields.next_day, 0),
  };

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", record->id);
  pl_bus_add_account (call, rows, "child", record->fields.child, PL_BUS_NOW);
  pl_bus_add_text (rows, "level-before", record->fields.level_before);
  pl_bus_add_fields (rows, fields, G_N_ELEMENTS (fields), &shown);
  pl_bus_add_time (rows, "made", record->made_ms / 1000);
  pl_bus_add_account (call, rows, "made-by", record->made_by, record->made_ms);
  g_variant_builder_close (rows);
}

void
pl_answer_list_reviews (PlCall *call)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  const char *child;
  gint64 before;
  guint limit;
  GVariantBuilder rows;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&sxu)", &child, &before, &limit);
  g_autoptr (GPtrArray) records =
      pl_review_list (call->agent->store, *child != '\0' ? child : NULL, before, limit, &error);
  if (records == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < records->len; i++)
    add_review (call, &rows, records->pdata[i], home != NULL ? home->zone : utc);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}
