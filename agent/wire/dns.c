/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/dns.h"

#define EDNS_DO 0x8000

void
pl_dns_header_read (PlCursor *cursor, PlDnsHeader *header)
{
  header->id = pl_cursor_u16 (cursor);
  header->flags = pl_cursor_u16 (cursor);
  for (guint i = 0; i < G_N_ELEMENTS (header->counts); i++)
    header->counts[i] = pl_cursor_u16 (cursor);
}

void
pl_dns_header_write (guint8 data[PL_DNS_HEADER_SIZE], const PlDnsHeader *header)
{
  pl_store_u16 (data, header->id);
  pl_store_u16 (data + 2, header->flags);
  for (guint i = 0; i < G_N_ELEMENTS (header->counts); i++)
    pl_store_u16 (data + 4 + 2 * i, header->counts[i]);
}

void
pl_dns_question_read (PlCursor *cursor, PlDnsQuestion *question)
{
  gsize start = cursor->position;

  /* No name stands before the first one, so a pointer in it would lead into the header. */
  pl_dns_name_read (cursor, &question->name);
  if (!cursor->failed && cursor->position - start != question->name.length)
    cursor->failed = TRUE;
  question->type = pl_cursor_u16 (cursor);
  question->class = pl_cursor_u16 (cursor);
}

gboolean
pl_dns_question_equal (const PlDnsQuestion *a, const PlDnsQuestion *b)
{
  return a->type == b->type && a->class == b->class && pl_dns_name_equal (&a->name, &b->name);
}

PlDnsWalk
pl_dns_walk (const PlCursor *behind_question, const PlDnsHeader *header)
{
  PlDnsWalk walk = { .cursor = *behind_question, .section = PL_DNS_ANSWER };

  memcpy (walk.left, header->counts, sizeof walk.left);
  return walk;
}

gboolean
pl_dns_walk_next (PlDnsWalk *walk, PlDnsRecord *record)
{
  PlCursor *cursor = &walk->cursor;

  while (walk->left[walk->section] == 0) {
    if (walk->section == PL_DNS_ADDITIONAL)
      return FALSE;
    walk->section++;
  }
  walk->left[walk->section]--;
  record->section = walk->section;
  record->start = cursor->position;
  pl_dns_name_skip (cursor);
  record->type = pl_cursor_u16 (cursor);
  record->class = pl_cursor_u16 (cursor);
  record->ttl_offset = cursor->position;
  record->ttl = pl_cursor_u32 (cursor);
  record->rdlength = pl_cursor_u16 (cursor);
  record->rdata = cursor->position;
  pl_cursor_take (cursor, record->rdlength);
  return !cursor->failed;
}

gboolean
pl_dns_option_next (PlCursor *options, guint16 *code, PlCursor *value)
{
  if (options->failed || pl_cursor_rest (options) == 0)
    return FALSE;
  *code = pl_cursor_u16 (options);
  guint16 length = pl_cursor_u16 (options);
  *value = pl_cursor (pl_cursor_take (options, length), length);
  return !options->failed;
}

/* FALSE: a second one, one that is not the root's, or one in another section (RFC 6891 6.1.1). */
static gboolean
edns_read (const guint8 *data, const PlDnsRecord *record, PlDnsEdns *edns)
{
  if (edns->present || data[record->start] != 0 || record->section != PL_DNS_ADDITIONAL)
    return FALSE;
  *edns = (PlDnsEdns){
    .present = TRUE,
    .udp_size = record->class,
    .extended_rcode = (guint8)(record->ttl >> 24),
    .version = (guint8)(record->ttl >> 16),
    .dnssec_ok = (record->ttl & EDNS_DO) != 0,
    .options = data + record->rdata,
    .options_length = record->rdlength,
  };
  PlCursor options = pl_cursor (edns->options, edns->options_length), value;
  guint16 code;
  while (pl_dns_option_next (&options, &code, &value))
    ;
  return !options.failed;
}

PlDnsQueryState
pl_dns_query_read (const guint8 *data, gsize size, PlDnsQuery *query)
{
  PlCursor cursor = pl_cursor (data, size);
  PlDnsHeader header;
  PlDnsRecord record;

  query->has_question = query->edns.present = FALSE;
  pl_dns_header_read (&cursor, &header);
  query->id = header.id;
  query->flags = header.flags;
  if (cursor.failed || (header.flags & PL_DNS_QR) != 0)
    return PL_DNS_QUERY_SILENT;
  if ((header.flags & PL_DNS_OPCODE) != 0)
    return PL_DNS_QUERY_NOTIMP;
  if (header.counts[PL_DNS_QUESTION] != 1)
    return PL_DNS_QUERY_FORMERR;
  pl_dns_question_read (&cursor, &query->question);
  query->has_question = !cursor.failed;

  PlDnsWalk walk = pl_dns_walk (&cursor, &header);
  while (!cursor.failed && pl_dns_walk_next (&walk, &record))
    if (record.type == PL_DNS_TYPE_OPT && !edns_read (data, &record, &query->edns))
      return PL_DNS_QUERY_FORMERR;
  if (walk.cursor.failed || query->question.type == PL_DNS_TYPE_OPT)
    return PL_DNS_QUERY_FORMERR;
  return query->edns.present && query->edns.version > 0 ? PL_DNS_QUERY_BADVERS : PL_DNS_QUERY_OK;
}

/* The last field of a SOA is MINIMUM, whatever its two names are like. */
static void
soa_read (const guint8 *data, const PlDnsRecord *record, PlDnsResponse *response)
{
  if (record->rdlength < 22 || record->section != PL_DNS_AUTHORITY)
    return;
  PlCursor minimum = pl_cursor (data + record->rdata + record->rdlength - 4, 4);
  response->soa_ttl_offset = record->ttl_offset;
  guint32 minimum_ttl = pl_dns_ttl (pl_cursor_u32 (&minimum));
  response->soa_ttl = MIN (pl_dns_ttl (record->ttl), minimum_ttl);
}

static gboolean
response_record (const guint8 *data, const PlDnsRecord *record, PlDnsResponse *response)
{
  response->opt_is_last = record->type == PL_DNS_TYPE_OPT;
  if (record->type == PL_DNS_TYPE_OPT) {
    response->opt_start = record->start;
    return edns_read (data, record, &response->edns);
  }
  response->n_ttls++;
  response->ttl_min = MIN (response->ttl_min, pl_dns_ttl (record->ttl));
  if (record->type == PL_DNS_TYPE_SOA)
    soa_read (data, record, response);
  return TRUE;
}

gboolean
pl_dns_response_read (const guint8 *data, gsize size, PlDnsResponse *response)
{
  PlCursor cursor = pl_cursor (data, size);
  PlDnsRecord record;

  pl_dns_header_read (&cursor, &response->header);
  if (cursor.failed || (response->header.flags & PL_DNS_QR) == 0 ||
      response->header.counts[PL_DNS_QUESTION] > 1)
    return FALSE;
  response->has_question = response->header.counts[PL_DNS_QUESTION] == 1;
  if (response->has_question)
    pl_dns_question_read (&cursor, &response->question);
  response->edns = (PlDnsEdns){ 0 };
  response->records = cursor.position;
  response->opt_start = response->soa_ttl_offset = 0;
  response->opt_is_last = FALSE;
  response->n_ttls = 0;
  response->ttl_min = G_MAXUINT32;
  response->soa_ttl = 0;

  PlDnsWalk walk = pl_dns_walk (&cursor, &response->header);
  while (pl_dns_walk_next (&walk, &record))
    if (!response_record (data, &record, response))
      return FALSE;
  response->end = walk.cursor.position;
  return !walk.cursor.failed;
}
