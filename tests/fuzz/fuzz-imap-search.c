/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/imap-search.h"
#include "tests/fuzz/fuzz.h"

#define UIDS_MAX 8

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *exact = g_memdup2 (data, size);
  guint32 uids[UIDS_MAX];
  guint n = pl_imap_search_read (exact, size, uids, UIDS_MAX);

  g_assert (n <= UIDS_MAX);
  for (guint i = 0; i < n; i++)
    g_assert (uids[i] > 0);
  pl_imap_validity_read (exact, size);
  return 0;
}
