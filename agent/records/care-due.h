/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/care-record.h"

G_BEGIN_DECLS

/* What open records ask of staff, and by when (R9, D5). */
typedef struct {
  gint64 id;
  const PlRecordKind *kind;
  char *subject;
  char *made_by;    /* of the record */
  const char *step; /* its code; NULL: the kind's own due day */
  const char *what; /* "hold the next session"; static */
  gint64 due;       /* Unix seconds */
} PlCareDue;

void pl_care_due_free (PlCareDue *due);

/* Soonest first. zone: the home's. Transfer full: of PlCareDue; NULL and an error. */
GPtrArray *pl_care_due_list (PlStore *store, GTimeZone *zone, GError **error);

G_END_DECLS
