/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/choice.h"

#include "policy/sites/hostname.h"

static gboolean
lies_below (const PlDnsHostname *hostname, const char *zone)
{
  return pl_hostname_matches (hostname->text, hostname->length, zone, strlen (zone));
}

static void
decide (const PlSiteRules *rules,
        const PlSiteIndex *index,
        const char *name,
        gsize length,
        PlSiteVerdict *verdict)
{
  /* The root, or a name whose last label no rule can match: no list has it. */
  pl_site_rules_decide (rules, length > 0 ? index : NULL, name, length, verdict);
}

/*
 * A label with a dot in it is one label, and its name is no other name; but it is blocked also where
 * a careless reader behind us would take it for a blocked one. One with a zero byte has no honest use.
 */
static void
decide_odd (const PlSiteRules *rules,
            const PlSiteIndex *index,
            const PlDnsQuestion *question,
            PlChoice *choice)
{
  char text[PL_DNS_NAME_MAX];

  if (choice->hostname.has_zero) {
    choice->verdict.answer = PL_SITE_BLOCK;
    choice->verdict.cause = PL_SITE_BY_ALWAYS;
    choice->verdict.category = PL_CATEGORY_BYPASS;
  } else if (choice->hostname.dotted && choice->verdict.answer != PL_SITE_BLOCK) {
    guint8 length = pl_dns_name_careless (&question->name, text);
    PlSiteVerdict careless;
    decide (rules, index, text, length, &careless);
    if (careless.answer == PL_SITE_BLOCK)
      choice->verdict = careless;
  }
}

static PlChoiceKind
choose_for_rules (const PlSiteRules *rules,
                  const PlSiteIndex *index,
                  const PlDnsQuestion *question,
                  PlChoice *choice)
{
  const PlDnsHostname *hostname = &choice->hostname;
  gboolean unfiltered = rules->staff || rules->access == PL_ACCESS_OPEN;

  decide (rules, index, hostname->text, hostname->length, &choice->verdict);
  if (!unfiltered)
    decide_odd (rules, index, question, choice);
  choice->told = TRUE;
  if (choice->verdict.answer == PL_SITE_BLOCK)
    return choice->verdict.encrypted_dns ? PL_CHOICE_NO_ENCRYPTED_DNS : PL_CHOICE_BLOCKED;
  return unfiltered ? PL_CHOICE_FORWARD : PL_CHOICE_FORWARD_CHILDREN;
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
  PlSiteRules rules;

  if (snapshot == NULL || !pl_snapshot_rules (snapshot, slot, now_ms, &rules) ||
      question->type == PL_DNS_TYPE_AXFR || question->type == PL_DNS_TYPE_IXFR)
    return PL_CHOICE_REFUSED;
  pl_dns_name_hostname (&question->name, &choice->hostname);
  if (lies_below (&choice->hostname, "localhost"))
    return PL_CHOICE_LOCALHOST;
  if (rules.staff || rules.access == PL_ACCESS_OPEN)
    return choose_for_rules (&rules, index, question, choice);

  if (help_only)
    rules.access = PL_ACCESS_HELP_ONLY;
  choice->any_address =
      pl_snapshot_zone_listed (snapshot, choice->hostname.text, choice->hostname.length);
  if (!choice->any_address &&
      (lies_below (&choice->hostname, "local") || lies_below (&choice->hostname, "onion")))
    return PL_CHOICE_NO_NAME;
  return choose_for_rules (&rules, index, question, choice);
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
  choice->kind = choose (snapshot, index, help_only, slot, now_ms, question, choice);
}
