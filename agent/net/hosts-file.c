/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/hosts-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "agent/net/hosts-block.h"
#include "policy/data/shipped.h"
#include "policy/error.h"

#define NEW_MODE 0644
/* So often a change is worked out anew, because somebody else was quicker. */
#define TRIES        3
#define XATTR_NAMES  4096
#define XATTR_VALUE  65536
#define TEMP_PATTERN ".porchlight-hosts-XXXXXX"

/* The file as it was read. */
typedef struct {
  char *target; /* where the path leads: never a link */
  gboolean exists;
  struct stat info;
  GBytes *bytes;
  int fd; /* -1: none */
} Original;

static void
original_clear (Original *original)
{
  if (original->fd >= 0)
    close (original->fd);
  g_clear_pointer (&original->bytes, g_bytes_unref);
  g_clear_pointer (&original->target, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Original, original_clear)

static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error, PL_ERROR, PL_ERROR_IO, "%s: %s", path, g_strerror (code));
  return FALSE;
}

static gboolean
find_target (const char *path, Original *original, GError **error)
{
  struct stat info;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  char *resolved = realpath (path, NULL);

  if (resolved != NULL) {
    original->target = g_strdup (resolved);
    free (resolved);
    return TRUE;
  }
  if (errno != ENOENT || lstat (path, &info) == 0)
    return fail (path, errno != 0 ? errno : ENOENT, error);
  if ((resolved = realpath (folder, NULL)) == NULL)
    return fail (folder, errno, error);
  original->target = g_build_filename (resolved, name, NULL);
  free (resolved);
  return TRUE;
}

static gboolean
read_bytes (Original *original, GError **error)
{
  gsize size = original->info.st_size, n = 0;
  g_autofree char *data = g_malloc (size + 1);
  gssize got = 0;

  while (n < size && (got = read (original->fd, data + n, size - n)) > 0)
    n += got;
  if (got < 0)
    return fail (original->target, errno, error);
  original->bytes = g_bytes_new_take (g_steal_pointer (&data), n);
  return TRUE;
}

static gboolean
read_original (const char *path, Original *original, GError **error)
{
  if (!find_target (path, original, error))
    return FALSE;
  original->fd = open (original->target, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  if (original->fd < 0 && errno == ENOENT) {
    original->bytes = g_bytes_new (NULL, 0);
    return TRUE;
  }
  if (original->fd < 0 || fstat (original->fd, &original->info) != 0)
    return fail (original->target, errno, error);
  original->exists = TRUE;
  if (!S_ISREG (original->info.st_mode)) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "%s: not a file", original->target);
    return FALSE;
  }
  if (original->info.st_size > PL_HOSTS_FILE_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT, "%s: larger than %d bytes", original->target,
                 PL_HOSTS_FILE_MAX);
    return FALSE;
  }
  return read_bytes (original, error);
}

/* TRUE if nobody has changed the file since it was read. */
static gboolean
is_unchanged (const Original *original)
{
  const struct stat *then = &original->info;
  struct stat now;

  if (lstat (original->target, &now) != 0)
    return !original->exists && errno == ENOENT;
  return original->exists && now.st_dev == then->st_dev && now.st_ino == then->st_ino &&
         now.st_size == then->st_size && now.st_mtim.tv_sec == then->st_mtim.tv_sec &&
         now.st_mtim.tv_nsec == then->st_mtim.tv_nsec;
}

/*
 * Access lists, the security label and whatever else is there: as far as this file system lets us.
 * Measurements of the content (IMA, EVM) are not of the new content.
 */
static void
copy_attributes (int from, int to)
{
  g_autofree char *names = g_malloc (XATTR_NAMES);
  g_autofree char *value = g_malloc (XATTR_VALUE);
  ssize_t length = flistxattr (from, names, XATTR_NAMES);

  for (const char *name = names; length > 0 && name < names + length; name += strlen (name) + 1) {
    ssize_t size = fgetxattr (from, name, value, XATTR_VALUE);

    if (size >= 0 && strcmp (name, "security.ima") != 0 && strcmp (name, "security.evm") != 0)
      (void)!fsetxattr (to, name, value, size, 0);
  }
}

static gboolean
write_all (int fd, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize n = 0; n < size;) {
    ssize_t written = pwrite (fd, data + n, size - n, n);
    if (written <= 0 && errno != EINTR)
      return FALSE;
    n += MAX (written, 0);
  }
  return TRUE;
}

static gboolean
fill (int fd, const Original *original, GBytes *bytes)
{
  mode_t mode = original->exists ? original->info.st_mode & 07777 : NEW_MODE;

  if (original->exists) {
    if (fchown (fd, original->info.st_uid, original->info.st_gid) != 0)
      return FALSE;
    copy_attributes (original->fd, fd);
  }
  return fchmod (fd, mode) == 0 && write_all (fd, bytes) && fsync (fd) == 0;
}

static void
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0) {
    fsync (fd);
    close (fd);
  }
}

/* The file is a mount point. What was there is only cut off when the new text stands. */
static gboolean
write_in_place (const Original *original, GBytes *bytes)
{
  int fd = open (original->target, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY);
  gboolean written = fd >= 0 && write_all (fd, bytes) &&
                     ftruncate (fd, g_bytes_get_size (bytes)) == 0 && fsync (fd) == 0;
  int saved = errno;

  if (fd >= 0)
    close (fd);
  errno = saved;
  return written;
}

typedef enum {
  WRITTEN,
  NOT_WRITTEN, /* errno says why */
  TOO_LATE,    /* somebody has changed the file meanwhile */
} Written;

static Written
write_temporary (const Original *original, GBytes *bytes, int fd, const char *temporary)
{
  if (!fill (fd, original, bytes))
    return NOT_WRITTEN;
  if (!is_unchanged (original))
    return TOO_LATE;
  if (rename (temporary, original->target) == 0)
    return WRITTEN;
  return errno == EBUSY && write_in_place (original, bytes) ? WRITTEN : NOT_WRITTEN;
}

static Written
write_beside (const Original *original, GBytes *bytes)
{
  g_autofree char *folder = g_path_get_dirname (original->target);
  g_autofree char *temporary = g_build_filename (folder, TEMP_PATTERN, NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0) /* the folder may be read-only, and the file mounted by itself */
    return errno == EROFS && write_in_place (original, bytes) ? WRITTEN : NOT_WRITTEN;
  Written written = write_temporary (original, bytes, fd, temporary);
  int saved = errno;
  close (fd);
  unlink (temporary); /* of a name that is gone, or of a copy in vain */
  if (written == WRITTEN)
    sync_folder (folder);
  errno = saved;
  return written;
}

/* block NULL: without it. */
static gboolean
bring (const char *path, const char *block, gboolean *changed, GError **error)
{
  for (guint i = 0; i < TRIES; i++) {
    g_auto (Original) original = { .fd = -1 };

    if (!read_original (path, &original, error))
      return FALSE;
    g_autoptr (GBytes) bytes = block != NULL ? pl_hosts_block_put (original.bytes, block)
                                             : pl_hosts_block_remove (original.bytes);
    gboolean same = g_bytes_equal (bytes, original.bytes);
    Written written = same ? WRITTEN : write_beside (&original, bytes);
    if (written == NOT_WRITTEN)
      return fail (original.target, errno, error);
    if (changed != NULL)
      *changed = !same;
    if (written == WRITTEN)
      return TRUE;
  }
  g_set_error (error, PL_ERROR, PL_ERROR_FAILED, "%s: somebody changes it all the time", path);
  return FALSE;
}

char *
pl_hosts_file_shipped_block (void)
{
  g_auto (GStrv) names = pl_shipped_names ("hosts-blocked.list");

  return pl_hosts_block_text ((const char *const *)names);
}

gboolean
pl_hosts_file_put (const char *path, const char *block, gboolean *changed, GError **error)
{
  return bring (path, block, changed, error);
}

gboolean
pl_hosts_file_remove (const char *path, gboolean *changed, GError **error)
{
  return bring (path, NULL, changed, error);
}

gboolean
pl_hosts_file_stands (const char *path, const char *block, GError **error)
{
  g_auto (Original) original = { .fd = -1 };

  return read_original (path, &original, error) && pl_hosts_block_stands (original.bytes, block);
}
