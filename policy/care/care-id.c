/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/care-id.h"

#include <sodium.h>
#include <string.h>

void
pl_care_id_new (guint8 id[PL_CARE_ID_SIZE])
{
  randombytes_buf (id, PL_CARE_ID_SIZE);
}

char *
pl_care_hex (const guint8 *bytes, gsize length)
{
  char *text = g_malloc (2 * length + 1);

  return sodium_bin2hex (text, 2 * length + 1, bytes, length);
}

gboolean
pl_care_hex_parse (const char *text, guint8 *bytes, gsize length)
{
  if (strlen (text) != 2 * length)
    return FALSE;
  for (const char *digit = text; *digit != '\0'; digit++)
    if (!g_ascii_isxdigit (*digit) || g_ascii_isupper (*digit))
      return FALSE;
  return sodium_hex2bin (bytes, length, text, 2 * length, NULL, NULL, NULL) == 0;
}

char *
pl_care_id_text (const guint8 id[PL_CARE_ID_SIZE])
{
  return pl_care_hex (id, PL_CARE_ID_SIZE);
}

gboolean
pl_care_id_parse (const char *text, guint8 id[PL_CARE_ID_SIZE])
{
  return pl_care_hex_parse (text, id, PL_CARE_ID_SIZE);
}
