/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Staff: the home as staff see it. */
#include "agent/bus/calls.h"

#include "agent/bus/check-record.h"
#include "agent/bus/child-state.h"
#include "agent/bus/person.h"
#include "agent/bus/reader-problem.h"
#include "policy/error.h"
#include <glib/gi18n.h>

void
pl_answer_list_children (PlCall *call)
{
  const PlEnforcer *enforcer = call->agent->enforcer;
  const PlHousehold *household = pl_enforcer_household (enforcer);
  GVariantBuilder children;

  g_variant_builder_init (&children, G_VARIANT_TYPE ("a(ssbxxas)"));
  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    PlVerdict verdict;
    pl_enforcer_verdict (enforcer, child, &verdict);
    g_variant_builder_add (&children, "(ssbxx@as)", child->account,
                           child->profile ? child->profile->level->id : "", verdict.online,
                           pl_bus_instant (verdict.until), verdict.left_s,
                           pl_bus_reasons (verdict.reasons));
  }
  pl_call_return (call, g_variant_new ("(a(ssbxxas))", &children));
}

void
pl_answer_get_problems (PlCall *call)
{
  const GPtrArray *of_files = pl_enforcer_household (call->agent->enforcer)->problems;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < of_files->len; i++)
    g_ptr_array_add (problems, g_strdup (of_files->pdata[i]));
  pl_store_problems (call->agent->store, problems);
  pl_updater_problems (call->agent->updater, problems);
  pl_enforcer_problems (call->agent->enforcer, problems);
  pl_account_keeper_problems (call->agent->accounts, problems);
  g_autofree char *readers = pl_bus_readers_problem (call);
  if (*readers != '\0')
    g_ptr_array_add (problems, g_steal_pointer (&readers));
  pl_bus_add_reader_problems (call, problems);
  pl_courier_problems (call->agent->courier, problems);
  pl_duty_watch_problems (call->agent->duties, problems);
  GVariant *list = g_variant_new_strv ((const char *const *)problems->pdata, problems->len);
  pl_call_return (call, g_variant_new_tuple (&list, 1));
}

static GVariant *
rows_of_test (PlCall *call, const GPtrArray *rows)
{
  GVariantBuilder list;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("a(sssss)"));
  for (guint i = 0; i < rows->len; i++) {
    const PlSelfTestRow *row = rows->pdata[i];
    g_variant_builder_add (&list, "(sssss)", row->layer, row->child,
                           pl_self_test_verdict_id (row->verdict), row->sentence,
                           pl_bus_name (call, row->child, PL_BUS_NOW));
  }
  return g_variant_builder_end (&list);
}

static void
on_self_test_done (const GPtrArray *rows, gpointer data)
{
  PlCall *call = data;

  if (rows == NULL) {
    pl_call_fail (call, g_error_new_literal (PL_ERROR, PL_ERROR_FAILED,
                                             NC_ ("said", "the self-test was stopped")));
    return;
  }
  pl_bus_record_check (call, rows);
  call->tells = TRUE;
  GVariant *list = rows_of_test (call, rows);
  pl_call_return (call, g_variant_new_tuple (&list, 1));
}

void
pl_answer_self_test (PlCall *call)
{
  const char *account;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&s)", &account);
  if (!pl_self_test_run (call->agent->self_test, account, on_self_test_done, call, &error))
    pl_call_fail (call, error);
}

void
pl_answer_get_self_test (PlCall *call)
{
  const char *layer = "";
  guint of = 0;
  g_autoptr (GPtrArray) found = pl_self_test_so_far (call->agent->self_test, &layer, &of);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  GVariant *rows = rows_of_test (call, found != NULL ? found : none);
  pl_call_return (call, g_variant_new ("(su@a(sssss))", layer, of, rows));
}

void
pl_answer_stop_self_test (PlCall *call)
{
  if (pl_self_test_stop (call->agent->self_test))
    pl_call_return (call, NULL);
  else
    pl_call_fail (call, g_error_new_literal (PL_ERROR, PL_ERROR_ARGUMENT,
                                             NC_ ("said", "no self-test is going on")));
}
