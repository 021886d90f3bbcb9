/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/post/post-job.h"
#include "agent/post/unwrap.h"
#include "tests/fuzz/fuzz.h"

/* Bytes as a mail of anybody: whatever is found begins as a signed message does, and there is not too much of it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static gboolean prepared;
  g_autofree guint8 *exact = g_memdup2 (data, size);
  g_autoptr (GByteArray) parcels = g_byte_array_new ();
  PlPostAnswer head = { 0 };
  PlPostParcel parcel;
  guint n = 0;
  gsize at = 0;

  if (!prepared)
    pl_unwrap_prepare ();
  prepared = TRUE;
  pl_unwrap (exact, size, parcels);
  g_byte_array_prepend (parcels, (const guint8 *)&head, sizeof head);
  g_autoptr (GBytes) bytes = g_bytes_new_static (parcels->data, parcels->len);
  for (; pl_post_next_parcel (bytes, &at, &parcel); n++)
    g_assert (parcel.length >= 8 && memcmp (parcel.bytes, "PLsigned", 8) == 0);
  g_assert (n <= PL_UNWRAP_MAX && at == MAX (at, parcels->len));
  return 0;
}
