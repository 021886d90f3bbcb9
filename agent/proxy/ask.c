/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/ask.h"

#include <sodium.h>
#include <string.h>

#define PREFIX     "/.well-known/porchlight/ask/"
#define TOKEN_SIZE 16

G_STATIC_ASSERT (sizeof PREFIX + 2 * TOKEN_SIZE <= PL_ASK_PATH_SIZE);
G_STATIC_ASSERT (PL_ASK_KEY_SIZE == crypto_generichash_KEYBYTES);

void
pl_ask_path (const guint8 key[PL_ASK_KEY_SIZE],
             guint slot,
             const char *name,
             char path[PL_ASK_PATH_SIZE])
{
  const guint8 number = (guint8)slot;
  guint8 token[TOKEN_SIZE];
  crypto_generichash_state state;

  crypto_generichash_init (&state, key, PL_ASK_KEY_SIZE, TOKEN_SIZE);
  crypto_generichash_update (&state, &number, sizeof number);
  crypto_generichash_update (&state, (const guint8 *)name, strlen (name));
  crypto_generichash_final (&state, token, TOKEN_SIZE);
  strcpy (path, PREFIX);
  sodium_bin2hex (path + strlen (PREFIX), 2 * TOKEN_SIZE + 1, token, TOKEN_SIZE);
}

gboolean
pl_ask_is_path (
    const guint8 key[PL_ASK_KEY_SIZE], guint slot, const char *name, const guint8 *bytes, gsize n)
{
  char path[PL_ASK_PATH_SIZE];

  pl_ask_path (key, slot, name, path);
  return n == strlen (path) && sodium_memcmp (path, bytes, n) == 0;
}
