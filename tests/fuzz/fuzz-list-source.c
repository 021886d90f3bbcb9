/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/error.h"
#include "policy/sites/category.h"
#include "policy/sites/list-source.h"
#include "tests/fuzz/fuzz.h"

/* Bytes as a home's sources.conf: read, with every promise of the header kept, or refused. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sources = pl_list_sources_read ("f", (const char *)data, size, &error);

  if (sources == NULL) {
    g_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
    g_assert (g_str_has_prefix (error->message, "f:"));
    return 0;
  }
  g_assert (sources->len <= PL_LIST_SOURCES_MAX);
  for (guint i = 0; i < sources->len; i++) {
    const PlListSource *source = sources->pdata[i];
    g_assert (pl_category_id_is_valid (source->id));
    g_assert (g_str_has_prefix (source->address, "https://"));
    g_assert (strlen (source->address) <= PL_LIST_ADDRESS_MAX);
    g_assert (*source->category == '\0' || pl_category_id_is_valid (source->category));
    g_assert (source->every_h >= 1 && source->minimum >= 1);
  }
  return 0;
}
