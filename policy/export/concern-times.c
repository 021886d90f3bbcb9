/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/export/concern-times.h"

#include <sodium.h>

/* Whether the first of its messages opens; FALSE and an error where it cannot be asked for. */
static gboolean
opens (const PlExportAgent *agent,
       const PlExportKey *key,
       const char *id,
       gboolean *open,
       GError **error)
{
  g_autoptr (GVariant) reply = pl_export_ask (agent, ".Concerns", "Get", g_variant_new ("(s)", id),
                                              "(aa{sv}a(ayay)x)", error);
  guint8 *letter = NULL;
  gsize length;

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) parts = g_variant_get_child_value (reply, 0);
  if (g_variant_n_children (parts) > 0) {
    g_autoptr (GVariant) first = g_variant_get_child_value (parts, 0);
    letter = pl_export_open_part (first, key, &length);
  }
  *open = letter != NULL;
  sodium_free (letter);
  return TRUE;
}

static gint64
first_seen (GVariant *row)
{
  g_autoptr (GVariant) seen = g_variant_lookup_value (row, "seen", G_VARIANT_TYPE ("a(sx)"));
  gint64 first = 0, at;

  for (gsize i = 0; seen != NULL && i < g_variant_n_children (seen); i++) {
    g_variant_get_child (seen, i, "(&sx)", NULL, &at);
    first = first == 0 || at < first ? at : first;
  }
  return first;
}

gboolean
pl_export_concern_times (const PlExportAgent *agent,
                         const PlExportKey *key,
                         gint64 from,
                         gint64 until,
                         PlExportConcernTimesEach each,
                         gpointer data,
                         GError **error)
{
  g_autoptr (GVariant) reply =
      pl_export_all_concerns (agent, ".Concerns", "List", "(aa{sv})", error);

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    PlExportConcernTimes times = { .kind = "other", .seen = first_seen (row) };
    const char *id = "";
    gboolean open;
    g_variant_lookup (row, "id", "&s", &id);
    g_variant_lookup (row, "kind", "&s", &times.kind);
    g_variant_lookup (row, "filed", "x", &times.filed);
    if (times.filed < from || times.filed >= until)
      continue;
    if (!opens (agent, key, id, &open, error))
      return FALSE;
    if (open)
      each (&times, data);
  }
  return TRUE;
}
