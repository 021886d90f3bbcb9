/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/resolver/message.h"

#include <arpa/inet.h>
#include <sys/socket.h>

static void
put (Message *message, const void *bytes, gsize size)
{
  g_assert (size <= sizeof message->bytes - message->size);
  if (size > 0)
    memcpy (message->bytes + message->size, bytes, size);
  message->size += size;
}

static void
put_u16 (Message *message, guint16 value)
{
  put (message, (guint8[]){ value >> 8, value & 0xff }, 2);
}

static void
put_name (Message *message, const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  for (guint i = 0; labels[i] != NULL && labels[i][0] != '\0'; i++) {
    put (message, (guint8[]){ (guint8)strlen (labels[i]) }, 1);
    put (message, labels[i], strlen (labels[i]));
  }
  put (message, "", 1);
}

static void
count (Message *message, PlDnsSection section)
{
  guint8 *at = message->bytes + 4 + 2 * section;

  pl_store_u16 (at, (guint16)((at[0] << 8 | at[1]) + 1));
}

void
message_query (Message *message, guint16 id, const char *name, guint16 type)
{
  message->size = 0;
  put_u16 (message, id);
  put (message, "\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10);
  put_name (message, name);
  put_u16 (message, type);
  put_u16 (message, PL_DNS_CLASS_IN);
}

void
message_opt (Message *message, guint16 udp_size, guint32 ttl, const void *options, gsize length)
{
  put (message, "", 1);
  put_u16 (message, PL_DNS_TYPE_OPT);
  put_u16 (message, udp_size);
  put_u16 (message, (guint16)(ttl >> 16));
  put_u16 (message, (guint16)ttl);
  put_u16 (message, (guint16)length);
  put (message, options, length);
  count (message, PL_DNS_ADDITIONAL);
}

void
message_answer (Message *message, const Message *query, guint16 flags)
{
  PlDnsQuery read;

  g_assert (pl_dns_query_read (query->bytes, query->size, &read) == PL_DNS_QUERY_OK);
  message->size = 0;
  put_u16 (message, read.id);
  put_u16 (message, PL_DNS_QR | PL_DNS_RD | PL_DNS_RA | flags);
  put (message, "\x00\x01\x00\x00\x00\x00\x00\x00", 8);
  put (message, read.question.name.wire, read.question.name.length);
  put_u16 (message, read.question.type);
  put_u16 (message, read.question.class);
}

void
message_record (Message *message,
                PlDnsSection section,
                const char *owner,
                guint16 type,
                guint32 ttl,
                const void *rdata,
                gsize length)
{
  if (owner != NULL)
    put_name (message, owner);
  else
    put (message, "\xc0\x0c", 2);
  put_u16 (message, type);
  put_u16 (message, PL_DNS_CLASS_IN);
  put_u16 (message, (guint16)(ttl >> 16));
  put_u16 (message, (guint16)ttl);
  put_u16 (message, (guint16)length);
  put (message, rdata, length);
  count (message, section);
}

void
message_address (Message *message, const char *owner, guint32 ttl, const char *address)
{
  guint8 bytes[16];
  gboolean ipv6 = strchr (address, ':') != NULL;

  g_assert (inet_pton (ipv6 ? AF_INET6 : AF_INET, address, bytes) == 1);
  message_record (message, PL_DNS_ANSWER, owner, ipv6 ? PL_DNS_TYPE_AAAA : PL_DNS_TYPE_A, ttl,
                  bytes, ipv6 ? 16 : 4);
}

void
message_soa (Message *message, const char *zone, guint32 ttl, guint32 minimum)
{
  Message rdata = { 0 };

  put (&rdata, "\1m\0\1r\0", 6);
  put (&rdata, "\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4", 16);
  put_u16 (&rdata, (guint16)(minimum >> 16));
  put_u16 (&rdata, (guint16)minimum);
  message_record (message, PL_DNS_AUTHORITY, zone, PL_DNS_TYPE_SOA, ttl, rdata.bytes, rdata.size);
}

/* In words. */

static const struct {
  guint16 type;
  const char *name;
} types[] = {
  { PL_DNS_TYPE_A, "A" },         { PL_DNS_TYPE_NS, "NS" },     { PL_DNS_TYPE_CNAME, "CNAME" },
  { PL_DNS_TYPE_SOA, "SOA" },     { PL_DNS_TYPE_PTR, "PTR" },   { PL_DNS_TYPE_MX, "MX" },
  { PL_DNS_TYPE_TXT, "TXT" },     { PL_DNS_TYPE_AAAA, "AAAA" }, { PL_DNS_TYPE_SVCB, "SVCB" },
  { PL_DNS_TYPE_HTTPS, "HTTPS" }, { PL_DNS_TYPE_ANY, "ANY" },
};

static void
type_words (GString *words, guint16 type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type) {
      g_string_append_printf (words, " %s", types[i].name);
      return;
    }
  g_string_append_printf (words, " TYPE%u", type);
}

static void
name_words (GString *words, const PlDnsName *name)
{
  g_string_append_c (words, ' ');
  if (name->length == 1)
    g_string_append_c (words, '.');
  for (gsize at = 0; name->wire[at] != 0; at += 1 + (gsize)name->wire[at])
    g_string_append_printf (words, "%s%.*s", at > 0 ? "." : "", name->wire[at],
                            (const char *)name->wire + at + 1);
}

static void
rdata_words (GString *words, const Message *message, const PlDnsRecord *record)
{
  const guint8 *rdata = message->bytes + record->rdata;
  char address[INET6_ADDRSTRLEN];
  PlCursor cursor = pl_cursor (message->bytes, message->size);
  PlDnsName name;

  cursor.position = record->rdata;
  if (record->type == PL_DNS_TYPE_A && record->rdlength == 4) {
    g_string_append_printf (words, " %s", inet_ntop (AF_INET, rdata, address, sizeof address));
  } else if (record->type == PL_DNS_TYPE_AAAA && record->rdlength == 16) {
    g_string_append_printf (words, " %s", inet_ntop (AF_INET6, rdata, address, sizeof address));
  } else if (record->type == PL_DNS_TYPE_CNAME) {
    pl_dns_name_read (&cursor, &name);
    name_words (words, &name);
  } else if (record->type == PL_DNS_TYPE_SOA) {
    cursor.position = record->rdata + record->rdlength - 4;
    g_string_append_printf (words, " minimum %u", pl_cursor_u32 (&cursor));
  } else if (record->rdlength > 100) {
    g_string_append_printf (words, " %u bytes", record->rdlength);
  } else {
    g_string_append_c (words, ' ');
    for (guint i = 0; i < record->rdlength; i++)
      g_string_append_printf (words, "%02x", rdata[i]);
  }
}

static void
opt_words (GString *words, const PlDnsEdns *edns)
{
  PlCursor options = pl_cursor (edns->options, edns->options_length), value;
  guint16 code;

  g_string_append_printf (words, " OPT %u%s", edns->udp_size, edns->dnssec_ok ? " DO" : "");
  while (pl_dns_option_next (&options, &code, &value)) {
    if (code == PL_DNS_OPTION_EDE)
      g_string_append_printf (words, " EDE %u", pl_cursor_u16 (&value));
    else
      g_string_append_printf (words, " option %u", code);
  }
}

static void
header_words (GString *words, const PlDnsResponse *response)
{
  static const char *const rcodes[] = { "NOERROR",  "FORMERR", "SERVFAIL",
                                        "NXDOMAIN", "NOTIMP",  "REFUSED" };
  guint flags = response->header.flags;
  guint rcode = (flags & PL_DNS_RCODE) | (guint)response->edns.extended_rcode << 4;

  if (rcode < G_N_ELEMENTS (rcodes))
    g_string_append (words, rcodes[rcode]);
  else
    g_string_append_printf (words, "RCODE%u", rcode);
  g_string_append_printf (words, "%s%s%s%s%s", flags & PL_DNS_AA ? " AA" : "",
                          flags & PL_DNS_TC ? " TC" : "", flags & PL_DNS_RA ? "" : " no-RA",
                          flags & PL_DNS_AD ? " AD" : "", flags & PL_DNS_CD ? " CD" : "");
}

char *
message_words (const Message *message)
{
  static const char *const sections[] = { "Q", "AN", "NS", "AR" };
  GString *words = g_string_new (NULL);
  PlDnsResponse response;
  PlDnsRecord record;

  if (!pl_dns_response_read (message->bytes, message->size, &response))
    return g_string_free (g_string_assign (words, "malformed"), FALSE);
  header_words (words, &response);
  if (response.has_question) {
    g_string_append (words, " Q");
    name_words (words, &response.question.name);
    type_words (words, response.question.type);
  }
  PlCursor cursor = pl_cursor (message->bytes, message->size);
  cursor.position = response.records;
  PlDnsWalk walk = pl_dns_walk (&cursor, &response.header);
  while (pl_dns_walk_next (&walk, &record)) {
    PlCursor owner = pl_cursor (message->bytes, message->size);
    PlDnsName name;
    if (record.type == PL_DNS_TYPE_OPT)
      continue;
    owner.position = record.start;
    pl_dns_name_read (&owner, &name);
    g_string_append_printf (words, " %s", sections[record.section]);
    name_words (words, &name);
    type_words (words, record.type);
    g_string_append_printf (words, " %u", record.ttl);
    rdata_words (words, message, &record);
  }
  if (response.edns.present)
    opt_words (words, &response.edns);
  return g_string_free (words, FALSE);
}

/* Over sockets. */

void
message_send (int fd, gboolean tcp, const Message *message)
{
  g_autofree guint8 *framed = g_malloc (message->size + 2);

  pl_store_u16 (framed, (guint16)message->size);
  memcpy (framed + 2, message->bytes, message->size);
  gssize size = (gssize)message->size + (tcp ? 2 : 0);
  g_assert (send (fd, tcp ? framed : framed + 2, (gsize)size, MSG_NOSIGNAL) == size);
}

static gboolean
receive_all (int fd, guint8 *to, gsize size)
{
  return recv (fd, to, size, MSG_WAITALL) == (gssize)size;
}

gboolean
message_receive (int fd, gboolean tcp, Message *message)
{
  guint8 prefix[2];
  gssize n;

  if (!tcp) {
    n = recv (fd, message->bytes, sizeof message->bytes, 0);
    message->size = (gsize)MAX (n, 0);
    return n > 0;
  }
  if (!receive_all (fd, prefix, 2))
    return FALSE;
  message->size = (gsize)prefix[0] << 8 | prefix[1];
  return receive_all (fd, message->bytes, message->size);
}
