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
