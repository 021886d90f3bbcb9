/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/export/concerns.h"

G_BEGIN_DECLS

/* When a concern was told and first seen, for the numbers of a month (R8). Unix seconds; seen 0: not yet. */
typedef struct {
  const char *kind; /* its code */
  gint64 filed, seen;
} PlExportConcernTimes;

typedef void (*PlExportConcernTimesEach) (const PlExportConcernTimes *times, gpointer data);

/* Calls each for those told in [from, until) that the person may read and whose words their key opens. */
gboolean pl_export_concern_times (const PlExportAgent *agent,
                                  const PlExportKey *key,
                                  gint64 from,
                                  gint64 until,
                                  PlExportConcernTimesEach each,
                                  gpointer data,
                                  GError **error);

G_END_DECLS
