/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/ctl/own-key.h"

G_BEGIN_DECLS

/* When a concern was told and first seen, for the numbers of a month (R8). Unix seconds; seen 0: not yet. */
typedef struct {
  const char *kind; /* its code */
  gint64 filed, seen;
} PlConcernTimes;

typedef void (*PlConcernTimesEach) (const PlConcernTimes *times, gpointer data);

/* Calls each for those told in [from, until) that the person may read and whose words their key opens. */
gboolean pl_ctl_concern_times (const PlCtlOwnKey *own,
                               gint64 from,
                               gint64 until,
                               PlConcernTimesEach each,
                               gpointer data,
                               GError **error);

G_END_DECLS
