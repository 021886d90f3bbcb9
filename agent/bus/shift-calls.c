/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Shifts: who of staff is on shift (D4); and what children are told of it (C5). */
#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/records/accounts.h"
#include "agent/records/shift.h"
#include "policy/error.h"

/* As many as a child can choose from. */
#define NAMES_MAX 20

void
pl_answer_begin_shift (PlCall *call)
{
  g_autofree char *name = pl_account_display_name (call->caller);
  g_auto (PlActor) actor = { 0 };
  GError *error = NULL;
  gint64 id = 0;

  pl_bus_actor_init (&actor, call);
  if (name == NULL)
    g_set_error (
        &error, PL_ERROR, PL_ERROR_DENIED,
        "%s is nobody's account: children read who is on shift, so give it a person's name "
        "(chfn --full-name)",
        actor.account);
  else if (pl_shift_turn (call->agent->store, &error))
    id = pl_shift_begin (call->agent->store, &actor, &error);
  pl_bus_return_id (call, id, error);
}

void
pl_answer_end_shift (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  const char *account, *note;
  GError *error = NULL;
  gboolean done = FALSE;

  g_variant_get (call->arguments, "(&s&s)", &account, &note);
  pl_bus_actor_init (&actor, call);
  if (*account == '\0')
    account = actor.account;
  if (!g_str_equal (account, actor.account) && !pl_bus_is_manager (call))
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_DENIED,
                         "only a manager ends somebody else's shift");
  else if (pl_shift_turn (call->agent->store, &error))
    done = pl_shift_end (call->agent->store, &actor, account, note, &error);
  pl_bus_return_done (call, done, error);
}

/* As children read it; NULL if the account is gone, or of no person any more. */
static char *
name_of (const char *account)
{
  uid_t uid;

  return pl_account_uid (account, &uid) ? pl_account_display_name (uid) : NULL;
}

static void
add_shift (GVariantBuilder *rows, const PlShift *shift)
{
  g_autofree char *name = name_of (shift->account);

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", shift->id);
  pl_bus_add_text (rows, "account", shift->account);
  pl_bus_add_text (rows, "name", name != NULL ? name : "");
  pl_bus_add_time (rows, "began", shift->began_ms / 1000);
  if (shift->ended_ms != 0) {
    pl_bus_add_time (rows, "ended", shift->ended_ms / 1000);
    pl_bus_add_text (rows, "ended-by", shift->ended_by);
    pl_bus_add_text (rows, "note", shift->note);
  }
  g_variant_builder_close (rows);
}

/* NULL and an error. */
static GPtrArray *
read_shifts (const PlCall *call, gboolean current, gint64 before, guint limit, GError **error)
{
  PlStore *store = call->agent->store;

  return pl_shift_turn (store, error) ? pl_shift_list (store, current, before, limit, error) : NULL;
}

void
pl_answer_list_shifts (PlCall *call)
{
  gboolean current;
  gint64 before;
  guint limit;
  GVariantBuilder rows;
  GError *error = NULL;

  g_variant_get (call->arguments, "(bxu)", &current, &before, &limit);
  g_autoptr (GPtrArray) shifts = read_shifts (call, current, before, limit, &error);
  if (shifts == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < shifts->len; i++)
    add_shift (&rows, shifts->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

void
pl_answer_list_staff_on_shift (PlCall *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  GVariantBuilder names;
  GError *error = NULL;
  g_autoptr (GPtrArray) shifts = read_shifts (call, TRUE, 0, PL_SHIFT_LIST_MAX, &error);
  guint n = 0;

  if (shifts == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&names, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < shifts->len && n < NAMES_MAX; i++) {
    const PlShift *shift = shifts->pdata[i];
    g_autofree char *name = name_of (shift->account);
    uid_t uid;
    /* Whoever is staff no more is nobody to tell. */
    if (name == NULL || !pl_account_uid (shift->account, &uid) ||
        pl_role_of (household, uid) != PL_ROLE_STAFF)
      continue;
    g_variant_builder_add (&names, "s", name);
    n++;
  }
  pl_call_return (call, g_variant_new ("(as)", &names));
}
