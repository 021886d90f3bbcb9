/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Whether the wall clock can be believed (T8). The time that it should show follows from the last
 * trusted reading and CLOCK_BOOTTIME, which cannot be set. A reading is trusted if it is as
 * expected, give or take PL_TRUST_SLACK_MS and a clock's drift, or if the kernel says that the clock
 * is synchronised (NTP); else both times are possible, and the stricter of the two is to hold.
 * After a start of the machine only this is known: the clock cannot be behind what it showed before.
 *
 * A flat structure, kept in a file over a start of the agent.
 */
#define PL_TRUST_SLACK_MS  2000
#define PL_TRUST_DRIFT_PPM 500 /* what adjtimex(2) corrects at most */

typedef struct {
  gint64 wall_ms;     /* the last trusted reading, */
  gint64 boottime_ms; /* and when it was; -1: there was none in this boot */
  guint32 doubt;
  guint32 padding;
} PlTrust;

/* seen_ms: the latest time that the clock is known to have shown; 0: not known. */
void pl_trust_init (PlTrust *trust, gint64 seen_ms);
/* Takes a reading. */
void pl_trust_look (PlTrust *trust, gint64 boottime_ms, gint64 wall_ms, gboolean synchronised);
/* The time that the clock should show: the reading that was just taken, unless it is in doubt. */
gint64 pl_trust_wall_ms (const PlTrust *trust, gint64 boottime_ms);

G_END_DECLS
