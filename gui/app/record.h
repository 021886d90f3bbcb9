/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One row of what the agent lists: a dictionary of named fields, as an object for list models. */
#define PL_TYPE_RECORD (pl_record_get_type ())
G_DECLARE_FINAL_TYPE (PlRecord, pl_record, PL, RECORD, GObject)

/* fields: "a{sv}". */
PlRecord *pl_record_new (GVariant *fields);

/* All of them, "a{sv}"; the record's. */
GVariant *pl_record_fields (PlRecord *record);
/* "" where the row has no such field. Owned by the record. */
const char *pl_record_text (PlRecord *record, const char *key);
/* What people call whose account is under key, as the agent says beside it; else the account. Owned by the record. */
const char *pl_record_person (PlRecord *record, const char *key);
/* The same of an account that stands elsewhere in it, by the record's "names"; else the account. Owned by either. */
const char *pl_record_name_of (PlRecord *record, const char *account);
/* 0 where the row has no such field. */
gint64 pl_record_number (PlRecord *record, const char *key);
gboolean pl_record_flag (PlRecord *record, const char *key);
/* NULL where there is none of that type. Transfer full. */
GVariant *pl_record_value (PlRecord *record, const char *key, const GVariantType *type);

/* Puts rows ("aa{sv}") into a store of PlRecord, in the place of what it holds. */
void pl_records_fill (GListStore *store, GVariant *rows);

G_END_DECLS
