/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/hostname.h"

#include <idn2.h>
#include <libpsl.h>
#include <string.h>

/*
 * The longest UTF-8 text that can still give 253 bytes: punycode has at least a byte for each of
 * at most 253 characters, and a character has at most 4. Longer ones never reach libidn2.
 */
#define UTF8_MAX ((gsize)4 * (PL_HOSTNAME_MAX + 1))

typedef enum {
  REFUSED = 0,
  KEPT,
  UPPER,
  DOT,
  BEYOND_ASCII,
} ByteClass;

/* Hyphens may stand anywhere in a label: names such as "a-.example.com" are in use. */
static const guint8 byte_classes[256] = {
  ['a' ... 'z'] = KEPT,
  ['0' ... '9'] = KEPT,
  ['-'] = KEPT,
  ['_'] = KEPT,
  ['A' ... 'Z'] = UPPER,
  ['.'] = DOT,
  [0x80 ... 0xff] = BEYOND_ASCII,
};

/*
 * TRUE if the last label makes the whole an address, as browsers read it (WHATWG URL, "ends in a
 * number"): decimal, or hexadecimal after 0x. No top-level domain looks like that.
 */
static gboolean
ends_in_number (const char *label, gsize length)
{
  gboolean hex = length >= 2 && label[0] == '0' && label[1] == 'x';

  for (gsize i = hex ? 2 : 0; i < length; i++)
    if (hex ? !g_ascii_isxdigit (label[i]) : !g_ascii_isdigit (label[i]))
      return FALSE;
  return TRUE;
}

/* The fast path. Sets *beyond and returns 0 as soon as a byte is not ASCII. */
static gsize
normalise_ascii (const char *text, gsize length, char *out, gboolean *beyond)
{
  gsize label = 0, i;

  if (length > 0 && text[length - 1] == '.')
    length--;
  for (i = 0; i < length; i++) {
    guint8 byte = text[i], class = byte_classes[byte];

    if (class == BEYOND_ASCII)
      *beyond = TRUE;
    if (class == REFUSED || class == BEYOND_ASCII || i >= PL_HOSTNAME_MAX)
      return 0;
    if (class == DOT) {
      if (i == label)
        return 0;
      label = i + 1;
    } else if (i - label >= PL_LABEL_MAX)
      return 0;
    out[i] = class == UPPER ? byte | 0x20 : byte;
  }
  if (i == label || ends_in_number (out + label, i - label))
    return 0;
  out[i] = '\0';
  return i;
}

static gsize
normalise_idn (const char *text, gsize length, char *out)
{
  char utf8[UTF8_MAX + 1];
  guint8 *ascii = NULL;
  gboolean beyond = FALSE;
  gsize written = 0;

  if (length > UTF8_MAX || !g_utf8_validate_len (text, length, NULL))
    return 0;
  memcpy (utf8, text, length);
  utf8[length] = '\0';
  if (idn2_lookup_u8 ((const guint8 *)utf8, &ascii, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) ==
      IDN2_OK)
    written = normalise_ascii ((const char *)ascii, strlen ((const char *)ascii), out, &beyond);
  idn2_free (ascii);
  return written;
}

gsize
pl_hostname_normalise (const char *text, gsize length, char out[PL_HOSTNAME_MAX + 1])
{
  gboolean beyond = FALSE;
  gsize written = normalise_ascii (text, length, out, &beyond);

  return beyond ? normalise_idn (text, length, out) : written;
}

gboolean
pl_hostname_matches (const char *name, gsize name_length, const char *rule, gsize rule_length)
{
  if (rule_length == 0 || rule_length > name_length)
    return FALSE;

  gsize start = name_length - rule_length;

  return (start == 0 || name[start - 1] == '.') && memcmp (name + start, rule, rule_length) == 0;
}

const char *
pl_hostname_parent (const char *name)
{
  const char *dot = strchr (name, '.');

  return dot != NULL ? dot + 1 : NULL;
}

/*
 * ICANN's part of the list has suffixes of more than one label only below country codes and some
 * early top-level domains; under the others (most names there are) a look at the list is saved.
 */
static gboolean
has_deep_suffixes (const char *top_level)
{
  static const char *const early[] = { "aero", "arpa", "asia", "cat",    "coop", "edu",
                                       "gov",  "int",  "jobs", "mil",    "mobi", "museum",
                                       "name", "post", "pro",  "travel", "tel",  "xxx" };

  if (strlen (top_level) <= 2 || g_str_has_prefix (top_level, "xn--"))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (early); i++)
    if (top_level[0] == early[i][0] && strcmp (top_level, early[i]) == 0)
      return TRUE;
  return FALSE;
}

gboolean
pl_hostname_is_public_suffix (const char *name)
{
  const psl_ctx_t *builtin = psl_builtin ();
  const char *dot = strrchr (name, '.');

  return builtin != NULL && (dot == NULL || has_deep_suffixes (dot + 1)) &&
         psl_is_public_suffix2 (builtin, name, PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE);
}
