/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Child: for the child who calls, about that child. */
#include "agent/bus/calls.h"
#include "agent/bus/child-state.h"

void
pl_answer_get_state (PlCall *call)
{
  const PlEnforcer *enforcer = call->agent->enforcer;
  PlVerdict verdict;

  pl_enforcer_verdict (
      enforcer, pl_household_child (pl_enforcer_household (enforcer), call->caller), &verdict);
  pl_call_return (call, g_variant_new ("(bxx@as)", verdict.online, pl_bus_instant (verdict.until),
                                       verdict.left_s, pl_bus_reasons (verdict.reasons)));
}
