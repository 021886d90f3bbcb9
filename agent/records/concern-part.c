/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/concern-part.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "agent/records/vault.h"
#include "policy/error.h"

/* Type, subject, part, keys, content. */
#define TYPE "(uayayayay)"

static PlConcernPart *
part_new (const PlSealedHead *head, GBytes *content)
{
  PlConcernPart *part = g_new0 (PlConcernPart, 1);

  part->head = *head;
  part->content = content;
  part->keys = g_array_new (FALSE, FALSE, sizeof (PlConcernKey));
  return part;
}

void
pl_concern_part_free (PlConcernPart *part)
{
  if (part == NULL)
    return;
  g_bytes_unref (part->content);
  g_array_unref (part->keys);
  g_free (part);
}

PlConcernPart *
pl_concern_part_seal (const PlSealedHead *head,
                      const guint8 *text,
                      gsize length,
                      const PlRecipient *recipients,
                      guint n_recipients)
{
  guint8 content_key[PL_CONTENT_KEY_SIZE];
  GBytes *content = pl_sealed_content (head, text, length, content_key);

  if (content == NULL)
    return NULL;
  PlConcernPart *part = part_new (head, content);
  for (guint i = 0; i < n_recipients; i++) {
    PlConcernKey key;
    memcpy (key.reader, recipients[i].id, PL_CARE_ID_SIZE);
    pl_sealed_key (head, content_key, recipients[i].id, recipients[i].box, key.key);
    g_array_append_val (part->keys, key);
  }
  sodium_memzero (content_key, sizeof content_key);
  return part;
}

PlConcernPart *
pl_concern_part_of (const PlSigned *message)
{
  PlSealedHead head;

  pl_signed_content_head (message, &head);
  PlConcernPart *part = part_new (&head, g_bytes_new (message->content, message->content_length));
  for (guint i = 0; i < message->n_recipients; i++) {
    PlConcernKey key;
    memcpy (key.reader, pl_signed_recipient (message, i), PL_CARE_ID_SIZE);
    memcpy (key.key, pl_signed_recipient_key (message, i), PL_SEALED_KEY_SIZE);
    g_array_append_val (part->keys, key);
  }
  return part;
}

static GVariant *
bytes_variant (gconstpointer bytes, gsize length)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, length, 1);
}

static GBytes *
serialize (const PlConcernPart *part)
{
  gsize length;
  const guint8 *content = g_bytes_get_data (part->content, &length);
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new (
      "(u@ay@ay@ay@ay)", part->head.type, bytes_variant (part->head.subject, PL_CARE_ID_SIZE),
      bytes_variant (part->head.part, PL_CARE_ID_SIZE),
      bytes_variant (part->keys->data, part->keys->len * sizeof (PlConcernKey)),
      bytes_variant (content, length)));

  return g_variant_get_data_as_bytes (variant);
}

gboolean
pl_concern_part_add (PlStore *store, const PlConcernPart *part, gint64 *number, GError **error)
{
  g_autoptr (GBytes) record = serialize (part);

  return pl_vault_append (store, PL_VAULT_PART, record, number, error);
}

gboolean
pl_concern_part_put (PlStore *store, const PlConcernPart *part, gint64 number, GError **error)
{
  g_autoptr (GBytes) record = serialize (part);

  return pl_vault_put (store, PL_VAULT_PART, number, record, error);
}

/* The bytes of the i-th field. */
static const guint8 *
field (GVariant *variant, gsize i, gsize *length)
{
  g_autoptr (GVariant) bytes = g_variant_get_child_value (variant, i);

  return g_variant_get_fixed_array (bytes, length, 1);
}

static PlConcernPart *
deserialize (GBytes *record)
{
  g_autoptr (GVariant) variant =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TYPE), record, FALSE));
  gsize subject_length, part_length, keys_length, content_length;
  const guint8 *subject = field (variant, 1, &subject_length);
  const guint8 *id = field (variant, 2, &part_length);
  const guint8 *keys = field (variant, 3, &keys_length);
  const guint8 *content = field (variant, 4, &content_length);
  PlSealedHead head;
  guint type;

  if (subject_length != PL_CARE_ID_SIZE || part_length != PL_CARE_ID_SIZE ||
      keys_length % sizeof (PlConcernKey) != 0)
    return NULL;
  g_variant_get_child (variant, 0, "u", &type);
  head.type = (PlSealedType)type;
  memcpy (head.subject, subject, PL_CARE_ID_SIZE);
  memcpy (head.part, id, PL_CARE_ID_SIZE);
  PlConcernPart *part = part_new (&head, g_bytes_new (content, content_length));
  g_array_append_vals (part->keys, keys, (guint)(keys_length / sizeof (PlConcernKey)));
  return part;
}

PlConcernPart *
pl_concern_part_get (PlStore *store, gint64 number, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) record = pl_vault_get (store, PL_VAULT_PART, number, &failure);
  PlConcernPart *part = record != NULL ? deserialize (record) : NULL;

  if (part == NULL && failure == NULL)
    g_set_error_literal (&failure, PL_ERROR, PL_ERROR_IO,
                         NC_ ("said", "a message of a concern is missing"));
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return part;
}

GBytes *
pl_concern_part_copy (const PlConcernPart *part, const guint8 reader[PL_CARE_ID_SIZE])
{
  for (guint i = 0; i < part->keys->len; i++) {
    const PlConcernKey *key = &g_array_index (part->keys, PlConcernKey, i);
    if (memcmp (key->reader, reader, PL_CARE_ID_SIZE) == 0)
      return pl_sealed_message (&part->head, reader, key->key, part->content);
  }
  return NULL;
}
