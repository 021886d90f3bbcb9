/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/sites/site-index-format.h"
#include "policy/sites/site-index.h"
#include "tests/fuzz/fuzz.h"

#define FILE_MAX (64 * 1024)

static const char *const names[] = {
  "com",
  "example.com",
  "www.example.com",
  "a.b.c.d.e.f.g.h.example.com",
  "1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19.20.21.example.org",
};

static void
look_up (const PlSiteIndex *index)
{
  PlSiteMatch match;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    gsize length = strlen (names[i]);

    if (!pl_site_index_lookup (index, names[i], length, &match))
      continue;
    g_assert_true (match.categories != 0 || match.learning);
    for (guint n = 0; n < PL_CATEGORY_MAX; n++)
      if (match.categories & PL_CATEGORY_BIT (n))
        g_assert_cmpuint (match.rule_offset[n], <, length);
  }
  for (guint n = 0; n <= PL_CATEGORY_MAX; n++)
    if (pl_site_index_id (index, n) != NULL)
      g_assert_cmpuint (strlen (pl_site_index_id (index, n)), <, PL_SITE_INDEX_ID_SIZE);
  pl_site_index_verify (index, NULL);
}

static void
open_file (const void *data, gsize size)
{
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);
  g_autoptr (PlSiteIndex) known = pl_site_index_new_static (data, size, categories, NULL);
  g_autoptr (PlSiteIndex) all = pl_site_index_new_static (data, size, NULL, NULL);

  g_assert_true ((known == NULL) == (all == NULL));
  if (known == NULL)
    return;
  look_up (known);
  look_up (all);
}

/* Opens the bytes as they are, and once more with magic, version and size made to fit. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  PlSiteIndexHeader header;
  PlSiteIndexLayout layout;

  open_file (data, size);
  if (size < sizeof header)
    return 0;
  memcpy (&header, data, sizeof header);
  memcpy (header.magic, PL_SITE_INDEX_MAGIC, sizeof header.magic);
  header.version = PL_SITE_INDEX_VERSION;
  header.n_categories %= PL_CATEGORY_MAX + 1;
  header.bucket_bits %= 12;
  header.remainder_bits = header.remainder_bits % PL_SITE_INDEX_FIELD_BITS_MAX + 1;
  header.set_bits %= 33;
  pl_site_index_layout (&header, &layout);
  if (layout.end > FILE_MAX)
    return 0;
  header.size = layout.end;

  g_autofree guint8 *fitted = g_malloc0 (layout.end);

  memcpy (fitted, data, MIN (size, layout.end));
  memcpy (fitted, &header, sizeof header);
  open_file (fitted, layout.end);
  return 0;
}
