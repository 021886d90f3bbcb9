/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/explain-files.h"

#include <string.h>

#include "agent/ctl/index-file.h"
#include "policy/error.h"

void
pl_explain_files_clear (PlExplainFiles *files)
{
  g_clear_pointer (&files->index, pl_site_index_free);
  g_clear_pointer (&files->profile, pl_profile_free);
  g_clear_pointer (&files->levels, pl_levels_free);
  g_clear_pointer (&files->home, pl_home_free);
  g_clear_pointer (&files->warnings, g_ptr_array_unref);
}

static gboolean
unreadable (GError **error, const GError *foreign)
{
  g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, foreign->message);
  return FALSE;
}

static gboolean
read_text (const char *path, char **text, gsize *length, GError **error)
{
  g_autoptr (GError) foreign = NULL;

  return g_file_get_contents (path, text, length, &foreign) || unreadable (error, foreign);
}

gboolean
pl_explain_read_home (PlExplainFiles *files, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!read_text (path, &text, &length, error))
    return FALSE;
  files->home = pl_home_parse (path, text, length, error);
  return files->home != NULL;
}

static gboolean
read_level (PlExplainFiles *files, const char *folder, const char *file, GError **error)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *text = NULL;
  gsize length;

  return read_text (path, &text, &length, error) &&
         pl_levels_add (files->levels, files->home->categories, path, text, length, error);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The *.conf files of a folder, sorted, so that the same one is refused each time. */
static GPtrArray *
level_files (const char *folder, GError **error)
{
  g_autoptr (GError) foreign = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &foreign);

  if (dir == NULL) {
    unreadable (error, foreign);
    return NULL;
  }
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    if (name[0] != '.' && g_str_has_suffix (name, ".conf"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_texts);
  return names;
}

/* Those that ship under a name that the folder does not have. */
static gboolean
add_shipped (PlExplainFiles *files, const GPtrArray *names, GError **error)
{
  for (const char *const *id = pl_levels_shipped_ids (); *id != NULL; id++) {
    g_autofree char *name = g_strconcat (*id, ".conf", NULL);
    g_autofree char *text = pl_level_shipped_text (*id);
    if (!g_ptr_array_find_with_equal_func ((GPtrArray *)names, name, g_str_equal, NULL) &&
        !pl_levels_add (files->levels, files->home->categories, name, text, strlen (text), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_folder (PlExplainFiles *files, const char *folder, gboolean alone, GError **error)
{
  g_autoptr (GPtrArray) names = level_files (folder, error);

  if (names == NULL)
    return FALSE;
  if (alone && names->len == 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "%s: no level (*.conf) is in this folder",
                 folder);
    return FALSE;
  }
  files->levels = pl_levels_new ();
  if (!alone && !add_shipped (files, names, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!read_level (files, folder, names->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
pl_explain_read_levels (PlExplainFiles *files, const char *levels, const char *own, GError **error)
{
  if (levels != NULL || own != NULL)
    return read_folder (files, levels != NULL ? levels : own, levels != NULL, error);
  files->levels = pl_levels_new_shipped (files->home->categories);
  return TRUE;
}

gboolean
pl_explain_read_profile (PlExplainFiles *files, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!read_text (path, &text, &length, error))
    return FALSE;
  files->warnings = g_ptr_array_new_with_free_func (g_free);
  files->profile =
      pl_profile_parse (files->home, files->levels, path, text, length, files->warnings, error);
  return files->profile != NULL;
}

gboolean
pl_explain_read_index (PlExplainFiles *files, const char *path, GError **error)
{
  if (path == NULL)
    return TRUE;
  files->index = pl_index_file_open (path, files->home->categories, error);
  return files->index != NULL;
}
