/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/row-pages.h"

#include "agent/ctl/agent-client.h"

#define PAGE 100 /* rows of a call */

GVariant *
pl_ctl_page_sxu (const char *child, gint64 before)
{
  return g_variant_new ("(sxu)", child, before, PAGE);
}

GVariant *
pl_ctl_page_sbxu (const char *child, gint64 before)
{
  return g_variant_new ("(sbxu)", child, FALSE, before, PAGE);
}

GVariant *
pl_ctl_page_ssbxu (const char *child, gint64 before)
{
  return g_variant_new ("(ssbxu)", "", child, FALSE, before, PAGE);
}

GVariant *
pl_ctl_page_sx (const char *child, gint64 before)
{
  return g_variant_new ("(sx)", child, before);
}

GVariant *
pl_ctl_page_tuss (const char *child, gint64 before)
{
  return g_variant_new ("(tuss)", (guint64)before, PAGE, child, "");
}

gint64
pl_ctl_row_number (GVariant *row)
{
  gint64 id = 0;
  guint64 serial = 0;

  if (!g_variant_lookup (row, "id", "x", &id) && g_variant_lookup (row, "serial", "t", &serial))
    id = (gint64)serial;
  return id;
}

gboolean
pl_ctl_each_row (const char *interface,
                 const char *method,
                 PlCtlPageArguments arguments,
                 const char *child,
                 PlCtlRow each,
                 gpointer data,
                 GError **error)
{
  gint64 before = 0;
  gsize got = 1;

  while (got > 0) {
    g_autoptr (GVariant) reply =
        pl_ctl_call_agent (interface, method, arguments (child, before), "(aa{sv})", error);
    if (reply == NULL)
      return FALSE;
    g_autoptr (GVariant) page = g_variant_get_child_value (reply, 0);
    got = g_variant_n_children (page);
    for (gsize i = 0; i < got; i++) {
      g_autoptr (GVariant) row = g_variant_get_child_value (page, i);
      before = pl_ctl_row_number (row);
      if (!each (row, data, error))
        return FALSE;
    }
  }
  return TRUE;
}

/* Adds a page's rows; the id of its last one, NULL where it is the last page. */
static char *
add_page (GVariantBuilder *rows, GVariant *page)
{
  gsize n = g_variant_n_children (page);
  char *last = NULL;

  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (page, i);
    g_variant_builder_add_value (rows, row);
    if (i + 1 == n && n == PAGE)
      g_variant_lookup (row, "id", "s", &last);
  }
  return last;
}

GVariant *
pl_ctl_all_concerns (const char *interface,
                     const char *method,
                     const char *reply_type,
                     GError **error)
{
  g_autoptr (GVariant) reply = NULL;
  g_autofree char *before = g_strdup ("");
  GVariantBuilder rows, all;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  while (before != NULL) {
    g_clear_pointer (&reply, g_variant_unref);
    reply = pl_ctl_call_agent (interface, method, g_variant_new ("(su)", before, PAGE), reply_type,
                               error);
    if (reply == NULL) {
      g_variant_builder_clear (&rows);
      return NULL;
    }
    g_autoptr (GVariant) page = g_variant_get_child_value (reply, 0);
    g_free (before);
    before = add_page (&rows, page);
  }
  /* What else the reply says is the same on every page. */
  g_variant_builder_init (&all, G_VARIANT_TYPE_TUPLE);
  g_variant_builder_add_value (&all, g_variant_builder_end (&rows));
  for (gsize i = 1; i < g_variant_n_children (reply); i++) {
    g_autoptr (GVariant) more = g_variant_get_child_value (reply, i);
    g_variant_builder_add_value (&all, more);
  }
  return g_variant_ref_sink (g_variant_builder_end (&all));
}
