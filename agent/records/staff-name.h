/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/household.h"
#include "agent/records/store.h"

G_BEGIN_DECLS

/*
 * Since when staff's accounts have the names that they have. Records have accounts, and an account may be given to somebody
 * else: what was done before is not shown under the new name. Of a name only a keyed hash is kept, by which it is known again.
 */

/* Notes the names that staff's accounts have now, where they are others than before. */
gboolean pl_staff_names_found (PlStore *store, const PlHousehold *household, GError **error);

/* The same of one account. */
gboolean pl_staff_name_note (PlStore *store, const char *account, const char *name, GError **error);

/*
 * From when on an account has had this name, in Unix milliseconds: 0 where it never had another, or none was ever noted;
 * this moment where it had another when names were noted last.
 */
gboolean pl_staff_name_since (
    PlStore *store, const char *account, const char *name, gint64 *since_ms, GError **error);

G_END_DECLS
