/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/http-span.h"

#include <string.h>

gboolean
pl_http_span_is (const guint8 *stream, PlHttpSpan span, const char *token)
{
  return span.length == strlen (token) &&
         g_ascii_strncasecmp ((const char *)stream + span.at, token, span.length) == 0;
}

gboolean
pl_http_span_lists (const guint8 *stream, PlHttpSpan list, const char *token, gsize length)
{
  const guint8 *at = stream + list.at, *end = at + list.length;

  while (at < end) {
    while (at < end && (*at == ' ' || *at == '\t' || *at == ','))
      at++;
    const guint8 *start = at;
    while (at < end && *at != ' ' && *at != '\t' && *at != ',')
      at++;
    if ((gsize)(at - start) == length &&
        g_ascii_strncasecmp ((const char *)start, token, length) == 0)
      return length > 0;
  }
  return FALSE;
}
