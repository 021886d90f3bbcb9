/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/fetch/fetch-stream.h"
#include "policy/error.h"
#include "tests/fuzz/fuzz.h"

/*
 * Bytes as a fetcher's answer, in pieces: whatever they are, there is one head before all data, no
 * more data than there may be, and texts are printable. The first byte says how the job was.
 */
#define SIZE_MAX_BYTES 50000

typedef struct {
  guint heads;
  guint64 bytes;
  gboolean unchanged;
} Seen;

static gboolean
on_head (const PlFetchHead *head, gpointer user_data, GError **error)
{
  Seen *seen = user_data;

  g_assert (seen->heads++ == 0);
  g_assert (strlen (head->tag) < sizeof head->tag);
  for (const char *c = head->tag; *c != '\0'; c++)
    g_assert (g_ascii_isprint (*c));
  seen->unchanged = head->kind == PL_FETCH_UNCHANGED;
  return TRUE;
}

static gboolean
on_data (const guint8 *bytes, gsize length, gpointer user_data, GError **error)
{
  Seen *seen = user_data;

  g_assert (seen->heads == 1 && !seen->unchanged && length > 0);
  seen->bytes += length;
  g_assert (seen->bytes <= SIZE_MAX_BYTES);
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const PlFetchEvents events = { on_head, on_data };
  PlFetchJob job = { .size_max = SIZE_MAX_BYTES, .offset = size > 0 ? data[0] & 1 : 0 };
  Seen seen = { 0 };
  g_autoptr (PlFetchReader) reader = pl_fetch_reader_new (&job, &events, &seen);
  g_autoptr (GError) error = NULL;
  gsize piece = size > 0 ? 1 + data[0] : 1;
  guint32 wait;

  for (gsize at = 1; at < size; at += piece)
    if (!pl_fetch_reader_push (reader, data + at, MIN (piece, size - at), &error)) {
      g_assert (error->domain == PL_ERROR);
      break;
    }
  if (pl_fetch_reader_is_done (reader) && error == NULL)
    g_assert (seen.heads == 1 && pl_fetch_reader_failure (reader, &wait) < 0);
  return 0;
}
