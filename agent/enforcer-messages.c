/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/enforcer-private.h"

static const PlChild *
child_of_slot (const PlEnforcer *enforcer, guint slot)
{
  for (guint i = 0; enforcer->household != NULL && i < enforcer->household->children->len; i++) {
    const PlChild *child = enforcer->household->children->pdata[i];
    if (slot != PL_SLOT_STAFF && pl_slot_table_find (enforcer->slots, child->uid) == slot)
      return child;
  }
  return NULL;
}

static void
take_asking (PlEnforcer *enforcer, const PlWorkerMessage *message)
{
  const PlChild *child = child_of_slot (enforcer, message->slot);
  gsize length = message->blocked.length;

  if (child == NULL || length > PL_HOSTNAME_MAX || message->blocked.name[length] != '\0')
    return;
  g_info ("a child has asked for a site: %u since the start", ++enforcer->asked);
  if (enforcer->on_asked != NULL)
    enforcer->on_asked (child->account, message->blocked.name, enforcer->on_asked_data);
}

static void
take_blocked (PlEnforcer *enforcer, const PlWorkerMessage *message)
{
  const PlChild *child = child_of_slot (enforcer, message->slot);
  gsize length = message->blocked.length;

  if (child == NULL || length > PL_HOSTNAME_MAX || message->blocked.name[length] != '\0')
    return;
  if (message->slot < PL_SLOT_MAX && (enforcer->quiet >> message->slot & 1) != 0)
    return;
  if (enforcer->on_blocked != NULL)
    enforcer->on_blocked (child, message, enforcer->on_blocked_data);
}

/* What the proxy tells may end a child's time, bring its end nearer, or put off an end that was near. */
static gboolean
take_activity (PlEnforcer *enforcer, const PlWorkerMessage *message)
{
  const PlChild *child = child_of_slot (enforcer, message->slot);
  PlVerdict verdict;

  if (child == NULL)
    return FALSE;
  pl_timekeeper_traffic (enforcer->keeper, child, message);
  pl_timekeeper_look (enforcer->keeper, enforcer->household);
  pl_timekeeper_enforced (enforcer->keeper, enforcer->household, child, &verdict);

  gint64 now_ms = pl_timekeeper_boottime_ms (enforcer->keeper);
  gint64 told_ms = enforcer->until_ms[message->slot];
  gint64 until_ms = verdict.until == PL_INSTANT_NONE
                        ? G_MAXINT64
                        : now_ms + verdict.until * 1000 - pl_timekeeper_wall_ms (enforcer->keeper);
  gboolean near_end = told_ms < now_ms + 2 * PL_ENFORCER_LOOK_BEFORE_MS;
  return told_ms > 0 &&
         (!verdict.online || until_ms < told_ms - 1000 || (near_end && until_ms > told_ms + 1000));
}

gboolean
pl_enforcer_take_message (PlEnforcer *enforcer, const PlWorkerMessage *message)
{
  switch (message->type) {
    case PL_WORKER_ACTIVITY:
      return take_activity (enforcer, message);
    case PL_WORKER_ASKED:
      take_asking (enforcer, message);
      return FALSE;
    case PL_WORKER_BLOCKED:
      take_blocked (enforcer, message);
      return FALSE;
    case PL_WORKER_VERDICT:
      pl_site_inquiries_take (enforcer->inquiries, message);
      return FALSE;
    default:
      return FALSE;
  }
}
