/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1: for the programs that tell a session's person what there is to know. */
#include "agent/bus/actor.h"

#include "agent/bus/calls.h"
#include "agent/bus/child-state.h"
#include "agent/bus/fields.h"
#include "policy/error.h"
#include <glib/gi18n.h>

/* H4: minutes, blocked names and requests are kept of every child until control ends. */
static gboolean
is_monitored (const PlCall *call)
{
  const PlChild *child =
      pl_household_child (pl_enforcer_household (call->agent->enforcer), call->caller);
  PlVerdict verdict;

  if (child == NULL)
    return FALSE;
  pl_enforcer_verdict (call->agent->enforcer, child, &verdict);
  return !verdict.adult;
}

/* Not missed for good: the visit goes on. */
static guint
visit_bit (const PlCall *call)
{
  const PlChild *child =
      pl_household_child (pl_enforcer_household (call->agent->enforcer), call->caller);

  return child != NULL && pl_enforcer_visit (call->agent->enforcer, child) >= 0
             ? 1u << PL_NEWS_VISIT
             : 0;
}

static GVariant *
missed_variant (guint missed)
{
  static const char *const words[] = {
    [PL_NEWS_ANSWERED] = "answered",
    [PL_NEWS_PAGE_BLOCKED] = "page-blocked",
    [PL_NEWS_WAITS] = "waits",
    [PL_NEWS_VISIT] = "visit",
  };
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint kind = 0; kind < G_N_ELEMENTS (words); kind++)
    if (missed & 1u << kind)
      g_variant_builder_add (&rows, "s", words[kind]);
  return g_variant_builder_end (&rows);
}

void
pl_answer_note_seen (PlCall *call)
{
  pl_news_look (call->agent->news, call->caller);
  pl_call_return (call, NULL);
}

static const char *const opened_words[PL_NEWS_OPENED_KINDS] = {
  [PL_NEWS_OPENED_RESTRICTION] = "restriction", [PL_NEWS_OPENED_CHANGE] = "change",
  [PL_NEWS_OPENED_ANSWER] = "answer",           [PL_NEWS_OPENED_COMMENT] = "comment",
  [PL_NEWS_OPENED_CONCERN] = "concern",
};

static int
opened_kind (const char *word, GError **error)
{
  for (int kind = 0; kind < PL_NEWS_OPENED_KINDS; kind++)
    if (g_str_equal (word, opened_words[kind]))
      return kind;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "no news is called \"%s\""), word);
  return -1;
}

void
pl_answer_note_opened (PlCall *call)
{
  GError *error = NULL;
  const char *word;
  gint64 made;

  g_variant_get (call->arguments, "(&sx)", &word, &made);
  int kind = opened_kind (word, &error);
  if (kind >= 0 && pl_bus_check_time ("made", made, &error))
    pl_news_open (call->agent->news, call->caller, (PlNewsOpened)kind, made);
  pl_bus_return_done (call, error == NULL, error);
}

void
pl_bus_add_opened (GVariantBuilder *today, const PlCall *call)
{
  gint64 opened[PL_NEWS_OPENED_KINDS];
  GVariantBuilder rows;

  pl_news_opened (call->agent->news, call->caller, opened);
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a{sx}"));
  for (guint kind = 0; kind < PL_NEWS_OPENED_KINDS; kind++)
    g_variant_builder_add (&rows, "{sx}", opened_words[kind], opened[kind]);
  g_variant_builder_add (today, "{sv}", "opened", g_variant_builder_end (&rows));
}

void
pl_answer_listen (PlCall *call)
{
  const char *name = g_dbus_method_invocation_get_sender (call->invocation);
  guint missed;
  GError *error = NULL;

  if (!pl_news_listen (call->agent->news, name, call->caller, &missed, &error)) {
    pl_call_fail (call, error);
    return;
  }
  pl_call_return (call, g_variant_new ("(b@as)", is_monitored (call),
                                       missed_variant (missed | visit_bit (call))));
}
