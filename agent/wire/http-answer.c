/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/http-answer.h"

#include <string.h>

/* "HTTP/1.1 101", and what follows it on the line. */
#define STATUS_AT     9
#define STATUS_LINE   13
#define FIRST_FINAL   200
#define STATUS_LOWEST 100

static PlParse
read_status (const guint8 *line, gsize size, guint *status)
{
  static const char version[] = "HTTP/1.";

  if (memcmp (line, version, MIN (size, strlen (version))) != 0)
    return PL_PARSE_INVALID;
  if (size < STATUS_LINE)
    return PL_PARSE_MORE;
  *status = 0;
  for (guint i = STATUS_AT; i < STATUS_AT + 3; i++) {
    if (!g_ascii_isdigit (line[i]))
      return PL_PARSE_INVALID;
    *status = *status * 10 + (guint)(line[i] - '0');
  }
  return g_ascii_isdigit (line[7]) && line[8] == ' ' && (line[12] == ' ' || line[12] == '\r') &&
                 *status >= STATUS_LOWEST
             ? PL_PARSE_COMPLETE
             : PL_PARSE_INVALID;
}

PlParse
pl_http_answer_parse (const guint8 *stream, gsize size, guint *status)
{
  gsize at = 0;

  if (size == 0)
    return PL_PARSE_MORE;
  for (;;) {
    guint found = 0;
    PlParse parsed = read_status (stream + at, size - at, &found);
    const guint8 *end =
        parsed == PL_PARSE_COMPLETE ? memmem (stream + at, size - at, "\r\n\r\n", 4) : NULL;

    if (parsed == PL_PARSE_INVALID)
      return parsed;
    if (end == NULL)
      return size < PL_HTTP_ANSWER_MAX ? PL_PARSE_MORE : PL_PARSE_INVALID;
    if (found >= FIRST_FINAL || found == PL_HTTP_SWITCHING_PROTOCOLS) {
      *status = found;
      return PL_PARSE_COMPLETE;
    }
    at = (gsize)(end - stream) + 4;
  }
}
