/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <glib/gi18n.h>
#include <string.h>

#include "agent/fetch/fetch-stream.h"
#include "policy/error.h"

#define HEAD_MIN (8 + 1 + 1)

struct _PlFetchReader {
  const PlFetchJob *job;
  const PlFetchEvents *events;
  gpointer user_data;
  gboolean headed; /* HEAD was read */
  gboolean done;
  gboolean over; /* nothing may follow */
  gboolean unchanged;
  guint64 bytes; /* of the whole, so far */
  int failure;
  guint32 retry_after_s;
  gsize used; /* of the frame that is gathered */
  guint8 frame[PL_FETCH_FRAME_SIZE + PL_FETCH_DATA_MAX];
};

const char *
pl_fetch_failure_text (PlFetchFailure why)
{
  static const char *const texts[PL_FETCH_FAILURES] = {
    [PL_FETCH_FAILED_NAME] = NC_ ("said", "the server's name is not known"),
    [PL_FETCH_FAILED_CONNECT] = NC_ ("said", "the server cannot be reached"),
    [PL_FETCH_FAILED_CERTIFICATE] = NC_ ("said", "the server's certificate is not good"),
    [PL_FETCH_FAILED_REDIRECT] =
        NC_ ("said", "it has moved: too often, or to an address that is not https"),
    [PL_FETCH_FAILED_STATUS] = NC_ ("said", "the server refuses"),
    [PL_FETCH_FAILED_PAGE] = NC_ ("said", "the server sends a web page, not a list"),
    [PL_FETCH_FAILED_SIZE] = NC_ ("said", "it is larger than it may be"),
    [PL_FETCH_FAILED_STALLED] = NC_ ("said", "the server stopped sending"),
    [PL_FETCH_FAILED_SLOW] = NC_ ("said", "it takes too long"),
    [PL_FETCH_FAILED_SHORT] = NC_ ("said", "it was cut short"),
    [PL_FETCH_FAILED_LENGTH] = NC_ ("said", "it is longer than the server said"),
    [PL_FETCH_FAILED_CHANGED] = NC_ ("said", "it changed while it was fetched"),
    [PL_FETCH_FAILED_PROTOCOL] = NC_ ("said", "the server does not keep to the protocol"),
  };

  return (guint)why < PL_FETCH_FAILURES ? texts[why] : "unknown";
}

PlFetchReader *
pl_fetch_reader_new (const PlFetchJob *job, const PlFetchEvents *events, gpointer user_data)
{
  PlFetchReader *reader = g_new0 (PlFetchReader, 1);

  reader->job = job;
  reader->events = events;
  reader->user_data = user_data;
  reader->failure = -1;
  return reader;
}

void
pl_fetch_reader_free (PlFetchReader *reader)
{
  g_free (reader);
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
               NC_ ("said", "the fetcher's answer is not well formed: %s"), what);
  return FALSE;
}

/* Takes one text (length, bytes) off the payload. */
static gboolean
take_text (const guint8 **payload, gsize *length, char *text, gsize size)
{
  if (*length < 1 || **payload > *length - 1 || **payload >= size)
    return FALSE;
  gsize n = **payload;
  memcpy (text, *payload + 1, n);
  text[n] = '\0';
  *payload += 1 + n;
  *length -= 1 + n;
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isprint (*c))
      return FALSE;
  return strlen (text) == n;
}

static gboolean
read_head (
    PlFetchReader *reader, guint8 detail, const guint8 *payload, gsize length, GError **error)
{
  PlFetchHead head = { .kind = detail };

  if (reader->headed || detail >= PL_FETCH_KINDS || length < HEAD_MIN)
    return refuse (error, "head");
  memcpy (&head.size, payload, sizeof head.size);
  head.size = GUINT64_FROM_LE (head.size);
  payload += sizeof head.size;
  length -= sizeof head.size;
  if (!take_text (&payload, &length, head.tag, sizeof head.tag) ||
      !take_text (&payload, &length, head.modified, sizeof head.modified) || length > 0)
    return refuse (error, "head");
  if (head.kind == PL_FETCH_REST ? reader->job->offset == 0
                                 : head.kind == PL_FETCH_UNCHANGED && reader->job->offset > 0)
    return refuse (error, NC_ ("said", "nobody asked for this"));
  reader->headed = TRUE;
  reader->unchanged = head.kind == PL_FETCH_UNCHANGED;
  reader->bytes = head.kind == PL_FETCH_REST ? reader->job->offset : 0;
  return reader->events->head (&head, reader->user_data, error);
}

static gboolean
read_data (PlFetchReader *reader, const guint8 *payload, gsize length, GError **error)
{
  if (!reader->headed || reader->unchanged || length == 0)
    return refuse (error, NC_ ("said", "bytes that nobody asked for"));
  if (length > reader->job->size_max || reader->bytes > reader->job->size_max - length)
    return refuse (error, NC_ ("said", "more bytes than there may be"));
  reader->bytes += length;
  return reader->events->data (payload, length, reader->user_data, error);
}

static gboolean
read_failed (
    PlFetchReader *reader, guint8 detail, const guint8 *payload, gsize length, GError **error)
{
  guint32 numbers[2];

  if (detail >= PL_FETCH_FAILURES || length != sizeof numbers)
    return refuse (error, "failure");
  memcpy (numbers, payload, sizeof numbers);
  reader->failure = detail;
  reader->retry_after_s = GUINT32_FROM_LE (numbers[1]);
  if (detail == PL_FETCH_FAILED_STATUS)
    g_set_error (error, PL_ERROR, PL_ERROR_FAILED, NC_ ("said", "%s (HTTP status %u)"),
                 pl_fetch_failure_text (detail), GUINT32_FROM_LE (numbers[0]));
  else
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, pl_fetch_failure_text (detail));
  return FALSE;
}

static gboolean
read_frame (PlFetchReader *reader, gsize length, GError **error)
{
  const guint8 *payload = reader->frame + PL_FETCH_FRAME_SIZE;

  switch (reader->frame[0]) {
    case PL_FETCH_HEAD:
      return read_head (reader, reader->frame[1], payload, length, error);
    case PL_FETCH_DATA:
      return read_data (reader, payload, length, error);
    case PL_FETCH_END:
      reader->over = reader->done = reader->headed && length == 0;
      return reader->done || refuse (error, "end");
    case PL_FETCH_FAILED:
      return read_failed (reader, reader->frame[1], payload, length, error);
    default:
      return refuse (error, NC_ ("said", "unknown frame"));
  }
}

/* Gathers up to wanted bytes of the frame. */
static gsize
gather (PlFetchReader *reader, const guint8 *bytes, gsize length, gsize wanted)
{
  gsize n = MIN (length, wanted - MIN (reader->used, wanted));

  memcpy (reader->frame + reader->used, bytes, n);
  reader->used += n;
  return n;
}

gboolean
pl_fetch_reader_push (PlFetchReader *reader, const guint8 *bytes, gsize length, GError **error)
{
  while (length > 0) {
    if (reader->over)
      return refuse (error, NC_ ("said", "it goes on after its end"));
    gsize n = gather (reader, bytes, length, PL_FETCH_FRAME_SIZE);
    bytes += n;
    length -= n;
    if (reader->used < PL_FETCH_FRAME_SIZE)
      break;
    gsize payload = reader->frame[2] | (gsize)reader->frame[3] << 8;
    if (payload > PL_FETCH_DATA_MAX)
      return refuse (error, "length");
    n = gather (reader, bytes, length, PL_FETCH_FRAME_SIZE + payload);
    bytes += n;
    length -= n;
    if (reader->used < PL_FETCH_FRAME_SIZE + payload)
      break;
    reader->used = 0;
    if (!read_frame (reader, payload, error)) {
      reader->over = TRUE;
      return FALSE;
    }
  }
  return TRUE;
}

gboolean
pl_fetch_reader_is_done (const PlFetchReader *reader)
{
  return reader->done;
}

int
pl_fetch_reader_failure (const PlFetchReader *reader, guint32 *retry_after_s)
{
  *retry_after_s = reader->retry_after_s;
  return reader->failure;
}
