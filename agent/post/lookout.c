/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/lookout.h"

#include "agent/post/collection.h"
#include "agent/records/outbox.h"
#include "agent/time/clock.h"

/* Between two looks: doubled from the one to the other while nothing comes. */
#define SOON_MS (2 * 60 * 1000)
#define SLOW_MS (60 * 60 * 1000)

struct _PlLookout {
  PlLookoutOptions options;
  char *route;
  gint64 next_ms; /* boot time */
  gint64 pause_ms;
  PlCollection *collection; /* the look that goes on; NULL: none */
  gboolean again;           /* it began too early */
};

static void
on_collected (PlCollectionEnd end, gpointer data)
{
  PlLookout *lookout = data;
  gboolean waiting = FALSE;

  g_clear_pointer (&lookout->collection, pl_collection_free);
  pl_outbox_is_waiting (lookout->options.store, &waiting, NULL);
  lookout->pause_ms = !waiting                    ? SLOW_MS
                      : end == PL_COLLECTION_TOOK ? SOON_MS
                                                  : MIN (lookout->pause_ms * 2, SLOW_MS);
  gboolean now = end == PL_COLLECTION_MORE || lookout->again;
  lookout->next_ms = pl_clock_boottime_ms () + (now ? 0 : lookout->pause_ms);
  lookout->again = FALSE;
  lookout->options.done (lookout->options.data);
}

void
pl_lookout_soon (PlLookout *lookout)
{
  lookout->pause_ms = SOON_MS;
  lookout->next_ms = MIN (lookout->next_ms, pl_clock_boottime_ms () + SOON_MS);
}

void
pl_lookout_now (PlLookout *lookout)
{
  lookout->next_ms = 0;
  lookout->again = lookout->collection != NULL;
}

gint64
pl_lookout_go (PlLookout *lookout)
{
  const PlCollectionOptions options = {
    *lookout->options.carrier,     lookout->route, lookout->options.arrived,
    lookout->options.arrived_data, on_collected,   lookout
  };
  gint64 now_ms = pl_clock_boottime_ms ();

  if (lookout->collection != NULL)
    return G_MAXINT64;
  if (lookout->next_ms > now_ms)
    return lookout->next_ms;
  lookout->next_ms = now_ms + SLOW_MS;
  lookout->collection = pl_collection_new (&options);
  return lookout->collection != NULL ? G_MAXINT64 : lookout->next_ms;
}

PlLookout *
pl_lookout_new (const char *route, const PlLookoutOptions *options)
{
  PlLookout *lookout = g_new0 (PlLookout, 1);

  lookout->options = *options;
  lookout->route = g_strdup (route);
  lookout->pause_ms = SOON_MS;
  return lookout;
}

void
pl_lookout_free (PlLookout *lookout)
{
  if (lookout == NULL)
    return;
  g_clear_pointer (&lookout->collection, pl_collection_free);
  g_free (lookout->route);
  g_free (lookout);
}
