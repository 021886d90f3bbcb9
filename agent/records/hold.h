/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"

G_BEGIN_DECLS

/*
 * What holds back deletion of what belongs to a child, while something is open: a concern, an incident, a referral (R7).
 * Why is not everybody's to read: the log has only that there was such an act.
 */

#define PL_HOLD_LIST_MAX 200

/* Audited. The id; 0 and an error. */
gint64 pl_hold_add (
    PlStore *store, const PlActor *actor, const char *child, const char *reason, GError **error);

/*
 * by: nullable; one that this account made only. PL_ERROR_ARGUMENT if there is none of that number, or it has ended.
 */
gboolean
pl_hold_end (PlStore *store, const PlActor *actor, gint64 id, const char *by, GError **error);

typedef struct {
  gint64 id;
  char *child, *reason;
  gint64 made_ms;
  char *made_by;
  gint64 ended_ms; /* 0: open */
  char *ended_by;  /* "" while it is open */
} PlHoldRecord;

void pl_hold_record_free (PlHoldRecord *record);

/* child, by (who made it): nullable, of all. before: 0, or lower ids only. */
typedef struct {
  const char *child, *by;
  gboolean open;
  gint64 before;
  guint limit;
} PlHoldFilter;

/* Newest first. Transfer full: of PlHoldRecord; NULL and an error. */
GPtrArray *pl_hold_list (PlStore *store, const PlHoldFilter *filter, GError **error);

/* The accounts for which a hold, or a record that holds (a referral), is open, sorted, NULL-terminated. Transfer full; NULL and an error. */
char **pl_hold_children (PlStore *store, GError **error);

G_END_DECLS
