/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/grant.h"

G_BEGIN_DECLS

/*
 * Time on a shared computer that a placement review allocated, for job search or education (T9): a grant from a time that
 * is still to come. All that the child's level has is open then, whatever is left, and it is not drawn from the allowance.
 */

#define PL_BOOKING_MAX_S    (12 * 3600)
#define PL_BOOKING_AHEAD_S  (26 * 7 * 24 * 3600) /* half a year: the next review comes before */
#define PL_BOOKING_OPEN_MAX 100                  /* of a child, that have not ended */
#define PL_BOOKING_LIST_MAX 200

typedef struct {
  const char *child;
  gint64 from, until;      /* Unix seconds; until is not included */
  gboolean beyond_maximum; /* a manager's, which the home's maximum does not cut */
  const char *reason;      /* required: what it is for; the child reads it */
  gint64 review;           /* the review of this child that agreed it */
} PlBooking;

/*
 * Records a booking, audited. The id, which is that of its grant; 0 and PL_ERROR_ARGUMENT (no reason, a time that is over, too long
 * or too far ahead, another booking of the child's at that time, a review that is not this child's), PL_ERROR_LIMIT,
 * PL_ERROR_DENIED where a restriction stops this child's internet when it begins, PL_ERROR_IO.
 */
gint64
pl_booking_add (PlStore *store, const PlActor *actor, const PlBooking *booking, GError **error);

/*
 * Takes back one that has not ended; audited. reason: required, the child reads it. PL_ERROR_ARGUMENT if there is no
 * such, or it is over or was taken back before.
 */
gboolean pl_booking_cancel (
    PlStore *store, const PlActor *actor, gint64 id, const char *reason, GError **error);

typedef struct {
  gint64 id;
  PlBooking fields; /* texts are owned */
  gint64 made_ms;
  char *made_by;
  gint64 cancelled_ms; /* 0: stands */
  char *cancelled_by;  /* "" while it stands */
  char *cancel_reason;
} PlBookingRecord;

void pl_booking_record_free (PlBookingRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlBookingRecord, pl_booking_record_free)

/*
 * Newest first; child: nullable; after: 0, or those only that stand and end after that time (Unix seconds); before: 0,
 * or lower ids only. Transfer full: of PlBookingRecord; NULL and an error.
 */
GPtrArray *pl_booking_list (
    PlStore *store, const char *child, gint64 after, gint64 before, guint limit, GError **error);

/* Those of other children that stand and fall into the same time, earliest first. As pl_booking_list. */
GPtrArray *pl_booking_overlaps (PlStore *store, const PlBooking *booking, GError **error);

G_END_DECLS
