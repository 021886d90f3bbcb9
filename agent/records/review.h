/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"

G_BEGIN_DECLS

/*
 * Placement reviews (L2): the record through which a level changes; and the provisional level of
 * an emergency placement, whose review is due (L3). Days as in policy/time/calendar.h.
 */

#define PL_REVIEW_TEXT_MAX 4000 /* characters of each field */
#define PL_REVIEW_LIST_MAX 200

typedef struct {
  const char *child;
  gint64 held_day;
  const char *took_part;  /* who: names and roles */
  const char *child_view; /* the child's own */
  const char *reason;
  const char *level_before; /* level ids; "" before the first */
  const char *level_after;
  gint64 next_day;      /* when the next review is due: after held_day */
  gboolean provisional; /* an emergency placement's, without a review yet: no child's view needed */
} PlReview;

typedef struct {
  gint64 id;
  PlReview fields; /* texts are owned */
  gint64 made_ms;
  char *made_by;
} PlReviewRecord;

void pl_review_record_free (PlReviewRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlReviewRecord, pl_review_record_free)

/* Records a review, audited. The id; 0 and PL_ERROR_ARGUMENT for a field that is missing, or PL_ERROR_IO. */
gint64 pl_review_add (PlStore *store, const PlActor *actor, const PlReview *review, GError **error);

/* Newest first; child: nullable. Transfer full: of PlReviewRecord. */
GPtrArray *
pl_review_list (PlStore *store, const char *child, gint64 before, guint limit, GError **error);

typedef struct {
  gint64 due;           /* the day of the next one; 0: there never was one */
  gboolean provisional; /* the newest one is */
  gint64 held;          /* the day of the last one that was not provisional; 0: never */
} PlReviewStanding;

/* How it stands with a child's reviews. FALSE with an error. */
gboolean
pl_review_standing (PlStore *store, const char *child, PlReviewStanding *standing, GError **error);

G_END_DECLS
