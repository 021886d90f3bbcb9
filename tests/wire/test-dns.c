/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/dns.h"
#include "tests/tap.h"

/* id 0x1234, RD, one question: example.org A. */
#define QUERY "\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\7exAmple\3org\0\x00\x01\x00\x01"
/* The same with room for one additional record. */
#define QUERY_EDNS                                                                                 \
  "\x12\x34\x01\x30\x00\x01\x00\x00\x00\x00\x00\x01\7exAmple\3org\0\x00\x01\x00\x01"
#define OPT_PLAIN          "\0\x00\x29\x04\xd0\x00\x00\x80\x00\x00\x00"
#define READ(bytes, query) pl_dns_query_read ((const guint8 *)(bytes), sizeof (bytes) - 1, (query))

START_TEST (a_plain_query_is_read)
{
  PlDnsQuery query;

  ck_assert_int_eq (READ (QUERY, &query), PL_DNS_QUERY_OK);
  ck_assert_uint_eq (query.id, 0x1234);
  ck_assert_uint_eq (query.flags, PL_DNS_RD);
  ck_assert (query.has_question && !query.edns.present);
  ck_assert_uint_eq (query.question.type, PL_DNS_TYPE_A);
  ck_assert_uint_eq (query.question.class, PL_DNS_CLASS_IN);
  ck_assert_mem_eq (query.question.name.wire, "\7exAmple\3org\0", 13);
}
END_TEST

START_TEST (an_opt_record_is_read)
{
  PlDnsQuery query;
  PlCursor options, value;
  guint16 code;

  ck_assert_int_eq (READ (QUERY_EDNS
                          "\0\x00\x29\x04\xd0\x00\x00\x80\x00\x00\x06\x00\x0a\x00\x02\xab\xcd",
                          &query),
                    PL_DNS_QUERY_OK);
  ck_assert (query.edns.present && query.edns.dnssec_ok);
  ck_assert_uint_eq (query.edns.udp_size, 1232);
  options = pl_cursor (query.edns.options, query.edns.options_length);
  ck_assert (pl_dns_option_next (&options, &code, &value));
  ck_assert_uint_eq (code, PL_DNS_OPTION_COOKIE);
  ck_assert_uint_eq (pl_cursor_u16 (&value), 0xabcd);
  ck_assert (!pl_dns_option_next (&options, &code, &value));
  ck_assert (!options.failed);
}
END_TEST

START_TEST (a_query_cut_short_anywhere_is_not_read)
{
  static const char whole[] = QUERY_EDNS OPT_PLAIN;
  PlDnsQuery query;

  for (gsize size = 0; size < sizeof whole - 1; size++)
    ck_assert_msg (pl_dns_query_read ((const guint8 *)whole, size, &query) ==
                       (size < PL_DNS_HEADER_SIZE ? PL_DNS_QUERY_SILENT : PL_DNS_QUERY_FORMERR),
                   "%zu bytes", size);
}
END_TEST

START_TEST (responses_are_met_with_silence)
{
  PlDnsQuery query;

  ck_assert_int_eq (
      READ ("\x12\x34\x81\x00\x00\x01\x00\x00\x00\x00\x00\x00\1a\0\x00\x01\x00\x01", &query),
      PL_DNS_QUERY_SILENT);
}
END_TEST

START_TEST (other_opcodes_are_not_implemented)
{
  PlDnsQuery query;

  ck_assert_int_eq (
      READ ("\x12\x34\x28\x00\x00\x01\x00\x00\x00\x00\x00\x00\1a\0\x00\x06\x00\x01", &query),
      PL_DNS_QUERY_NOTIMP);
  ck_assert_uint_eq (query.id, 0x1234);
}
END_TEST

START_TEST (a_query_asks_exactly_one_question)
{
  PlDnsQuery query;

  ck_assert_int_eq (READ ("\x12\x34\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00", &query),
                    PL_DNS_QUERY_FORMERR);
  ck_assert_int_eq (READ ("\x12\x34\x01\x00\x00\x02\x00\x00\x00\x00\x00\x00\1a\0\x00\x01\x00\x01"
                          "\1b\0\x00\x01\x00\x01",
                          &query),
                    PL_DNS_QUERY_FORMERR);
}
END_TEST

/* The name ends in a pointer to offset 4: "\0" of the header, read as the root. */
START_TEST (a_question_that_points_into_the_header_is_refused)
{
  PlDnsQuery query;
  PlDnsResponse response;

  ck_assert_int_eq (READ ("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\1a\xc0\x04"
                          "\x00\x01\x00\x01",
                          &query),
                    PL_DNS_QUERY_FORMERR);
  ck_assert (!query.has_question);
  ck_assert (!pl_dns_response_read (
      (const guint8 *)"\x12\x34\x81\x80\x00\x01\x00\x00\x00\x00\x00\x00\1a\xc0\x04\x00\x01\x00\x01",
      19, &response));
}
END_TEST

START_TEST (opt_records_that_rfc_6891_forbids_are_refused)
{
  PlDnsQuery query;

  /* two of them */
  ck_assert_int_eq (
      READ ("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x02\1a\0\x00\x01\x00\x01" OPT_PLAIN
                OPT_PLAIN,
            &query),
      PL_DNS_QUERY_FORMERR);
  /* not the root's */
  ck_assert_int_eq (READ (QUERY_EDNS "\1a\0\x00\x29\x04\xd0\x00\x00\x00\x00\x00\x00", &query),
                    PL_DNS_QUERY_FORMERR);
  /* in the answer section */
  ck_assert_int_eq (
      READ ("\x12\x34\x01\x00\x00\x01\x00\x01\x00\x00\x00\x00\1a\0\x00\x01\x00\x01" OPT_PLAIN,
            &query),
      PL_DNS_QUERY_FORMERR);
  /* an option longer than the record */
  ck_assert_int_eq (
      READ (QUERY_EDNS "\0\x00\x29\x04\xd0\x00\x00\x00\x00\x00\x04\x00\x0a\x00\x01", &query),
      PL_DNS_QUERY_FORMERR);
  /* asked for as a type */
  ck_assert_int_eq (
      READ ("\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\1a\0\x00\x29\x00\x01", &query),
      PL_DNS_QUERY_FORMERR);
}
END_TEST

START_TEST (a_later_version_of_edns_is_told)
{
  PlDnsQuery query;

  ck_assert_int_eq (READ (QUERY_EDNS "\0\x00\x29\x04\xd0\x00\x01\x00\x00\x00\x00", &query),
                    PL_DNS_QUERY_BADVERS);
  ck_assert (query.has_question && query.edns.present);
}
END_TEST

/* A and its name by pointer, a SOA with MINIMUM 30 and TTL 600, an OPT with an extended code. */
#define RESPONSE                                                                                   \
  "\x12\x34\x81\x80\x00\x01\x00\x01\x00\x01\x00\x01\1a\0\x00\x01\x00\x01"                          \
  "\xc0\x0c\x00\x01\x00\x01\x00\x00\x01\x2c\x00\x04\x01\x02\x03\x04"                               \
  "\xc0\x0c\x00\x06\x00\x01\x00\x00\x02\x58\x00\x16\0\0"                                           \
  "\x00\x00\x00\x01\x00\x00\x00\x02\x00\x00\x00\x03\x00\x00\x00\x04\x00\x00\x00\x1e"               \
  "\0\x00\x29\x04\xd0\x01\x00\x00\x00\x00\x00"

START_TEST (a_response_is_read)
{
  PlDnsResponse response;

  ck_assert (pl_dns_response_read ((const guint8 *)RESPONSE, sizeof RESPONSE - 1, &response));
  ck_assert (response.has_question);
  ck_assert_uint_eq (response.records, 19);
  ck_assert_uint_eq (response.n_ttls, 2);
  ck_assert_uint_eq (response.ttl_min, 300);
  ck_assert_uint_eq (response.soa_ttl, 30);
  ck_assert_uint_eq (response.soa_ttl_offset, 41);
  ck_assert (response.opt_is_last);
  ck_assert_uint_eq (response.opt_start, sizeof RESPONSE - 1 - 11);
  ck_assert_uint_eq (response.end, sizeof RESPONSE - 1);
  ck_assert_uint_eq (response.edns.extended_rcode, 1);
}
END_TEST

START_TEST (a_response_cut_short_anywhere_is_not_read)
{
  PlDnsResponse response;

  for (gsize size = 0; size < sizeof RESPONSE - 1; size++)
    ck_assert_msg (!pl_dns_response_read ((const guint8 *)RESPONSE, size, &response), "%zu bytes",
                   size);
}
END_TEST

START_TEST (records_are_walked_section_by_section)
{
  static const PlDnsSection sections[] = { PL_DNS_ANSWER, PL_DNS_AUTHORITY, PL_DNS_ADDITIONAL };
  static const guint16 types[] = { PL_DNS_TYPE_A, PL_DNS_TYPE_SOA, PL_DNS_TYPE_OPT };
  PlDnsResponse response;
  PlDnsRecord record;
  guint n = 0;

  ck_assert (pl_dns_response_read ((const guint8 *)RESPONSE, sizeof RESPONSE - 1, &response));
  PlCursor cursor = pl_cursor ((const guint8 *)RESPONSE, sizeof RESPONSE - 1);
  cursor.position = response.records;
  PlDnsWalk walk = pl_dns_walk (&cursor, &response.header);
  for (; pl_dns_walk_next (&walk, &record); n++) {
    ck_assert_int_eq (record.section, sections[n]);
    ck_assert_uint_eq (record.type, types[n]);
  }
  ck_assert_uint_eq (n, 3);
  ck_assert (!walk.cursor.failed);
}
END_TEST

START_TEST (a_ttl_with_the_top_bit_counts_as_zero)
{
  ck_assert_uint_eq (pl_dns_ttl (0x80000000u), 0);
  ck_assert_uint_eq (pl_dns_ttl (0x7fffffffu), 0x7fffffffu);
}
END_TEST

START_TEST (a_header_survives_writing_and_reading)
{
  PlDnsHeader out = { 0xabcd, 0x8583, { 1, 2, 3, 4 } }, in;
  guint8 bytes[PL_DNS_HEADER_SIZE];

  pl_dns_header_write (bytes, &out);
  PlCursor cursor = pl_cursor (bytes, sizeof bytes);
  pl_dns_header_read (&cursor, &in);
  ck_assert_mem_eq (&in, &out, sizeof in);
}
END_TEST

int
main (void)
{
  return pl_tap_main ("dns",
                      (const TTest *[]){
                          a_plain_query_is_read,
                          an_opt_record_is_read,
                          a_query_cut_short_anywhere_is_not_read,
                          responses_are_met_with_silence,
                          other_opcodes_are_not_implemented,
                          a_query_asks_exactly_one_question,
                          a_question_that_points_into_the_header_is_refused,
                          opt_records_that_rfc_6891_forbids_are_refused,
                          a_later_version_of_edns_is_told,
                          a_response_is_read,
                          a_response_cut_short_anywhere_is_not_read,
                          records_are_walked_section_by_section,
                          a_ttl_with_the_top_bit_counts_as_zero,
                          a_header_survives_writing_and_reading,
                          NULL,
                      },
                      10);
}
