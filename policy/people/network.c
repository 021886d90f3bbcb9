/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/network.h"

#include <arpa/inet.h>
#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"

#define DNS_PORT    53
#define IPV4_PREFIX 96 /* of ::ffff:0:0/96, RFC 4291 section 2.5.5.2 */

/* bits is that of the family: 32 or 128. */
static gboolean
parse_address (const char *text, guint8 address[16], guint *bits)
{
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };

  if (inet_pton (AF_INET6, text, address) == 1) {
    *bits = 128;
    return TRUE;
  }
  if (inet_pton (AF_INET, text, address + sizeof mapped) != 1)
    return FALSE;
  memcpy (address, mapped, sizeof mapped);
  *bits = 32;
  return TRUE;
}

/* Takes "[v6]:port" and "v4:port" apart; what has several colons and no brackets is IPv6 alone. */
static gboolean
split_port (char *text, char **host, guint16 *port)
{
  char *colon = strrchr (text, ':');
  guint64 number;

  *host = text;
  *port = DNS_PORT;
  if (text[0] == '[') {
    char *end = strchr (text, ']');
    if (end == NULL)
      return FALSE;
    *host = text + 1;
    *end = '\0';
    if (end[1] == '\0')
      return TRUE;
    colon = end + 1;
    if (*colon != ':')
      return FALSE;
  } else if (colon == NULL || strchr (text, ':') != colon) {
    return TRUE;
  }
  *colon = '\0';
  if (!g_ascii_string_to_unsigned (colon + 1, 10, 1, 65535, &number, NULL))
    return FALSE;
  *port = (guint16)number;
  return TRUE;
}

/* TRUE if network holds an address that means "this machine", or none in particular, or many. */
static gboolean
is_special (const guint8 address[16], guint prefix)
{
  static const struct {
    guint8 address[16];
    guint prefix;
  } special[] = {
    { { [10] = 0xff, [11] = 0xff, [12] = 127 }, IPV4_PREFIX + 8 },
    { { [10] = 0xff, [11] = 0xff, [12] = 0 }, IPV4_PREFIX + 8 },
    { { [10] = 0xff, [11] = 0xff, [12] = 224 }, IPV4_PREFIX + 4 },
    { { [15] = 1 }, 128 },
    { { 0 }, 128 },
    { { 0xff }, 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (special); i++) {
    guint common = MIN (prefix, special[i].prefix), bytes = common / 8, rest = common % 8;
    guint8 mask = (guint8)(0xff00 >> rest);
    if (memcmp (address, special[i].address, bytes) == 0 &&
        (rest == 0 || ((address[bytes] ^ special[i].address[bytes]) & mask) == 0))
      return TRUE;
  }
  return FALSE;
}

static gboolean
refuse (GError **error, const char *text, const char *problem)
{
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "\"%s\" %s"), text, problem);
  return FALSE;
}

gboolean
pl_resolver_address_parse (const char *text, PlUpstream *upstream, GError **error)
{
  g_autofree char *copy = g_strdup (text);
  PlUpstream parsed = { 0 };
  char *host;
  guint bits;

  if (!split_port (copy, &host, &parsed.port) || !parse_address (host, parsed.address, &bits) ||
      (host != copy && bits == 32))
    return refuse (error, text, NC_ ("said", "is not the address of a resolver"));
  *upstream = parsed;
  return TRUE;
}

gboolean
pl_network_parse (const char *text, PlNetwork *network, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  PlNetwork parsed = { 0 };
  guint64 prefix;
  guint bits;

  if (parts[0] == NULL || !parse_address (parts[0], parsed.address, &bits))
    return refuse (error, text, NC_ ("said", "is not a network"));
  prefix = bits;
  if (parts[1] != NULL && !g_ascii_string_to_unsigned (parts[1], 10, 0, bits, &prefix, NULL))
    return refuse (error, text, NC_ ("said", "is not a network"));
  parsed.prefix = (guint8)(128 - bits + prefix);
  if (is_special (parsed.address, parsed.prefix))
    return refuse (error, text, NC_ ("said", "holds loopback, multicast or no address"));
  for (guint i = parsed.prefix; i < 128; i++)
    parsed.address[i / 8] &= (guint8) ~(0x80 >> (i % 8));
  *network = parsed;
  return TRUE;
}

gboolean
pl_network_is_meant (const char *text)
{
  return strpbrk (text, "/:") != NULL || strspn (text, "0123456789.") == strlen (text);
}
