/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"
#include "policy/people/kept.h"

G_BEGIN_DECLS

/*
 * What is deleted when its time is over (R7), where no hold (hold.h) keeps it. today: the calendar day in the home's
 * zone.
 */

/*
 * Deletes it, and makes sure that it is gone from the file. How many of each kind those were is an entry of the audit
 * ("retention"), where there were any; of concerns their own chain says it. Run once a day.
 */
gboolean pl_retention_run (PlStore *store, const PlKeptDays *kept, gint64 today, GError **error);

/* What pl_retention_run would do to one kind. Of concerns nothing is said: nobody may count them (C5). */
typedef struct {
  guint64 going; /* so many would go now */
  guint64 held;  /* so many more, if no hold kept them */
  gint64
      next_day; /* the day on which the next ones go, if nothing changes (days as today); 0: none is known of */
} PlRetentionSight;

/* By PlKept. zone: the home's. */
gboolean pl_retention_look (PlStore *store,
                            const PlKeptDays *kept,
                            gint64 today,
                            GTimeZone *zone,
                            PlRetentionSight sights[PL_KEPT_KINDS],
                            GError **error);

G_END_DECLS
