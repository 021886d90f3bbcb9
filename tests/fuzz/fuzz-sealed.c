/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/care/letter.h"
#include "policy/care/sealed.h"
#include "tests/fuzz/fuzz.h"

static void
check_line (const char *key, const char *value, gpointer data)
{
  g_assert_true (g_utf8_validate (key, -1, NULL) && g_utf8_validate (value, -1, NULL));
  g_assert_null (strchr (value, '\n'));
}

/* What is read is what would be written again; the lines of any letter end where its words begin. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  PlSealed sealed;
  gsize words = pl_letter_words (data, size);

  g_assert_true (words <= size);
  pl_letter_each (data, size, check_line, NULL);
  if (pl_sealed_read (data, size, &sealed, NULL)) {
    g_autoptr (GBytes) content = g_bytes_new (sealed.content, sealed.content_length);
    g_autoptr (GBytes) again = pl_sealed_message (&sealed.head, sealed.reader, sealed.key, content);
    g_autoptr (GBytes) whole = g_bytes_new (data, size);
    g_assert_true (g_bytes_equal (again, whole));
  }
  return 0;
}
