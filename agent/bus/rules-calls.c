/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The home's internet rules, and what children answer to them (H1, H2, H3). */
#include <string.h>

#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/rules-record.h"
#include "policy/error.h"
#include "policy/time/zone.h"
#include <glib/gi18n.h>

#define NOON (12 * 60)

static const char *const whats[] = { "", "signed", "declined", "comment" };

static const PlHousehold *
household_of (const PlCall *call)
{
  return pl_enforcer_household (call->agent->enforcer);
}

static const char *
own_account (const PlCall *call)
{
  return pl_household_child (household_of (call), call->caller)->account;
}

static gint64
review_of (const PlHome *home)
{
  return home != NULL && home->rules_review != 0
             ? pl_zone_instant (home->zone, home->rules_review, NOON)
             : -1;
}

static void
add_topic (GVariantBuilder *topics,
           const PlRules *rules,
           const PlRulesTopic *topic,
           const PlLanguage *language)
{
  g_variant_builder_open (topics, G_VARIANT_TYPE ("(ssa(ssb))"));
  g_variant_builder_add (topics, "s", topic->id);
  g_variant_builder_add (topics, "s", pl_rules_in_language (rules, language, topic->title));
  g_variant_builder_open (topics, G_VARIANT_TYPE ("a(ssb)"));
  for (guint i = 0; i < topic->lines->len; i++) {
    const PlRulesLine *line = topic->lines->pdata[i];
    g_variant_builder_add (topics, "(ssb)", pl_rules_in_language (rules, language, line->text),
                           pl_rules_in_language (rules, language, line->easy), line->is_new);
  }
  g_variant_builder_close (topics);
  g_variant_builder_close (topics);
}

static void
add_standing (GVariantBuilder *about, const PlRulesStanding *standing)
{
  const PlRulesAnswer *answer = standing->answer;
  const PlRulesVersion *accepted = standing->accepted;

  pl_bus_add_text (about, "answer", answer != NULL ? whats[answer->what] : "");
  pl_bus_add_time (about, "answered", answer != NULL ? answer->made_ms / 1000 : -1);
  pl_bus_add_text (about, "signed", accepted != NULL ? accepted->version : "");
  pl_bus_add_time (about, "signed-at", accepted != NULL ? standing->accepted_ms / 1000 : -1);
}

/*
 * What is in force, from the record: what a child signs is what was read. The household's own rules may be of
 * a file that the store could not take yet.
 */
static PlRules *
rules_on_record (const PlCall *call, const PlRulesVersion *version, GError **error)
{
  PlRules *rules = pl_rules_parse ("rules", version->text, strlen (version->text), error);

  if (rules != NULL)
    rules->own = household_of (call)->rules->own;
  return rules;
}

/* standing: nullable, of the child who asks. */
static void
return_rules (PlCall *call, const PlRulesVersion *version, const PlRulesStanding *standing)
{
  const char *range;
  GVariantBuilder about, topics;
  GError *error = NULL;
  g_autoptr (PlRules) rules = rules_on_record (call, version, &error);
  g_autoptr (PlRules) before = NULL;

  if (rules == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_get (call->arguments, "(&s)", &range);
  const PlLanguage *language = pl_language_find (range);
  if (standing != NULL && standing->accepted != NULL)
    before = rules_on_record (call, standing->accepted, NULL);
  pl_rules_mark_new (rules, before);
  g_variant_builder_init (&about, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (&about, "id", version->id);
  pl_bus_add_text (&about, "version", version->version);
  pl_bus_add_time (&about, "since", version->made_ms / 1000);
  pl_bus_add_time (&about, "review", review_of (household_of (call)->home));
  g_variant_builder_add (&about, "{sv}", "own", g_variant_new_boolean (rules->own));
  if (standing != NULL)
    add_standing (&about, standing);
  g_variant_builder_init (&topics, G_VARIANT_TYPE ("a(ssa(ssb))"));
  for (guint i = 0; i < rules->topics->len; i++)
    add_topic (&topics, rules, rules->topics->pdata[i],
               language != NULL ? language : pl_language_english ());
  pl_call_return (call, g_variant_new ("(a{sv}a(ssa(ssb)))", &about, &topics));
}

void
pl_answer_get_rules (PlCall *call)
{
  GError *error = NULL;
  g_autoptr (PlRulesVersion) version = pl_rules_newest (call->agent->store, &error);

  if (version == NULL)
    pl_call_fail (call, error);
  else
    return_rules (call, version, NULL);
}

void
pl_answer_get_own_rules (PlCall *call)
{
  g_auto (PlRulesStanding) standing = { NULL };
  GError *error = NULL;
  g_autoptr (PlRulesVersion) version = pl_rules_newest (call->agent->store, &error);

  if (version == NULL ||
      !pl_rules_standing (call->agent->store, own_account (call), version->id, &standing, &error))
    pl_call_fail (call, error);
  else
    return_rules (call, version, &standing);
}

static gint64
say (const PlCall *call, PlRulesSaying *saying, GError **error)
{
  g_auto (PlActor) actor = { 0 };

  saying->child = own_account (call);
  pl_bus_actor_init (&actor, call);
  return pl_rules_say (call->agent->store, &actor, saying, error);
}

void
pl_answer_answer_rules (PlCall *call)
{
  PlRulesSaying saying = { .topic = "" };
  const char *answer;
  GError *error = NULL;
  gboolean done = FALSE;

  g_variant_get (call->arguments, "(x&s&s)", &saying.rules, &answer, &saying.words);
  for (PlRulesWhat what = PL_RULES_SIGNED; what <= PL_RULES_DECLINED; what++)
    if (g_str_equal (whats[what], answer))
      saying.what = what;
  if (saying.what == 0)
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "an answer is signed or declined"));
  else
    done = say (call, &saying, &error) != 0;
  pl_bus_return_done (call, done, error);
}

void
pl_answer_comment_on_rules (PlCall *call)
{
  PlRulesSaying saying = { .what = PL_RULES_COMMENT };
  GError *error = NULL;
  gint64 id = 0;

  g_variant_get (call->arguments, "(x&s&s)", &saying.rules, &saying.topic, &saying.words);
  if (*saying.topic != '\0' && pl_rules_topic (household_of (call)->rules, saying.topic) == NULL)
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "the rules have no topic of that name"));
  else
    id = say (call, &saying, &error);
  pl_bus_return_id (call, id, error);
}

static void
add_answer (PlCall *call, GVariantBuilder *rows, const PlRulesAnswer *answer)
{
  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", answer->id);
  pl_bus_add_account (call, rows, "child", answer->child, PL_BUS_NOW);
  pl_bus_add_time (rows, "rules", answer->rules);
  pl_bus_add_text (rows, "version", answer->version);
  pl_bus_add_text (rows, "what", whats[answer->what]);
  pl_bus_add_text (rows, "topic", answer->topic);
  pl_bus_add_text (rows, "words", answer->words);
  pl_bus_add_time (rows, "made", answer->made_ms / 1000);
  if (answer->answered_ms != 0) {
    pl_bus_add_text (rows, "answer", answer->answer);
    pl_bus_add_account (call, rows, "by", answer->answered_by, answer->answered_ms);
    pl_bus_add_time (rows, "answered", answer->answered_ms / 1000);
  }
  g_variant_builder_close (rows);
}

static void
return_answers (PlCall *call, const char *child, gint64 before, guint limit)
{
  GVariantBuilder rows;
  GError *error = NULL;
  g_autoptr (GPtrArray) answers =
      pl_rules_answers (call->agent->store, child, before, limit, &error);

  if (answers == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < answers->len; i++)
    add_answer (call, &rows, answers->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

void
pl_answer_list_own_rules_answers (PlCall *call)
{
  gint64 before;
  guint limit;

  g_variant_get (call->arguments, "(xu)", &before, &limit);
  return_answers (call, own_account (call), before, limit);
}

void
pl_answer_list_rules_answers (PlCall *call)
{
  const char *child;
  gint64 before;
  guint limit;

  g_variant_get (call->arguments, "(&sxu)", &child, &before, &limit);
  return_answers (call, *child != '\0' ? child : NULL, before, limit);
}

void
pl_answer_answer_rules_comment (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  const char *words;
  gint64 id;
  GError *error = NULL;

  g_variant_get (call->arguments, "(x&s)", &id, &words);
  pl_bus_actor_init (&actor, call);
  g_autofree char *child = pl_rules_comment_child (call->agent->store, id, &error);
  gboolean done =
      child != NULL && pl_rules_answer_comment (call->agent->store, &actor, id, words, &error);
  if (done)
    pl_bus_answered (call, child);
  pl_bus_return_done (call, done, error);
}

static gboolean
add_signed (GVariantBuilder *rows, PlStore *store, const char *child, gint64 rules, GError **error)
{
  g_auto (PlRulesStanding) standing = { NULL };

  if (!pl_rules_standing (store, child, rules, &standing, error))
    return FALSE;
  const PlRulesAnswer *answer = standing.answer;
  g_variant_builder_add (rows, "(ssxs)", child, answer != NULL ? whats[answer->what] : "",
                         answer != NULL ? answer->made_ms / 1000 : (gint64)-1,
                         standing.accepted != NULL ? standing.accepted->version : "");
  return TRUE;
}

void
pl_answer_list_rules_signed (PlCall *call)
{
  const GPtrArray *children = household_of (call)->children;
  GError *error = NULL;
  g_autoptr (PlRulesVersion) version = pl_rules_newest (call->agent->store, &error);
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ssxs)"));

  for (guint i = 0; version != NULL && error == NULL && i < children->len; i++) {
    const PlChild *child = children->pdata[i];
    add_signed (&rows, call->agent->store, child->account, version->id, &error);
  }
  if (error != NULL)
    pl_call_fail (call, error);
  else
    pl_call_return (call, g_variant_new ("(a(ssxs))", &rows));
}
