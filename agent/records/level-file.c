/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/level-file.h"

#include <glib/gstdio.h>
#include <string.h>

#include "agent/records/kept-file.h"
#include "policy/people/key-edit.h"

#define SUFFIX ".conf"
/* An id and the suffix. */
#define NAME_MAX_BYTES 80

static void
level_file_free (gpointer data)
{
  PlLevelFile *file = data;

  g_free (file->file);
  g_free (file->id);
  g_free (file->text);
  g_free (file);
}

GPtrArray *
pl_level_files_new (void)
{
  return g_ptr_array_new_with_free_func (level_file_free);
}

gboolean
pl_level_file_is_name (const char *file)
{
  const char *name = file + strlen (PL_LEVELS_PREFIX);

  return g_str_has_prefix (file, PL_LEVELS_PREFIX) && g_str_has_suffix (name, SUFFIX) &&
         *name != '.' && strchr (name, '/') == NULL && strlen (name) <= NAME_MAX_BYTES;
}

char *
pl_level_file_shipped (const char *file)
{
  const char *name = file + strlen (PL_LEVELS_PREFIX);

  if (!pl_level_file_is_name (file))
    return NULL;
  g_autofree char *id = g_strndup (name, strlen (name) - strlen (SUFFIX));
  return pl_level_shipped_text (id);
}

const PlLevelFile *
pl_level_files_find (const GPtrArray *files, const char *file)
{
  for (guint i = 0; i < files->len; i++) {
    const PlLevelFile *one = files->pdata[i];
    if (g_str_equal (one->file, file))
      return one;
  }
  return NULL;
}

const PlLevelFile *
pl_level_files_of (const GPtrArray *files, const char *id)
{
  for (guint i = 0; i < files->len; i++) {
    const PlLevelFile *one = files->pdata[i];
    if (g_str_equal (one->id, id))
      return one;
  }
  return NULL;
}

/* Reading. */

typedef struct {
  const PlLevelFolder *folder;
  const PlCategories *categories;
  PlLevels *levels;
  GPtrArray *files, *problems;
  const char *file; /* that is read */
  gboolean own;
} Reading;

static gpointer
parse_level (const char *name, const char *text, gsize length, gpointer data, GError **error)
{
  Reading *reading = data;

  if (!pl_levels_add (reading->levels, reading->categories, name, text, length, error))
    return NULL;
  PlLevelFile *file = g_new0 (PlLevelFile, 1);
  file->file = g_strdup (reading->file);
  file->text = g_strndup (text, length);
  file->id = pl_key_value (file->text, "Level", "Id");
  file->own = reading->own;
  g_ptr_array_add (reading->files, file);
  return file;
}

static void
read_shipped (Reading *reading, const char *id)
{
  g_autofree char *file = g_strconcat (PL_LEVELS_PREFIX, id, SUFFIX, NULL);
  g_autofree char *text = pl_level_shipped_text (id);
  g_autoptr (GError) error = NULL;

  reading->file = file;
  reading->own = FALSE;
  if (parse_level (file, text, strlen (text), reading, &error) == NULL)
    g_ptr_array_add (reading->problems, g_strdup (error->message));
}

/* Where neither the file nor its last good copy can be read, what ships under its name is better than none. */
static void
read_own (Reading *reading, const char *name)
{
  g_autofree char *file = g_strconcat (PL_LEVELS_PREFIX, name, NULL);
  g_autofree char *path = g_build_filename (reading->folder->folder, name, NULL);
  g_autofree char *kept = g_build_filename (reading->folder->kept, name, NULL);
  g_autofree char *id = g_strndup (name, strlen (name) - strlen (SUFFIX));

  reading->file = file;
  reading->own = TRUE;
  if (pl_kept_file_read (path, kept, parse_level, reading, reading->problems) == NULL &&
      !reading->folder->alone && g_strv_contains (pl_levels_shipped_ids (), id))
    read_shipped (reading, id);
}

static gboolean
has_name (const GPtrArray *names, const char *name)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *)names, name, g_str_equal, NULL);
}

/* A file that is there no more leaves nothing behind that a later one of its name would fall back on. */
static void
forget_others (const char *kept, const GPtrArray *names)
{
  g_autoptr (GPtrArray) copies = pl_conf_names (kept, NULL);

  for (guint i = 0; copies != NULL && i < copies->len; i++) {
    g_autofree char *copy = g_build_filename (kept, copies->pdata[i], NULL);
    if (!has_name (names, copies->pdata[i]))
      g_unlink (copy);
  }
}

/* The home's own; a home need not have any. */
static GPtrArray *
own_names (const Reading *reading)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *names = pl_conf_names (reading->folder->folder, &error);

  if (names == NULL) {
    names = g_ptr_array_new ();
    if (reading->folder->alone || !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
      g_ptr_array_add (reading->problems, g_strdup (error->message));
      return names;
    }
  }
  forget_others (reading->folder->kept, names);
  return names;
}

PlLevels *
pl_level_files_read (const PlLevelFolder *folder,
                     const PlCategories *categories,
                     GPtrArray *files,
                     GPtrArray *problems)
{
  Reading reading = { folder, categories, pl_levels_new (), files, problems, NULL, FALSE };
  g_autoptr (GPtrArray) names = own_names (&reading);
  const char *const *ids = pl_levels_shipped_ids ();

  for (guint i = 0; !folder->alone && ids[i] != NULL; i++) {
    g_autofree char *name = g_strconcat (ids[i], SUFFIX, NULL);
    if (!has_name (names, name))
      read_shipped (&reading, ids[i]);
  }
  for (guint i = 0; i < names->len; i++)
    read_own (&reading, names->pdata[i]);
  return reading.levels;
}

/* What would be. */

static gboolean
add (PlLevels *levels,
     const PlCategories *categories,
     const char *file,
     const char *text,
     GError **error)
{
  return pl_levels_add (levels, categories, file, text, strlen (text), error);
}

/* The one that changes comes last: then a refusal is of its own lines. */
PlLevels *
pl_level_files_with (const GPtrArray *files,
                     gboolean alone,
                     const PlCategories *categories,
                     const char *file,
                     const char *text,
                     GError **error)
{
  g_autoptr (PlLevels) levels = pl_levels_new ();
  g_autofree char *shipped = file != NULL && !alone ? pl_level_file_shipped (file) : NULL;
  const char *last = text != NULL && *text != '\0' ? text : shipped;

  for (guint i = 0; i < files->len; i++) {
    const PlLevelFile *one = files->pdata[i];
    if (g_strcmp0 (one->file, file) != 0 && !add (levels, categories, one->file, one->text, error))
      return NULL;
  }
  if (file != NULL && last != NULL && !add (levels, categories, file, last, error))
    return NULL;
  return g_steal_pointer (&levels);
}
