/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Children who arrive and leave (L8), and control that ends (L5). */
#include "agent/bus/actor.h"

#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/records/arrival.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"
#include "policy/time/calendar.h"
#include "policy/time/zone.h"
#include <glib/gi18n.h>

#define AGE_ADULT 18

static gint64
day_of (const PlCall *call, gint64 instant)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return pl_zone_day (home != NULL ? home->zone : utc, instant);
}

/* The account may have been made a moment ago. */
void
pl_answer_add_child (PlCall *call)
{
  const PlBusAgent *agent = call->agent;
  g_auto (PlActor) actor = { 0 };
  PlArrival arrival;
  const char *account;
  gint64 next, id = 0;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s&sx)", &account, &arrival.text, &arrival.reason, &next);
  pl_bus_actor_init (&actor, call);
  agent->reread (agent->data);
  arrival.child = pl_bus_child (call, account, &error);
  if (arrival.child != NULL && pl_bus_check_time (NC_ ("said", "the review"), next, &error)) {
    arrival.today = day_of (call, pl_clock_wall_ms () / 1000);
    arrival.next_day = day_of (call, next);
    id = pl_arrival_add (agent->store, agent->paths, pl_enforcer_household (agent->enforcer),
                         &actor, &arrival, &error);
  }
  if (id != 0)
    agent->reread (agent->data);
  pl_bus_return_id (call, id, error);
}

void
pl_answer_remove_child (PlCall *call)
{
  const PlBusAgent *agent = call->agent;
  g_auto (PlActor) actor = { 0 };
  g_autofree char *text = NULL;
  const char *account, *reason;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s)", &account, &reason);
  pl_bus_actor_init (&actor, call);
  const PlChild *child = pl_bus_child (call, account, &error);
  if (child == NULL ||
      !pl_departure_add (agent->store, agent->paths, &actor, child, reason, &text, &error)) {
    pl_call_fail (call, error);
    return;
  }
  agent->reread (agent->data);
  pl_call_return (call, g_variant_new ("(s)", text));
}

/* The edit that a young adult makes of their own profile. */
static gint64
end_control (PlCall *call, const PlChild *child, const PlFileVersion *now, GError **error)
{
  const PlBusAgent *agent = call->agent;
  g_auto (PlActor) actor = { 0 };
  g_autofree char *text =
      pl_key_edit (child->account, now->text, "Child", "AgreedUntil", NULL, error);
  const PlProfileEdit edit = { child, now->id, text, "the young adult's own decision", 0 };

  if (text == NULL)
    return 0;
  pl_bus_actor_init (&actor, call);
  return pl_household_edit_profile (agent->store, agent->paths,
                                    pl_enforcer_household (agent->enforcer), &actor, &edit, error);
}

static gboolean
is_adult (const PlCall *call, const PlChild *child)
{
  return child->profile != NULL && pl_calendar_birthday (child->profile->born, AGE_ADULT) <=
                                       day_of (call, pl_clock_wall_ms () / 1000);
}

void
pl_answer_end_control (PlCall *call)
{
  const PlBusAgent *agent = call->agent;
  const PlChild *child = pl_household_child (pl_enforcer_household (agent->enforcer), call->caller);
  g_autoptr (PlFileVersion) now = NULL;
  GError *error = NULL;
  gint64 id = 0;

  if (!is_adult (call, child))
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_DENIED,
                         NC_ ("said", "this is for when you are 18"));
  else if (child->profile->agreed_until == 0)
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "control has ended already"));
  else if ((now = pl_household_profile (agent->store, child, &error)) != NULL)
    id = end_control (call, child, now, &error);
  if (id != 0)
    agent->reread (agent->data);
  pl_bus_return_done (call, id != 0, error);
}
