/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"

G_BEGIN_DECLS

/* What is deleted when its time is over (R7), where no hold (hold.h) keeps it. */

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

G_END_DECLS
