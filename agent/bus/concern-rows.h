/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/concern-fields.h"
#include "agent/records/concern-view.h"

G_BEGIN_DECLS

/* Concerns as their readers see them in lists. What one call asks about many is asked once. */
typedef struct {
  PlBusReceipts receipts;
  const GPtrArray *views;   /* of PlConcernView: all that the caller sees */
  GHashTable *restrictions; /* a child's account -> GPtrArray of PlRestrictionRecord */
} PlBusConcernRows;

/* call, place and views outlive it; clear with pl_bus_concern_rows_clear. */
void pl_bus_concern_rows_init (PlBusConcernRows *rows,
                               const PlCall *call,
                               const PlFilingPlace *place,
                               const GPtrArray *views);
void pl_bus_concern_rows_clear (PlBusConcernRows *rows);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlBusConcernRows, pl_bus_concern_rows_clear)

/* A row of Concerns.List (policy/dbus). Floating. */
GVariant *
pl_bus_concern_row (PlCall *call, const PlBusConcernRows *rows, const PlConcernView *view);

G_END_DECLS
