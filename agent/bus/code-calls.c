/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Codes: one-time codes, and what staff grant by them in a child's session (T6). */
#include <string.h>

#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/grant.h"
#include "agent/bus/person.h"
#include "agent/records/accounts.h"
#include "agent/records/code-owner.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include <glib/gi18n.h>

static const char *
issuer_of (const PlCall *call)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;

  return home != NULL && home->name != NULL && *home->name != '\0' ? home->name : "Porchlight";
}

static gboolean
read_kind (const char *text, PlCodeKind *kind, GError **error)
{
  *kind = g_str_equal (text, "sheet") ? PL_CODE_SHEET : PL_CODE_TELEPHONE;
  if (*kind == PL_CODE_SHEET || g_str_equal (text, "telephone"))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
               NC_ ("said", "codes come by telephone or by sheet"));
  return FALSE;
}

/* What is the caller's own: codes are never given for somebody else. */
void
pl_answer_enrol_code (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  g_autofree char *uri = NULL;
  g_auto (GStrv) sheet = NULL;
  PlOneTimeCode code;
  PlCodeKind kind;
  const char *text;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s)", &text);
  pl_bus_actor_init (&actor, call);
  if (!read_kind (text, &kind, &error) ||
      !pl_code_owner_enrol (call->agent->store, &actor, actor.account, kind, &code, &error)) {
    pl_call_fail (call, error);
    return;
  }
  uri = kind == PL_CODE_TELEPHONE ? pl_one_time_code_uri (&code, issuer_of (call), actor.account)
                                  : g_strdup ("");
  sheet = kind == PL_CODE_SHEET ? pl_one_time_code_sheet (&code) : g_new0 (char *, 1);
  pl_one_time_code_clear (&code);
  pl_call_return (call, g_variant_new ("(s^as)", uri, sheet));
}

/* One's own; anybody's for a manager, when a telephone is lost or somebody leaves. */
void
pl_answer_forget_code (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  const char *account;
  GError *error = NULL;
  gboolean done = FALSE;

  g_variant_get (call->arguments, "(&s)", &account);
  pl_bus_actor_init (&actor, call);
  if (!g_str_equal (account, actor.account) && !pl_bus_is_manager (call))
    g_set_error (&error, PL_ERROR, PL_ERROR_DENIED,
                 NC_ ("said", "only a manager takes away somebody else's codes"));
  else
    done = pl_code_owner_forget (call->agent->store, &actor, account, &error);
  pl_bus_return_done (call, done, error);
}

void
pl_answer_list_codes (PlCall *call)
{
  GVariantBuilder rows;
  GError *error = NULL;
  g_autoptr (GPtrArray) owners = pl_code_owner_list (call->agent->store, &error);

  if (owners == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < owners->len; i++) {
    const PlCodeOwner *owner = owners->pdata[i];
    g_variant_builder_open (&rows, G_VARIANT_TYPE_VARDICT);
    pl_bus_add_account (call, &rows, "account", owner->account, PL_BUS_NOW);
    pl_bus_add_text (&rows, "kind", owner->kind == PL_CODE_SHEET ? "sheet" : "telephone");
    g_variant_builder_add (&rows, "{sv}", "left", g_variant_new_uint32 (owner->left));
    g_variant_builder_close (&rows);
  }
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

/* Whose code it is has to be staff now, whatever they were when they enrolled. */
static gboolean
prove (const PlCall *call,
       const char *child,
       const char *account,
       const char *digits,
       PlActor *actor,
       GError **error)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  uid_t uid;

  if (!pl_account_uid (account, &uid) || !pl_household_is_staff (household, uid)) {
    g_set_error (error, PL_ERROR, PL_ERROR_DENIED, NC_ ("said", "that is not a code of theirs"));
    return FALSE;
  }
  if (!pl_code_owner_check (call->agent->store, child, account, digits, pl_clock_wall_ms () / 1000,
                            error))
    return FALSE;
  *actor = (PlActor){ uid, account, "code" };
  return TRUE;
}

/* In the child's own session: staff give their account and a code, never a password. */
void
pl_answer_grant_by_code (PlCall *call)
{
  const PlChild *child =
      pl_household_child (pl_enforcer_household (call->agent->enforcer), call->caller);
  PlGrant grant = { .child = child->account };
  const char *account, *digits;
  PlActor actor;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&su&sx)", &account, &digits, &grant.minutes, &grant.reason,
                 &grant.request);
  if (grant.minutes == 0)
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "say how many minutes are granted"));
  if (error != NULL || !prove (call, child->account, account, digits, &actor, &error))
    pl_call_fail (call, error);
  else
    pl_bus_grant (call, child, &actor, &grant);
}
