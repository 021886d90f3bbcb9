/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/today-child.h"

#include "gui/staff/children/child-words.h"

PlRecord *
pl_today_child_of (PlRecord *row, GVariant *flags)
{
  g_autoptr (GVariant) reasons = pl_record_value (row, "reasons", G_VARIANT_TYPE_STRING_ARRAY);
  /* As Staff.ListChildren has it. */
  g_autoptr (GVariant) listed = g_variant_ref_sink (
      g_variant_new ("(ssbxx@as)", pl_record_text (row, "account"), pl_record_text (row, "level"),
                     pl_record_flag (row, "online"), pl_record_number (row, "until"),
                     pl_record_number (row, "left"), reasons));

  return pl_child_record_new (listed, flags, pl_record_text (row, "name"));
}

PlRecord *
pl_today_child_new (PlRecord *today, GVariant *flags, const char *account)
{
  g_autoptr (GVariant) children = pl_record_value (today, "children", G_VARIANT_TYPE ("aa{sv}"));

  for (gsize i = 0; children != NULL && i < g_variant_n_children (children); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (children, i);
    g_autoptr (PlRecord) fields = pl_record_new (row);
    if (g_str_equal (pl_record_text (fields, "account"), account))
      return pl_today_child_of (fields, flags);
  }
  return NULL;
}
