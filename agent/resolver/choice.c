/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/choice.h"

#include "policy/sites/hostname.h"

static gboolean
lies_below (const PlDnsHostname *hostname, const char *zone)
{
  return pl_hostname_matches (hostname->text, hostname->length, zone, strlen (zone));
}

/* Who asks, and what holds for them. */
typedef struct {
  PlSiteRules rules;
  PlSafeSearchModes safe_search;
  const PlSiteIndex *index;
  gboolean unfiltered; /* staff, an adult */
} Asker;

/* Returns the name that safe search puts in its place, or NULL. */
static const char *
decide (const Asker *asker, const char *name, gsize length, gboolean whole, PlSiteVerdict *verdict)
{
  /* The root, or a name whose last label no rule can match: no list has it. */
  const PlSiteIndex *index = length > 0 ? asker->index : NULL;

  pl_site_rules_decide (&asker->rules, index, name, length, verdict);
  if (asker->unfiltered || !whole || length == 0)
    return NULL;
  return pl_safe_search_apply (&asker->safe_search, &asker->rules, index, name, length, verdict);
}

/*
 * A label with a dot in it is one label, and its name is no other name; but it is blocked also where
 * a careless reader behind us would take it for a blocked one. One with a zero byte has no honest use.
 */
static void
decide_odd (const Asker *asker, const PlDnsQuestion *question, PlChoice *choice)
{
  char text[PL_DNS_NAME_MAX];

  if (choice->hostname.has_zero) {
    choice->verdict.answer = PL_SITE_BLOCK;
    choice->verdict.cause = PL_SITE_BY_ALWAYS;
    choice->verdict.category = PL_CATEGORY_BYPASS;
  } else if (choice->hostname.dotted && choice->verdict.answer != PL_SITE_BLOCK) {
    guint8 length = pl_dns_name_careless (&question->name, text);
    PlSiteVerdict careless;
    choice->target = decide (asker, text, length, TRUE, &careless);
    if (careless.answer == PL_SITE_BLOCK)
      choice->verdict = careless;
  }
}

static PlChoiceKind
choose_substitute (const PlDnsQuestion *question)
{
  gboolean has_addresses = question->type == PL_DNS_TYPE_A || question->type == PL_DNS_TYPE_AAAA;

  return has_addresses && question->class == PL_DNS_CLASS_IN ? PL_CHOICE_ANSWER_AS
                                                             : PL_CHOICE_NO_DATA;
}

static PlChoiceKind
choose_for (const Asker *asker, const PlDnsQuestion *question, PlChoice *choice)
{
  const PlDnsHostname *hostname = &choice->hostname;

  choice->target =
      decide (asker, hostname->text, hostname->length, hostname->whole, &choice->verdict);
  if (!asker->unfiltered)
    decide_odd (asker, question, choice);
  choice->told = TRUE;
  if (choice->verdict.answer == PL_SITE_BLOCK)
    return choice->verdict.encrypted_dns ? PL_CHOICE_NO_ENCRYPTED_DNS : PL_CHOICE_BLOCKED;
  if (choice->target != NULL)
    return choose_substitute (question);
  return asker->unfiltered ? PL_CHOICE_FORWARD : PL_CHOICE_FORWARD_CHILDREN;
}

static PlChoiceKind
choose (const PlSnapshot *snapshot,
        const PlSiteIndex *index,
        gboolean help_only,
        guint slot,
        gint64 now_ms,
        const PlDnsQuestion *question,
        PlChoice *choice)
{
  Asker asker = { .index = index };

  if (snapshot == NULL || !pl_snapshot_rules (snapshot, slot, now_ms, &asker.rules) ||
      question->type == PL_DNS_TYPE_AXFR || question->type == PL_DNS_TYPE_IXFR)
    return PL_CHOICE_REFUSED;
  pl_dns_name_hostname (&question->name, &choice->hostname);
  if (lies_below (&choice->hostname, "localhost"))
    return PL_CHOICE_LOCALHOST;
  asker.unfiltered = asker.rules.staff || asker.rules.access == PL_ACCESS_OPEN;
  if (asker.unfiltered)
    return choose_for (&asker, question, choice);

  if (help_only)
    asker.rules.access = PL_ACCESS_HELP_ONLY;
  asker.safe_search = pl_snapshot_safe_search (snapshot, slot);
  choice->any_address =
      pl_snapshot_zone_listed (snapshot, choice->hostname.text, choice->hostname.length);
  if (!choice->any_address &&
      (lies_below (&choice->hostname, "local") || lies_below (&choice->hostname, "onion")))
    return PL_CHOICE_NO_NAME;
  return choose_for (&asker, question, choice);
}

void
pl_choice_make (const PlSnapshot *snapshot,
                const PlSiteIndex *index,
                gboolean help_only,
                guint slot,
                gint64 now_ms,
                const PlDnsQuestion *question,
                PlChoice *choice)
{
  choice->any_address = choice->told = FALSE;
  choice->target = NULL;
  choice->kind = choose (snapshot, index, help_only, slot, now_ms, question, choice);
}
