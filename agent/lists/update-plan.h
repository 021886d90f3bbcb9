/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/lists/update-message.h"

G_BEGIN_DECLS

/* What sources say when they are looked at together. sources: of PlUpdateMessage, a row of each. */

/* How far a home is from its first lists, beside those that ship. */
typedef enum {
  PL_LISTS_THERE = 0,
  PL_LISTS_LOADING = 1, /* the first of some source is being fetched, or will be in a moment */
  PL_LISTS_MISSING = 2, /* none has come of any source, and each was asked */
} PlListsState;

/* running: an update goes on. */
PlListsState pl_update_plan_lists (const GPtrArray *sources, gboolean running);

/* "", "loading", "missing". Static. */
const char *pl_lists_state_id (PlListsState state);

/*
 * Milliseconds from an update's end, as told, until the next: never sooner than a minute, but for a source that was
 * never asked, and never later than a day. An end that names no time is a failure.
 */
gint64
pl_update_plan_away_ms (const PlUpdateMessage *end, const GPtrArray *sources, gint64 wall_ms);

/*
 * The network has come: milliseconds until what failed is looked for again; -1: nothing did. Never sooner after the last such
 * look, since_ms ago, than a minute while a first list is missing, else than a quarter of an hour: a cable may be pulled and
 * put back as often as somebody likes.
 */
gint64 pl_update_plan_network_ms (const GPtrArray *sources, gint64 since_ms);

G_END_DECLS
