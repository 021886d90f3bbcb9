/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"

G_BEGIN_DECLS

/*
 * What the agent has to do with exports (R6), which are made in the process of whoever asks: that one is made is on record,
 * and whose names have no place in it is known.
 */
typedef struct {
  const char *child;
  gint64 from, until; /* the period, Unix seconds */
  gboolean encrypted;
} PlExport;

gboolean
pl_export_record (PlStore *store, const PlActor *actor, const PlExport *made, GError **error);

/*
 * The accounts and names of every other child that was ever on record here, as their profiles spelled
 * them, each once; also of children who have left. Sorted, NULL-terminated; transfer full.
 */
char **pl_other_names (PlStore *store, const char *child, GError **error);

G_END_DECLS
