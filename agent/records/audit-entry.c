/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/audit-entry.h"

#include <sodium.h>
#include <string.h>

G_STATIC_ASSERT (PL_AUDIT_HASH_SIZE == crypto_generichash_BYTES);
G_STATIC_ASSERT (PL_AUDIT_SALT_SIZE == crypto_generichash_KEYBYTES);

static void
add_number (crypto_generichash_state *state, guint64 number)
{
  guint64 bytes = GUINT64_TO_BE (number);

  crypto_generichash_update (state, (const guint8 *)&bytes, sizeof bytes);
}

static void
add_text (crypto_generichash_state *state, const char *text)
{
  gsize length = strlen (text);

  add_number (state, length);
  crypto_generichash_update (state, (const guint8 *)text, length);
}

void
pl_audit_entry_digest (const PlAuditEntry *entry, guint8 digest[PL_AUDIT_HASH_SIZE])
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, entry->salt, PL_AUDIT_SALT_SIZE, PL_AUDIT_HASH_SIZE);
  add_text (&state, "porchlight-audit-what-1");
  add_text (&state, entry->subject);
  add_text (&state, entry->payload);
  crypto_generichash_final (&state, digest, PL_AUDIT_HASH_SIZE);
}

void
pl_audit_entry_hash (const PlAuditEntry *entry, guint8 hash[PL_AUDIT_HASH_SIZE])
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, PL_AUDIT_HASH_SIZE);
  add_text (&state, "porchlight-audit-entry-1");
  add_number (&state, entry->chain);
  add_number (&state, entry->serial);
  add_number (&state, (guint64)entry->wall_ms);
  add_number (&state, (guint64)entry->boottime_ms);
  add_number (&state, entry->actor_uid);
  add_text (&state, entry->actor);
  add_text (&state, entry->kind);
  crypto_generichash_update (&state, entry->digest, PL_AUDIT_HASH_SIZE);
  crypto_generichash_update (&state, entry->before, PL_AUDIT_HASH_SIZE);
  crypto_generichash_final (&state, hash, PL_AUDIT_HASH_SIZE);
}

char *
pl_audit_hex (const guint8 hash[PL_AUDIT_HASH_SIZE])
{
  char *text = g_malloc (PL_AUDIT_HEX_LENGTH + 1);

  sodium_bin2hex (text, PL_AUDIT_HEX_LENGTH + 1, hash, PL_AUDIT_HASH_SIZE);
  return text;
}

gboolean
pl_audit_hex_parse (const char *text, guint8 hash[PL_AUDIT_HASH_SIZE])
{
  gsize length;

  return strlen (text) == PL_AUDIT_HEX_LENGTH &&
         sodium_hex2bin (hash, PL_AUDIT_HASH_SIZE, text, PL_AUDIT_HEX_LENGTH, NULL, &length,
                         NULL) == 0 &&
         length == PL_AUDIT_HASH_SIZE;
}
