/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/gift.h"

#include "policy/care/sealed.h"

/* One message's key, sealed again; FALSE where the giver has no copy. */
static gboolean
reseal (GVariant *part,
        const PlReaderKey *own,
        const PlReaderSecret *secret,
        const PlReaderKey *to,
        GVariantBuilder *keys)
{
  g_autoptr (GVariant) copy = g_variant_lookup_value (part, "sealed", G_VARIANT_TYPE_BYTESTRING);
  guint8 key[PL_SEALED_KEY_SIZE];
  gsize length = 0;
  const guint8 *bytes = copy != NULL ? g_variant_get_fixed_array (copy, &length, 1) : NULL;
  PlSealed sealed;

  if (length == 0 || !pl_sealed_read (bytes, length, &sealed, NULL) ||
      !pl_sealed_reseal (&sealed, own, secret, to->id, to->box, key, NULL))
    return FALSE;
  g_variant_builder_add (
      keys, "(@ay@ay)",
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, sealed.head.part, PL_CARE_ID_SIZE, 1),
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, key, sizeof key, 1));
  return TRUE;
}

GVariant *
pl_gift_new (GVariant *parts,
             const PlReaderKey *own,
             const PlReaderSecret *secret,
             const PlReaderKey *to)
{
  GVariantBuilder keys;

  g_variant_builder_init (&keys, G_VARIANT_TYPE ("a(ayay)"));
  for (gsize i = 0; i < g_variant_n_children (parts); i++) {
    g_autoptr (GVariant) part = g_variant_get_child_value (parts, i);
    reseal (part, own, secret, to, &keys);
  }
  return g_variant_builder_end (&keys);
}
