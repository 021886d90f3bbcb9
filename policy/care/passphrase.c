/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/passphrase.h"

#include <string.h>

#include "policy/care/reader-key.h"

/* Fewer different signs than that: "aaaaaaaaaaaa", "121212121212". */
#define DIFFERENT_MIN 6
#define STRONG_LENGTH 20
#define STRONG_WORDS  4
#define STRONG_SIGNS  10

static guint
count_different (const char *text)
{
  gboolean seen[256] = { FALSE };
  guint n = 0;

  for (const guint8 *at = (const guint8 *)text; *at != '\0'; at++)
    if (!seen[*at]) {
      seen[*at] = TRUE;
      n++;
    }
  return n;
}

static guint
count_words (const char *text)
{
  guint n = 0;

  for (const char *at = text; *at != '\0'; at++)
    if (*at != ' ' && (at == text || at[-1] == ' '))
      n++;
  return n;
}

PlPassphraseStrength
pl_passphrase_strength (const char *passphrase)
{
  gsize length = strlen (passphrase);
  guint different = count_different (passphrase);

  if (length < PL_PASSPHRASE_MIN)
    return PL_PASSPHRASE_TOO_SHORT;
  if (different < DIFFERENT_MIN)
    return PL_PASSPHRASE_WEAK;
  return length >= STRONG_LENGTH && different >= STRONG_SIGNS &&
                 (count_words (passphrase) >= STRONG_WORDS || different >= 2 * DIFFERENT_MIN)
             ? PL_PASSPHRASE_STRONG
             : PL_PASSPHRASE_FAIR;
}
