/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/sites/hostname.h"
#include "tests/fuzz/fuzz.h"

/* A normal form is normal already, and its suffixes are, too. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  char name[PL_HOSTNAME_MAX + 1], again[PL_HOSTNAME_MAX + 1];
  gsize length = pl_hostname_normalise ((const char *)data, size, name);

  if (length == 0)
    return 0;
  g_assert_true (length <= PL_HOSTNAME_MAX && strlen (name) == length);
  for (const char *suffix = name; suffix != NULL; suffix = pl_hostname_parent (suffix)) {
    gsize suffix_length = strlen (suffix);

    g_assert_cmpuint (pl_hostname_normalise (suffix, suffix_length, again), ==, suffix_length);
    g_assert_cmpstr (suffix, ==, again);
    g_assert_true (pl_hostname_matches (name, length, suffix, suffix_length));
  }
  pl_hostname_is_public_suffix (name);
  return 0;
}
