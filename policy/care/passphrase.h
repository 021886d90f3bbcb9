/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How hard a passphrase is to guess, roughly: by its length and how many different signs and words it has. Advice, not a proof. */
typedef enum {
  PL_PASSPHRASE_TOO_SHORT = 0, /* refused (PL_PASSPHRASE_MIN) */
  PL_PASSPHRASE_WEAK = 1,
  PL_PASSPHRASE_FAIR = 2,
  PL_PASSPHRASE_STRONG = 3,
} PlPassphraseStrength;

PlPassphraseStrength pl_passphrase_strength (const char *passphrase);

G_END_DECLS
