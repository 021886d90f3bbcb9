/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/address.h"

#include <string.h>

typedef struct {
  guint8 bits;
  guint8 address[16];
} Prefix;

static const Prefix inner_ipv4[] = {
  { 8, { 0 } },              /* this network */
  { 8, { 10 } },             /* private (RFC 1918) */
  { 10, { 100, 64 } },       /* shared (RFC 6598) */
  { 8, { 127 } },            /* loopback */
  { 16, { 169, 254 } },      /* link-local (RFC 3927) */
  { 12, { 172, 16 } },       /* private */
  { 32, { 192, 0, 2, 53 } }, /* where blocked names point */
  { 16, { 192, 168 } },      /* private */
  { 3, { 224 } },            /* multicast, reserved, broadcast */
};

static const Prefix inner_ipv6[] = {
  { 96, { 0 } },                                        /* unspecified, loopback, IPv4-compatible */
  { 96, { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff } }, /* IPv4-mapped */
  { 48, { 0, 0x64, 0xff, 0x9b, 0, 1 } },                /* local-use NAT64 (RFC 8215) */
  { 7, { 0xfc } },                                      /* unique local (RFC 4193) */
  { 10, { 0xfe, 0x80 } },                               /* link-local */
  { 10, { 0xfe, 0xc0 } },                               /* site-local */
  { 8, { 0xff } },                                      /* multicast */
};

static const Prefix nat64 = { 96, { 0, 0x64, 0xff, 0x9b } };
static const Prefix six_to_four = { 16, { 0x20, 0x02 } };

void
pl_address_from_ipv4 (const guint8 ipv4[4], guint8 address[16])
{
  memset (address, 0, 10);
  address[10] = address[11] = 0xff;
  memcpy (address + 12, ipv4, 4);
}

static gboolean
has_prefix (const Prefix *prefix, const guint8 *address)
{
  guint whole = prefix->bits / 8, rest = prefix->bits % 8;

  return memcmp (prefix->address, address, whole) == 0 &&
         (rest == 0 || (prefix->address[whole] ^ address[whole]) >> (8 - rest) == 0);
}

static gboolean
has_one_of (const Prefix *prefixes, gsize n, const guint8 *address)
{
  for (gsize i = 0; i < n; i++)
    if (has_prefix (&prefixes[i], address))
      return TRUE;
  return FALSE;
}

static gboolean
ipv4_is_inner (const guint8 *ipv4)
{
  return has_one_of (inner_ipv4, G_N_ELEMENTS (inner_ipv4), ipv4);
}

gboolean
pl_address_is_inner (const guint8 address[16], gboolean ipv6_record)
{
  if (!ipv6_record)
    return ipv4_is_inner (address + 12);
  return has_one_of (inner_ipv6, G_N_ELEMENTS (inner_ipv6), address) ||
         (has_prefix (&nat64, address) && ipv4_is_inner (address + 12)) ||
         (has_prefix (&six_to_four, address) && ipv4_is_inner (address + 2));
}
