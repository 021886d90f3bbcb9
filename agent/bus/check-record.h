/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"
#include "agent/records/care-record.h"

G_BEGIN_DECLS

/*
 * Writes down a self-test as a filter check of whoever called for it (R10): on which device, and with what
 * result. rows: of PlSelfTestRow. What cannot be written is told in the journal; the test counts all the same.
 */
void pl_bus_record_check (const PlCall *call, const GPtrArray *rows);

/* What the details of a filter check say with the names of children that their accounts had then. On record are accounts. Transfer full. */
char *pl_bus_check_details (PlCall *call, const char *details, gint64 made_ms);

/* Of a filter check: adds what its details say with the names of children under "details-name". */
void
pl_bus_add_check_details (PlCall *call, GVariantBuilder *dictionary, const PlCareRecord *record);

G_END_DECLS
