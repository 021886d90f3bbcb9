/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/text-check.h"

#include <string.h>

#include "policy/error.h"

/* No character has more bytes: what is longer need not be looked at. */
#define BYTES_A_CHARACTER 4

static gboolean
has_control (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_iscntrl (g_utf8_get_char (text)) && *text != '\n' && *text != '\t')
      return TRUE;
  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

gboolean
pl_text_check (const char *what, const char *text, gsize max, gboolean required, GError **error)
{
  gsize length = strnlen (text, max * BYTES_A_CHARACTER + 1);

  if (length > max * BYTES_A_CHARACTER ||
      (g_utf8_validate (text, length, NULL) && (gsize)g_utf8_strlen (text, length) > max))
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "%s: more than %" G_GSIZE_FORMAT " characters",
                 what, max);
  else if (!g_utf8_validate (text, length, NULL) || has_control (text))
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "%s: not plain text", what);
  else if (required && is_blank (text))
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, "%s: missing", what);
  else
    return TRUE;
  return FALSE;
}
