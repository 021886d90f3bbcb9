/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/care/envelope.h"
#include "policy/error.h"
#include "tests/tap.h"

static const guint8 sealed[] = "sealed bytes";

static GBytes *
envelope_of (guint8 copy)
{
  PlEnvelope envelope = {
    .copy = copy, .id = "0123456789abcde", .sealed = sealed, .length = sizeof sealed
  };

  return pl_envelope_write (&envelope);
}

START_TEST (what_was_written_is_read_again)
{
  for (guint copy = 0; copy < 256; copy += 51) {
    g_autoptr (GBytes) bytes = envelope_of ((guint8)copy);
    PlEnvelope envelope;

    ck_assert (pl_envelope_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                 &envelope, NULL));
    ck_assert_uint_eq (envelope.copy, copy);
    ck_assert_mem_eq (envelope.id, "0123456789abcde", 16);
    ck_assert_uint_eq (envelope.length, sizeof sealed);
    ck_assert_mem_eq (envelope.sealed, sealed, sizeof sealed);
  }
}
END_TEST

START_TEST (only_the_mark_differs_in_a_repetition)
{
  g_autoptr (GBytes) first = envelope_of (0), again = envelope_of (1);
  const guint8 *a = g_bytes_get_data (first, NULL), *b = g_bytes_get_data (again, NULL);

  ck_assert_mem_eq (a, b, 8);
  ck_assert_uint_ne (a[8], b[8]);
  ck_assert_mem_eq (a + 9, b + 9, g_bytes_get_size (first) - 9);
}
END_TEST

START_TEST (every_beginning_of_one_and_every_longer_one_is_refused)
{
  g_autoptr (GBytes) bytes = envelope_of (0);
  gsize size = g_bytes_get_size (bytes);
  g_autofree guint8 *longer = g_malloc0 (size + 1);
  PlEnvelope envelope = { .copy = 77 };

  memcpy (longer, g_bytes_get_data (bytes, NULL), size);
  for (gsize length = 0; length <= size + 1; length++) {
    g_autoptr (GError) error = NULL;
    if (length == size)
      continue;
    ck_assert (!pl_envelope_read (longer, length, &envelope, &error));
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
    ck_assert_uint_eq (envelope.copy, 77);
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    what_was_written_is_read_again,
    only_the_mark_differs_in_a_repetition,
    every_beginning_of_one_and_every_longer_one_is_refused,
    NULL,
  };

  return pl_tap_main ("envelope", tests, 30);
}
