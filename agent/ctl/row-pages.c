/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/row-pages.h"

#include "agent/ctl/agent-client.h"

static GVariant *
ask (const char *interface,
     const char *method,
     GVariant *arguments,
     const char *reply_type,
     gpointer data,
     GError **error)
{
  return pl_ctl_call_agent (interface, method, arguments, reply_type, error);
}

const PlExportAgent pl_ctl_agent = { .ask = ask };

/* Adds a page's rows; the id of its last one, NULL where it is the last page. */
static char *
add_page (GVariantBuilder *rows, GVariant *page)
{
  gsize n = g_variant_n_children (page);
  char *last = NULL;

  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (page, i);
    g_variant_builder_add_value (rows, row);
    if (i + 1 == n && n == PL_EXPORT_PAGE)
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
    reply = pl_ctl_call_agent (interface, method, g_variant_new ("(su)", before, PL_EXPORT_PAGE),
                               reply_type, error);
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
