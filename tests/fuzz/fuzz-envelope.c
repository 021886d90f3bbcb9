/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/care/envelope.h"
#include "tests/fuzz/fuzz.h"

/* What is read is written again as it was. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree guint8 *exact = g_memdup2 (data, size);
  PlEnvelope envelope;

  if (!pl_envelope_read (exact, size, &envelope, NULL))
    return 0;
  g_autoptr (GBytes) again = pl_envelope_write (&envelope);
  g_assert (g_bytes_get_size (again) == size);
  g_assert (memcmp (g_bytes_get_data (again, NULL), data, size) == 0);
  return 0;
}
