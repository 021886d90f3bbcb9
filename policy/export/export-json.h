/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/*
 * A row of the bus (a{sv}) as an object of an export. Of its keys those in times (separated by spaces) are times:
 * RFC 3339 in zone, and left out for none; "@held" says that held is a day. Transfer full.
 */
JsonObject *pl_export_row (GVariant *row, const char *times, GTimeZone *zone);

/* An instant as RFC 3339 in zone. g_free. */
char *pl_export_time (gint64 instant, GTimeZone *zone);

/*
 * Replaces words (NULL-terminated, of other children's names and accounts, letter case aside, whole words) by "[another
 * child]" in every text in the lists of the object; how often. own: nullable words that stay whatever others
 * are called.
 */
guint pl_export_mask (JsonObject *object, const char *const *names, const char *const *own);

G_END_DECLS
