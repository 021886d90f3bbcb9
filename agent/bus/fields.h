/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Records as they travel on the bus: dictionaries (a{sv}) of named fields. */

/* One field that a caller may give. Where it goes: at offset of the record, by type. */
typedef struct {
  const char *key;
  char
      type; /* s: const char *, owned by the dictionary; x: gint64, a time; u: guint; b: gboolean */
  gsize offset;
} PlBusField;

/* FALSE and PL_ERROR_ARGUMENT for a time (Unix seconds) before 1970 or after the year 9999. */
gboolean pl_bus_check_time (const char *what, gint64 time, GError **error);

/*
 * Reads a dictionary into a record; what is not given is left as it is. FALSE and
 * PL_ERROR_ARGUMENT for a key that is not in the table, or of another type.
 */
gboolean pl_bus_read_fields (
    GVariant *dictionary, const PlBusField *fields, gsize n, gpointer record, GError **error);

/* Adds what a record has in the fields of a table. */
void pl_bus_add_fields (GVariantBuilder *dictionary,
                        const PlBusField *fields,
                        gsize n,
                        gconstpointer record);

void pl_bus_add_text (GVariantBuilder *dictionary, const char *key, const char *value);
void pl_bus_add_time (GVariantBuilder *dictionary, const char *key, gint64 value);

G_END_DECLS
