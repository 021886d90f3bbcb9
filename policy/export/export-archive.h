/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Who has the file has all the time in the world to guess: a passphrase has at least so many characters. */
#define PL_EXPORT_PASSPHRASE_MIN 12

/*
 * An export as one file (R6): a PDF for people, JSON for systems and its schema, encrypted under the passphrase; NULL: not
 * encrypted. export: of pl_export_gather. now: Unix seconds. Transfer full; NULL and an error.
 */
GBytes *pl_export_archive (JsonObject *export, const char *passphrase, gint64 now, GError **error);

G_END_DECLS
