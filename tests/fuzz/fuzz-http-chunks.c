/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/wire/http-chunks.h"
#include "tests/fuzz/fuzz.h"

/* What is passed on of a body in pieces; the first byte of the input says how large they are. */
static PlParse
pass (const guint8 *data, gsize size, gsize piece, GByteArray *passed)
{
  PlHttpChunks chunks = { 0 };
  PlParse result = PL_PARSE_MORE;

  for (gsize at = 0; at < size && result == PL_PARSE_MORE; at += piece) {
    gsize n = MIN (piece, size - at), left = n;
    g_autofree guint8 *bytes = g_memdup2 (data + at, n);

    result = pl_http_chunks_read (&chunks, bytes, &left);
    g_assert_true (left <= n && (result != PL_PARSE_INVALID || left == 0));
    g_byte_array_append (passed, bytes, (guint)left);
  }
  return result;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) passed = g_byte_array_new (), again = g_byte_array_new ();

  if (size < 2)
    return 0;
  PlParse result = pass (data + 1, size - 1, 1 + data[0], passed);
  if (result != PL_PARSE_COMPLETE)
    return 0;
  /* In one piece it says the same; and what was passed on is a body in which nothing is left to leave out. */
  g_assert_true (pass (data + 1, size - 1, size, again) == PL_PARSE_COMPLETE);
  g_assert_cmpmem (passed->data, passed->len, again->data, again->len);
  g_byte_array_set_size (again, 0);
  g_assert_true (pass (passed->data, passed->len, passed->len, again) == PL_PARSE_COMPLETE);
  g_assert_cmpmem (passed->data, passed->len, again->data, again->len);
  g_assert_true (memcmp (passed->data + passed->len - 4, "\r\n\r\n", 4) == 0);
  return 0;
}
