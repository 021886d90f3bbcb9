/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1: the agent itself. */
#include "agent/bus/calls.h"

void
pl_answer_get_status (PlCall *call)
{
  gboolean filtering = pl_enforcer_is_current (call->agent->enforcer);

  pl_call_return (call, g_variant_new ("(sb)", PL_VERSION, filtering));
}

void
pl_answer_reload (PlCall *call)
{
  call->agent->reload (call->agent->data);
  pl_answer_get_problems (call);
}

static const char *
session_kind (const PlCall *call, uid_t uid)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  const PlChild *child = pl_household_child (household, uid);
  PlVerdict verdict;

  if (child == NULL)
    return "full";
  pl_enforcer_verdict (call->agent->enforcer, child, &verdict);
  if (verdict.adult)
    return "full";
  if (household->home != NULL && household->home->device_kind == PL_DEVICE_OFFICE)
    return "none";
  return pl_enforcer_has_time (call->agent->enforcer, child) ? "full" : "help-visit";
}

void
pl_answer_get_session_kind (PlCall *call)
{
  guint32 uid;

  g_variant_get (call->arguments, "(u)", &uid);
  pl_call_return (call, g_variant_new ("(s)", session_kind (call, uid)));
}

void
pl_answer_get_session_language (PlCall *call)
{
  const PlChild *child;
  const PlLanguage *language;
  guint32 uid;

  g_variant_get (call->arguments, "(u)", &uid);
  child = pl_household_child (pl_enforcer_household (call->agent->enforcer), uid);
  language = child != NULL && child->profile != NULL ? child->profile->needs.language : NULL;
  pl_call_return (call, g_variant_new ("(s)", language != NULL ? pl_language_tag (language) : ""));
}
