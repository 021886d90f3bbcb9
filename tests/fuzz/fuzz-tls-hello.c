/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "agent/wire/tls-hello.h"
#include "tests/fuzz/fuzz.h"

/*
 * What is complete with some bytes is the same with more, was unfinished with fewer, and "wanted"
 * never misses the size at which a stream becomes complete.
 */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  PlTlsHello whole, part;
  gsize wanted = 0, at = 0;
  PlParse expected = pl_tls_hello_parse (data, size, &whole, NULL), parsed = PL_PARSE_MORE;

  while (parsed == PL_PARSE_MORE && at <= size) {
    parsed = pl_tls_hello_parse (data, at, &part, &wanted);
    if (parsed == PL_PARSE_MORE) {
      g_assert_true (wanted > at && wanted <= PL_TLS_HELLO_MAX);
      at = wanted;
    }
  }
  g_assert_true (expected == PL_PARSE_COMPLETE || parsed != PL_PARSE_COMPLETE);
  if (expected == PL_PARSE_COMPLETE) {
    g_assert_cmpint (parsed, ==, PL_PARSE_COMPLETE);
    g_assert_cmpuint (strlen (whole.name), ==, whole.name_length);
    g_assert_true (whole.name_length <= PL_TLS_NAME_MAX);
    g_assert_cmpstr (whole.name, ==, part.name);
  }
  return 0;
}
