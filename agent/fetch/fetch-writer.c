/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "agent/fetch/fetch-stream.h"

static gboolean
write_all (int fd, const guint8 *bytes, gsize length)
{
  while (length > 0) {
    ssize_t n = write (fd, bytes, length);

    if (n < 0 && errno != EINTR)
      return FALSE;
    if (n > 0) {
      bytes += n;
      length -= (gsize)n;
    }
  }
  return TRUE;
}

static gboolean
write_frame (int fd, PlFetchFrame type, guint8 detail, const void *payload, gsize length)
{
  guint8 frame[PL_FETCH_FRAME_SIZE + PL_FETCH_DATA_MAX] = { (guint8)type, detail, length & 0xff,
                                                            (guint8)(length >> 8) };

  g_assert (length <= PL_FETCH_DATA_MAX);
  if (length > 0)
    memcpy (frame + PL_FETCH_FRAME_SIZE, payload, length);
  return write_all (fd, frame, PL_FETCH_FRAME_SIZE + length);
}

static gsize
put_text (guint8 *payload, gsize used, const char *text, gsize size)
{
  gsize length = strnlen (text, size - 1);

  payload[used++] = (guint8)length;
  memcpy (payload + used, text, length);
  return used + length;
}

gboolean
pl_fetch_write_head (int fd, const PlFetchHead *head)
{
  guint8 payload[8 + 2 + PL_FETCH_TAG_SIZE + PL_FETCH_MODIFIED_SIZE];
  guint64 size = GUINT64_TO_LE (head->size);
  gsize used = sizeof size;

  memcpy (payload, &size, sizeof size);
  used = put_text (payload, used, head->tag, sizeof head->tag);
  used = put_text (payload, used, head->modified, sizeof head->modified);
  return write_frame (fd, PL_FETCH_HEAD, head->kind, payload, used);
}

gboolean
pl_fetch_write_data (int fd, const char *bytes, gsize length)
{
  while (length > 0) {
    gsize n = MIN (length, PL_FETCH_DATA_MAX);

    if (!write_frame (fd, PL_FETCH_DATA, 0, bytes, n))
      return FALSE;
    bytes += n;
    length -= n;
  }
  return TRUE;
}

gboolean
pl_fetch_write_end (int fd)
{
  return write_frame (fd, PL_FETCH_END, 0, NULL, 0);
}

gboolean
pl_fetch_write_failed (int fd, PlFetchFailure why, guint32 http_status, guint32 retry_after_s)
{
  guint32 numbers[2] = { GUINT32_TO_LE (http_status), GUINT32_TO_LE (retry_after_s) };

  return write_frame (fd, PL_FETCH_FAILED, why, numbers, sizeof numbers);
}
