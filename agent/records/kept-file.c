/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/kept-file.h"

#include <glib/gi18n.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* No home has more to say; it also bounds what a mistaken path makes us read. */
#define FILE_SIZE_MAX (1024 * 1024)

/* Reads through one descriptor, so that a path that is exchanged meanwhile cannot mislead. */
static char *
read_text (const char *path, gsize *length, GError **error)
{
  struct stat info;
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0 || fstat (fd, &info) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s", g_strerror (errno));
    if (fd >= 0)
      close (fd);
    return NULL;
  }
  if (!S_ISREG (info.st_mode) || info.st_size > FILE_SIZE_MAX) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 NC_ ("said", "not a file of at most %d bytes"), FILE_SIZE_MAX);
    close (fd);
    return NULL;
  }
  g_autofree char *text = g_malloc (info.st_size + 1);
  gsize n = 0;
  gssize got = 0;
  while (n < (gsize)info.st_size && (got = read (fd, text + n, info.st_size - n)) > 0)
    n += got;
  close (fd);
  text[n] = '\0';
  *length = n;
  return g_steal_pointer (&text);
}

static gpointer
read_and_parse (
    const char *path, PlParse parse, gpointer data, char **text, gsize *length, char **problem)
{
  g_autoptr (GError) error = NULL;

  *text = read_text (path, length, &error);
  if (*text == NULL) {
    *problem = g_strdup_printf ("%s: %s", path, error->message);
    return NULL;
  }
  gpointer result = parse (path, *text, *length, data, &error);
  if (result == NULL)
    *problem = g_strdup (error->message);
  return result;
}

static void
keep (const char *kept, const char *text, gsize length, GPtrArray *problems)
{
  g_autofree char *folder = g_path_get_dirname (kept);
  g_autofree char *before = NULL;
  gsize before_length;
  g_autoptr (GError) error = NULL;

  if (g_file_get_contents (kept, &before, &before_length, NULL) && before_length == length &&
      memcmp (before, text, length) == 0)
    return;
  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (kept, text, length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &error))
    g_ptr_array_add (problems,
                     g_strdup_printf (NC_ ("said", "%s: the last good copy is not kept: %s"), kept,
                                      error ? error->message : g_strerror (errno)));
}

gpointer
pl_kept_file_read (
    const char *path, const char *kept, PlParse parse, gpointer data, GPtrArray *problems)
{
  g_autofree char *text = NULL;
  g_autofree char *kept_text = NULL;
  g_autofree char *kept_problem = NULL;
  char *problem = NULL;
  gsize length;

  gpointer result = read_and_parse (path, parse, data, &text, &length, &problem);
  if (result != NULL) {
    keep (kept, text, length, problems);
    return result;
  }
  g_ptr_array_add (problems, problem);
  return read_and_parse (kept, parse, data, &kept_text, &length, &kept_problem);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
pl_conf_names (const char *folder, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);

  if (dir == NULL)
    return NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    if (name[0] != '.' && g_str_has_suffix (name, ".conf"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_texts);
  return names;
}
