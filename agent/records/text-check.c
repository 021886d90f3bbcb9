/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/text-check.h"

#include <glib/gi18n.h>
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

/*
 * Whether it has letters read in another order than they are kept, or what stands behind it (Unicode's UAX #9): an embedding or an
 * override, which nobody types; or an isolate that it does not end, as those that are copied from elsewhere do.
 */
static gboolean
turns_round (const char *text)
{
  guint open = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar letter = g_utf8_get_char (text);
    if (letter >= 0x202a && letter <= 0x202e)
      return TRUE;
    if (letter >= 0x2066 && letter <= 0x2068)
      open++;
    if (letter == 0x2069 && open-- == 0)
      return TRUE;
  }
  return open > 0;
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
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s: more than %lu characters"),
                 what, (gulong)max);
  else if (!g_utf8_validate (text, length, NULL) || has_control (text) || turns_round (text))
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s: not plain text"), what);
  else if (required && is_blank (text))
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s: missing"), what);
  else
    return TRUE;
  return FALSE;
}
