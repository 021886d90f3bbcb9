/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/update-plan.h"

#define SECOND_MS 1000
#define MINUTE_MS (60 * SECOND_MS)

/* Somebody sets this computer up, and waits for them; a network that is not up yet is found a minute later. */
#define FIRST_MS   (5 * SECOND_MS)
#define SOONEST_MS MINUTE_MS
#define LATEST_MS  (24 * 60 * MINUTE_MS)
#define FAILED_MS  (15 * MINUTE_MS)
/* Between looks that the network's coming brings. */
#define NETWORK_APART_MS         FAILED_MS
#define NETWORK_APART_OF_NONE_MS MINUTE_MS

static gboolean
is_used (const PlUpdateMessage *source)
{
  return (source->flags & PL_UPDATE_OFF) == 0;
}

static gboolean
has_come (const PlUpdateMessage *source)
{
  return source->fetched > 0 || source->entries > 0 || (source->flags & PL_UPDATE_HELD) != 0;
}

static gboolean
was_asked (const PlUpdateMessage *source)
{
  return source->checked > 0;
}

PlListsState
pl_update_plan_lists (const GPtrArray *sources, gboolean running)
{
  gboolean waiting = FALSE, any = FALSE;

  for (guint i = 0; i < sources->len; i++) {
    const PlUpdateMessage *source = sources->pdata[i];
    if (!is_used (source))
      continue;
    any |= has_come (source);
    waiting |= !has_come (source);
    if (!has_come (source) && (running || !was_asked (source)))
      return PL_LISTS_LOADING;
  }
  /* Before the first of all updates has ended nothing is known of them. */
  if (sources->len == 0 && running)
    return PL_LISTS_LOADING;
  return waiting && !any ? PL_LISTS_MISSING : PL_LISTS_THERE;
}

const char *
pl_lists_state_id (PlListsState state)
{
  static const char *const ids[] = { "", "loading", "missing" };

  return ids[state];
}

static gboolean
any_was_never_asked (const GPtrArray *sources)
{
  for (guint i = 0; i < sources->len; i++)
    if (is_used (sources->pdata[i]) && !was_asked (sources->pdata[i]))
      return TRUE;
  return FALSE;
}

gint64
pl_update_plan_away_ms (const PlUpdateMessage *end, const GPtrArray *sources, gint64 wall_ms)
{
  if (end->due == 0)
    return FAILED_MS;
  return CLAMP (end->due * SECOND_MS - wall_ms,
                any_was_never_asked (sources) ? FIRST_MS : SOONEST_MS, LATEST_MS);
}

gint64
pl_update_plan_network_ms (const GPtrArray *sources, gint64 since_ms)
{
  gboolean failed = FALSE, none = FALSE;

  for (guint i = 0; i < sources->len; i++) {
    const PlUpdateMessage *source = sources->pdata[i];
    if (!is_used (source) || (source->flags & PL_UPDATE_FAILED) == 0)
      continue;
    failed = TRUE;
    none |= !has_come (source);
  }
  return failed ? MAX ((none ? NETWORK_APART_OF_NONE_MS : NETWORK_APART_MS) - since_ms, 0) : -1;
}
