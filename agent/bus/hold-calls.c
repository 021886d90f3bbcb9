/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds back deletion of what belongs to a child (R7). */
#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/hold.h"

/* Managers and leads read all; others what they made themselves: to them the rest is not there. */
static const char *
only_by (const PlCall *call, const PlActor *actor)
{
  return pl_bus_is_manager_or_lead (call) ? NULL : actor->account;
}

void
pl_answer_hold (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  const char *child, *reason;
  GError *error = NULL;
  gint64 id = 0;

  g_variant_get (call->arguments, "(&s&s)", &child, &reason);
  pl_bus_actor_init (&actor, call);
  if (pl_bus_child (call, child, &error) != NULL)
    id = pl_hold_add (call->agent->store, &actor, child, reason, &error);
  pl_bus_return_id (call, id, error);
}

void
pl_answer_end_hold (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  gint64 id;
  GError *error = NULL;

  g_variant_get (call->arguments, "(x)", &id);
  pl_bus_actor_init (&actor, call);
  gboolean done = pl_hold_end (call->agent->store, &actor, id, only_by (call, &actor), &error);
  pl_bus_return_done (call, done, error);
}

static void
add_hold (PlCall *call, GVariantBuilder *rows, const PlHoldRecord *record)
{
  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", record->id);
  pl_bus_add_account (call, rows, "child", record->child, PL_BUS_NOW);
  pl_bus_add_text (rows, "reason", record->reason);
  pl_bus_add_time (rows, "made", record->made_ms / 1000);
  pl_bus_add_account (call, rows, "made-by", record->made_by, record->made_ms);
  pl_bus_add_time (rows, "ended", record->ended_ms / 1000);
  pl_bus_add_account (call, rows, "ended-by", record->ended_by, record->ended_ms);
  g_variant_builder_close (rows);
}

void
pl_answer_list_holds (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  PlHoldFilter filter = { 0 };
  GVariantBuilder rows;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&sbxu)", &filter.child, &filter.open, &filter.before,
                 &filter.limit);
  pl_bus_actor_init (&actor, call);
  filter.child = *filter.child != '\0' ? filter.child : NULL;
  filter.by = only_by (call, &actor);
  g_autoptr (GPtrArray) records = pl_hold_list (call->agent->store, &filter, &error);
  if (records == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < records->len; i++)
    add_hold (call, &rows, records->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}
