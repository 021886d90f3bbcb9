/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/wire/dns-rewrite.h"
#include "tests/tap.h"

static PlDnsEdit
keep_all (gpointer data, const guint8 *message, const PlDnsRecord *record, PlWriter *rdata)
{
  return PL_DNS_EDIT_KEEP;
}

static PlDnsEdit
drop_type (gpointer data, const guint8 *message, const PlDnsRecord *record, PlWriter *rdata)
{
  return record->type == *(guint16 *)data ? PL_DNS_EDIT_DROP : PL_DNS_EDIT_KEEP;
}

static gsize
rewrite (const guint8 *message,
         gsize size,
         PlDnsEditFunc edit,
         gpointer data,
         guint8 *out,
         gsize room,
         PlDnsResponse *again)
{
  PlDnsResponse response;

  ck_assert (pl_dns_response_read (message, size, &response));
  gsize length = pl_dns_rewrite (message, &response, edit, data, out, room);
  if (length > 0)
    ck_assert (pl_dns_response_read (out, length, again));
  return length;
}

static PlDnsName
name_at (const guint8 *message, gsize size, gsize offset)
{
  PlCursor cursor = pl_cursor (message, size);
  PlDnsName name;

  cursor.position = offset;
  pl_dns_name_read (&cursor, &name);
  ck_assert (!cursor.failed);
  return name;
}

/* a.b MX? an A record of x.b in front, then the MX, whose names point into the A record. */
static const guint8 pointing[] = "\0\1\x81\x80\0\1\0\2\0\0\0\1\1a\1b\0\0\x0f\0\1"
                                 "\1x\xc0\x0e\0\1\0\1\0\0\0\5\0\4\x0a\0\0\1"
                                 "\xc0\x0c\0\x0f\0\1\0\0\0\5\0\4\0\x0a\xc0\x15"
                                 "\0\0\x29\x04\xd0\0\0\0\0\0\0";

START_TEST (names_that_pointed_into_a_dropped_record_are_whole)
{
  guint8 out[512];
  PlDnsResponse again;
  guint16 type = PL_DNS_TYPE_A;
  gsize length = rewrite (pointing, sizeof pointing - 1, drop_type, &type, out, sizeof out, &again);

  ck_assert_uint_gt (length, 0);
  ck_assert_uint_eq (again.header.counts[PL_DNS_ANSWER], 1);
  ck_assert_uint_eq (again.header.counts[PL_DNS_ADDITIONAL], 0);
  PlDnsName exchange = name_at (out, length, again.records + 14);
  ck_assert_mem_eq (exchange.wire, "\1x\1b\0", 5);
  PlDnsName owner = name_at (out, length, again.records);
  ck_assert_mem_eq (owner.wire, "\1a\1b\0", 5);
}
END_TEST

START_TEST (a_message_with_everything_kept_says_the_same)
{
  guint8 out[512];
  PlDnsResponse again;
  gsize length = rewrite (pointing, sizeof pointing - 1, keep_all, NULL, out, sizeof out, &again);

  /* as long as it was without its OPT record: compression is as good as it was */
  ck_assert_uint_eq (length, sizeof pointing - 1 - 11);
  ck_assert_uint_eq (again.n_ttls, 2);
}
END_TEST

START_TEST (what_does_not_fit_is_not_written)
{
  guint8 out[512];
  PlDnsResponse again;

  for (gsize room = 0; room < sizeof pointing - 1 - 11; room++)
    ck_assert_uint_eq (rewrite (pointing, sizeof pointing - 1, keep_all, NULL, out, room, &again),
                       0);
}
END_TEST

START_TEST (data_with_a_broken_name_is_refused)
{
  static const guint8 broken[] = "\0\1\x81\x80\0\1\0\1\0\0\0\0\1a\1b\0\0\5\0\1"
                                 "\xc0\x0c\0\5\0\1\0\0\0\5\0\2\xc0\xff";
  guint8 out[512];
  PlDnsResponse again;

  ck_assert_uint_eq (rewrite (broken, sizeof broken - 1, keep_all, NULL, out, sizeof out, &again),
                     0);
}
END_TEST

#define HINTS                                                                                      \
  (G_GUINT64_CONSTANT (1) << PL_SVC_ECH | G_GUINT64_CONSTANT (1) << PL_SVC_IPV4HINT |              \
   G_GUINT64_CONSTANT (1) << PL_SVC_IPV6HINT)

static gsize
without (const char *rdata, gsize length, guint8 out[256], gboolean *removed)
{
  PlWriter writer = pl_writer (out, 256);

  return pl_dns_svcb_without ((const guint8 *)rdata, length, HINTS, &writer, removed)
             ? writer.length
             : 0;
}

START_TEST (ech_and_hints_are_taken_out_of_a_service_record)
{
  static const char rdata[] = "\0\1\1t\0"
                              "\0\1\0\3\2h2"
                              "\0\4\0\4\1\2\3\4"
                              "\0\5\0\2zz"
                              "\0\6\0\x10"
                              "0123456789abcdef"
                              "\0\7\0\1q";
  guint8 out[256];
  gboolean removed;

  ck_assert_uint_eq (without (rdata, sizeof rdata - 1, out, &removed), 17);
  ck_assert (removed);
  ck_assert_mem_eq (out, "\0\1\1t\0\0\1\0\3\2h2\0\7\0\1q", 17);
}
END_TEST

START_TEST (mandatory_names_only_what_is_left)
{
  guint8 out[256];
  gboolean removed;

  ck_assert_uint_eq (
      without ("\0\1\0\0\0\0\4\0\1\0\4\0\1\0\3\2h2\0\4\0\4\1\2\3\4", 26, out, &removed), 16);
  ck_assert_mem_eq (out, "\0\1\0\0\0\0\2\0\1\0\1\0\3\2h2", 16);
  ck_assert_uint_eq (without ("\0\1\0\0\0\0\2\0\4\0\4\0\4\1\2\3\4", 17, out, &removed), 3);
}
END_TEST

START_TEST (an_alias_record_stays_as_it_is)
{
  guint8 out[256];
  gboolean removed;

  ck_assert_uint_eq (without ("\0\0\1t\0", 5, out, &removed), 5);
  ck_assert (!removed);
}
END_TEST

START_TEST (a_malformed_service_record_is_told)
{
  guint8 out[256];
  gboolean removed;

  ck_assert_uint_eq (without ("\0\1\0\0\1\0\3\2h", 9, out, &removed), 0);
  ck_assert_uint_eq (without ("\0\1\0\0\1", 5, out, &removed), 0);
  ck_assert_uint_eq (without ("\0", 1, out, &removed), 0);
  ck_assert_uint_eq (without ("\0\1\5t", 4, out, &removed), 0);
}
END_TEST

int
main (void)
{
  return pl_tap_main ("dns-rewrite",
                      (const TTest *[]){
                          names_that_pointed_into_a_dropped_record_are_whole,
                          a_message_with_everything_kept_says_the_same,
                          what_does_not_fit_is_not_written,
                          data_with_a_broken_name_is_refused,
                          ech_and_hints_are_taken_out_of_a_service_record,
                          mandatory_names_only_what_is_left,
                          an_alias_record_stays_as_it_is,
                          a_malformed_service_record_is_told,
                          NULL,
                      },
                      10);
}
