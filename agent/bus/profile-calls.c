/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Profiles: what is agreed with each child, and every change of it. */
#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/household-record.h"

void
pl_answer_get_profile (PlCall *call)
{
  const char *account;
  GError *error = NULL;
  g_autoptr (PlFileVersion) version = NULL;

  g_variant_get (call->arguments, "(&s)", &account);
  const PlChild *child = pl_bus_child (call, account, &error);
  if (child != NULL)
    version = pl_household_profile (call->agent->store, child, &error);
  if (version == NULL)
    pl_call_fail (call, error);
  else
    pl_call_return (call, g_variant_new ("(xs)", version->id, version->text));
}

/* What is written holds from now on, also for this call's own answer. */
void
pl_answer_set_profile (PlCall *call)
{
  const PlBusAgent *agent = call->agent;
  g_auto (PlActor) actor = { 0 };
  PlProfileEdit edit;
  const char *account;
  GError *error = NULL;
  gint64 id = 0;

  g_variant_get (call->arguments, "(&sx&s&sx)", &account, &edit.before, &edit.text, &edit.reason,
                 &edit.review);
  pl_bus_actor_init (&actor, call);
  edit.child = pl_bus_child (call, account, &error);
  if (edit.child != NULL)
    id = pl_household_edit_profile (agent->store, agent->paths,
                                    pl_enforcer_household (agent->enforcer), &actor, &edit, &error);
  if (id != 0)
    agent->reread (agent->data);
  pl_bus_return_id (call, id, error);
}

static void
add_version (PlCall *call, GVariantBuilder *rows, const PlFileVersion *version)
{
  static const char *const grounds[] = {
    [PL_FILE_FOUND] = "found",
    [PL_FILE_CHANGED] = "changed",
    [PL_FILE_REVIEWED] = "reviewed",
  };

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", version->id);
  pl_bus_add_time (rows, "made", version->made_ms / 1000);
  pl_bus_add_account (call, rows, "made-by", version->made_by, version->made_ms);
  pl_bus_add_text (rows, "ground", grounds[version->ground]);
  pl_bus_add_text (rows, "reason", version->reason);
  pl_bus_add_time (rows, "review", version->review);
  pl_bus_add_text (rows, "text", version->text);
  g_variant_builder_close (rows);
}

void
pl_answer_list_profile_versions (PlCall *call)
{
  const char *account;
  gint64 before;
  GError *error = NULL;
  GVariantBuilder rows;
  g_autoptr (GPtrArray) versions = NULL;

  g_variant_get (call->arguments, "(&sx)", &account, &before);
  const PlChild *child = pl_bus_child (call, account, &error);
  if (child != NULL)
    versions = pl_household_profile_versions (call->agent->store, child, before, &error);
  if (versions == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < versions->len; i++)
    add_version (call, &rows, versions->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}
