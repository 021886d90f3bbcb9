/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

/*
 * Opens the records' file as the agent does: checked (PRAGMA quick_check), and brought to the
 * newest schema. An SQLite result code, and db only with SQLITE_OK; SQLITE_CORRUPT or SQLITE_NOTADB
 * where it is damaged; SQLITE_MISMATCH where it is newer than this program (version: how new).
 */
int pl_database_open (const char *path, sqlite3 **db, int *version);

/*
 * Opens one that cannot be, or is not to be written: on a read-only disk, or a copy in somebody's
 * hands. Nothing in it is trusted or run. NULL where it cannot be read.
 */
sqlite3 *pl_database_open_read_only (const char *path);

G_END_DECLS
