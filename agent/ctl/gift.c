/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/gift.h"

#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "policy/care/sealed.h"

/* The public key of a reader that the agent lists. */
gboolean
pl_ctl_find_reader (const char *id, PlReaderKey *key, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (".Readers", "List", NULL, "(aa{sv}s)", error);
  g_autoptr (GVariant) readers = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;

  for (gsize i = 0; readers != NULL && i < g_variant_n_children (readers); i++) {
    g_autoptr (GVariant) reader = g_variant_get_child_value (readers, i);
    const char *one, *text;
    if (g_variant_lookup (reader, "id", "&s", &one) && g_str_equal (one, id) &&
        g_variant_lookup (reader, "key", "&s", &text))
      return pl_reader_key_parse (key, "key", text, strlen (text), error);
  }
  return reply != NULL && pl_ctl_wrong (error, "no reader has the id %s", id);
}

/* One message's key, sealed again; FALSE where the caller has no copy. */
static gboolean
reseal (GVariant *part, const PlCtlOwnKey *own, const PlReaderKey *to, GVariantBuilder *keys)
{
  g_autoptr (GVariant) copy = g_variant_lookup_value (part, "sealed", G_VARIANT_TYPE_BYTESTRING);
  guint8 key[PL_SEALED_KEY_SIZE];
  gsize length = 0;
  const guint8 *bytes = copy != NULL ? g_variant_get_fixed_array (copy, &length, 1) : NULL;
  PlSealed sealed;

  if (length == 0 || !pl_sealed_read (bytes, length, &sealed, NULL) ||
      !pl_sealed_reseal (&sealed, &own->key, own->secret, to->id, to->box, key, NULL))
    return FALSE;
  g_variant_builder_add (
      keys, "(@ay@ay)",
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, sealed.head.part, PL_CARE_ID_SIZE, 1),
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, key, sizeof key, 1));
  return TRUE;
}

GVariant *
pl_ctl_gifts (const char *concern, const PlCtlOwnKey *own, const PlReaderKey *to, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      ".Concerns", "Get", g_variant_new ("(s)", concern), "(aa{sv}a(ayay))", error);
  GVariantBuilder keys;

  if (reply == NULL)
    return NULL;
  g_variant_builder_init (&keys, G_VARIANT_TYPE ("a(ayay)"));
  g_autoptr (GVariant) parts = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (parts); i++) {
    g_autoptr (GVariant) part = g_variant_get_child_value (parts, i);
    reseal (part, own, to, &keys);
  }
  return g_variant_builder_end (&keys);
}
