/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"

G_BEGIN_DECLS

/* What is deleted when its time is over, and what holds that back (R7). */

#define PL_RETENTION_DAYS 90 /* of usage and blocked names, where the home says nothing else */

typedef struct {
  guint usage_days;  /* usage and blocked names are kept for so many days before today */
  guint record_days; /* what audit entries say is kept so long; 0: for good */
} PlRetention;

/*
 * Deletes what is older, but of children for whom a hold is open; and makes sure that it is gone
 * from the file. today: the calendar day in the home's zone. Run once a day.
 */
gboolean
pl_retention_run (PlStore *store, const PlRetention *retention, gint64 today, GError **error);

/*
 * Holds back deletion of what belongs to a child, while something is open: a concern, an incident, a referral. Audited.
 * The id; 0 and an error.
 */
gint64 pl_hold_add (
    PlStore *store, const PlActor *actor, const char *child, const char *reason, GError **error);

/* PL_ERROR_ARGUMENT if there is none of that number, or it has ended. */
gboolean pl_hold_end (PlStore *store, const PlActor *actor, gint64 id, GError **error);

/* The accounts for which a hold, or a record that holds (a referral), is open, sorted, NULL-terminated. Transfer full; NULL and an error. */
char **pl_hold_children (PlStore *store, GError **error);

G_END_DECLS
