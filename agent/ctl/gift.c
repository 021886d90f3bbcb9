/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/gift.h"

#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "policy/care/gift.h"

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

GVariant *
pl_ctl_gifts (const char *concern, const PlCtlOwnKey *own, const PlReaderKey *to, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      ".Concerns", "Get", g_variant_new ("(s)", concern), "(aa{sv}a(ayay)x)", error);

  if (reply == NULL)
    return NULL;
  g_autoptr (GVariant) parts = g_variant_get_child_value (reply, 0);
  return pl_gift_new (parts, &own->key, own->secret, to);
}
