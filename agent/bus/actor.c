/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/actor.h"

#include "agent/records/accounts.h"
#include "agent/records/home-people.h"
#include "agent/records/staff-name.h"
#include "policy/error.h"
#include <glib/gi18n.h>

/* An act is theirs who has the account now, whoever has it later. */
static void
note_name (const PlCall *call, const char *account)
{
  g_autofree char *name = pl_account_display_name (call->caller);
  g_autoptr (GError) error = NULL;

  if (name != NULL && !pl_staff_name_note (call->agent->store, account, name, &error))
    g_warning ("the name of %s is not on record: %s", account, error->message);
}

void
pl_bus_actor_init (PlActor *actor, const PlCall *call)
{
  /* Staff gave their own password to polkit before any call of theirs came here. */
  *actor = (PlActor){ call->caller, pl_account_name (call->caller),
                      call->role == PL_ROLE_STAFF ? "password" : "" };
  if (call->role == PL_ROLE_STAFF)
    note_name (call, actor->account);
}

void
pl_bus_actor_clear (PlActor *actor)
{
  g_free ((char *)actor->account);
}

gboolean
pl_bus_is_manager (const PlCall *call)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;

  return call->role == PL_ROLE_ROOT ||
         pl_account_is_in (call->caller,
                           home != NULL ? home->managers_group : "porchlight-managers");
}

const char *
pl_bus_own_role (const PlCall *call)
{
  guint roles = pl_home_people_roles (pl_enforcer_household (call->agent->enforcer), call->caller);

  return pl_reader_role_code (roles & PL_READER_BIT (PL_READER_LEAD)      ? PL_READER_LEAD
                              : roles & PL_READER_BIT (PL_READER_MANAGER) ? PL_READER_MANAGER
                                                                          : PL_READER_STAFF);
}

gboolean
pl_bus_is_manager_or_lead (const PlCall *call)
{
  return pl_bus_is_manager (call) || !g_str_equal (pl_bus_own_role (call), "staff");
}

const PlChild *
pl_bus_child (const PlCall *call, const char *account, GError **error)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);

  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    if (g_str_equal (child->account, account))
      return child;
  }
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "no child has the account \"%s\""),
               account);
  return NULL;
}

void
pl_bus_return_id (PlCall *call, gint64 id, GError *error)
{
  if (id == 0)
    pl_call_fail (call, error);
  else
    pl_call_return (call, g_variant_new ("(x)", id));
}

void
pl_bus_return_asked (PlCall *call, gint64 id, GError *error)
{
  call->tells = TRUE;
  pl_bus_return_id (call, id, error);
}

void
pl_bus_return_done (PlCall *call, gboolean done, GError *error)
{
  if (done)
    pl_call_return (call, NULL);
  else
    pl_call_fail (call, error);
}

void
pl_bus_decided (const PlCall *call)
{
  pl_enforcer_refresh (call->agent->enforcer);
}

void
pl_bus_answered (const PlCall *call, const char *account)
{
  const PlChild *child = pl_bus_child (call, account, NULL);

  if (child != NULL)
    pl_news_tell (call->agent->news, child->uid, PL_NEWS_ANSWERED);
}
