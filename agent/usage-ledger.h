/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/records/household.h"
#include "agent/records/store.h"
#include "agent/time/meter.h"

G_BEGIN_DECLS

/*
 * Brings what the meter counts into the store, and back after the machine was off (T8).
 *
 * What is settled is added to the day. What is not, and the half minute that is about to be used, stand in the meter's
 * mark: each save gives the last one's back and takes its own, so that a power cut costs the child at
 * most PL_USAGE_AHEAD_S and never gives any. The mark also says what time the clock showed.
 */
typedef struct _PlUsageLedger PlUsageLedger;

#define PL_USAGE_AHEAD_S 30

/* Both outlive the ledger. Charges what the last mark says, unless the meter knows better. */
PlUsageLedger *pl_usage_ledger_new (PlMeter *meter, PlStore *store);
void pl_usage_ledger_free (PlUsageLedger *ledger);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlUsageLedger, pl_usage_ledger_free)

/* The meter learns what children whom it does not know yet have used in the week of today. */
void pl_usage_ledger_load (PlUsageLedger *ledger, const PlHousehold *household, gint64 today);

/*
 * Saves where there is something new. ahead_day: the day that what is ahead belongs to: the agent goes
 * on, and the next save is due within PL_USAGE_AHEAD_S; 0: it ends. What cannot be saved stays in the meter, and is tried again.
 */
void pl_usage_ledger_save (PlUsageLedger *ledger,
                           const PlHousehold *household,
                           gint64 wall_ms,
                           gint64 ahead_day);

G_END_DECLS
