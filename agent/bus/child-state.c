/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/child-state.h"

gint64
pl_bus_instant (gint64 instant)
{
  return instant == PL_INSTANT_NONE ? -1 : instant;
}

GVariant *
pl_bus_reasons (guint reasons)
{
  GVariantBuilder codes;

  g_variant_builder_init (&codes, G_VARIANT_TYPE_STRING_ARRAY);
  for (PlReason reason = PL_REASON_IN_HOURS; reason <= PL_REASON_LAST; reason <<= 1)
    if (reasons & reason)
      g_variant_builder_add (&codes, "s", pl_reason_code (reason));
  return g_variant_builder_end (&codes);
}
