/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/calls.h"

typedef struct {
  const PlBusAgent *agent;
  uid_t caller;
} Call;

/* Unix seconds, or -1. */
static gint64
instant_for_bus (gint64 instant)
{
  return instant == PL_INSTANT_NONE ? -1 : instant;
}

static GVariant *
reasons_for_bus (guint reasons)
{
  GVariantBuilder codes;

  g_variant_builder_init (&codes, G_VARIANT_TYPE_STRING_ARRAY);
  for (PlReason reason = PL_REASON_IN_HOURS; reason <= PL_REASON_CLOCK_DOUBT; reason <<= 1)
    if (reasons & reason)
      g_variant_builder_add (&codes, "s", pl_reason_code (reason));
  return g_variant_builder_end (&codes);
}

static GVariant *
problems_for_bus (const PlHousehold *household)
{
  return g_variant_new_strv ((const char *const *)household->problems->pdata,
                             household->problems->len);
}

static GVariant *
get_status (const Call *call)
{
  return g_variant_new ("(sb)", PL_VERSION, pl_enforcer_is_current (call->agent->enforcer));
}

static GVariant *
get_problems (const Call *call)
{
  GVariant *problems = problems_for_bus (pl_enforcer_household (call->agent->enforcer));

  return g_variant_new_tuple (&problems, 1);
}

static GVariant *
reload (const Call *call)
{
  call->agent->reload (call->agent->data);
  return get_problems (call);
}

static GVariant *
get_state (const Call *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  PlVerdict verdict;

  pl_enforcer_verdict (call->agent->enforcer, pl_household_child (household, call->caller),
                       &verdict);
  return g_variant_new ("(bxx@as)", verdict.online, instant_for_bus (verdict.until), verdict.left_s,
                        reasons_for_bus (verdict.reasons));
}

static GVariant *
list_children (const Call *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  GVariantBuilder children;

  g_variant_builder_init (&children, G_VARIANT_TYPE ("a(ssbxxas)"));
  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    PlVerdict verdict;
    pl_enforcer_verdict (call->agent->enforcer, child, &verdict);
    g_variant_builder_add (&children, "(ssbxx@as)", child->account,
                           child->profile ? child->profile->level->id : "", verdict.online,
                           instant_for_bus (verdict.until), verdict.left_s,
                           reasons_for_bus (verdict.reasons));
  }
  return g_variant_new ("(a(ssbxxas))", &children);
}

/* Who may call what. What is not here is denied. */
static const struct {
  const char *interface;
  const char *method;
  guint roles;
  GVariant *(*answer) (const Call *call);
} calls[] = {
  { "org.porchlight.Agent1", "GetStatus",
    PL_ROLE_CHILD | PL_ROLE_STAFF | PL_ROLE_ROOT | PL_ROLE_OTHER, get_status },
  { "org.porchlight.Agent1", "Reload", PL_ROLE_ROOT, reload },
  { "org.porchlight.Agent1.Child", "GetState", PL_ROLE_CHILD, get_state },
  { "org.porchlight.Agent1.Staff", "ListChildren", PL_ROLE_STAFF | PL_ROLE_ROOT, list_children },
  { "org.porchlight.Agent1.Staff", "GetProblems", PL_ROLE_STAFF | PL_ROLE_ROOT, get_problems },
};

PlRole
pl_role_of (const PlHousehold *household, uid_t uid)
{
  if (uid == 0)
    return PL_ROLE_ROOT;
  if (pl_household_child (household, uid) != NULL)
    return PL_ROLE_CHILD;
  return pl_household_is_staff (household, uid) ? PL_ROLE_STAFF : PL_ROLE_OTHER;
}

static gssize
find (const char *interface, const char *method)
{
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    if (g_str_equal (calls[i].interface, interface) && g_str_equal (calls[i].method, method))
      return i;
  return -1;
}

gboolean
pl_call_is_allowed (const char *interface, const char *method, PlRole role)
{
  gssize i = find (interface, method);

  return i >= 0 && (calls[i].roles & role) != 0;
}

GVariant *
pl_call (const PlBusAgent *agent, const char *interface, const char *method, uid_t caller)
{
  Call call = { agent, caller };

  return calls[find (interface, method)].answer (&call);
}
