/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/* The filter in plain words (F8, F11). today: what Staff.GetToday said. Texts are transfer full. */

/* Less than so many bytes free: records may soon not be kept. */
#define PL_FILTER_DISK_LOW (G_GINT64_CONSTANT (500) * 1000 * 1000)

/* How many names, and how old the oldest list is. sources: of Sites.ListSources; those that are switched off do not count. */
char *pl_filter_lists_words (PlRecord *today, GVariant *sources);

/* What no public list covers well, by the table that ships (policy/data/categories.tsv). */
char *pl_filter_uncovered_words (void);

/* A pill of the filter: "yes" only where a test of this week found nothing, and no part of it is missing now. */
typedef enum {
  PL_FILTER_WORKS,
  PL_FILTER_NOT_SURE,
  PL_FILTER_FAILS,
} PlFilterState;
PlFilterState pl_filter_state (PlRecord *today);

G_END_DECLS
