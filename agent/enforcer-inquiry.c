/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/enforcer-private.h"

/* In hours more is open than else, and what the child has no profile for is not open at all. */
static void
ask_about (const PlEnforcer *enforcer, const PlChild *child, GArray *findings)
{
  PlSiteFinding finding = { .slot = pl_enforcer_slot (enforcer, child),
                            .access = PL_ACCESS_HELP_ONLY };
  PlVerdict verdict;

  if (finding.slot == 0)
    return;
  pl_enforcer_verdict (enforcer, child, &verdict);
  if (verdict.adult)
    finding.access = PL_ACCESS_OPEN;
  else if ((verdict.reasons & PL_REASON_NETWORK) != 0)
    finding.access = PL_ACCESS_OTHER_NETWORK;
  else if (verdict.online)
    finding.access = PL_ACCESS_FILTERED;
  g_array_append_val (findings, finding);
  if (verdict.adult || verdict.online || child->profile == NULL)
    return;
  finding.access = PL_ACCESS_FILTERED;
  g_array_append_val (findings, finding);
}

gboolean
pl_enforcer_inquire (
    PlEnforcer *enforcer, const char *name, PlSiteInquiryDone done, gpointer data, GError **error)
{
  GArray *findings = g_array_new (FALSE, TRUE, sizeof (PlSiteFinding));

  for (guint i = 0; i < enforcer->household->children->len; i++)
    ask_about (enforcer, enforcer->household->children->pdata[i], findings);
  return pl_site_inquiries_ask (enforcer->inquiries, name, findings, done, data, error);
}
