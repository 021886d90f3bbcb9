/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/index-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/lists/site-build.h"
#include "policy/error.h"
#include "policy/sites/site-index.h"

#define NEXT        PL_INDEX_IN_FORCE ".next"
#define ROLLED_BACK "rolled-back"

static gboolean
fail (GError **error, const char *what)
{
  return pl_error_io (error, what, g_strerror (errno));
}

static char *
name_of (guint64 number, const char *suffix)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT ".%s", number, suffix);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;

  return x < y ? -1 : x > y;
}

/* The numbers of the indexes, ascending. */
static GArray *
numbers (void)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GDir) folder = g_dir_open (".", 0, NULL);

  for (const char *name; folder != NULL && (name = g_dir_read_name (folder)) != NULL;) {
    char *end;
    guint64 number = g_ascii_strtoull (name, &end, 10);
    if (end != name && strcmp (end, ".index") == 0)
      g_array_append_val (found, number);
  }
  g_array_sort (found, compare_numbers);
  return found;
}

static gboolean
is_in_force (guint64 number)
{
  g_autofree char *name = name_of (number, "index");
  struct stat one, other;

  return stat (name, &one) == 0 && stat (PL_INDEX_IN_FORCE, &other) == 0 &&
         one.st_ino == other.st_ino && one.st_dev == other.st_dev;
}

/* 0: none. */
static guint64
number_in_force (const GArray *all)
{
  for (guint i = 0; i < all->len; i++)
    if (is_in_force (g_array_index (all, guint64, i)))
      return g_array_index (all, guint64, i);
  return 0;
}

static char *
recipe_of (guint64 number)
{
  g_autofree char *name = name_of (number, "recipe");
  char *text = NULL;

  return g_file_get_contents (name, &text, NULL, NULL) ? text : NULL;
}

char *
pl_index_store_recipe (void)
{
  g_autoptr (GArray) all = numbers ();
  guint64 number = number_in_force (all);

  return number != 0 ? recipe_of (number) : NULL;
}

static gboolean
write_text (const char *name, const char *text, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (g_file_set_contents_full (name, text, -1,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                &reason))
    return TRUE;
  return pl_error_io (error, NULL, reason->message);
}

static gboolean
sync_folder (GError **error)
{
  int fd = open (".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    fail (error, NC_ ("said", "the folder of lists"));
  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
put_in_force (guint64 number, GError **error)
{
  g_autofree char *name = name_of (number, "index");

  if ((unlink (NEXT) != 0 && errno != ENOENT) || link (name, NEXT) != 0 ||
      rename (NEXT, PL_INDEX_IN_FORCE) != 0)
    return fail (error, PL_INDEX_IN_FORCE);
  return sync_folder (error);
}

/* All but the last few, and never the one in force. */
static void
drop_old (const GArray *all)
{
  for (guint i = 0; i + PL_INDEX_KEPT < all->len; i++) {
    guint64 number = g_array_index (all, guint64, i);
    g_autofree char *index = name_of (number, "index"), *recipe = name_of (number, "recipe");
    if (is_in_force (number))
      continue;
    unlink (index);
    unlink (recipe);
  }
}

static gboolean
check (GBytes *bytes, GError **error)
{
  g_autoptr (PlSiteIndex) index = pl_site_index_new (bytes, NULL, error);

  return index != NULL && pl_site_index_verify (index, error);
}

gboolean
pl_index_store_install (GBytes *index, const char *recipe, GError **error)
{
  g_autoptr (GArray) all = numbers ();
  guint64 number = all->len > 0 ? g_array_index (all, guint64, all->len - 1) + 1 : 1;
  g_autofree char *index_name = name_of (number, "index");
  g_autofree char *recipe_name = name_of (number, "recipe");

  if (!check (index, error) || !write_text (recipe_name, recipe, error))
    return FALSE;
  if (!pl_site_build_install (index_name, index, error) || !put_in_force (number, error)) {
    unlink (index_name);
    unlink (recipe_name);
    return FALSE;
  }
  unlink (ROLLED_BACK);
  g_array_append_val (all, number);
  drop_old (all);
  return TRUE;
}

gboolean
pl_index_store_is_rolled_back (const char *recipe)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (ROLLED_BACK, &text, NULL, NULL) && g_str_equal (text, recipe);
}

gboolean
pl_index_store_roll_back (GError **error)
{
  g_autoptr (GArray) all = numbers ();
  guint64 current = number_in_force (all), before = 0;
  g_autofree char *recipe = current != 0 ? recipe_of (current) : NULL;

  for (guint i = 0; i < all->len && g_array_index (all, guint64, i) < current; i++)
    before = g_array_index (all, guint64, i);
  if (before == 0) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED,
                         NC_ ("said", "there is no site index before the one in force"));
    return FALSE;
  }
  return write_text (ROLLED_BACK, recipe != NULL ? recipe : "", error) &&
         put_in_force (before, error);
}

gboolean
pl_index_store_figures (guint64 *names, guint64 *bytes)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (PL_INDEX_IN_FORCE, FALSE, NULL);

  if (file == NULL)
    return FALSE;
  g_autoptr (GBytes) data = g_mapped_file_get_bytes (file);
  g_autoptr (PlSiteIndex) index = pl_site_index_new (data, NULL, NULL);
  if (index == NULL || !pl_site_index_verify (index, NULL))
    return FALSE;
  *names = pl_site_index_count (index);
  *bytes = g_bytes_get_size (data);
  return TRUE;
}
