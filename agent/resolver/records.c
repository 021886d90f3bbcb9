/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/records.h"

#include "agent/resolver/children.h"
#include "agent/wire/dns-rewrite.h"

/* A record takes at least 11 bytes. */
#define TTLS_MAX (PL_DNS_MESSAGE_MAX / 11)
/* Options of an answer: extended errors with their texts. */
#define OPTIONS_ROOM 256

/* One thread, one answer at a time: as read, and as edited for a child. */
typedef struct {
  guint8 message[PL_DNS_MESSAGE_MAX];
  guint16 ttls[TTLS_MAX];
} Room;

static Room read_room, child_room;
static guint8 options_room[OPTIONS_ROOM];

static gboolean
is_between_neighbours (guint16 code)
{
  return code == PL_DNS_OPTION_COOKIE || code == PL_DNS_OPTION_TCP_KEEPALIVE ||
         code == PL_DNS_OPTION_PADDING;
}

static gsize
pass_options (const PlDnsEdns *edns, gboolean errors_only, guint8 *out, gsize size)
{
  PlWriter writer = pl_writer (out, size);
  PlCursor options, value;
  guint16 code;

  if (!edns->present || edns->options_length == 0)
    return 0;
  options = pl_cursor (edns->options, edns->options_length);
  while (pl_dns_option_next (&options, &code, &value)) {
    gboolean wanted = errors_only ? code == PL_DNS_OPTION_EDE : !is_between_neighbours (code);
    if (!wanted || value.size + 4 > writer.size - writer.length)
      continue;
    pl_writer_u16 (&writer, code);
    pl_writer_u16 (&writer, (guint16)value.size);
    pl_writer_bytes (&writer, value.data, value.size);
  }
  return writer.length;
}

gsize
pl_records_passed_options (const PlDnsEdns *edns, guint8 *out, gsize size)
{
  return pass_options (edns, FALSE, out, size);
}

static PlDnsEdit
keep (gpointer data, const guint8 *message, const PlDnsRecord *record, PlWriter *rdata)
{
  return PL_DNS_EDIT_KEEP;
}

/* Copies the message without its OPT record. Returns its length, 0 if it is malformed. */
static gsize
copy_without_opt (const guint8 *message, const PlDnsResponse *response, guint8 *out)
{
  gsize length = response->edns.present ? response->opt_start : response->end;
  PlDnsHeader header = response->header;

  if (response->edns.present && !response->opt_is_last)
    return pl_dns_rewrite (message, response, keep, NULL, out, PL_DNS_MESSAGE_MAX);
  header.counts[PL_DNS_ADDITIONAL] -= response->edns.present ? 1 : 0;
  memcpy (out, message, length);
  pl_dns_header_write (out, &header);
  return length;
}

static void
fill_records (Room *room, const PlDnsResponse *response, PlRecords *records)
{
  PlCursor cursor = pl_cursor (room->message, response->end);
  PlDnsRecord record;
  guint n = 0;

  cursor.position = response->records;
  PlDnsWalk walk = pl_dns_walk (&cursor, &response->header);
  while (n < TTLS_MAX && pl_dns_walk_next (&walk, &record))
    room->ttls[n++] = (guint16)record.ttl_offset;
  records->message = room->message;
  records->length = (guint16)response->end;
  records->n_ttls = (guint16)n;
  records->ttl_offsets = room->ttls;
}

/* RFC 2308 section 5: how long nothing is known is said by the SOA; without one, it is not kept. */
static guint32
negative_ttl (guint8 *message, const PlDnsResponse *response)
{
  if (response->soa_ttl_offset == 0)
    return 0;
  guint32 ttl = MIN (response->soa_ttl, PL_CACHE_TTL_NEGATIVE_MAX_S);
  pl_store_u32 (message + response->soa_ttl_offset, ttl);
  return MIN (ttl, response->ttl_min);
}

static guint32
keep_for (guint8 *message, const PlDnsResponse *response)
{
  guint rcode = response->header.flags & PL_DNS_RCODE;

  if ((response->header.flags & PL_DNS_TC) != 0 || response->edns.extended_rcode != 0 ||
      (rcode != PL_DNS_NOERROR && rcode != PL_DNS_NXDOMAIN))
    return 0;
  if (rcode == PL_DNS_NXDOMAIN || response->soa_ttl_offset != 0 ||
      response->header.counts[PL_DNS_ANSWER] == 0)
    return negative_ttl (message, response);
  return MIN (response->ttl_min, PL_CACHE_TTL_MAX_S);
}

gboolean
pl_records_read (const guint8 *message,
                 const PlDnsResponse *response,
                 gboolean all_options,
                 PlRecords *records,
                 guint32 *ttl_s)
{
  gsize length = copy_without_opt (message, response, read_room.message);
  PlDnsResponse bare;

  if (length == 0 || !pl_dns_response_read (read_room.message, length, &bare))
    return FALSE;
  bare.edns.extended_rcode = response->edns.extended_rcode;
  *records = (PlRecords){
    .extended_rcode = response->edns.extended_rcode,
    .for_adults = pl_children_concerns (read_room.message, &bare),
    .options = options_room,
    .options_length =
        (guint16)pass_options (&response->edns, !all_options, options_room, sizeof options_room),
  };
  *ttl_s = keep_for (read_room.message, &bare);
  fill_records (&read_room, &bare, records);
  return TRUE;
}

gboolean
pl_records_for_child (const PlRecords *records,
                      const PlSnapshot *snapshot,
                      gboolean any_address,
                      PlRecords *edited,
                      gboolean *altered)
{
  PlDnsResponse response;

  if (!pl_dns_response_read (records->message, records->length, &response))
    return FALSE;
  gsize length = pl_children_rewrite (records->message, &response, snapshot, any_address,
                                      child_room.message, sizeof child_room.message, altered);
  if (length == 0 || !pl_dns_response_read (child_room.message, length, &response))
    return FALSE;
  *edited = *records;
  fill_records (&child_room, &response, edited);
  return TRUE;
}
