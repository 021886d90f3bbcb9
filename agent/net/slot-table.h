/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "policy/snapshot.h"

G_BEGIN_DECLS

/*
 * Which child has which slot. A child keeps theirs over restarts of the agent, since the workers
 * keep the slots' sockets and the firewall the redirects to them; so the table is a small file:
 * a key file, [Slots] UID=SLOT.
 */
typedef struct _PlSlotTable PlSlotTable;

/* A file that is missing or unreadable is an empty table. */
PlSlotTable *pl_slot_table_read (const char *path);
void pl_slot_table_free (PlSlotTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSlotTable, pl_slot_table_free)

/*
 * Gives every uid a slot from 1 up, keeping those that have one, and forgets all others. Where
 * there are more children than slots the last uids get none (0). Writes the file if anything
 * changed; on error the table in memory is right all the same.
 */
gboolean pl_slot_table_assign (PlSlotTable *table, const uid_t *uids, guint n_uids, GError **error);

/* 0 if the uid has no slot. */
guint pl_slot_table_find (const PlSlotTable *table, uid_t uid);

G_END_DECLS
