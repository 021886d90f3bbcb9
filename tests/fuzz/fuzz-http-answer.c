/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/http-answer.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree guint8 *exact = g_memdup2 (data, size);
  guint status = 0, again = 0;
  PlParse result = pl_http_answer_parse (exact, size, &status);

  if (result == PL_PARSE_COMPLETE)
    g_assert_true (status == PL_HTTP_SWITCHING_PROTOCOLS || (status >= 200 && status <= 999));
  /* What is invalid or complete stays so, whatever follows; what wants more was no other thing before. */
  if (size > 0 && result == PL_PARSE_MORE)
    g_assert_true (pl_http_answer_parse (exact, size - 1, &again) == PL_PARSE_MORE);
  return 0;
}
