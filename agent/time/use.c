/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/use.h"

#include <string.h>

/* Long before any second that is asked about. */
#define NEVER (-(gint64)G_MAXINT32)

void
pl_use_init (PlUse *use, gint64 second)
{
  memset (use, 0, sizeof *use);
  use->next = use->oldest = second;
  use->last_traffic = use->last_any = NEVER;
}

static guint
flags_at (const PlUse *use, gint64 second)
{
  return use->flags[second % PL_USE_WINDOW];
}

/* The newest days are kept. */
static guint
place_of (PlUse *use, gint64 day)
{
  guint oldest = 0;

  for (guint i = 0; i < PL_USE_DAYS; i++) {
    if (use->days[i].day == day)
      return i;
    if (use->days[i].day < use->days[oldest].day)
      oldest = i;
  }
  use->days[oldest] = (PlUseDay){ day, 0 };
  return oldest;
}

void
pl_use_set_day (PlUse *use, gint64 day, gint64 seconds)
{
  use->days[place_of (use, day)].seconds = seconds;
}

/* A walk through the open seconds, from the oldest. */
typedef struct {
  gint64 last_traffic;
  gint64 last_any;
  gboolean last_any_is_free;
} Walk;

static Walk
walk_of (const PlUse *use)
{
  return (Walk){ use->last_traffic, use->last_any, use->last_any_is_free != 0 };
}

static void
walk_on (Walk *walk, gint64 second, guint flags)
{
  if (flags & PL_USE_TRAFFIC)
    walk->last_traffic = second;
  if (flags & (PL_USE_TRAFFIC | PL_USE_FREE)) {
    walk->last_any = second;
    walk->last_any_is_free = !(flags & PL_USE_TRAFFIC);
  }
}

/* TRUE if traffic flows: there is some now, or before and after with little between. */
static gboolean
flows (const PlUse *use, const Walk *walk, gint64 second)
{
  if (walk->last_traffic == second)
    return TRUE;
  for (gint64 s = second + 1; s < walk->last_traffic + PL_USE_GAP_S; s++)
    if (flags_at (use, s) & PL_USE_TRAFFIC)
      return TRUE;
  return FALSE;
}

static gboolean
counts (const PlUse *use, const Walk *walk, gint64 second, guint flags)
{
  if (!(flags & PL_USE_ONLINE))
    return FALSE;
  if (flows (use, walk, second))
    return TRUE;
  return (flags & PL_USE_SESSION) &&
         !(walk->last_any_is_free && second < walk->last_any + PL_USE_READING_S);
}

static void
settle_oldest (PlUse *use)
{
  Walk walk = walk_of (use);
  guint place = use->oldest % PL_USE_WINDOW;

  walk_on (&walk, use->oldest, use->flags[place]);
  if (counts (use, &walk, use->oldest, use->flags[place]))
    use->days[use->place[place]].seconds++;
  use->last_traffic = walk.last_traffic;
  use->last_any = walk.last_any;
  use->last_any_is_free = walk.last_any_is_free;
  use->flags[place] = 0;
  use->oldest++;
}

void
pl_use_mark (PlUse *use, gint64 second, guint flags, gint64 day)
{
  for (; use->next < second; use->next++) {
    while (use->next - use->oldest >= PL_USE_OPEN_S)
      settle_oldest (use);
    use->flags[use->next % PL_USE_WINDOW] |= flags & (PL_USE_ONLINE | PL_USE_SESSION);
    use->place[use->next % PL_USE_WINDOW] = (guint8)place_of (use, day);
  }
}

void
pl_use_traffic (PlUse *use, gint64 first, guint64 traffic, guint64 free)
{
  for (guint i = 0; i < 64; i++) {
    gint64 second = first + i;
    guint64 bit = G_GUINT64_CONSTANT (1) << i;
    if (second < use->oldest || second >= use->oldest + PL_USE_WINDOW)
      continue;
    use->flags[second % PL_USE_WINDOW] |=
        (traffic & bit ? PL_USE_TRAFFIC : 0) | (free & bit ? PL_USE_FREE : 0);
  }
}

gboolean
pl_use_flows (const PlUse *use, gint64 second)
{
  for (gint64 s = MAX (use->oldest, second - PL_USE_GAP_S + 1); s <= second; s++)
    if (flags_at (use, s) & PL_USE_TRAFFIC)
      return TRUE;
  return FALSE;
}

gint64
pl_use_between (const PlUse *use, gint64 first, gint64 last)
{
  Walk walk = walk_of (use);
  gint64 seconds = 0;

  for (guint i = 0; i < PL_USE_DAYS; i++)
    if (use->days[i].day >= first && use->days[i].day <= last)
      seconds += use->days[i].seconds;
  for (gint64 s = use->oldest; s < use->next; s++) {
    gint64 day = use->days[use->place[s % PL_USE_WINDOW]].day;
    walk_on (&walk, s, flags_at (use, s));
    if (day >= first && day <= last && counts (use, &walk, s, flags_at (use, s)))
      seconds++;
  }
  return seconds;
}

gboolean
pl_use_is_sound (const PlUse *use)
{
  if (use->oldest < 0 || use->next < use->oldest || use->next - use->oldest > PL_USE_OPEN_S)
    return FALSE;
  for (guint i = 0; i < PL_USE_WINDOW; i++)
    if (use->place[i] >= PL_USE_DAYS)
      return FALSE;
  for (guint i = 0; i < PL_USE_DAYS; i++)
    if (use->days[i].day < 0 || use->days[i].seconds < 0)
      return FALSE;
  return TRUE;
}
