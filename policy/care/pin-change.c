/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/pin-change.h"

#include <sodium.h>
#include <string.h>

#define PREFIX "porchlight-pin-1"

G_STATIC_ASSERT (crypto_sign_BYTES == PL_PIN_PROOF_SIZE);

static void
begin_signature (crypto_sign_state *state, const PlReaderKey *old, const char *text)
{
  crypto_sign_init (state);
  crypto_sign_update (state, (const guint8 *)PREFIX, strlen (PREFIX));
  crypto_sign_update (state, old->nonce, sizeof old->nonce);
  crypto_sign_update (state, (const guint8 *)text, strlen (text));
}

GBytes *
pl_pin_change_prove (const PlReaderKey *old, const PlReaderSecret *secret, const char *text)
{
  guint8 proof[PL_PIN_PROOF_SIZE];
  crypto_sign_state state;

  begin_signature (&state, old, text);
  crypto_sign_final_create (&state, proof, NULL, pl_reader_secret_sign (secret));
  return g_bytes_new (proof, sizeof proof);
}

gboolean
pl_pin_change_verify (const PlReaderKey *old,
                      const PlReaderKey *next,
                      const char *text,
                      const guint8 *proof,
                      gsize length)
{
  crypto_sign_state state;

  if (!next->wrapped || length != PL_PIN_PROOF_SIZE ||
      memcmp (old->id, next->id, sizeof old->id) != 0 ||
      memcmp (old->box, next->box, sizeof old->box) != 0 ||
      memcmp (old->sign, next->sign, sizeof old->sign) != 0)
    return FALSE;
  begin_signature (&state, old, text);
  return crypto_sign_final_verify (&state, proof, old->sign) == 0;
}
