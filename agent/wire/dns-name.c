/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/dns-name.h"

#define POINTER_BITS 0xc0
#define POINTER_MASK 0x3fff

enum {
  ODD = 0, /* not a byte of a host name */
};

#define SAME(c)     [c] = (c)
#define SAME4(c)    SAME (c), SAME ((c) + 1), SAME ((c) + 2), SAME ((c) + 3)
#define LOWER(c)    [c] = (c) | 0x20
#define LOWER4(c)   LOWER (c), LOWER ((c) + 1), LOWER ((c) + 2), LOWER ((c) + 3)
#define LETTERS4(c) SAME4 ((c) | 0x20), LOWER4 (c)

/* A host name's bytes as they are compared; ODD for all others. */
static const guint8 host_bytes[256] = {
  SAME4 ('0'),    SAME4 ('4'),    SAME ('8'),     SAME ('9'),     SAME ('-'),     SAME ('_'),
  LETTERS4 ('A'), LETTERS4 ('E'), LETTERS4 ('I'), LETTERS4 ('M'), LETTERS4 ('Q'), LETTERS4 ('U'),
  SAME ('y'),     SAME ('z'),     LOWER ('Y'),    LOWER ('Z'),
};

void
pl_dns_name_read (PlCursor *cursor, PlDnsName *name)
{
  PlCursor at = *cursor;
  gsize barrier = at.position;
  gsize length = 0;
  gboolean jumped = FALSE;

  for (;;) {
    guint8 octet = pl_cursor_u8 (&at);

    if ((octet & POINTER_BITS) == POINTER_BITS) {
      gsize target = (gsize)(octet << 8 | pl_cursor_u8 (&at)) & POINTER_MASK;
      if (at.failed || target >= barrier)
        break;
      if (!jumped)
        cursor->position = at.position;
      jumped = TRUE;
      at.position = barrier = target;
      continue;
    }
    const guint8 *label = pl_cursor_take (&at, octet);
    if (at.failed || (octet & POINTER_BITS) != 0 || length + 1 + octet > PL_DNS_NAME_MAX)
      break;
    name->wire[length] = octet;
    if (octet == 0) {
      name->length = (guint8)(length + 1);
      if (!jumped)
        cursor->position = at.position;
      return;
    }
    memcpy (name->wire + length + 1, label, octet);
    length += 1 + (gsize)octet;
  }
  cursor->failed = TRUE;
}

void
pl_dns_name_skip (PlCursor *cursor)
{
  gsize length = 0;

  for (;;) {
    guint8 octet = pl_cursor_u8 (cursor);

    if ((octet & POINTER_BITS) == POINTER_BITS) {
      pl_cursor_u8 (cursor);
      return;
    }
    length += 1 + (gsize)octet;
    if ((octet & POINTER_BITS) != 0 || length > PL_DNS_NAME_MAX)
      cursor->failed = TRUE;
    pl_cursor_take (cursor, octet);
    if (octet == 0 || cursor->failed)
      return;
  }
}

guint8
pl_dns_fold (guint8 byte)
{
  return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

/* A name in normal form has labels of 1 to 63 bytes, 253 bytes in all. */
void
pl_dns_name_from_text (const char *text, PlDnsName *name)
{
  guint8 *at = name->wire;

  for (const char *label = text; label != NULL;) {
    const char *dot = strchrnul (label, '.');
    gsize length = dot - label;

    *at++ = (guint8)length;
    memcpy (at, label, length);
    at += length;
    label = *dot != '\0' ? dot + 1 : NULL;
  }
  *at++ = 0;
  name->length = (guint8)(at - name->wire);
}

gboolean
pl_dns_name_equal (const PlDnsName *a, const PlDnsName *b)
{
  if (a->length != b->length)
    return FALSE;
  /* A label's length is below 'A', so folding leaves it as it is. */
  for (gsize i = 0; i < a->length; i++)
    if (pl_dns_fold (a->wire[i]) != pl_dns_fold (b->wire[i]))
      return FALSE;
  return TRUE;
}

/* One label to text; FALSE if it has an odd byte. */
static gboolean
label_text (const guint8 *label, gsize length, char *text, PlDnsHostname *hostname)
{
  gboolean clean = TRUE;

  for (gsize i = 0; i < length; i++) {
    guint8 byte = host_bytes[label[i]];
    text[i] = (char)byte;
    if (byte != ODD)
      continue;
    clean = FALSE;
    hostname->dotted |= label[i] == '.';
    hostname->has_zero |= label[i] == 0;
  }
  return clean;
}

void
pl_dns_name_hostname (const PlDnsName *name, PlDnsHostname *hostname)
{
  gsize written = 0;

  hostname->whole = TRUE;
  hostname->dotted = hostname->has_zero = FALSE;
  for (gsize at = 0; name->wire[at] != 0; at += 1 + (gsize)name->wire[at]) {
    gsize length = name->wire[at];

    if (written > 0)
      hostname->text[written++] = '.';
    if (label_text (name->wire + at + 1, length, hostname->text + written, hostname)) {
      written += length;
    } else {
      hostname->whole = FALSE;
      written = 0;
    }
  }
  hostname->text[written] = '\0';
  hostname->length = (guint8)written;
}

guint8
pl_dns_name_careless (const PlDnsName *name, char text[PL_DNS_NAME_MAX])
{
  gsize written = 0;

  for (gsize at = 0; name->wire[at] != 0; at += 1 + (gsize)name->wire[at]) {
    if (written > 0)
      text[written++] = '.';
    for (gsize i = 1; i <= name->wire[at]; i++) {
      guint8 octet = name->wire[at + i];
      if (octet != '.' && host_bytes[octet] == ODD)
        written = 0;
      else
        text[written++] = octet == '.' ? '.' : (char)host_bytes[octet];
    }
  }
  text[written] = '\0';
  return (guint8)written;
}
