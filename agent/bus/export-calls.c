/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exports (R6). */
#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/records/export-act.h"
#include "agent/time/clock.h"

static GVariant *
about (const PlCall *call, const PlChild *child, const PlActor *actor)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  GVariantBuilder dictionary;

  g_variant_builder_init (&dictionary, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (&dictionary, "home", home != NULL ? home->name : "");
  pl_bus_add_text (&dictionary, "timezone", home != NULL ? home->zone_id : "UTC");
  pl_bus_add_time (&dictionary, "usage-days", home != NULL ? home->usage_days : 0);
  pl_bus_add_time (&dictionary, "act-days", home != NULL ? home->kept.days[PL_KEPT_ACTS] : 0);
  pl_bus_add_text (&dictionary, "by", actor->account);
  pl_bus_add_time (&dictionary, "at", pl_clock_wall_ms () / 1000);
  if (child->profile != NULL) {
    pl_bus_add_text (&dictionary, "name", child->profile->name);
    pl_bus_add_text (&dictionary, "level", child->profile->level->id);
  }
  return g_variant_builder_end (&dictionary);
}

void
pl_answer_begin_export (PlCall *call)
{
  PlExport made = { NULL };
  g_auto (PlActor) actor = { 0 };
  g_auto (GStrv) others = NULL;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&sxxb)", &made.child, &made.from, &made.until, &made.encrypted);
  pl_bus_actor_init (&actor, call);
  const PlChild *child = pl_bus_check_time ("from", made.from, &error) &&
                                 pl_bus_check_time ("until", made.until, &error)
                             ? pl_bus_child (call, made.child, &error)
                             : NULL;
  if (child != NULL && pl_export_record (call->agent->store, &actor, &made, &error))
    others = pl_other_names (call->agent->store, made.child, &error);
  if (others == NULL)
    pl_call_fail (call, error);
  else
    pl_call_return (call, g_variant_new ("(@a{sv}^as)", about (call, child, &actor), others));
}

void
pl_answer_get_home (PlCall *call)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;

  pl_call_return (call, g_variant_new ("(ss)", home != NULL ? home->name : "",
                                       home != NULL ? home->zone_id : "UTC"));
}
