/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/grant.h"

#include "agent/time/clock.h"

static void
fill_minutes (const PlCall *call, const PlChild *child, PlGrant *grant)
{
  PlVerdict verdict;
  gint64 rest = 0;

  pl_enforcer_verdict (call->agent->enforcer, child, &verdict);
  if (verdict.online && verdict.until != PL_INSTANT_NONE)
    rest = MAX (verdict.until - grant->from, 0);
  grant->kind = PL_ADJUSTMENT_GRANT_MINUTES;
  grant->until = pl_adjustment_minutes_until (grant->from, rest, grant->minutes);
}

void
pl_bus_grant (PlCall *call, const PlChild *child, const PlActor *actor, PlGrant *grant)
{
  GError *error = NULL;

  grant->from = pl_clock_wall_ms () / 1000;
  grant->kind = PL_ADJUSTMENT_GRANT_UNTIL;
  if (grant->minutes > 0)
    fill_minutes (call, child, grant);
  gint64 id = pl_grant_add (call->agent->store, actor, grant, &error);
  if (id == 0) {
    pl_call_fail (call, error);
    return;
  }
  pl_bus_decided (call);
  if (grant->request != 0)
    pl_bus_answered (call, child->account);
  pl_call_return (call, g_variant_new ("(xx)", id, grant->until));
}
