/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/accounts/own-disks.h"

#include <gio/gunixmounts.h>
#include <string.h>
#include <sys/stat.h>

static const char *const own_types[] = { "ext2",     "ext3",    "ext4",     "xfs",
                                         "btrfs",    "f2fs",    "jfs",      "zfs",
                                         "tmpfs",    "ramfs",   "bcachefs", "nilfs2",
                                         "reiserfs", "overlay", "mqueue",   NULL };
static const char *const removable[] = { "/media/", "/run/media/", "/mnt/", NULL };

static gboolean
is_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  return strncmp (path, folder, length) == 0 && path[length] == '/';
}

static gboolean
is_own (GUnixMountEntry *mount)
{
  const char *path = g_unix_mount_get_mount_path (mount);

  for (gsize i = 0; removable[i] != NULL; i++)
    if (g_str_has_prefix (path, removable[i]))
      return FALSE;
  return !g_unix_mount_is_readonly (mount) &&
         g_strv_contains (own_types, g_unix_mount_get_fs_type (mount));
}

/* The same part of the same file system may be mounted several times. */
static char *
key_of (GUnixMountEntry *mount)
{
  const char *root = g_unix_mount_get_root_path (mount);
  struct stat info;

  if (stat (g_unix_mount_get_mount_path (mount), &info) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT " %s", (guint64)info.st_dev,
                          root != NULL ? root : "/");
}

static void
unmount_entries_free (GList *mounts)
{
  g_list_free_full (mounts, (GDestroyNotify)g_unix_mount_free);
}

GPtrArray *
pl_own_disks (void)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GList *mounts = g_unix_mounts_get (NULL);

  for (GList *at = mounts; at != NULL; at = at->next) {
    char *key = is_own (at->data) ? key_of (at->data) : NULL;
    if (key != NULL && g_hash_table_add (seen, key))
      g_ptr_array_add (paths, g_strdup (g_unix_mount_get_mount_path (at->data)));
  }
  unmount_entries_free (mounts);
  return paths;
}

GPtrArray *
pl_mounts_below (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  GList *mounts = g_unix_mounts_get (NULL);

  /* What was mounted last is unmounted first. */
  for (GList *at = g_list_last (mounts); at != NULL; at = at->prev) {
    const char *path = g_unix_mount_get_mount_path (at->data);
    if (is_below (path, folder))
      g_ptr_array_add (paths, g_strdup (path));
  }
  unmount_entries_free (mounts);
  return paths;
}

gboolean
pl_is_mount_point (const char *path)
{
  g_autoptr (GUnixMountEntry) mount = g_unix_mount_at (path, NULL);

  return mount != NULL;
}
