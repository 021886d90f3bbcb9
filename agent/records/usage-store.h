/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"
#include "policy/time/allowance.h"

G_BEGIN_DECLS

/*
 * What children have used, in seconds a calendar day of the home's zone (policy/time/calendar.h
 * numbers days). The meter counts; this keeps it (T7, T8).
 */
typedef struct {
  const char *child; /* account */
  gint64 day;
  gint64 seconds; /* to add; 0 and more */
} PlUsageCharge;

/*
 * Adds what was used, and replaces the meter's mark: both, or neither. The mark is a text of the
 * meter's own that says up to where it has counted, so that after a crash nothing is counted twice
 * or lost; NULL leaves the one that is there. synced: also a power cut undoes it no more; else only
 * the agent's end does not, and it costs no wait for the disk.
 */
gboolean pl_usage_store_charge (PlStore *store,
                                const PlUsageCharge *charges,
                                guint n,
                                const char *mark,
                                gboolean synced,
                                GError **error);

/* The meter's mark; "" if there is none yet. NULL and an error where it cannot be read. g_free. */
char *pl_usage_store_mark (PlStore *store, GError **error);

/* What a child has used on a day, and in its week from Monday to that day. */
gboolean
pl_usage_store_read (PlStore *store, const char *child, gint64 day, PlUsage *usage, GError **error);

/* The seconds of each day from first to last, in order: seconds has last - first + 1 places. */
gboolean pl_usage_store_days (
    PlStore *store, const char *child, gint64 first, gint64 last, gint64 *seconds, GError **error);

G_END_DECLS
