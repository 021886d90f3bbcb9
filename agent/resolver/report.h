/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/net/worker-protocol.h"
#include "agent/sandbox/loop.h"
#include "agent/time/rate.h"

G_BEGIN_DECLS

/*
 * What the agent is told: blocked names, and activity once a second where there was any (T7). Names
 * that were not blocked are never told (H4).
 */

/* Sends an event; FALSE if nobody takes it now. */
typedef gboolean (*PlReportSend) (gpointer data, const PlWorkerMessage *message);

typedef struct {
  guint32 seconds; /* in which there was traffic */
  guint32 queries;
  guint64 bytes;
  gint64 last_second;
  guint32 blocked_hash; /* of the name that was told last */
  gint64 blocked_ms;
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
/* Bytes that passed, this second. */
void pl_report_traffic (PlReport *report, guint slot, guint64 bytes);
/* The same for a query (the proxy's: a connection), which is counted. */
void pl_report_query (PlReport *report, guint slot, gsize bytes);
void pl_report_answer (PlReport *report, guint slot, gsize bytes);
/* One name that is asked for several types at once is told once. */
void pl_report_blocked (
    PlReport *report, guint slot, const PlSiteVerdict *verdict, const char *name, gsize length);
/*
 * A child asks for a site that verdict blocks (F6). FALSE if it was not passed on: nobody takes it
 * now, or it is one of too many.
 */
gboolean pl_report_asked (
    PlReport *report, guint slot, const PlSiteVerdict *verdict, const char *name, gsize length);

G_END_DECLS
