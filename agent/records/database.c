/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/database.h"

#include "agent/records/schema.h"

/* How every connection is set up. What is deleted is overwritten (R7). */
static const char setup[] = "PRAGMA journal_mode = WAL;"
                            "PRAGMA synchronous = FULL;"
                            "PRAGMA secure_delete = ON;"
                            "PRAGMA foreign_keys = ON;"
                            "PRAGMA trusted_schema = OFF;"
                            "PRAGMA cell_size_check = ON;";

static int
on_check_row (void *data, int n, char **columns, char **names)
{
  gboolean *sound = data;

  *sound = *sound && n == 1 && g_strcmp0 (columns[0], "ok") == 0;
  return 0;
}

static int
check_sound (sqlite3 *db)
{
  gboolean sound = TRUE;
  int result = sqlite3_exec (db, "PRAGMA quick_check (1)", on_check_row, &sound, NULL);

  return result == SQLITE_OK && !sound ? SQLITE_CORRUPT : result;
}

int
pl_database_open (const char *path, sqlite3 **db, int *version)
{
  int result = sqlite3_open_v2 (
      path, db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXRESCODE, NULL);

  if (result == SQLITE_OK && sqlite3_db_readonly (*db, "main") == 1)
    result = SQLITE_READONLY;
  if (result == SQLITE_OK)
    result = sqlite3_exec (*db, setup, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    result = check_sound (*db);
  if (result == SQLITE_OK)
    result = pl_schema_migrate (*db, version);
  if (result != SQLITE_OK)
    g_clear_pointer (db, sqlite3_close);
  return result;
}

/* A view or a virtual table of that name would run what somebody wrote. */
static const char has_audit[] = "SELECT count (*) FROM sqlite_schema WHERE name = 'audit' AND"
                                " type = 'table' AND sql NOT LIKE '%virtual%'";

static int
on_count (void *data, int n, char **columns, char **names)
{
  gboolean *some = data;

  *some = n == 1 && g_strcmp0 (columns[0], "0") != 0;
  return 0;
}

static sqlite3 *
open_as (const char *address)
{
  sqlite3 *db = NULL;
  gboolean ours = FALSE;
  int result = sqlite3_open_v2 (
      address, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE, NULL);

  if (result == SQLITE_OK)
    sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (result == SQLITE_OK &&
      sqlite3_exec (db, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON", NULL, NULL,
                    NULL) == SQLITE_OK &&
      sqlite3_exec (db, has_audit, on_count, &ours, NULL) == SQLITE_OK && ours)
    return db;
  sqlite3_close (db);
  return NULL;
}

sqlite3 *
pl_database_open_read_only (const char *path)
{
  /* A file whose log nobody may write to has to be taken for one that nobody changes. */
  static const char *const ways[] = { "mode=ro", "mode=ro&immutable=1" };
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (whole, NULL, NULL);
  sqlite3 *db = NULL;

  for (gsize i = 0; db == NULL && uri != NULL && i < G_N_ELEMENTS (ways); i++) {
    g_autofree char *address = g_strconcat (uri, "?", ways[i], NULL);
    db = open_as (address);
  }
  return db;
}
