/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/set-aside.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "policy/error.h"

#define MARK      ".damaged-"
#define TRIES_MAX 100

static const char *const companions[] = { "-wal", "-shm" };

/* A rename is there after a power cut once its folder is. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* A name that is not taken; the first one has no number. */
static char *
free_name (const char *path, gint64 wall_ms)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc (wall_ms / 1000);
  g_autofree char *when = g_date_time_format (at, "%Y%m%dT%H%M%SZ");

  for (guint i = 1; i < TRIES_MAX; i++) {
    g_autofree char *number = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");
    g_autofree char *name = g_strconcat (path, MARK, when, number, NULL);
    if (!g_file_test (name, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&name);
  }
  return NULL;
}

char *
pl_set_aside (const char *path, gint64 wall_ms, GError **error)
{
  g_autofree char *name = free_name (path, wall_ms);

  if (name == NULL || g_rename (path, name) != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "%s: damaged, and cannot be set aside: %s", path,
                 name != NULL ? g_strerror (errno) : "too many lie there");
    return NULL;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++) {
    g_autofree char *from = g_strconcat (path, companions[i], NULL);
    g_autofree char *to = g_strconcat (name, companions[i], NULL);
    g_rename (from, to);
  }
  sync_folder (path);
  return g_steal_pointer (&name);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static gboolean
is_companion (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++)
    if (g_str_has_suffix (name, companions[i]))
      return TRUE;
  return FALSE;
}

GPtrArray *
pl_set_aside_list (const char *path)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *start = g_strconcat (base, MARK, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
    if (g_str_has_prefix (name, start) && !is_companion (name))
      g_ptr_array_add (found, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (found, compare_texts);
  return found;
}
