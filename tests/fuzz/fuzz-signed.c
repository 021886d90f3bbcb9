/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/signed.h"
#include "tests/fuzz/fuzz.h"

/* All that is read lies inside, and nobody's key has signed it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const guint8 sign[PL_PUBLIC_KEY_SIZE] = { 9 };
  PlSigned message;
  PlSealedHead head;

  if (!pl_signed_read (data, size, &message, NULL))
    return 0;
  g_assert_true (message.n_recipients <= PL_SIGNED_RECIPIENTS_MAX);
  for (guint i = 0; i < message.n_recipients; i++) {
    const guint8 *key = pl_signed_recipient_key (&message, i);
    g_assert_true (pl_signed_recipient (&message, i) >= data &&
                   key + PL_SEALED_KEY_SIZE <= data + size);
  }
  if (message.content != NULL)
    g_assert_true (message.content + message.content_length + 64 == data + size);
  pl_signed_content_head (&message, &head);
  g_assert_false (pl_signed_verify (&message, sign));
  return 0;
}
