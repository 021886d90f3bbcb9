/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/calls.h"

#define AGENT "org.porchlight.Agent1"
#define CHILD "org.porchlight.Agent1.Child"
#define STAFF "org.porchlight.Agent1.Staff"
#define SITES "org.porchlight.Agent1.Sites"

#define EVERYBODY     (PL_ROLE_CHILD | PL_ROLE_STAFF | PL_ROLE_ROOT | PL_ROLE_OTHER)
#define STAFF_OR_ROOT (PL_ROLE_STAFF | PL_ROLE_ROOT)

/* An empty tuple takes a byte as a GVariant. */
#define NOTHING 1
/* Every source by name, as long as names get. */
#define SOURCES 8192
/* The id of a held list. */
#define HELD 128

static const PlCallEntry calls[] = {
  { AGENT, "GetStatus", EVERYBODY, NOTHING, pl_answer_get_status },
  { AGENT, "Reload", PL_ROLE_ROOT, NOTHING, pl_answer_reload },
  { CHILD, "GetState", PL_ROLE_CHILD, NOTHING, pl_answer_get_state },
  { STAFF, "ListChildren", STAFF_OR_ROOT, NOTHING, pl_answer_list_children },
  { STAFF, "GetProblems", STAFF_OR_ROOT, NOTHING, pl_answer_get_problems },
  { SITES, "ListSources", STAFF_OR_ROOT, NOTHING, pl_answer_list_sources },
  { SITES, "GetUpdate", STAFF_OR_ROOT, NOTHING, pl_answer_get_update },
  { SITES, "Update", STAFF_OR_ROOT, SOURCES, pl_answer_update },
  { SITES, "AcceptList", PL_ROLE_ROOT, HELD, pl_answer_accept_list },
  { SITES, "RejectList", PL_ROLE_ROOT, HELD, pl_answer_reject_list },
  { SITES, "RollBack", PL_ROLE_ROOT, NOTHING, pl_answer_roll_back },
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

const PlCallEntry *
pl_calls_find (const char *interface, const char *method)
{
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    if (g_str_equal (calls[i].interface, interface) && g_str_equal (calls[i].method, method))
      return &calls[i];
  return NULL;
}

gboolean
pl_call_is_allowed (const char *interface, const char *method, PlRole role)
{
  const PlCallEntry *entry = pl_calls_find (interface, method);

  return entry != NULL && (entry->roles & role) != 0;
}
