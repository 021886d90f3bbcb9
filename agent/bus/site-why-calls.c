/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Sites.Explain: why a site is open or closed, for each child, now. */
#include <string.h>

#include "agent/bus/calls.h"
#include "agent/bus/child-state.h"
#include "agent/bus/fields.h"
#include "policy/error.h"
#include "policy/sites/hostname.h"
#include "policy/sites/site-reason.h"
#include <glib/gi18n.h>

static const char *const answers[] = {
  [PL_SITE_ALLOW] = "allow",
  [PL_SITE_BLOCK] = "block",
  [PL_SITE_HELP] = "help",
};

typedef struct {
  PlCall *call;
  char name[PL_HOSTNAME_MAX + 1];
} Question;

static const PlCategories *
categories_of (const Question *question)
{
  const PlHome *home = pl_enforcer_household (question->call->agent->enforcer)->home;

  return home != NULL ? home->categories : NULL;
}

static void
add_finding (GVariantBuilder *row,
             const char *key,
             const Question *question,
             const PlSiteFinding *finding)
{
  const PlCategories *categories = categories_of (question);
  g_auto (GVariantBuilder) fields = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *rule = NULL, *reason = NULL;
  const PlSiteVerdict *verdict = finding != NULL && finding->known ? &finding->verdict : NULL;
  const char *category = NULL;

  if (verdict != NULL) {
    rule = g_strndup (question->name + verdict->rule_offset, verdict->rule_length);
    if (categories != NULL && verdict->category != PL_CATEGORY_NONE)
      category = pl_categories_id (categories, (guint)verdict->category);
    if (categories != NULL && (verdict->category == PL_CATEGORY_NONE || category != NULL))
      reason = pl_site_reason_text (verdict, categories, pl_language_english ());
  }
  pl_bus_add_text (&fields, "verdict", verdict != NULL ? answers[verdict->answer] : "");
  pl_bus_add_text (&fields, "cause", verdict != NULL ? pl_site_cause_code (verdict->cause) : "");
  pl_bus_add_text (&fields, "category", category != NULL ? category : "");
  pl_bus_add_text (&fields, "rule", rule != NULL ? rule : "");
  pl_bus_add_text (&fields, "reason", reason != NULL ? reason : "");
  g_variant_builder_add (&fields, "{sv}", "safe",
                         g_variant_new_boolean (verdict != NULL && finding->safe));
  g_variant_builder_add (row, "{sv}", key, g_variant_builder_end (&fields));
}

/* What holds now is asked first, then what holds in hours, where that is something else. */
static void
add_child (GVariantBuilder *rows,
           const Question *question,
           const PlChild *child,
           const GArray *findings)
{
  const PlEnforcer *enforcer = question->call->agent->enforcer;
  const PlProfile *profile = child->profile;
  const PlSiteFinding *now = NULL, *hours = NULL;
  guint slot = pl_enforcer_slot (enforcer, child);
  PlVerdict verdict;

  for (guint i = 0; slot != 0 && i < findings->len; i++) {
    const PlSiteFinding *finding = &g_array_index (findings, PlSiteFinding, i);
    if (finding->slot == slot && now == NULL)
      now = finding;
    if (finding->slot == slot)
      hours = finding;
  }
  pl_enforcer_verdict (enforcer, child, &verdict);
  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (rows, "account", child->account);
  pl_bus_add_text (rows, "name",
                   profile != NULL && profile->name != NULL ? profile->name : child->account);
  pl_bus_add_text (rows, "level-name", profile != NULL ? profile->level->name : "");
  pl_bus_add_time (rows, "until", pl_bus_instant (verdict.until));
  add_finding (rows, "now", question, now);
  add_finding (rows, "hours", question, hours);
  g_variant_builder_close (rows);
}

/* Which categories block it, for any child, now or in hours. */
static PlCategorySet
blocking (const GArray *findings)
{
  PlCategorySet categories = 0;

  for (guint i = 0; i < findings->len; i++) {
    const PlSiteFinding *finding = &g_array_index (findings, PlSiteFinding, i);
    if (finding->known && finding->verdict.category != PL_CATEGORY_NONE)
      categories |= PL_CATEGORY_BIT (finding->verdict.category);
  }
  return categories;
}

/* A source without a category is an archive that names its own: it may have any. */
static gboolean
may_hold (const Question *question, const PlUpdateMessage *source, PlCategorySet blocked)
{
  const PlCategories *categories = categories_of (question);
  int category;

  if (blocked == 0 || categories == NULL || (source->flags & PL_UPDATE_OFF) != 0)
    return FALSE;
  if (*source->category == '\0')
    return TRUE;
  category = pl_categories_find (categories, source->category);
  return category != PL_CATEGORY_NONE && (blocked & PL_CATEGORY_BIT (category)) != 0;
}

static void
add_lists (GVariantBuilder *rows, const Question *question, PlCategorySet blocked)
{
  const PlUpdater *updater = question->call->agent->updater;

  for (guint i = 0; updater != NULL && i < pl_updater_sources (updater)->len; i++) {
    const PlUpdateMessage *source = pl_updater_sources (updater)->pdata[i];
    if (!may_hold (question, source, blocked))
      continue;
    g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
    pl_bus_add_text (rows, "category", source->category);
    pl_bus_add_text (rows, "title", source->title);
    pl_bus_add_text (rows, "covers", source->covers);
    pl_bus_add_time (rows, "fetched", source->fetched);
    g_variant_builder_close (rows);
  }
}

static void
on_found (const GArray *findings, gpointer data)
{
  g_autofree Question *question = data;
  const PlHousehold *household = pl_enforcer_household (question->call->agent->enforcer);
  GVariantBuilder children, lists;

  g_variant_builder_init (&children, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < household->children->len; i++)
    add_child (&children, question, household->children->pdata[i], findings);
  g_variant_builder_init (&lists, G_VARIANT_TYPE ("aa{sv}"));
  add_lists (&lists, question, blocking (findings));
  pl_call_return (question->call,
                  g_variant_new ("(saa{sv}aa{sv})", question->name, &children, &lists));
}

void
pl_answer_explain_site (PlCall *call)
{
  Question *question = g_new0 (Question, 1);
  const char *site;
  GError *error = NULL;

  question->call = call;
  g_variant_get (call->arguments, "(&s)", &site);
  if (pl_hostname_normalise (site, strlen (site), question->name) == 0)
    g_set_error (&error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "this is not the name of a site"));
  else if (pl_enforcer_inquire (call->agent->enforcer, question->name, on_found, question, &error))
    return;
  g_free (question);
  pl_call_fail (call, error);
}
