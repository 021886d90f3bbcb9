/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/export/rows.h"

GVariant *
pl_export_ask (const PlExportAgent *agent,
               const char *interface,
               const char *method,
               GVariant *arguments,
               const char *reply_type,
               GError **error)
{
  return agent->ask (interface, method, arguments, reply_type, agent->data, error);
}

GVariant *
pl_export_page_sxu (const char *child, gint64 before)
{
  return g_variant_new ("(sxu)", child, before, PL_EXPORT_PAGE);
}

GVariant *
pl_export_page_sbxu (const char *child, gint64 before)
{
  return g_variant_new ("(sbxu)", child, FALSE, before, PL_EXPORT_PAGE);
}

GVariant *
pl_export_page_ssbxu (const char *child, gint64 before)
{
  return g_variant_new ("(ssbxu)", "", child, FALSE, before, PL_EXPORT_PAGE);
}

GVariant *
pl_export_page_sx (const char *child, gint64 before)
{
  return g_variant_new ("(sx)", child, before);
}

GVariant *
pl_export_page_tuss (const char *child, gint64 before)
{
  return g_variant_new ("(tuss)", (guint64)before, PL_EXPORT_PAGE, child, "");
}

gint64
pl_export_row_number (GVariant *row)
{
  gint64 id = 0;
  guint64 serial = 0;

  if (!g_variant_lookup (row, "id", "x", &id) && g_variant_lookup (row, "serial", "t", &serial))
    id = (gint64)serial;
  return id;
}

gboolean
pl_export_each_row (const PlExportAgent *agent,
                    const char *interface,
                    const char *method,
                    PlExportPage arguments,
                    const char *child,
                    PlExportRow each,
                    gpointer data,
                    GError **error)
{
  gint64 before = 0;
  gsize got = 1;

  while (got > 0) {
    g_autoptr (GVariant) reply =
        pl_export_ask (agent, interface, method, arguments (child, before), "(aa{sv})", error);
    if (reply == NULL)
      return FALSE;
    g_autoptr (GVariant) page = g_variant_get_child_value (reply, 0);
    got = g_variant_n_children (page);
    for (gsize i = 0; i < got; i++) {
      g_autoptr (GVariant) row = g_variant_get_child_value (page, i);
      before = pl_export_row_number (row);
      if (!each (row, data, error))
        return FALSE;
    }
  }
  return TRUE;
}
