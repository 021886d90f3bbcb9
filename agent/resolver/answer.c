/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/answer.h"

#include <arpa/inet.h>

/* TTL of our own answers: what staff allow, and the end of a lease, show within so many seconds. */
#define OWN_TTL_S 10
/* A name at its place in the question, RFC 1035 section 4.1.4. */
#define POINTER_TO_QUESTION (0xc000 | PL_DNS_HEADER_SIZE)

static const guint8 block_address[4] = { 192, 0, 2, 53 };

gsize
pl_answer_limit (const PlDnsQuery *query)
{
  return query->edns.present ? CLAMP (query->edns.udp_size, PL_DNS_UDP_MIN, PL_DNS_UDP_MAX)
                             : PL_DNS_UDP_MIN;
}

/* The header and the question; flags besides those that the query decides. */
static void
write_start (const PlDnsQuery *query, guint flags, PlWriter *out)
{
  PlDnsHeader header = {
    .id = query->id,
    .flags = PL_DNS_QR | (query->flags & (PL_DNS_OPCODE | PL_DNS_RD | PL_DNS_CD)) | flags,
    .counts = { query->has_question, 0, 0, query->edns.present },
  };
  guint8 *start = pl_writer_room (out, PL_DNS_HEADER_SIZE);

  if (start != NULL)
    pl_dns_header_write (start, &header);
  if (!query->has_question)
    return;
  pl_writer_bytes (out, query->question.name.wire, query->question.name.length);
  pl_writer_u16 (out, query->question.type);
  pl_writer_u16 (out, query->question.class);
}

static void
write_opt (const PlDnsQuery *query,
           guint extended_rcode,
           const guint8 *options,
           gsize length,
           PlWriter *out)
{
  if (!query->edns.present)
    return;
  pl_writer_u8 (out, 0);
  pl_writer_u16 (out, PL_DNS_TYPE_OPT);
  pl_writer_u16 (out, PL_DNS_UDP_MAX);
  pl_writer_u32 (out, extended_rcode << 24 | (query->edns.dnssec_ok ? 0x8000u : 0));
  pl_writer_u16 (out, (guint16)length);
  pl_writer_bytes (out, options, length);
}

static void
write_opt_ede (const PlDnsQuery *query, guint extended_rcode, int ede, PlWriter *out)
{
  guint8 option[] = { 0, PL_DNS_OPTION_EDE, 0, 2, 0, (guint8)ede };

  write_opt (query, extended_rcode, option, ede == PL_DNS_EDE_NONE ? 0 : sizeof option, out);
}

static void
count_record (PlWriter *out, PlDnsSection section)
{
  if (!out->failed)
    out->data[4 + 2 * section + 1]++;
}

/* owner: a pointer. */
static void
write_record_of (PlWriter *out, guint16 owner, const PlDnsQuery *query, guint16 type, guint32 ttl_s)
{
  pl_writer_u16 (out, owner);
  pl_writer_u16 (out, type);
  pl_writer_u16 (out, query->question.class);
  pl_writer_u32 (out, ttl_s);
}

static void
write_record_start (PlWriter *out, const PlDnsQuery *query, guint16 type)
{
  write_record_of (out, POINTER_TO_QUESTION, query, type, OWN_TTL_S);
}

static void
write_address (PlWriter *out, const PlDnsQuery *query, const guint8 *address, guint16 size)
{
  write_record_start (out, query, query->question.type);
  pl_writer_u16 (out, size);
  pl_writer_bytes (out, address, size);
  count_record (out, PL_DNS_ANSWER);
}

/* What makes "no such data" cacheable (RFC 2308): the name as its own zone, kept by nobody. */
static void
write_soa (PlWriter *out, const PlDnsQuery *query)
{
  static const guint8 nobody[] = "\6nobody\7invalid";
  static const guint32 numbers[] = { 1, 3600, 1200, 604800, OWN_TTL_S };

  write_record_start (out, query, PL_DNS_TYPE_SOA);
  pl_writer_u16 (out, 2 + sizeof nobody + sizeof numbers);
  pl_writer_u16 (out, POINTER_TO_QUESTION);
  pl_writer_bytes (out, nobody, sizeof nobody);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    pl_writer_u32 (out, numbers[i]);
  count_record (out, PL_DNS_AUTHORITY);
}

void
pl_answer_error (const PlDnsQuery *query, guint rcode, int ede, PlWriter *out)
{
  write_start (query, PL_DNS_RA | (rcode & PL_DNS_RCODE), out);
  write_opt_ede (query, rcode >> 4, ede, out);
}

void
pl_answer_blocked (const PlDnsQuery *query, PlWriter *out)
{
  const PlDnsQuestion *question = &query->question;

  write_start (query, PL_DNS_RA, out);
  if (question->type == PL_DNS_TYPE_A && question->class == PL_DNS_CLASS_IN)
    write_address (out, query, block_address, sizeof block_address);
  else
    write_soa (out, query);
  write_opt_ede (query, 0, PL_DNS_EDE_FILTERED, out);
}

void
pl_answer_no_data (const PlDnsQuery *query, PlWriter *out)
{
  write_start (query, PL_DNS_RA, out);
  write_soa (out, query);
  write_opt_ede (query, 0, PL_DNS_EDE_NONE, out);
}

void
pl_answer_no_name (const PlDnsQuery *query, int ede, PlWriter *out)
{
  write_start (query, PL_DNS_RA | PL_DNS_NXDOMAIN, out);
  write_soa (out, query);
  write_opt_ede (query, 0, ede, out);
}

void
pl_answer_localhost (const PlDnsQuery *query, PlWriter *out)
{
  static const guint8 ipv4[4] = { 127, 0, 0, 1 }, ipv6[16] = { [15] = 1 };

  write_start (query, PL_DNS_RA, out);
  if (query->question.class == PL_DNS_CLASS_IN && query->question.type == PL_DNS_TYPE_A)
    write_address (out, query, ipv4, sizeof ipv4);
  else if (query->question.class == PL_DNS_CLASS_IN && query->question.type == PL_DNS_TYPE_AAAA)
    write_address (out, query, ipv6, sizeof ipv6);
  else
    write_soa (out, query);
  write_opt_ede (query, 0, PL_DNS_EDE_NONE, out);
}

static void
take_age_off (guint8 *message, const PlRecords *records)
{
  for (guint i = 0; records->age_s > 0 && i < records->n_ttls; i++) {
    PlCursor cursor = pl_cursor (message + records->ttl_offsets[i], 4);
    guint32 ttl = pl_dns_ttl (pl_cursor_u32 (&cursor));
    pl_store_u32 (message + records->ttl_offsets[i], ttl - MIN (ttl, records->age_s));
  }
}

/* AD is for those who ask for it (RFC 6840 section 5.8), and for what the resolver has checked. */
static guint
passed_flags (const PlDnsQuery *query, guint flags, gboolean altered)
{
  guint passed = PL_DNS_AA | PL_DNS_RA | PL_DNS_RCODE;

  if (!altered && (query->edns.dnssec_ok || (query->flags & PL_DNS_AD) != 0))
    passed |= PL_DNS_AD;
  return flags & passed;
}

void
pl_answer_records (const PlDnsQuery *query,
                   const PlRecords *records,
                   gboolean altered,
                   PlWriter *out)
{
  PlCursor cursor = pl_cursor (records->message, records->length);
  gsize opt = query->edns.present ? 11 + (gsize)records->options_length : 0;
  gsize question = PL_DNS_HEADER_SIZE + (gsize)query->question.name.length + 4;
  PlDnsHeader header;

  pl_dns_header_read (&cursor, &header);
  guint flags = passed_flags (query, header.flags, altered);
  if (out->length + records->length + opt > out->size || records->length < question) {
    write_start (query, flags | PL_DNS_TC, out);
    write_opt (query, records->extended_rcode, NULL, 0, out);
    return;
  }
  guint8 *start = out->data + out->length;
  write_start (query, flags, out);
  pl_writer_bytes (out, records->message + question, records->length - question);
  for (PlDnsSection section = PL_DNS_ANSWER; section <= PL_DNS_ADDITIONAL; section++)
    pl_store_u16 (start + 4 + 2 * section,
                  header.counts[section] + (section == PL_DNS_ADDITIONAL && query->edns.present));
  take_age_off (start, records);
  write_opt (query, records->extended_rcode, records->options, records->options_length, out);
}

/* More are of no use to a browser, and so many fit into every answer. */
#define ADDRESSES_MAX 8

typedef struct {
  guint n;
  guint16 size;
  const guint8 *addresses[ADDRESSES_MAX];
  guint32 ttl_s;
} Addresses;

/* Those at the end of an answer's aliases. FALSE if there are none. */
static gboolean
read_addresses (const PlRecords *records, guint16 type, Addresses *found)
{
  PlDnsResponse response;
  PlDnsRecord record;

  *found = (Addresses){ .size = type == PL_DNS_TYPE_A ? 4 : 16, .ttl_s = G_MAXUINT32 };
  if (!pl_dns_response_read (records->message, records->length, &response))
    return FALSE;
  PlCursor cursor = pl_cursor (records->message, records->length);
  cursor.position = response.records;
  PlDnsWalk walk = pl_dns_walk (&cursor, &response.header);
  while (pl_dns_walk_next (&walk, &record) && record.section == PL_DNS_ANSWER) {
    found->ttl_s = MIN (found->ttl_s, pl_dns_ttl (record.ttl));
    if (record.type == type && record.class == PL_DNS_CLASS_IN && record.rdlength == found->size &&
        found->n < ADDRESSES_MAX)
      found->addresses[found->n++] = records->message + record.rdata;
  }
  found->ttl_s -= MIN (found->ttl_s, records->age_s);
  return found->n > 0;
}

void
pl_answer_as (const PlDnsQuery *query, const char *target, const PlRecords *records, PlWriter *out)
{
  guint rcode = records->message[3] & PL_DNS_RCODE;
  guint16 type = query->question.type;
  Addresses found;
  PlDnsName name;

  if (rcode != PL_DNS_NOERROR) {
    pl_answer_error (query, rcode, PL_DNS_EDE_NONE, out);
    return;
  }
  if (!read_addresses (records, type, &found)) {
    pl_answer_no_data (query, out);
    return;
  }
  pl_dns_name_from_text (target, &name);
  write_start (query, PL_DNS_RA, out);
  write_record_of (out, POINTER_TO_QUESTION, query, PL_DNS_TYPE_CNAME, found.ttl_s);
  pl_writer_u16 (out, name.length);
  guint16 owner = 0xc000 | (guint16)out->length;
  pl_writer_bytes (out, name.wire, name.length);
  count_record (out, PL_DNS_ANSWER);
  for (guint i = 0; i < found.n; i++) {
    write_record_of (out, owner, query, type, found.ttl_s);
    pl_writer_u16 (out, found.size);
    pl_writer_bytes (out, found.addresses[i], found.size);
    count_record (out, PL_DNS_ANSWER);
  }
  write_opt (query, 0, NULL, 0, out);
}
