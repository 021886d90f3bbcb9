/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/export/export-archive.h"

#include <string.h>

#include "policy/data/shipped.h"
#include "policy/export/encrypted-zip.h"
#include "policy/paper/export-paper.h"

static GBytes *
to_json (JsonObject *export)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (root, export);
  char *text = json_to_string (root, TRUE);
  return g_bytes_new_take (text, strlen (text));
}

GBytes *
pl_export_archive (JsonObject *export, const char *passphrase, gint64 now, GError **error)
{
  g_autoptr (GBytes) pdf = pl_export_paper (export, error);
  g_autoptr (GBytes) json = to_json (export);
  g_autoptr (GBytes) schema = pl_shipped_data ("export.schema.json");
  const PlZipFile files[] = {
    { "export.pdf", pdf },
    { "export.json", json },
    { "export.schema.json", schema },
  };

  return pdf != NULL ? pl_zip_write (files, G_N_ELEMENTS (files), passphrase, now, error) : NULL;
}
