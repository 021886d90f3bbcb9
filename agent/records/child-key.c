/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/child-key.h"

#include <string.h>

#include "agent/records/store-private.h"
#include "agent/records/vault.h"

/* When it was set, the account, the key file. */
#define TYPE "(xss)"

typedef struct {
  const char *child;
  PlReaderKey key;
  gint64 set;
  gint64 number; /* 0: not found yet */
} Search;

static gboolean
compare (gint64 number, GBytes *record, gpointer data)
{
  Search *search = data;
  g_autoptr (GVariant) variant =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TYPE), record, FALSE));
  const char *child, *text;
  gint64 set;

  g_variant_get (variant, "(x&s&s)", &set, &child, &text);
  if (g_str_equal (child, search->child) &&
      pl_reader_key_parse (&search->key, "key", text, strlen (text), NULL)) {
    search->number = number;
    search->set = set;
  }
  return TRUE;
}

gboolean
pl_child_key_get (PlStore *store, const char *child, PlReaderKey *key, gint64 *set, GError **error)
{
  Search search = { .child = child };

  if (!pl_vault_each (store, PL_VAULT_CHILD, compare, &search, error) || search.number == 0)
    return FALSE;
  if (key != NULL)
    *key = search.key;
  if (set != NULL)
    *set = search.set;
  return TRUE;
}

gboolean
pl_child_key_set (PlStore *store, const char *child, const PlReaderKey *key, GError **error)
{
  g_autofree char *text = pl_reader_key_text (key, TRUE);
  Search search = { .child = child };
  gint64 number;
  PlMoment now;

  pl_store_now (store, &now);
  g_autoptr (GVariant) variant =
      g_variant_ref_sink (g_variant_new (TYPE, now.wall_ms / 1000, child, text));
  g_autoptr (GBytes) record = g_variant_get_data_as_bytes (variant);
  if (!pl_vault_each (store, PL_VAULT_CHILD, compare, &search, error))
    return FALSE;
  return search.number != 0 ? pl_vault_put (store, PL_VAULT_CHILD, search.number, record, error)
                            : pl_vault_append (store, PL_VAULT_CHILD, record, &number, error);
}
