/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/net/worker-protocol.h"

G_BEGIN_DECLS

/*
 * The snapshot and the site index that a worker holds, mapped read-only. A snapshot must be sealed,
 * so that nobody changes it under us; an index is replaced by rename only.
 */
typedef struct {
  PlSnapshot *snapshot; /* NULL: none yet */
  PlSiteIndex *index;   /* NULL: none, or it could not be opened */
  gboolean index_known; /* the agent has given an index, or said that there is none */
  gconstpointer snapshot_data;
  gsize snapshot_size;
  gconstpointer index_data;
  gsize index_size;
} PlHeld;

/*
 * Makes *next from what is held and a new snapshot, whose descriptor is not taken over. On failure
 * what is held goes on.
 */
gboolean pl_held_with_snapshot (const PlHeld *held, int snapshot_fd, PlHeld *next, GError **error);

/*
 * The same with a new index, -1: there is none. whole: its checksum is checked, too, as is done
 * when the agent hands one over (installed, or at boot); a worker that starts again has no time
 * for it. On failure what is held goes on.
 */
gboolean
pl_held_with_index (const PlHeld *held, int index_fd, gboolean whole, PlHeld *next, GError **error);

/*
 * TRUE while lists are not what they should be: no index was good, and nobody has said that there is
 * none. Then children are held to help sites.
 */
gboolean pl_held_help_only (const PlHeld *held);

/*
 * What would be decided about the name of a message LOOK at now_ms (CLOCK_BOOTTIME), from what is held: makes a VERDICT of
 * it. FALSE: there is no such slot, or no such name.
 */
gboolean pl_held_look (const PlHeld *held, gint64 now_ms, PlWorkerMessage *message);

/* Frees what is in old and not in current. */
void pl_held_release (PlHeld *old, const PlHeld *current);

G_END_DECLS
