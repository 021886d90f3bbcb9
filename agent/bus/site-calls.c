/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Sites: where the lists come from, and keeping them current. */
#include "agent/bus/calls.h"

#include "policy/error.h"
#include <glib/gi18n.h>

void
pl_answer_list_sources (PlCall *call)
{
  const PlUpdater *updater = call->agent->updater;
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(sssssxxxxxuss)"));
  for (guint i = 0; updater != NULL && i < pl_updater_sources (updater)->len; i++) {
    const PlUpdateMessage *row = pl_updater_sources (updater)->pdata[i];
    g_variant_builder_add (&rows, "(sssssxxxxxuss)", row->source, row->title, row->category,
                           row->licence, row->covers, row->entries, row->bytes, row->fetched,
                           row->checked, row->due, row->flags, row->held, row->text);
  }
  pl_call_return (call, g_variant_new ("(a(sssssxxxxxuss))", &rows));
}

void
pl_answer_get_update (PlCall *call)
{
  static const PlUpdateMessage none;
  const PlUpdater *updater = call->agent->updater;
  const PlUpdateMessage *progress = updater != NULL ? pl_updater_progress (updater) : &none;
  const PlUpdateMessage *last = updater != NULL ? pl_updater_last (updater) : &none;

  pl_call_return (
      call, g_variant_new ("(bssxxxs)", updater != NULL && pl_updater_is_running (updater),
                           progress->source, progress->text, progress->bytes, progress->total,
                           MAX (last->entries, (last->flags & PL_UPDATE_FAILED) != 0), last->text));
}

static void
start (PlCall *call, const char *command, const char *const *words)
{
  GError *error = NULL;

  if (call->agent->updater == NULL)
    g_set_error_literal (&error, PL_ERROR, PL_ERROR_FAILED,
                         NC_ ("said", "this agent was given one site index, and keeps no lists"));
  else
    pl_updater_start (call->agent->updater, command, words, &error);
  if (error != NULL)
    pl_call_fail (call, error);
  else
    pl_call_return (call, NULL);
}

void
pl_answer_update (PlCall *call)
{
  g_autofree const char **sources = NULL;

  g_variant_get (call->arguments, "(^a&s)", &sources);
  start (call, "now", sources);
}

static void
decide (PlCall *call, const char *command)
{
  const char *words[] = { NULL, NULL };

  g_variant_get (call->arguments, "(&s)", &words[0]);
  start (call, command, words);
}

void
pl_answer_accept_list (PlCall *call)
{
  decide (call, "accept");
}

void
pl_answer_reject_list (PlCall *call)
{
  decide (call, "reject");
}

void
pl_answer_roll_back (PlCall *call)
{
  start (call, "rollback", NULL);
}
