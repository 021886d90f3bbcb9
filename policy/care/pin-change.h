/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/reader-key.h"

G_BEGIN_DECLS

/*
 * A proof that who changes a child's PIN knows the old one (C7): whoever finds an unlocked session must not take
 * the PIN over. The same keys are wrapped by the new PIN, so that nothing sealed to them is lost, and the
 * key behind the old one signs the new key file: Ed25519ph over "porchlight-pin-1", the nonce of the old wrapping
 * (which is of no other, so that a proof works once), and the file's text.
 */
#define PL_PIN_PROOF_SIZE 64

/* old: as the agent has it; text: of the new key file. Transfer full. */
GBytes *
pl_pin_change_prove (const PlReaderKey *old, const PlReaderSecret *secret, const char *text);

/* TRUE if it is of the same keys, and proven; text of the key file that next was read from. */
gboolean pl_pin_change_verify (const PlReaderKey *old,
                               const PlReaderKey *next,
                               const char *text,
                               const guint8 *proof,
                               gsize length);

G_END_DECLS
