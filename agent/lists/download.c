/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/lists/download.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/time/clock.h"
#include "policy/error.h"

/* A fetcher keeps its own limits; one that is so much later is broken. */
#define GRACE_MS      10000
#define PROGRESS_STEP (256 * 1024)

typedef struct {
  const PlDownload *download;
  PlDownloadAnswer *answer;
  int file; /* -1: not open */
  guint64 bytes;
  guint64 told; /* bytes when progress was last told */
} Work;

static gboolean
fail_io (const Work *work, GError **error)
{
  return pl_error_io (error, work->download->path, g_strerror (errno));
}

static gboolean
on_head (const PlFetchHead *head, gpointer user_data, GError **error)
{
  Work *work = user_data;
  const PlDownload *download = work->download;
  gboolean whole = head->kind == PL_FETCH_WHOLE;

  work->answer->head = *head;
  if (head->kind == PL_FETCH_UNCHANGED)
    return TRUE;
  /* The old beginning goes before it is said to belong to something else. */
  if (whole && unlink (download->path) != 0 && errno != ENOENT)
    return fail_io (work, error);
  if (whole && !download->begun (head, download->user_data, error))
    return FALSE;
  work->file = open (download->path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
  work->bytes = whole ? 0 : download->job->offset;
  return work->file >= 0 || fail_io (work, error);
}

static gboolean
on_data (const guint8 *bytes, gsize length, gpointer user_data, GError **error)
{
  Work *work = user_data;
  const PlDownload *download = work->download;

  while (length > 0) {
    ssize_t n = write (work->file, bytes, length);
    if (n < 0 && errno != EINTR)
      return fail_io (work, error);
    n = MAX (n, 0);
    bytes += n;
    length -= (gsize)n;
    work->bytes += (guint64)n;
  }
  if (work->bytes - work->told >= PROGRESS_STEP) {
    work->told = work->bytes;
    download->progress (work->bytes, work->answer->head.size, download->user_data);
  }
  return TRUE;
}

static gboolean
send_job (const PlDownload *download, GError **error)
{
  const char *bytes = (const char *)download->job;
  gsize left = sizeof *download->job;

  while (left > 0) {
    ssize_t n = send (download->fetcher, bytes, left, MSG_NOSIGNAL);
    if (n < 0 && errno != EINTR) {
      g_set_error (error, PL_ERROR, PL_ERROR_FAILED, NC_ ("said", "the fetcher: %s"),
                   g_strerror (errno));
      return FALSE;
    }
    bytes += MAX (n, 0);
    left -= (gsize)MAX (n, 0);
  }
  return TRUE;
}

/* Reads frames until the last. FALSE with an error where that is not END. */
static gboolean
receive (const PlDownload *download, PlFetchReader *reader, GError **error)
{
  gint64 end_ms = pl_clock_boottime_ms () + download->job->total_ms + GRACE_MS;
  guint8 buffer[65536];

  while (!pl_fetch_reader_is_done (reader)) {
    struct pollfd polled = { download->fetcher, POLLIN, 0 };
    gint64 left_ms = end_ms - pl_clock_boottime_ms ();
    if (left_ms <= 0 || poll (&polled, 1, (int)left_ms) == 0) {
      g_set_error_literal (error, PL_ERROR, PL_ERROR_LIMIT,
                           NC_ ("said", "the fetcher does not answer"));
      return FALSE;
    }
    ssize_t n = recv (download->fetcher, buffer, sizeof buffer, 0);
    if (n == 0 || (n < 0 && errno != EINTR)) {
      g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED,
                           NC_ ("said", "the fetcher was stopped"));
      return FALSE;
    }
    if (n > 0 && !pl_fetch_reader_push (reader, buffer, (gsize)n, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
sync_file (const Work *work, GError **error)
{
  return work->file < 0 || fsync (work->file) == 0 || fail_io (work, error);
}

PlDownloadOutcome
pl_download_run (const PlDownload *download, PlDownloadAnswer *answer, GError **error)
{
  static const PlFetchEvents events = { on_head, on_data };
  Work work = { .download = download, .answer = answer, .file = -1 };
  g_autoptr (PlFetchReader) reader = pl_fetch_reader_new (download->job, &events, &work);

  *answer = (PlDownloadAnswer){ .failure = -1 };
  gboolean done =
      send_job (download, error) && receive (download, reader, error) && sync_file (&work, error);
  if (work.file >= 0)
    close (work.file);
  answer->failure = pl_fetch_reader_failure (reader, &answer->retry_after_s);
  if (!done)
    return PL_DOWNLOAD_FAILED;
  return answer->head.kind == PL_FETCH_UNCHANGED ? PL_DOWNLOAD_UNCHANGED : PL_DOWNLOAD_NEW;
}
