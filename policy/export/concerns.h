/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "policy/care/sealed.h"
#include "policy/export/rows.h"

G_BEGIN_DECLS

/*
 * Concerns in an export and in a month's numbers (R4, R6, R8): what one reader may see, opened by their own key in their own
 * process (C8). What is not for them is not told of by the agent, and is nowhere in it (C5).
 */

/* A reader's key that was opened. */
typedef struct {
  const PlReaderKey *key;
  const PlReaderSecret *secret;
} PlExportKey;

/*
 * All concerns of a list, whose pages go on from an id: Concerns.List, Child.ListConcerns. The reply as of one call that
 * had no end, transfer full; NULL and an error.
 */
GVariant *pl_export_all_concerns (const PlExportAgent *agent,
                                  const char *interface,
                                  const char *method,
                                  const char *reply_type,
                                  GError **error);

/* A message's text (sodium_free), of a row of Concerns.Get; NULL where it was not sealed to that key. */
guint8 *pl_export_open_part (GVariant *part, const PlExportKey *key, gsize *length);

/* Which concerns, and how they are told. */
typedef struct {
  const PlExportAgent *agent;
  PlExportKey key;
  const char *child;
  gint64 from, until; /* Unix seconds: those that were told, or went on, in it */
  GTimeZone *zone;
  gint64 now; /* Unix seconds: what is overdue then */
} PlExportConcerns;

/*
 * As policy/data/export.schema.json describes them, newest first. Each is on record as exported, in the concerns' own
 * chain. Transfer full; NULL and an error.
 */
JsonArray *pl_export_concerns (const PlExportConcerns *asked, GError **error);

G_END_DECLS
