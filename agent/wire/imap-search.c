/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/imap-search.h"

#include <string.h>

#define SEARCH   "* SEARCH"
#define VALIDITY "[UIDVALIDITY "

/* Reads one number above 0 that 32 bits hold; steps over its digits. 0 where there is none such. */
static guint32
read_number (const char **text, const char *end)
{
  guint64 number = 0;

  for (; *text < end && g_ascii_isdigit (**text); (*text)++)
    number = MIN (number * 10 + (guint64)(**text - '0'), (guint64)G_MAXUINT32 + 1);
  return number <= G_MAXUINT32 ? (guint32)number : 0;
}

static guint
read_line (const char *text, const char *end, guint32 *uids, guint max)
{
  guint n = 0;

  while (n < max && text < end && *text == ' ') {
    text++;
    guint32 uid = read_number (&text, end);
    if (uid != 0)
      uids[n++] = uid;
  }
  return n;
}

guint
pl_imap_search_read (const char *text, gsize length, guint32 *uids, guint max)
{
  guint n = 0;

  if (length == 0)
    return 0;
  const char *end = text + length;
  while (text < end) {
    const char *next = memchr (text, '\n', (gsize)(end - text));
    const char *stop = next != NULL ? next : end;
    gsize line = (gsize)(stop - text);
    if (line >= strlen (SEARCH) && g_ascii_strncasecmp (text, SEARCH, strlen (SEARCH)) == 0)
      n += read_line (text + strlen (SEARCH), stop, uids + n, max - n);
    text = next != NULL ? next + 1 : end;
  }
  return n;
}

guint32
pl_imap_validity_read (const char *line, gsize length)
{
  const char *at = length > 0 ? memmem (line, length, VALIDITY, strlen (VALIDITY)) : NULL;

  if (at == NULL)
    return 0;
  at += strlen (VALIDITY);
  return read_number (&at, line + length);
}
