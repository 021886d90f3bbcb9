/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/bus/call.h"
#include "agent/records/care-due.h"

G_BEGIN_DECLS

/* Records of care as they travel (policy/dbus), and who reads and writes them. */

/*
 * Texts that a draft's values point to. Clear with pl_bus_draft_clear.
 */
typedef struct {
  PlCareDraft draft;
  GPtrArray *texts; /* owned: times in decimal, sites in normal form */
} PlBusDraft;

/* Reads the fields (a{sv}) of a kind. FALSE and PL_ERROR_ARGUMENT. Texts are the dictionary's, too. */
gboolean pl_bus_draft_read (PlBusDraft *draft, GVariant *fields, GError **error);
void pl_bus_draft_clear (PlBusDraft *draft);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlBusDraft, pl_bus_draft_clear)

/* TRUE if the caller writes records of the kind. */
gboolean pl_bus_writes (const PlCall *call, const PlRecordKind *kind);
/* TRUE if the caller reads a record of the kind that made_by made about subject. */
gboolean pl_bus_reads (const PlCall *call,
                       const PlRecordKind *kind,
                       const char *subject,
                       const char *made_by);

/* Adds the fields of a kind that have values to the dictionary that is open. */
void pl_bus_add_values (GVariantBuilder *dictionary,
                        const PlRecordKind *kind,
                        const char *const *values);
/* Adds all of a record to it. zone: the home's. */
void pl_bus_add_record (PlCall *call,
                        GVariantBuilder *dictionary,
                        const PlCareRecord *record,
                        GTimeZone *zone);

G_END_DECLS
