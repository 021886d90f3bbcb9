/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/time/calendar.h"
#include "policy/time/span.h"

G_BEGIN_DECLS

/*
 * What staff have added to or taken from a child's time, beside the profile: grants (T6) and
 * restrictions (R1). Each ends by itself. Where a restriction stops all, no grant opens anything.
 */
typedef enum {
  /* Adds minutes to the allowance of the day and the week of from, and opens [from, until). */
  PL_ADJUSTMENT_GRANT_MINUTES = 1,
  /* Opens [from, until) whatever is left, and that time is not drawn from the allowance. */
  PL_ADJUSTMENT_GRANT_UNTIL = 2,
  /* Nothing but help and agreed contact. */
  PL_ADJUSTMENT_NO_INTERNET = 3,
  /* At most so many minutes a day. */
  PL_ADJUSTMENT_DAY_MINUTES = 4,
} PlAdjustmentKind;

typedef struct {
  PlAdjustmentKind kind;
  gint64 from, until;      /* Unix seconds; until is not included */
  guint minutes;           /* of GRANT_MINUTES and DAY_MINUTES */
  gboolean beyond_maximum; /* of grants: a manager's, which the home's maximum (T1) does not cut */
} PlAdjustment;

/* Adjustments are kept in a GArray of PlAdjustment, in any order. */
#define pl_adjustments_nth(adjustments, i) (&g_array_index ((adjustments), PlAdjustment, (i)))

/*
 * Until when a grant of minutes opens: it adds to what is left (T6), which is rest_s seconds of
 * being online from now on; 0 for a child who is not.
 */
gint64 pl_adjustment_minutes_until (gint64 now, gint64 rest_s, guint minutes);

/* What the adjustments come to at a time. */
typedef struct {
  GArray *opened;  /* joined spans: windows beside the child's own */
  GArray *granted; /* joined spans: open whatever is left, not drawn from the allowance */
  GArray *stopped; /* joined spans: nothing is open */
  gint64 day_bonus_s, week_bonus_s;
  int day_minutes;          /* -1: no cap on the day */
  gint64 day_minutes_until; /* when that cap changes next; G_MAXINT64: none */
} PlAdjusted;

/*
 * adjustments: nullable. maximum: nullable, the home's spans (T1), which cut what others than a
 * manager granted.
 */
void pl_adjusted_init (PlAdjusted *adjusted,
                       const GArray *adjustments,
                       const GArray *maximum,
                       GTimeZone *zone,
                       gint64 now);
void pl_adjusted_clear (PlAdjusted *adjusted);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlAdjusted, pl_adjusted_clear)

G_END_DECLS
