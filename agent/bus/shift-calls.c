/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Shifts: who of staff is on shift (D4); and what children are told of it (C5). */
#include "agent/bus/actor.h"

#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/on-shift.h"
#include "agent/bus/person.h"
#include "agent/records/accounts.h"
#include "agent/records/shift.h"
#include "policy/error.h"
#include <glib/gi18n.h>

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
        NC_ ("said",
             "%s is nobody's account: children read who is on shift, so give it a person's name "
             "(chfn --full-name)"),
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
                         NC_ ("said", "only a manager ends somebody else's shift"));
  else if (!g_str_equal (account, actor.account) && *note == '\0')
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "say why: they read it beside the end of their shift"));
  else if (pl_shift_turn (call->agent->store, &error))
    done = pl_shift_end (call->agent->store, &actor, account, note, &error);
  pl_bus_return_done (call, done, error);
}

static void
add_shift (PlCall *call, GVariantBuilder *rows, const PlShift *shift)
{
  const char *name = pl_bus_name (call, shift->account, shift->began_ms);

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", shift->id);
  pl_bus_add_text (rows, "account", shift->account);
  pl_bus_add_text (rows, "name", name);
  pl_bus_add_time (rows, "began", shift->began_ms / 1000);
  if (shift->ended_ms != 0) {
    pl_bus_add_time (rows, "ended", shift->ended_ms / 1000);
    pl_bus_add_account (call, rows, "ended-by", shift->ended_by, shift->ended_ms);
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
    add_shift (call, &rows, shifts->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

GPtrArray *
pl_bus_on_shift (const PlCall *call, gint64 *since, GError **error)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  g_autoptr (GPtrArray) shifts = read_shifts (call, TRUE, 0, PL_SHIFT_LIST_MAX, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  *since = 0;
  if (shifts == NULL)
    return NULL;
  for (guint i = 0; i < shifts->len; i++) {
    const PlShift *shift = shifts->pdata[i];
    g_autofree char *name = pl_bus_display_name (shift->account);
    uid_t uid;
    /* Whoever is staff no more is nobody to tell. */
    if (name == NULL || !pl_account_uid (shift->account, &uid) ||
        pl_role_of (household, uid) != PL_ROLE_STAFF)
      continue;
    if (uid == call->caller)
      *since = shift->began_ms / 1000;
    if (names->len < NAMES_MAX)
      g_ptr_array_add (names, g_steal_pointer (&name));
  }
  return g_steal_pointer (&names);
}

void
pl_answer_list_staff_on_shift (PlCall *call)
{
  GError *error = NULL;
  gint64 since;
  g_autoptr (GPtrArray) names = pl_bus_on_shift (call, &since, &error);

  if (names == NULL) {
    pl_call_fail (call, error);
    return;
  }
  GVariant *list = g_variant_new_strv ((const char *const *)names->pdata, names->len);
  pl_call_return (call, g_variant_new_tuple (&list, 1));
}
