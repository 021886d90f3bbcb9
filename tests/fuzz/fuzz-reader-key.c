/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/care/reader-key.h"
#include "tests/fuzz/fuzz.h"

/* What is read is read the same after it was written. No passphrase is tried: that is what costs. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  PlReaderKey key, again;

  if (!pl_reader_key_parse (&key, "key", (const char *)data, size, NULL))
    return 0;
  g_assert_true (strlen (key.name) > 0 && g_utf8_validate (key.name, -1, NULL));
  g_autofree char *text = pl_reader_key_text (&key, TRUE);
  g_assert_true (pl_reader_key_parse (&again, "key", text, strlen (text), NULL));
  g_assert_true (memcmp (&key, &again, sizeof key) == 0);
  return 0;
}
