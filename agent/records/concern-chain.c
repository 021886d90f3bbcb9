/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/concern-chain.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "agent/records/store-private.h"
#include "agent/records/vault.h"
#include "policy/care/care-id.h"
#include "policy/error.h"

/* Times, uid, actor, kind, subject, payload, salt, digest, before, hash. */
#define TYPE "(xxussssayayayay)"

static GVariant *
hash_variant (const guint8 *hash)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, hash, PL_AUDIT_HASH_SIZE, 1);
}

static GBytes *
serialize (const PlAuditEntry *entry)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new (
      "(xxussss@ay@ay@ay@ay)", entry->wall_ms, entry->boottime_ms, entry->actor_uid, entry->actor,
      entry->kind, entry->subject, entry->payload, hash_variant (entry->salt),
      hash_variant (entry->digest), hash_variant (entry->before), hash_variant (entry->hash)));

  return g_variant_get_data_as_bytes (variant);
}

static const guint8 *
hash_field (GVariant *variant, gsize i)
{
  g_autoptr (GVariant) bytes = g_variant_get_child_value (variant, i);
  gsize length;
  const guint8 *hash = g_variant_get_fixed_array (bytes, &length, 1);

  return length == PL_AUDIT_HASH_SIZE ? hash : NULL;
}

/* What lies in a record, as long as variant lives. FALSE where it is no entry. */
static gboolean
read_entry (GVariant *variant, gint64 number, PlAuditEntry *entry)
{
  *entry = (PlAuditEntry){ .chain = PL_AUDIT_CONCERNS, .serial = (guint64)number };
  g_variant_get_child (variant, 0, "x", &entry->wall_ms);
  g_variant_get_child (variant, 1, "x", &entry->boottime_ms);
  g_variant_get_child (variant, 2, "u", &entry->actor_uid);
  g_variant_get_child (variant, 3, "&s", &entry->actor);
  g_variant_get_child (variant, 4, "&s", &entry->kind);
  g_variant_get_child (variant, 5, "&s", &entry->subject);
  g_variant_get_child (variant, 6, "&s", &entry->payload);
  entry->salt = hash_field (variant, 7);
  entry->digest = hash_field (variant, 8);
  entry->before = hash_field (variant, 9);
  entry->hash = hash_field (variant, 10);
  return entry->salt != NULL && entry->digest != NULL && entry->before != NULL &&
         entry->hash != NULL;
}

static GVariant *
variant_of (GBytes *record)
{
  return g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (TYPE), record, FALSE));
}

gboolean
pl_concern_chain_head (PlStore *store, PlAuditHead *head, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 last;
  PlAuditEntry entry;

  *head = (PlAuditHead){ 0 };
  if (!pl_vault_last (store, PL_VAULT_CHAIN, &last, error))
    return FALSE;
  if (last == 0)
    return TRUE;
  g_autoptr (GBytes) record = pl_vault_get (store, PL_VAULT_CHAIN, last, error);
  g_autoptr (GVariant) variant = record != NULL ? variant_of (record) : NULL;
  if (variant == NULL || !read_entry (variant, last, &entry)) {
    g_set_error_literal (error != NULL && *error == NULL ? error : &failure, PL_ERROR, PL_ERROR_IO,
                         NC_ ("said", "the end of the concerns' chain is missing"));
    return FALSE;
  }
  head->serial = (guint64)last;
  memcpy (head->hash, entry.hash, PL_AUDIT_HASH_SIZE);
  return TRUE;
}

static gboolean
append (PlStore *store, gpointer data, GError **error)
{
  PlAuditEntry entry = *(const PlAuditEntry *)data;
  guint8 salt[PL_AUDIT_SALT_SIZE], digest[PL_AUDIT_HASH_SIZE], hash[PL_AUDIT_HASH_SIZE];
  PlAuditHead head;
  PlMoment now;
  gint64 number;

  if (!pl_concern_chain_head (store, &head, error))
    return FALSE;
  pl_store_now (store, &now);
  randombytes_buf (salt, sizeof salt);
  entry.serial = head.serial + 1;
  entry.wall_ms = now.wall_ms;
  entry.boottime_ms = now.boottime_ms;
  entry.salt = salt;
  pl_audit_entry_digest (&entry, digest);
  entry.digest = digest;
  entry.before = head.hash;
  pl_audit_entry_hash (&entry, hash);
  entry.hash = hash;
  g_autoptr (GBytes) record = serialize (&entry);
  return pl_vault_append (store, PL_VAULT_CHAIN, record, &number, error);
}

gboolean
pl_concern_chain_add (PlStore *store,
                      const PlActor *actor,
                      const char *kind,
                      const guint8 concern[PL_CARE_ID_SIZE],
                      const char *payload,
                      GError **error)
{
  g_autofree char *subject = pl_care_id_text (concern);
  PlAuditEntry entry = {
    .chain = PL_AUDIT_CONCERNS,
    .actor_uid = actor != NULL ? actor->uid : 0,
    .actor = actor != NULL ? actor->account : "porchlightd",
    .kind = kind,
    .subject = subject,
    .payload = payload,
  };

  return pl_store_transact (store, append, &entry, error);
}

static char *
describe_head (PlStore *store, GError **error)
{
  PlAuditHead head;

  if (!pl_concern_chain_head (store, &head, error))
    return NULL;
  g_autofree char *hash = pl_audit_hex (head.hash);
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT " %s", head.serial, hash);
  return pl_vault_hide (store, text, error);
}

static gboolean
anchor (PlStore *store, gpointer data, GError **error)
{
  g_autofree char *payload = describe_head (store, error);
  PlAuditEntry entry = {
    .chain = PL_AUDIT_PUBLIC,
    .actor = "porchlightd",
    .kind = PL_AUDIT_KIND_CONCERNS,
    .subject = "",
    .payload = payload,
  };
  return payload != NULL && pl_audit_append (store, &entry, error);
}

gboolean
pl_concern_chain_anchor (PlStore *store, GError **error)
{
  return pl_store_transact (store, anchor, NULL, error);
}

typedef struct {
  const char *concern;
  void (*each) (const PlAuditEntry *entry, gpointer data);
  gpointer data;
} Listing;

static gboolean
list_entry (gint64 number, GBytes *record, gpointer data)
{
  const Listing *listing = data;
  g_autoptr (GVariant) variant = variant_of (record);
  PlAuditEntry entry;

  if (read_entry (variant, number, &entry) && g_strcmp0 (entry.subject, listing->concern) == 0)
    listing->each (&entry, listing->data);
  return TRUE;
}

gboolean
pl_concern_chain_each (PlStore *store,
                       const guint8 concern[PL_CARE_ID_SIZE],
                       void (*each) (const PlAuditEntry *entry, gpointer data),
                       gpointer data,
                       GError **error)
{
  g_autofree char *id = pl_care_id_text (concern);
  Listing listing = { id, each, data };

  return pl_vault_each (store, PL_VAULT_CHAIN, list_entry, &listing, error);
}

typedef struct {
  guint8 last[PL_AUDIT_HASH_SIZE];
  gint64 number;
  GHashTable *hashes; /* serial (int64) -> hash in digits */
  char *finding;
} Walk;

/* How many there are, a number would tell those whom it is no business of (C5): an entry is known by the hash before it. */
static void
find (Walk *walk, const char *what)
{
  g_autofree char *hash = pl_audit_hex (walk->last);

  if (walk->finding != NULL)
    return;
  if (sodium_is_zero (walk->last, sizeof walk->last))
    walk->finding = g_strdup_printf (NC_ ("said", "the concerns' chain, its first entry %s"), what);
  else
    walk->finding =
        g_strdup_printf (NC_ ("said", "the concerns' chain, the entry after %.16s %s"), hash, what);
}

static gboolean
step (gint64 number, GBytes *record, gpointer data)
{
  Walk *walk = data;
  g_autoptr (GVariant) variant = variant_of (record);
  guint8 digest[PL_AUDIT_HASH_SIZE], hash[PL_AUDIT_HASH_SIZE];
  PlAuditEntry entry;

  if (number != walk->number + 1)
    find (walk, NC_ ("said", "was removed"));
  walk->number = number;
  if (!read_entry (variant, number, &entry)) {
    find (walk, NC_ ("said", "was altered: it cannot be read"));
    return FALSE;
  }
  pl_audit_entry_digest (&entry, digest);
  pl_audit_entry_hash (&entry, hash);
  if (memcmp (digest, entry.digest, sizeof digest) != 0 ||
      memcmp (hash, entry.hash, sizeof hash) != 0)
    find (walk, NC_ ("said", "was altered"));
  else if (memcmp (entry.before, walk->last, sizeof walk->last) != 0)
    find (walk, NC_ ("said", "does not follow the one before it"));
  memcpy (walk->last, entry.hash, sizeof walk->last);
  g_hash_table_insert (walk->hashes, g_memdup2 (&number, sizeof number), pl_audit_hex (entry.hash));
  return TRUE;
}

/* The chain must still have every head that the public one has of it. */
static void
check_anchor (PlStore *store, Walk *walk, const char *hidden)
{
  g_autofree char *text = pl_vault_show (store, hidden);
  char *hash = NULL;
  gint64 serial = text != NULL ? g_ascii_strtoll (text, &hash, 10) : -1;

  if (walk->finding != NULL)
    return;
  if (serial < 0 || *hash != ' ')
    walk->finding = g_strdup (NC_ (
        "said",
        "the concerns' chain cannot be compared: the public chain's word on it is of another key"));
  else if (serial > 0 && g_strcmp0 (g_hash_table_lookup (walk->hashes, &serial), hash + 1) != 0)
    walk->finding = g_strdup (NC_ ("said", "the concerns' chain is not what the public chain says "
                                           "it was: entries were replaced, or cut off the end"));
}

char *
pl_concern_chain_verify (PlStore *store, const GPtrArray *anchors)
{
  g_autoptr (GHashTable) hashes =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GError) error = NULL;
  Walk walk = { .hashes = hashes };
  gint64 last = 0;

  if (!pl_vault_last (store, PL_VAULT_CHAIN, &last, &error) ||
      !pl_vault_each (store, PL_VAULT_CHAIN, step, &walk, &error))
    return g_strdup_printf (NC_ ("said", "the concerns' chain cannot be read: %s"), error->message);
  if (walk.number != last)
    find (&walk, NC_ ("said", "was removed"));
  for (guint i = 0; anchors != NULL && i < anchors->len; i++)
    check_anchor (store, &walk, anchors->pdata[i]);
  return walk.finding;
}
