/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/care-record.h"
#include "policy/care/text-max.h"

G_BEGIN_DECLS

/* Reports that something got through, and the filter reviews that they and patterns of attempts open (F7). */

#define PL_GOT_THROUGH_DAY_MAX 20 /* reports of a child in 24 hours */

/*
 * As pl_care_record_add, of kind "got-through". A report on extremism opens a filter review for the safeguarding
 * lead in the same transaction. PL_ERROR_LIMIT where the child itself (actor is the subject) reports too often.
 */
gint64
pl_got_through_add (PlStore *store, const PlActor *actor, const PlCareDraft *draft, GError **error);

/*
 * Opens a filter review about a child, by the agent itself, unless one for the same cause and kind of sites
 * is open. why: "report", "attempts".
 */
gboolean pl_filter_review_open (PlStore *store,
                                const char *child,
                                const char *why,
                                const char *category,
                                const char *about,
                                GError **error);

G_END_DECLS
