/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Home: the files that say what holds for the whole home, and every change of them. */
#include "agent/bus/actor.h"

#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/home-record.h"
#include "policy/error.h"
#include <glib/gi18n.h>

void
pl_answer_get_home_file (PlCall *call)
{
  const char *file;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s)", &file);
  g_autoptr (PlFileVersion) version = pl_home_file (
      call->agent->store, pl_enforcer_household (call->agent->enforcer), file, &error);
  if (version == NULL)
    pl_call_fail (call, error);
  else
    pl_call_return (call, g_variant_new ("(xs)", version->id, version->text));
}

/* What is written holds from now on, also for this call's own answer. */
void
pl_answer_set_home_file (PlCall *call)
{
  const PlBusAgent *agent = call->agent;
  g_auto (PlActor) actor = { 0 };
  PlHomeEdit edit;
  GError *error = NULL;
  gint64 id = 0;

  g_variant_get (call->arguments, "(&sx&s&s&s)", &edit.file, &edit.before, &edit.text, &edit.reason,
                 &edit.consulted);
  pl_bus_actor_init (&actor, call);
  /* What somebody changed by hand and has not told the agent of is a change in the meantime. */
  agent->reread (agent->data);
  if (!pl_bus_is_manager (call))
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_DENIED,
                         NC_ ("said", "only a manager changes the home's files"));
  else
    id = pl_home_file_edit (agent->store, agent->paths, pl_enforcer_household (agent->enforcer),
                            &actor, &edit, &error);
  if (id != 0)
    agent->reread (agent->data);
  pl_bus_return_id (call, id, error);
}

static void
add_version (PlCall *call, GVariantBuilder *rows, const PlFileVersion *version)
{
  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", version->id);
  pl_bus_add_time (rows, "made", version->made_ms / 1000);
  pl_bus_add_account (call, rows, "made-by", version->made_by, version->made_ms);
  pl_bus_add_text (rows, "ground", version->ground == PL_FILE_FOUND ? "found" : "changed");
  pl_bus_add_text (rows, "reason", version->reason);
  pl_bus_add_text (rows, "consulted", version->consulted);
  pl_bus_add_text (rows, "text", version->text);
  g_variant_builder_close (rows);
}

void
pl_answer_list_home_file_versions (PlCall *call)
{
  const char *file;
  gint64 before;
  GError *error = NULL;
  GVariantBuilder rows;

  g_variant_get (call->arguments, "(&sx)", &file, &before);
  g_autoptr (GPtrArray) versions = pl_home_file_versions (call->agent->store, file, before, &error);
  if (versions == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < versions->len; i++)
    add_version (call, &rows, versions->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}
