/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Prints one example of each format of policy/care, for test-vectors.py to read with a reader of its own. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "policy/care/letter.h"
#include "policy/care/signed.h"

#define PASSPHRASE "correct horse battery"

static void
print (const char *name, GBytes *bytes)
{
  g_autofree char *hex = pl_care_hex (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  printf ("%s %s\n", name, hex);
}

int
main (void)
{
  const char *words = "f\xc3\xbcr dich\n\nzwei Zeilen";
  PlReaderKey key;
  PlSealedHead head = { .type = PL_SEALED_CONCERN };
  PlRecipient recipient;
  guint8 content_key[PL_CONTENT_KEY_SIZE], sealed_key[PL_SEALED_KEY_SIZE];
  gsize length;

  g_assert_true (pl_reader_key_new (&key, "Lee Lead", PASSPHRASE, strlen (PASSPHRASE),
                                    PL_PASSPHRASE_MIN, PL_WRAP_TEST, NULL));
  g_autoptr (PlReaderSecret) secret =
      pl_reader_key_unlock (&key, PASSPHRASE, strlen (PASSPHRASE), NULL);
  g_autofree char *text = pl_reader_key_text (&key, TRUE);
  g_autoptr (GBytes) key_file = g_bytes_new (text, strlen (text));
  memset (head.subject, 7, sizeof head.subject);
  pl_care_id_new (head.part);
  g_autoptr (PlLetterHead) lines = pl_letter_head_new ();
  pl_letter_head_add (lines, "Child", "sam");
  guint8 *letter = pl_letter_new (lines, (const guint8 *)words, strlen (words), &length);
  g_autoptr (GBytes) content = pl_sealed_content (&head, letter, length, content_key);
  pl_sealed_key (&head, content_key, key.id, key.box, sealed_key);
  g_autoptr (GBytes) sealed = pl_sealed_message (&head, key.id, sealed_key, content);
  memcpy (recipient.id, key.id, sizeof recipient.id);
  memcpy (recipient.box, key.box, sizeof recipient.box);
  g_autoptr (GBytes) answer = pl_signed_new (PL_SIGNED_ANSWER, head.subject, &key, secret,
                                             1795320000, letter, length, &recipient, 1, NULL);
  sodium_free (letter);
  print ("key", key_file);
  print ("sealed", sealed);
  print ("signed", answer);
  return 0;
}
