/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/folder-stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/lists/list-layout.h"
#include "policy/error.h"

#define BLOCK_SIZE (128 * 1024)

struct _PlFolderStream {
  char *path;
  PlListImportMode mode;
  int reading, writing;
  GThread *thread;
  /* the thread's until it is joined */
  struct archive *archive;
  gboolean reader_left;
  GError *error;
};

/*
 * A reader that has left is no failure, since it says by itself why. (libarchive would also leak
 * its buffer after one.) What is left to write goes nowhere.
 */
static la_ssize_t
write_bytes (struct archive *archive, void *data, const void *bytes, size_t length)
{
  PlFolderStream *stream = data;

  for (size_t at = 0; at < length && !stream->reader_left;) {
    ssize_t n = write (stream->writing, (const char *)bytes + at, length - at);

    if (n >= 0)
      at += (size_t)n;
    else if (errno != EINTR)
      stream->reader_left = TRUE;
  }
  return (la_ssize_t)length;
}

static gboolean
fail_io (PlFolderStream *stream, const char *path, int code)
{
  g_set_error (&stream->error, PL_ERROR, PL_ERROR_IO, "%s: %s", path, g_strerror (code));
  return FALSE;
}

static gboolean
fail_writing (PlFolderStream *stream)
{
  g_set_error (&stream->error, PL_ERROR, PL_ERROR_IO, "%s: %s", stream->path,
               archive_error_string (stream->archive));
  return FALSE;
}

/* Writes the head of an entry. Its name in the stream is relative to the folder that was named. */
static gboolean
put_head (PlFolderStream *stream, const char *path, const struct stat *status)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, path + strlen (stream->path));
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_filetype (entry, status->st_mode & S_IFMT);
  archive_entry_set_size (entry, S_ISREG (status->st_mode) ? status->st_size : 0);
  if (S_ISLNK (status->st_mode))
    archive_entry_set_symlink (entry, "-");
  int written = archive_write_header (stream->archive, entry);
  archive_entry_free (entry);
  /* tar has no sockets: those it passes over with a warning. */
  return written == ARCHIVE_OK || written == ARCHIVE_WARN || written == ARCHIVE_FAILED
             ? TRUE
             : fail_writing (stream);
}

static gboolean
put_bytes (PlFolderStream *stream, const char *path, int descriptor)
{
  g_autofree char *buffer = g_malloc (BLOCK_SIZE);

  for (;;) {
    ssize_t n = read (descriptor, buffer, BLOCK_SIZE);

    if (n == 0 || stream->reader_left)
      return TRUE;
    if (n < 0 && errno != EINTR)
      return fail_io (stream, path, errno);
    if (n > 0 && archive_write_data (stream->archive, buffer, (size_t)n) < 0)
      return fail_writing (stream);
  }
}

static gboolean
put_file (PlFolderStream *stream, const char *path)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  struct stat status;
  gboolean put = FALSE;

  if (descriptor < 0)
    return fail_io (stream, path, errno);
  if (fstat (descriptor, &status) != 0)
    fail_io (stream, path, errno);
  else
    put = put_head (stream, path, &status) &&
          (!S_ISREG (status.st_mode) || put_bytes (stream, path, descriptor));
  close (descriptor);
  return put;
}

static gboolean
is_wanted (const PlFolderStream *stream, const char *path)
{
  if (stream->mode == PL_LIST_IMPORT_GIVEN)
    return pl_list_layout_is_list (path);
  return pl_list_layout_is_domains (path) || pl_list_layout_is_usage (path);
}

static int
usage_first (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *)a, *other = *(const char *const *)b;
  gboolean one_is_usage = strcmp (one, "usage") == 0, other_is = strcmp (other, "usage") == 0;

  return one_is_usage != other_is ? other_is - one_is_usage : strcmp (one, other);
}

static GPtrArray *
names_in (PlFolderStream *stream, const char *path)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &reason);
  const char *name;

  if (folder == NULL) {
    g_set_error (&stream->error, PL_ERROR, PL_ERROR_IO, "%s", reason->message);
    return NULL;
  }
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, usage_first);
  return g_steal_pointer (&names);
}

static gboolean put_folder (PlFolderStream *stream, const char *path, guint depth);

static gboolean
put_name (PlFolderStream *stream, const char *path, guint depth)
{
  struct stat status;

  if (lstat (path, &status) != 0)
    return fail_io (stream, path, errno);
  if (S_ISDIR (status.st_mode))
    return put_folder (stream, path, depth + 1);
  if (S_ISREG (status.st_mode))
    return !is_wanted (stream, path) || put_file (stream, path);
  return put_head (stream, path, &status);
}

static gboolean
put_folder (PlFolderStream *stream, const char *path, guint depth)
{
  if (depth > PL_FOLDER_STREAM_DEPTH_MAX) {
    g_set_error (&stream->error, PL_ERROR, PL_ERROR_LIMIT, "%s: folders too deep", path);
    return FALSE;
  }
  g_autoptr (GPtrArray) names = names_in (stream, path);
  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len && !stream->reader_left; i++) {
    g_autofree char *inside = g_strconcat (path, "/", names->pdata[i], NULL);
    if (!put_name (stream, inside, depth))
      return FALSE;
  }
  return TRUE;
}

static gpointer
write_stream (gpointer data)
{
  PlFolderStream *stream = data;
  sigset_t pipe_signal;

  /* A reader that leaves is an error to return, not an end of the process. */
  sigemptyset (&pipe_signal);
  sigaddset (&pipe_signal, SIGPIPE);
  pthread_sigmask (SIG_BLOCK, &pipe_signal, NULL);

  stream->archive = archive_write_new ();
  archive_write_set_format_gnutar (stream->archive);
  archive_write_add_filter_none (stream->archive);
  archive_write_set_bytes_per_block (stream->archive, BLOCK_SIZE);
  archive_write_set_bytes_in_last_block (stream->archive, 1);
  if (archive_write_open (stream->archive, stream, NULL, write_bytes, NULL) != ARCHIVE_OK)
    fail_writing (stream);
  else
    put_folder (stream, stream->path, 0);
  archive_write_free (stream->archive);
  close (stream->writing);
  return NULL;
}

PlFolderStream *
pl_folder_stream_start (const char *path, PlListImportMode mode, GError **error)
{
  int ends[2];

  if (pipe2 (ends, O_CLOEXEC) != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "pipe: %s", g_strerror (errno));
    return NULL;
  }
  PlFolderStream *stream = g_new0 (PlFolderStream, 1);
  stream->path = g_strdup (path);
  stream->mode = mode;
  stream->reading = ends[0];
  stream->writing = ends[1];
  stream->thread = g_thread_new ("folder", write_stream, stream);
  return stream;
}

int
pl_folder_stream_descriptor (const PlFolderStream *stream)
{
  return stream->reading;
}

gboolean
pl_folder_stream_finish (PlFolderStream *stream, GError **error)
{
  /* Whoever still writes finds that nobody reads. */
  close (stream->reading);
  g_thread_join (stream->thread);
  GError *reason = g_steal_pointer (&stream->error);
  g_free (stream->path);
  g_free (stream);
  if (reason != NULL)
    g_propagate_error (error, reason);
  return reason == NULL;
}
