/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/file-version.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "agent/records/store-private.h"
#include "policy/error.h"

#define COLUMNS "id, file, text, made_ms, made_by, ground, reason, review, consulted"

void
pl_file_version_free (PlFileVersion *version)
{
  if (version == NULL)
    return;
  g_free (version->file);
  g_free (version->text);
  g_free (version->made_by);
  g_free (version->reason);
  g_free (version->consulted);
  g_free (version);
}

static PlFileVersion *
version_of (sqlite3_stmt *row)
{
  PlFileVersion *version = g_new0 (PlFileVersion, 1);

  version->id = sqlite3_column_int64 (row, 0);
  version->file = pl_store_column_text (row, 1);
  version->text = pl_store_column_text (row, 2);
  version->made_ms = sqlite3_column_int64 (row, 3);
  version->made_by = pl_store_column_text (row, 4);
  version->ground = (PlFileGround)sqlite3_column_int (row, 5);
  version->reason = pl_store_column_text (row, 6);
  version->review = sqlite3_column_int64 (row, 7);
  version->consulted = pl_store_column_text (row, 8);
  return version;
}

typedef struct {
  const PlActor *actor;
  const PlFileChange *change;
  gint64 id;
} Adding;

/* The chain holds what the text was, and stays short. */
static void
say_text (PlPayload *payload, const char *text)
{
  guint8 hash[crypto_generichash_BYTES];
  char hex[2 * sizeof hash + 1];

  crypto_generichash (hash, sizeof hash, (const guint8 *)text, strlen (text), NULL, 0);
  pl_payload_text (payload, "text", sodium_bin2hex (hex, sizeof hex, hash, sizeof hash));
}

static gboolean
add (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Adding *adding = data;
  const PlFileChange *change = adding->change;
  PlMoment now;

  pl_store_now (store, &now);
  if (!pl_store_exec (store, error,
                      "INSERT INTO file_version (file, text, made_ms, made_by, ground, reason,"
                      " review, consulted) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                      PL_TEXT (change->file), PL_TEXT (change->text), PL_INT (now.wall_ms),
                      PL_TEXT (adding->actor->account), PL_INT (change->ground),
                      PL_TEXT (change->reason), PL_INT (change->review),
                      PL_TEXT (change->consulted != NULL ? change->consulted : "")))
    return FALSE;
  adding->id = pl_store_last_id (store);
  pl_payload_text (payload, "file", change->file);
  pl_payload_number (payload, "version", adding->id);
  say_text (payload, change->text);
  pl_payload_text (payload, "changes", change->changes);
  pl_payload_text (payload, "reason", change->reason);
  if (change->consulted != NULL && *change->consulted != '\0')
    pl_payload_text (payload, "consulted", change->consulted);
  if (change->review != 0)
    pl_payload_number (payload, "review", change->review);
  return TRUE;
}

gint64
pl_file_version_add (PlStore *store,
                     const PlActor *actor,
                     const PlFileChange *change,
                     GError **error)
{
  static const char *const kinds[] = {
    [PL_FILE_FOUND] = "file-found",
    [PL_FILE_CHANGED] = "file-changed",
    [PL_FILE_REVIEWED] = "file-reviewed",
  };
  const PlAct act = { actor, kinds[change->ground], change->subject };
  Adding adding = { actor, change, 0 };

  return pl_act (store, &act, add, &adding, error) ? adding.id : 0;
}

/* An edit on its way. */
typedef struct {
  const PlActor *actor;
  const PlFileChange *change;
  const char *path;
  int mode;
  gint64 id;
} Writing;

static gboolean
take_away (const Writing *writing, GError **error)
{
  if (g_unlink (writing->path) == 0 || errno == ENOENT)
    return TRUE;
  return pl_error_io (error, writing->path, g_strerror (errno));
}

static gboolean
write_text (const Writing *writing, const char *text, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (*text == '\0')
    return take_away (writing, error);
  if (g_file_set_contents_full (writing->path, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                writing->mode, &reason))
    return TRUE;
  return pl_error_io (error, NULL, reason->message);
}

/* Within the transaction: a file that cannot be written is not recorded. */
static gboolean
record_and_write (PlStore *store, gpointer data, GError **error)
{
  Writing *writing = data;

  writing->id = pl_file_version_add (store, writing->actor, writing->change, error);
  return writing->id != 0 && write_text (writing, writing->change->text, error);
}

static void
put_back (const Writing *writing, const char *before)
{
  g_autofree char *now = NULL;

  g_file_get_contents (writing->path, &now, NULL, NULL);
  if (!g_str_equal (now != NULL ? now : "", writing->change->text))
    return;
  if (before != NULL)
    write_text (writing, before, NULL);
  else
    g_unlink (writing->path);
}

/* The file first, then the commit. */
gint64
pl_file_version_write (PlStore *store,
                       const PlActor *actor,
                       const PlFileChange *change,
                       const char *path,
                       int mode,
                       const char *before,
                       GError **error)
{
  Writing writing = { actor, change, path, mode, 0 };

  if (pl_store_transact (store, record_and_write, &writing, error))
    return writing.id;
  put_back (&writing, before);
  return 0;
}

gboolean
pl_file_version_newest (PlStore *store, const char *file, PlFileVersion **version, GError **error)
{
  g_autoptr (sqlite3_stmt) row = pl_store_query (
      store, error, "SELECT " COLUMNS " FROM file_version WHERE file = ? ORDER BY id DESC LIMIT 1",
      PL_TEXT (file));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  *version = got > 0 ? version_of (row) : NULL;
  return got >= 0;
}

GPtrArray *
pl_file_version_list (PlStore *store, const char *file, gint64 before, GError **error)
{
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_file_version_free);
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT " COLUMNS " FROM file_version WHERE file = ? AND id < ? ORDER BY id DESC LIMIT ?",
      PL_TEXT (file), PL_INT (before > 0 ? before : G_MAXINT64), PL_INT (PL_FILE_VERSION_PAGE));
  int got = -1;

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (versions, version_of (rows));
  return got == 0 ? g_steal_pointer (&versions) : NULL;
}

GPtrArray *
pl_file_version_known (PlStore *store, const char *prefix, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT file FROM file_version AS one WHERE substr (file, 1, length (?)) = ? AND text <> ''"
      " AND id = (SELECT max (id) FROM file_version WHERE file = one.file) ORDER BY file",
      PL_TEXT (prefix), PL_TEXT (prefix));
  int got = -1;

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (files, pl_store_column_text (rows, 0));
  return got == 0 ? g_steal_pointer (&files) : NULL;
}
