/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/sandbox/held.h"
#include "policy/sites/safe-search.h"

/* As the stub and the proxy decide for who asks there. */
static gboolean
decide (const PlHeld *held,
        const PlSiteRules *rules,
        guint slot,
        const PlWorkerMessage *message,
        PlSiteVerdict *verdict)
{
  const char *name = message->look.name;
  PlSafeSearchModes modes;

  pl_site_rules_decide (rules, held->index, name, message->look.length, verdict);
  if (rules->staff || rules->access == PL_ACCESS_OPEN)
    return FALSE;
  modes = pl_snapshot_safe_search (held->snapshot, slot);
  return pl_safe_search_apply (&modes, rules, held->index, name, message->look.length, verdict) !=
         NULL;
}

gboolean
pl_held_look (const PlHeld *held, gint64 now_ms, PlWorkerMessage *message)
{
  PlSiteRules rules;
  PlSiteVerdict verdict;
  gsize length = message->look.length;

  if (length == 0 || length > PL_HOSTNAME_MAX ||
      strnlen (message->look.name, sizeof message->look.name) != length || held->snapshot == NULL ||
      message->slot >= PL_SLOT_MAX ||
      !pl_snapshot_rules (held->snapshot, message->slot, now_ms, &rules))
    return FALSE;
  rules.access = pl_held_help_only (held) && message->look.access == PL_ACCESS_FILTERED
                     ? PL_ACCESS_HELP_ONLY
                     : (PlAccess)message->look.access;
  message->look.safe = decide (held, &rules, message->slot, message, &verdict);
  message->type = PL_WORKER_VERDICT;
  message->look.answer = (guint8)verdict.answer;
  message->look.cause = (guint8)verdict.cause;
  message->look.category = (gint16)verdict.category;
  message->look.rule_offset = verdict.rule_offset;
  message->look.rule_length = verdict.rule_length;
  return TRUE;
}
