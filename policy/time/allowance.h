/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/time/timetable.h"

G_BEGIN_DECLS

/*
 * How an allowance (T3) is drawn on. A day's allowance is of the calendar day in the home's zone,
 * and the week starts on Monday.
 */

/* What has been used before an instant, in seconds: of its calendar day, of its week. */
typedef struct {
  gint64 today_s;
  gint64 week_s;
} PlUsage;

/* pl_allowance_*_left of an allowance that is not set. */
#define PL_NO_LIMIT (-1)

/* Seconds left of a weekday's allowance; 0 if there are none. */
gint64 pl_allowance_day_left (const PlAllowance *allowance, guint weekday, const PlUsage *usage);
/* Seconds left of the week's. */
gint64 pl_allowance_week_left (const PlAllowance *allowance, const PlUsage *usage);
/* The smaller of the two. */
gint64 pl_allowance_left (const PlAllowance *allowance, guint weekday, const PlUsage *usage);

/* When a child can be online: joined spans. */
typedef struct {
  const GArray *effective; /* with allowance left */
  const GArray *granted;   /* whatever is left, and without drawing on it (T6) */
  const GArray *stopped;   /* not at all, whatever else is open (R1) */
} PlOpenTimes;

/* TRUE if a child is online at an instant, so many seconds left; drawn: it counts. */
gboolean pl_open_times_at (const PlOpenTimes *open, gint64 instant, gint64 left_s, gboolean *drawn);

/*
 * The first instant after now, at most last, at which being online is not what it is at now, with
 * use going on at one second a second while online; PL_INSTANT_NONE if there is none.
 */
gint64 pl_allowance_next_change (const PlAllowance *allowance,
                                 const PlUsage *usage,
                                 GTimeZone *zone,
                                 const PlOpenTimes *open,
                                 gint64 now,
                                 gint64 last);

#define PL_INSTANT_NONE G_MININT64

G_END_DECLS
