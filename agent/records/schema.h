/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

/* The ledger of schema versions. A version that was released is never edited: add one below it. */
typedef struct {
  int version;
  const char *change; /* what changed and why, in one line */
  const char *sql;
} PlSchemaStep;

/* All steps, oldest first; the last has the version of this program. */
extern const PlSchemaStep pl_schema_steps[];
extern const guint pl_schema_n_steps;

/* Stands in the file's head (PRAGMA application_id): "PLrc". */
#define PL_SCHEMA_APPLICATION 0x504c7263

/*
 * Brings a database from the version that it has to the newest, each step in a transaction of its
 * own. An SQLite result code; SQLITE_MISMATCH where it is newer than this program (version says
 * how new).
 */
int pl_schema_migrate (sqlite3 *db, int *version);

G_END_DECLS
