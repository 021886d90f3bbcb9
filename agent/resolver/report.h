/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/net/worker-protocol.h"
#include "agent/sandbox/loop.h"
#include "agent/time/rate.h"

G_BEGIN_DECLS

/*
 * What the agent is told: blocked names, and in which seconds there was traffic (T7). Names
 * that were not blocked are never told (H4).
 */

/* Sends an event; FALSE if nobody takes it now. */
typedef gboolean (*PlReportSend) (gpointer data, const PlWorkerMessage *message);

typedef struct {
  gint64 first; /* as in the message */
  guint64 traffic;
  guint64 free;
  guint64 bytes;
  gboolean tell_first;
  guint32 blocked_hash; /* of the name that was told last */
  gint64 blocked_ms;
  PlSeen blocked_seen;
  PlRate blocked_rate;
  PlRate asked_rate;
} PlReportSlot;

typedef struct {
  PlLoop *loop;
  PlReportSend send;
  gpointer data;
  PlTimer timer;
  guint64 queries; /* since the start */
  PlReportSlot slots[PL_SLOT_MAX];
} PlReport;

void pl_report_init (PlReport *report, PlLoop *loop, PlReportSend send, gpointer data);
void pl_report_clear (PlReport *report);
/* Bytes that passed, this second. free: of what does not count as use. */
void pl_report_traffic (PlReport *report, guint slot, guint64 bytes, gboolean free);
/* Tells the slot's next traffic that counts as use when it comes, once. */
void pl_report_expect (PlReport *report, guint slot, gboolean expected);
/* Tells activity now. */
void pl_report_flush (PlReport *report);
/* One name that is asked for several types at once is told once, unless it is then seen as more. */
void pl_report_blocked (PlReport *report,
                        guint slot,
                        PlSeen seen,
                        const PlSiteVerdict *verdict,
                        const char *name,
                        gsize length);
/*
 * A child asks for a site that verdict blocks (F6). FALSE if it was not passed on: nobody takes it
 * now, or it is one of too many.
 */
gboolean pl_report_asked (
    PlReport *report, guint slot, const PlSiteVerdict *verdict, const char *name, gsize length);

G_END_DECLS
