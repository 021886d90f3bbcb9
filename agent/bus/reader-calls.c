/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Readers: who can read concerns, and their keys (C8). */
#include <string.h>

#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/reader-problem.h"
#include "agent/records/home-people.h"
#include "agent/records/reader-route.h"
#include "policy/error.h"
#include <glib/gi18n.h>

static void
add_reader (GVariantBuilder *rows, const PlReader *reader)
{
  g_autofree char *id = pl_care_id_text (reader->key.id);
  g_autofree char *key = pl_reader_key_text (&reader->key, FALSE);

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (rows, "id", id);
  pl_bus_add_text (rows, "name", reader->key.name);
  pl_bus_add_text (rows, "account", reader->account);
  pl_bus_add_text (rows, "role", reader->role);
  pl_bus_add_text (rows, "state", pl_reader_state_code (reader->state));
  pl_bus_add_text (rows, "key", key);
  pl_bus_add_time (rows, "made", reader->made_ms / 1000);
  pl_bus_add_text (rows, "made-by", reader->made_by);
  g_variant_builder_close (rows);
}

char *
pl_bus_readers_problem (const PlCall *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlHomePeople) people = pl_home_people_new (
      call->agent->store, pl_enforcer_household (call->agent->enforcer), &error);

  if (people != NULL && pl_people_are_enough (&people->people, &error))
    return g_strdup ("");
  return g_strdup_printf (NC_ ("said", "not set up yet: two people have to be able to read every "
                                       "concern. %s"),
                          error->message);
}

void
pl_bus_add_reader_problems (const PlCall *call, GPtrArray *problems)
{
  g_autoptr (GPtrArray) readers = pl_reader_list (call->agent->store, NULL);

  for (guint i = 0; readers != NULL && i < readers->len; i++) {
    const PlReader *reader = readers->pdata[i];
    if (reader->state != PL_READER_ACTIVE || pl_outbox_reaches (call->agent->store, reader->key.id))
      continue;
    g_ptr_array_add (
        problems,
        g_strdup_printf (NC_ ("said", "no tested way leads to %s: what a child tells waits "
                                      "until they look"),
                         reader->key.name));
  }
}

void
pl_answer_list_all_readers (PlCall *call)
{
  g_autoptr (GPtrArray) readers = NULL;
  GVariantBuilder rows;
  GError *error = NULL;

  readers = pl_reader_list (call->agent->store, &error);
  if (readers == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_autofree char *problem = pl_bus_readers_problem (call);
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < readers->len; i++)
    add_reader (&rows, readers->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv}s)", &rows, problem));
}

/* The call's only argument, a key, and who brings it. */
static gboolean
take_key (PlCall *call, PlActor *actor, PlReaderKey *key, GError **error)
{
  const char *text;

  g_variant_get (call->arguments, "(&s)", &text);
  pl_bus_actor_init (actor, call);
  return pl_reader_key_parse (key, "key", text, strlen (text), error);
}

/* What was done, and what is still missing of a home that is set up. */
static void
return_problem (PlCall *call, gboolean done, GError *error)
{
  if (!done) {
    pl_call_fail (call, error);
    return;
  }
  pl_concern_watch_look (call->agent->concerns);
  g_autofree char *problem = pl_bus_readers_problem (call);
  pl_call_return (call, g_variant_new ("(s)", problem));
}

void
pl_answer_add_reader (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  PlReaderKey key;
  GError *error = NULL;
  gboolean done = take_key (call, &actor, &key, &error) &&
                  pl_reader_add (call->agent->store, &actor, &key, actor.account,
                                 pl_bus_own_role (call), PL_READER_ACTIVE, &error);

  return_problem (call, done, error);
}

/* Who may bring somebody from outside, and say that a key is theirs. */
static gboolean
check_senior (const PlCall *call, GError **error)
{
  guint roles = pl_home_people_roles (pl_enforcer_household (call->agent->enforcer), call->caller);

  if (roles & (PL_READER_BIT (PL_READER_MANAGER) | PL_READER_BIT (PL_READER_LEAD)))
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_DENIED,
                       NC_ ("said", "that is for a manager or a lead"));
  return FALSE;
}

static gboolean
check_outside (const char *role, GError **error)
{
  PlReaderRole parsed;

  if (pl_reader_role_parse (role, &parsed) &&
      (parsed == PL_READER_RESPONSIBLE || parsed == PL_READER_OUTSIDE))
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                       NC_ ("said", "a reader who is brought is \"responsible\" or \"outside\""));
  return FALSE;
}

void
pl_answer_import_reader (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  PlReaderKey key;
  const char *text, *role;
  GError *error = NULL;
  gboolean done = FALSE;

  g_variant_get (call->arguments, "(&s&s)", &text, &role);
  pl_bus_actor_init (&actor, call);
  if (check_senior (call, &error) && check_outside (role, &error) &&
      pl_reader_key_parse (&key, "key", text, strlen (text), &error)) {
    /* What is theirs to unwrap stays with them. */
    key.wrapped = FALSE;
    done = pl_reader_add (call->agent->store, &actor, &key, "", role, PL_READER_WAITING, &error);
  }
  return_problem (call, done, error);
}

static gboolean
read_id (const char *text, guint8 id[PL_CARE_ID_SIZE], GError **error)
{
  if (pl_care_id_parse (text, id))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "\"%s\" is not the id of a reader"),
               text);
  return FALSE;
}

void
pl_answer_confirm_reader (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  guint8 id[PL_CARE_ID_SIZE];
  const char *text;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s)", &text);
  pl_bus_actor_init (&actor, call);
  gboolean done = check_senior (call, &error) && read_id (text, id, &error) &&
                  pl_reader_confirm (call->agent->store, &actor, id, &error);
  return_problem (call, done, error);
}

/* One's own; for a manager or a lead anybody's, when a computer is lost (D5) or somebody leaves. */
static gboolean
may_revoke (const PlCall *call, const char *account, const guint8 *id, GError **error)
{
  g_autoptr (GPtrArray) readers = pl_reader_list (call->agent->store, error);
  const PlReader *reader = readers != NULL ? pl_reader_find (readers, id) : NULL;

  return readers != NULL &&
         ((reader != NULL && g_str_equal (reader->account, account)) || check_senior (call, error));
}

/* The last manager who reads cannot go: nobody would be asked before the lead. They are replaced first, or replace their own key. */
static gboolean
check_not_last_manager (const PlCall *call, const guint8 *id, GError **error)
{
  g_autoptr (GPtrArray) readers = pl_reader_list (call->agent->store, error);
  const PlReader *leaving = readers != NULL ? pl_reader_find (readers, id) : NULL;
  const char *manager = pl_reader_role_code (PL_READER_MANAGER);

  if (leaving == NULL || leaving->state != PL_READER_ACTIVE ||
      !g_str_equal (leaving->role, manager))
    return readers != NULL;
  for (guint i = 0; i < readers->len; i++) {
    const PlReader *other = readers->pdata[i];
    if (other != leaving && other->state == PL_READER_ACTIVE && g_str_equal (other->role, manager))
      return TRUE;
  }
  g_set_error (
      error, PL_ERROR, PL_ERROR_REFUSED,
      NC_ ("said",
           "%s is the last manager who reads what children tell: another manager makes a key "
           "first, or they make a new one, which takes this one back"),
      leaving->key.name);
  return FALSE;
}

void
pl_answer_revoke_reader (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  guint8 id[PL_CARE_ID_SIZE];
  const char *text, *reason;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s&s)", &text, &reason);
  pl_bus_actor_init (&actor, call);
  gboolean done = read_id (text, id, &error) && may_revoke (call, actor.account, id, &error) &&
                  check_not_last_manager (call, id, &error) &&
                  pl_reader_revoke (call->agent->store, &actor, id, reason, &error);
  return_problem (call, done, error);
}

/* One's own key, as it was wrapped. */
void
pl_answer_get_own_key (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  GError *error = NULL;
  g_autoptr (GPtrArray) readers = pl_reader_list (call->agent->store, &error);
  g_autofree char *text = NULL;

  pl_bus_actor_init (&actor, call);
  const PlReader *reader = readers != NULL ? pl_reader_of (readers, actor.account) : NULL;
  if (reader != NULL)
    text = pl_reader_key_text (&reader->key, TRUE);
  else if (error == NULL)
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                         NC_ ("said", "you are no reader yet: porchlightctl reader add"));
  if (text != NULL)
    pl_call_return (call, g_variant_new ("(s)", text));
  else
    pl_call_fail (call, error);
}

void
pl_answer_set_passphrase (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  PlReaderKey key;
  GError *error = NULL;
  gboolean done = take_key (call, &actor, &key, &error) &&
                  pl_reader_rewrap (call->agent->store, &actor, &key, &error);

  pl_bus_return_done (call, done, error);
}
