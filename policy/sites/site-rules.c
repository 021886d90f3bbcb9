/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/site-rules.h"

/* A name on its way down the ladder of design.md section 5. */
typedef struct {
  const PlSiteRules *rules;
  const char *name;
  gsize length;
  PlSiteMatch match; /* what the index says; categories 0: nothing */
  PlSiteVerdict *verdict;
} Question;

static gboolean
decide (Question *q, PlSiteAnswer answer, PlSiteCause cause)
{
  q->verdict->answer = answer;
  q->verdict->cause = cause;
  return TRUE;
}

static void
set_rule (Question *q, guint16 offset)
{
  q->verdict->rule_offset = offset;
  q->verdict->rule_length = (guint16)(q->length - offset);
}

/* A rung that a set of names decides. */
static gboolean
by_names (Question *q, const PlNameSet *names, PlSiteAnswer answer, PlSiteCause cause)
{
  guint16 offset;

  if (!pl_name_set_match (names, q->name, q->length, &offset))
    return FALSE;
  set_rule (q, offset);
  return decide (q, answer, cause);
}

/* A rung that blocks by category: the first in the order, and its longest rule. */
static gboolean
by_categories (Question *q, PlCategorySet blocked, PlSiteCause cause)
{
  PlCategorySet hit = q->match.categories & blocked;

  if (hit == 0)
    return FALSE;
  q->verdict->category = __builtin_ctzll (hit);
  set_rule (q, q->match.rule_offset[q->verdict->category]);
  return decide (q, PL_SITE_BLOCK, cause);
}

/* Names that switch encrypted DNS on or off join the category bypass, as if a list had them. */
static void
add_encrypted_dns (Question *q)
{
  guint16 offset;

  if (!pl_name_set_match (q->rules->encrypted_dns, q->name, q->length, &offset))
    return;
  guint16 *bypass = &q->match.rule_offset[PL_CATEGORY_BYPASS];
  if ((q->match.categories & PL_CATEGORY_BIT (PL_CATEGORY_BYPASS)) == 0 || offset < *bypass)
    *bypass = offset;
  q->match.categories |= PL_CATEGORY_BIT (PL_CATEGORY_BYPASS);
  q->verdict->encrypted_dns = TRUE;
}

/* The child's own names: the longest that matches; the same name is never in both. */
static gboolean
by_own_names (Question *q)
{
  guint16 allow = G_MAXUINT16, block = G_MAXUINT16;
  gboolean allowed = pl_name_set_match (q->rules->allow, q->name, q->length, &allow);
  gboolean blocked = pl_name_set_match (q->rules->block, q->name, q->length, &block);

  if (!allowed && !blocked)
    return FALSE;
  set_rule (q, MIN (allow, block));
  if (allow < block)
    return decide (q, PL_SITE_ALLOW, PL_SITE_BY_OWN_ALLOW);
  return decide (q, PL_SITE_BLOCK, PL_SITE_BY_OWN_BLOCK);
}

/* FALSE if it is no learning site. offset: of the longest rule that says so. */
static gboolean
is_learning (const Question *q, guint16 *offset)
{
  guint16 shipped = G_MAXUINT16;
  guint16 listed = q->match.learning ? q->match.learning_offset : G_MAXUINT16;

  if (!pl_name_set_match (q->rules->learning, q->name, q->length, &shipped) && !q->match.learning)
    return FALSE;
  *offset = MIN (shipped, listed);
  return TRUE;
}

static gboolean
by_learning (Question *q)
{
  guint16 offset;

  if (!is_learning (q, &offset))
    return FALSE;
  set_rule (q, offset);
  return decide (q, PL_SITE_ALLOW, PL_SITE_BY_LEARNING);
}

static gboolean
is_free (const Question *q)
{
  guint16 offset;

  return q->verdict->answer == PL_SITE_HELP || q->verdict->cause == PL_SITE_BY_CONTACT ||
         (q->verdict->answer == PL_SITE_ALLOW && is_learning (q, &offset));
}

static gboolean
by_mode_or_level (Question *q)
{
  if (q->rules->chosen_only)
    return by_learning (q) || decide (q, PL_SITE_BLOCK, PL_SITE_BY_CHOSEN_ONLY);
  return by_categories (q, q->rules->blocked, PL_SITE_BY_LEVEL) ||
         decide (q, PL_SITE_ALLOW, PL_SITE_BY_DEFAULT);
}

static void
decide_for_child (Question *q)
{
  const PlSiteRules *rules = q->rules;
  PlCategorySet social = rules->social_blocked ? PL_CATEGORY_BIT (PL_CATEGORY_SOCIAL_NETWORKS) : 0;

  add_encrypted_dns (q);
  if (by_categories (q, rules->always, PL_SITE_BY_ALWAYS) ||
      by_names (q, rules->contact, PL_SITE_ALLOW, PL_SITE_BY_CONTACT) ||
      by_categories (q, social, PL_SITE_BY_AGE) ||
      by_names (q, rules->home_help, PL_SITE_HELP, PL_SITE_BY_HOME_HELP))
    return;
  if (rules->access == PL_ACCESS_HELP_ONLY)
    decide (q, PL_SITE_BLOCK, PL_SITE_BY_HELP_ONLY);
  else if (rules->access == PL_ACCESS_OTHER_NETWORK)
    decide (q, PL_SITE_BLOCK, PL_SITE_BY_OTHER_NETWORK);
  else if (!by_own_names (q))
    by_mode_or_level (q);
}

void
pl_site_rules_decide (const PlSiteRules *rules,
                      const PlSiteIndex *index,
                      const char *name,
                      gsize length,
                      PlSiteVerdict *verdict)
{
  Question q = { .rules = rules, .name = name, .length = length, .verdict = verdict };

  *verdict = (PlSiteVerdict){ .answer = PL_SITE_ALLOW, .category = PL_CATEGORY_NONE };
  /* Help is first for everyone: a list that has a helpline by mistake must not close it. */
  if (by_names (&q, rules->help, PL_SITE_HELP, PL_SITE_BY_HELP)) {
    verdict->free = TRUE;
    return;
  }
  if (!rules->staff && rules->access == PL_ACCESS_OPEN) {
    if (!by_names (&q, rules->home_help, PL_SITE_HELP, PL_SITE_BY_HOME_HELP))
      decide (&q, PL_SITE_ALLOW, PL_SITE_BY_ADULT);
    return;
  }

  if (index != NULL)
    pl_site_index_lookup (index, name, length, &q.match);
  if (!rules->staff) {
    decide_for_child (&q);
    verdict->free = is_free (&q);
  } else if (!by_categories (&q, rules->always, PL_SITE_BY_ALWAYS))
    decide (&q, PL_SITE_ALLOW, PL_SITE_BY_DEFAULT);
}
