/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define TO_READERS "to-readers"
#define TO_HOME    "to-home"
#define SUFFIX     ".porchlight"

/* So many names of a folder are looked at. */
#define NAMES_MAX 10000

static PlPostFailure
failure_of (int code)
{
  switch (code) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return PL_POST_FAILURE_FULL;
    case EROFS:
      return PL_POST_FAILURE_READ_ONLY;
    case EACCES:
    case EPERM:
      return PL_POST_FAILURE_DENIED;
    case ELOOP:
      return PL_POST_FAILURE_LINK;
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENXIO:
    case ESTALE:
    case EHOSTDOWN:
    case ENOMEDIUM:
      return PL_POST_FAILURE_MISSING;
    default:
      return PL_POST_FAILURE_DISK;
  }
}

/* One name in a folder, never through a link: ELOOP, also where the kernel says that a link is no folder. */
static int
open_at (int folder, const char *name, int flags)
{
  struct stat info;
  int file = openat (folder, name, flags | O_NOFOLLOW | O_CLOEXEC, 0640);

  if (file >= 0 || errno != ENOTDIR)
    return file;
  if (fstatat (folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK (info.st_mode))
    errno = ELOOP;
  else
    errno = ENOTDIR;
  return -1;
}

/* Name by name: openat2 does that by itself, but not under RestrictSUIDSGID (systemd.exec(5)). */
int
pl_folder_open (const char *path, PlPostFailure *why)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  int folder = open ("/", O_PATH | O_DIRECTORY | O_CLOEXEC);

  for (char **name = names; *name != NULL && folder >= 0; name++) {
    int above = folder;
    if (**name == '\0')
      continue;
    folder = open_at (above, *name, O_PATH | O_DIRECTORY);
    int code = errno;
    close (above);
    errno = code;
  }
  if (folder < 0)
    *why = failure_of (errno);
  return folder;
}

/* One of the two folders in it. */
static int
open_inside (int folder, const char *name, PlPostFailure *why)
{
  int inside = open_at (folder, name, O_RDONLY | O_DIRECTORY);

  if (inside < 0)
    *why = errno == ENOENT || errno == ENOTDIR ? PL_POST_FAILURE_UNPREPARED : failure_of (errno);
  return inside;
}

static gboolean
answer (PlPostFailure why, const GByteArray *parcels, int fd)
{
  const PlPostAnswer said = {
    .outcome = why == PL_POST_FAILURE_NONE ? PL_POST_DONE : PL_POST_FAILED,
    .failure = why,
  };

  return pl_post_write_answer (fd, &said, parcels) && why == PL_POST_FAILURE_NONE;
}

gboolean
pl_folder_fail (PlPostFailure why, int fd)
{
  return answer (why, NULL, fd);
}

/* ---- sending ---- */

static gboolean
write_all (int file, GBytes *bytes)
{
  gsize size, used = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  while (used < size) {
    ssize_t n = write (file, data + used, size - used);
    if (n < 0 && errno != EINTR)
      return FALSE;
    used += (gsize)MAX (n, 0);
  }
  return fsync (file) == 0;
}

/* FALSE with errno. */
static gboolean
lay_down (int place, const char *name, const char *part, GBytes *bytes)
{
  /* What is left of an attempt that was stopped; whatever it is, it is not written into. */
  unlinkat (place, part, 0);
  int file = open_at (place, part, O_WRONLY | O_CREAT | O_EXCL);
  if (file < 0)
    return FALSE;
  gboolean written = write_all (file, bytes);
  int code = errno;
  close (file);
  if (written && renameat (place, part, place, name) == 0)
    return fsync (place) == 0;
  code = written ? errno : code;
  unlinkat (place, part, 0);
  errno = code;
  return FALSE;
}

gboolean
pl_folder_send (const PlPostJob *job, GBytes *bytes, int folder, int fd)
{
  g_autofree char *name = g_strconcat (job->name, SUFFIX, NULL);
  g_autofree char *part = g_strconcat (".", job->name, ".part", NULL);
  PlPostFailure why = PL_POST_FAILURE_NONE;

  if (*job->name == '\0' || strchr (job->name, '/') != NULL)
    return pl_folder_fail (PL_POST_FAILURE_PROTOCOL, fd);
  int place = open_inside (folder, TO_READERS, &why);
  if (place >= 0 && !lay_down (place, name, part, bytes))
    why = failure_of (errno);
  return answer (why, NULL, fd);
}

/* ---- what comes back ---- */

/* INODE/NAME: what is removed later is what was read, or nothing. */
static gboolean
name_of (const struct stat *info, const char *file, char name[PL_POST_NAME_SIZE])
{
  int n =
      g_snprintf (name, PL_POST_NAME_SIZE, "%" G_GUINT64_FORMAT "/%s", (guint64)info->st_ino, file);

  return n > 0 && n < PL_POST_NAME_SIZE;
}

/* FALSE where there is no more room for it. */
static gboolean
take_file (int place, const char *name, GByteArray *parcels, guint *n)
{
  int file = open_at (place, name, O_RDONLY | O_NONBLOCK);
  char parcel_name[PL_POST_NAME_SIZE];
  struct stat info;
  gboolean more = TRUE;

  if (file < 0)
    return TRUE;
  if (fstat (file, &info) == 0 && S_ISREG (info.st_mode) && info.st_size > 0 &&
      info.st_size <= PL_POST_PARCEL_MAX && name_of (&info, name, parcel_name)) {
    g_autofree guint8 *bytes = g_malloc ((gsize)info.st_size);
    ssize_t got = pread (file, bytes, (gsize)info.st_size, 0);
    if (got > 0)
      more = pl_post_add_parcel (parcels, n, parcel_name, bytes, (gsize)got);
  }
  close (file);
  return more;
}

static GPtrArray *
names_in (int place)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  DIR *folder = fdopendir (place);
  const struct dirent *entry;

  while (folder != NULL && names->len < NAMES_MAX && (entry = readdir (folder)) != NULL)
    if (entry->d_name[0] != '.')
      g_ptr_array_add (names, g_strdup (entry->d_name));
  return names;
}

/* A folder full of other people's files does not keep ours from being found: the look begins anywhere. */
gboolean
pl_folder_collect (int folder, int fd)
{
  PlPostFailure why = PL_POST_FAILURE_NONE;
  g_autoptr (GByteArray) parcels = g_byte_array_new ();
  int place = open_inside (folder, TO_HOME, &why);
  guint32 chance = 0;
  guint n = 0;

  if (place < 0)
    return pl_folder_fail (why, fd);
  g_autoptr (GPtrArray) names = names_in (place);
  if (getrandom (&chance, sizeof chance, 0) != sizeof chance)
    chance = 0;
  for (guint i = 0; i < names->len; i++)
    if (!take_file (place, names->pdata[(i + chance % names->len) % names->len], parcels, &n))
      break;
  return answer (why, parcels, fd);
}

static void
remove_taken (int place, const PlPostVerdict *verdict)
{
  const char *slash = memchr (verdict->name, '/', sizeof verdict->name);
  char name[PL_POST_NAME_SIZE];
  struct stat info;

  if (slash == NULL || memchr (verdict->name, '\0', sizeof verdict->name) == NULL ||
      strchr (slash + 1, '/') != NULL)
    return;
  if (fstatat (place, slash + 1, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG (info.st_mode) &&
      name_of (&info, slash + 1, name) && g_str_equal (name, verdict->name))
    unlinkat (place, slash + 1, 0);
}

gboolean
pl_folder_settle (GBytes *bytes, int folder, int fd)
{
  PlPostFailure why = PL_POST_FAILURE_NONE;
  int place = open_inside (folder, TO_HOME, &why);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; place >= 0 && size - at >= sizeof (PlPostVerdict);
       at += sizeof (PlPostVerdict)) {
    PlPostVerdict verdict;
    memcpy (&verdict, data + at, sizeof verdict);
    if (verdict.done)
      remove_taken (place, &verdict);
  }
  return answer (why, NULL, fd);
}
