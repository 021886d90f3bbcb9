/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "policy/people/adjustment.h"

G_BEGIN_DECLS

/* More time, granted by staff (T6). How it enters the verdict: policy/people/adjustment.h. */

#define PL_GRANT_MINUTES_MAX                                                                       \
  (12 * 60) /* of one grant: a slip of the finger shall not open a week */
#define PL_GRANT_UNTIL_MAX_S (24 * 3600)

typedef struct {
  const char *child;
  PlAdjustmentKind kind; /* PL_ADJUSTMENT_GRANT_MINUTES or _UNTIL */
  gint64 from, until;    /* Unix seconds, as in PlAdjustment */
  guint minutes;
  gboolean beyond_maximum; /* a manager grants it: the home's maximum does not cut it */
  const char *reason;      /* required */
  gint64 request;          /* 0, or the open request for time that it answers with yes */
} PlGrant;

/*
 * Records a grant, audited, and answers the request in the same transaction. The id; 0 and
 * PL_ERROR_ARGUMENT (no reason, no time, a request that is not open or another child's),
 * PL_ERROR_DENIED while a restriction stops this child's internet, PL_ERROR_IO.
 */
gint64 pl_grant_add (PlStore *store, const PlActor *actor, const PlGrant *grant, GError **error);

/*
 * Within an act: checks a grant and writes it, and says in payload what it is. For acts that grant among other things
 * (booking.h). As pl_grant_add.
 */
gint64 pl_grant_write (
    PlStore *store, const PlActor *actor, const PlGrant *grant, PlPayload *payload, GError **error);

#define PL_GRANT_LIST_MAX 200

typedef struct {
  gint64 id;
  PlGrant fields; /* texts are owned */
  gint64 made_ms;
  char *made_by;
} PlGrantRecord;

void pl_grant_record_free (PlGrantRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlGrantRecord, pl_grant_record_free)

/*
 * Those that stand, newest first; child: nullable; until: 0, or those only that end after that time (Unix seconds); before: 0, or lower ids
 * only. Transfer full: of PlGrantRecord; NULL and an error.
 */
GPtrArray *pl_grant_list (
    PlStore *store, const char *child, gint64 until, gint64 before, guint limit, GError **error);

/*
 * What the store has of grants and restrictions for a child that can still matter at a time (Unix
 * seconds): a GArray of PlAdjustment, for pl_verdict_adjusted. Transfer full; NULL and an error.
 */
GArray *pl_adjustments_read (PlStore *store, const char *child, gint64 now, GError **error);

G_END_DECLS
