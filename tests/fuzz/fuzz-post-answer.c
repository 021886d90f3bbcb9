/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/post/post-job.h"
#include "tests/fuzz/fuzz.h"

/* Bytes as those who carry might send them to the agent, which is root. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree guint8 *exact = g_memdup2 (data, size);
  g_autoptr (GBytes) bytes = g_bytes_new_static (exact, size);
  PlPostAnswer answer;
  PlPostParcel parcel;
  gsize at = 0, before = 0;

  if (!pl_post_read_answer (bytes, &answer))
    return 0;
  while (pl_post_next_parcel (bytes, &at, &parcel)) {
    g_assert (at > before && at <= size);
    g_assert (parcel.length <= PL_POST_PARCEL_MAX);
    g_assert (parcel.bytes >= exact && parcel.bytes + parcel.length <= exact + size);
    g_assert (memchr (parcel.name, '\0', sizeof parcel.name) != NULL);
    before = at;
  }
  return 0;
}
