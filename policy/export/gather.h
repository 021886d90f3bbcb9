/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "policy/export/concerns.h"

G_BEGIN_DECLS

/* What is asked for. */
typedef struct {
  const char *child;
  const char *from, *to; /* first and last day, YYYY-MM-DD, in the home's zone */
  gboolean encrypted;
  const PlExportAgent *agent;
  const PlExportKey *key; /* NULL: without concerns; else with those that this reader may read */
  /* Nullable: said before each part is asked for. */
  void (*progress) (const char *part, guint done, guint of, gpointer data);
  gpointer data; /* of progress */
} PlExportRequest;

/*
 * Asks the agent for all of a child's records of a period, as policy/data/export.schema.json describes
 * them; records that the caller may not read are not among them. Transfer full; NULL and an error.
 */
JsonObject *pl_export_gather (const PlExportRequest *request, GError **error);

G_END_DECLS
