/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/cache.h"
#include "agent/time/rate.h"
#include "tests/resolver/message.h"
#include "tests/tap.h"

static const guint8 key[PL_CACHE_KEY_SIZE] = "0123456789abcdef";

/* An answer of one address, kept as the resolver keeps it. */
static void
insert (PlCache *cache, const char *name, guint flags, gint64 now_ms, guint32 ttl_s, guint8 mark)
{
  Message query, answer;
  PlDnsQuery read;
  guint8 address[4] = { 198, 51, 100, mark };
  guint16 ttl_offset;

  message_query (&query, 1, name, PL_DNS_TYPE_A);
  ck_assert_int_eq (pl_dns_query_read (query.bytes, query.size, &read), PL_DNS_QUERY_OK);
  message_answer (&answer, &query, 0);
  ttl_offset = (guint16)(answer.size + 6);
  message_record (&answer, PL_DNS_ANSWER, NULL, PL_DNS_TYPE_A, ttl_s, address, 4);
  pl_cache_insert (cache, &read.question, flags, now_ms, ttl_s,
                   &(PlRecords){ .message = answer.bytes,
                                 .length = (guint16)answer.size,
                                 .n_ttls = 1,
                                 .ttl_offsets = &ttl_offset });
}

/* The mark of the answer that is kept, 0 if there is none. */
static guint8
find (PlCache *cache, const char *name, guint flags, gint64 now_ms, PlRecords *records)
{
  Message query;
  PlDnsQuery read;

  message_query (&query, 1, name, PL_DNS_TYPE_A);
  ck_assert_int_eq (pl_dns_query_read (query.bytes, query.size, &read), PL_DNS_QUERY_OK);
  if (!pl_cache_find (cache, &read.question, flags, now_ms, records))
    return 0;
  return records->message[records->length - 1];
}

START_TEST (an_answer_is_found_in_any_letter_case_until_its_time_is_over)
{
  g_autoptr (PlCache) cache = pl_cache_new (4096, key);
  PlRecords records;

  insert (cache, "www.Example.org", 0, 1000, 10, 7);
  ck_assert_uint_eq (find (cache, "WWW.example.ORG", 0, 10999, &records), 7);
  ck_assert_uint_eq (records.age_s, 9);
  ck_assert_uint_eq (records.n_ttls, 1);
  ck_assert_uint_eq (find (cache, "www.example.org", 0, 11000, &records), 0);
  ck_assert_uint_eq (find (cache, "ww.example.org", 0, 2000, &records), 0);
}
END_TEST

START_TEST (answers_to_other_flags_are_other_answers)
{
  g_autoptr (PlCache) cache = pl_cache_new (4096, key);
  PlRecords records;

  insert (cache, "example.org", PL_CACHE_DO, 0, 10, 7);
  ck_assert_uint_eq (find (cache, "example.org", 0, 1, &records), 0);
  ck_assert_uint_eq (find (cache, "example.org", PL_CACHE_DO | PL_CACHE_CD, 1, &records), 0);
  ck_assert_uint_eq (find (cache, "example.org", PL_CACHE_DO, 1, &records), 7);
}
END_TEST

START_TEST (the_newest_answer_to_a_question_counts)
{
  g_autoptr (PlCache) cache = pl_cache_new (4096, key);
  PlRecords records;

  insert (cache, "example.org", 0, 0, 10, 7);
  insert (cache, "example.org", 0, 1, 10, 8);
  ck_assert_uint_eq (find (cache, "example.org", 0, 2, &records), 8);
}
END_TEST

START_TEST (an_answer_without_a_time_or_too_large_is_not_kept)
{
  g_autoptr (PlCache) cache = pl_cache_new (4096, key);
  static Message answer;
  PlDnsQuery read;
  PlRecords records;

  insert (cache, "example.org", 0, 0, 0, 7);
  ck_assert_uint_eq (find (cache, "example.org", 0, 0, &records), 0);
  message_query (&answer, 1, "example.org", PL_DNS_TYPE_A);
  ck_assert_int_eq (pl_dns_query_read (answer.bytes, answer.size, &read), PL_DNS_QUERY_OK);
  pl_cache_insert (cache, &read.question, 0, 0, 60,
                   &(PlRecords){ .message = answer.bytes, .length = 3000 });
  ck_assert_uint_eq (find (cache, "example.org", 0, 0, &records), 0);
}
END_TEST

START_TEST (what_is_asked_for_again_and_again_stays)
{
  g_autoptr (PlCache) cache = pl_cache_new (65536, key);
  PlRecords records;

  insert (cache, "popular.example.org", 0, 0, 3600, 7);
  for (guint i = 0; i < 20000; i++) {
    g_autofree char *name = g_strdup_printf ("n%u.example.org", i);
    insert (cache, name, 0, 0, 3600, 9);
    ck_assert_msg (find (cache, "popular.example.org", 0, 1, &records) == 7, "after %u others", i);
  }
}
END_TEST

START_TEST (a_cleared_cache_has_nothing)
{
  g_autoptr (PlCache) cache = pl_cache_new (4096, key);
  PlRecords records;

  insert (cache, "example.org", 0, 0, 10, 7);
  pl_cache_clear (cache);
  ck_assert_uint_eq (find (cache, "example.org", 0, 1, &records), 0);
}
END_TEST

/*
 * Against a table that forgets nothing: what the cache says, the table says, too; and what was
 * written last is there.
 */
START_TEST (it_never_says_what_was_not_put_in)
{
  const char *seed = g_getenv ("PL_SEED");
  guint32 number = seed != NULL ? (guint32)strtoul (seed, NULL, 10) : g_random_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (number);
  g_autoptr (PlCache) cache = pl_cache_new (16384, key);
  struct {
    guint8 mark;
    gint64 until_ms;
  } oracle[400][2] = { 0 };
  gint64 now_ms = 0;
  guint found = 0;

  g_printerr ("# PL_SEED=%u\n", number);
  for (guint round = 0; round < 300000; round++) {
    guint n = g_rand_int (random) % G_N_ELEMENTS (oracle), flags = g_rand_int (random) % 2;
    g_autofree char *name = g_strdup_printf ("%.*s%u.example", (int)(n % 40),
                                             "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst", n);
    PlRecords records;
    now_ms += g_rand_int (random) % 50;
    if (g_rand_int (random) % 3 == 0) {
      guint32 ttl_s = g_rand_int (random) % 60;
      guint8 mark = (guint8)(g_rand_int (random) % 255 + 1);
      insert (cache, name, flags, now_ms, ttl_s, mark);
      if (ttl_s > 0) {
        oracle[n][flags].mark = mark;
        oracle[n][flags].until_ms = now_ms + (gint64)ttl_s * 1000;
        ck_assert_uint_eq (find (cache, name, flags, now_ms, &records), mark);
      }
      continue;
    }
    guint8 mark = find (cache, name, flags, now_ms, &records);
    if (mark == 0)
      continue;
    found++;
    ck_assert_uint_eq (mark, oracle[n][flags].mark);
    ck_assert_int_lt (now_ms, oracle[n][flags].until_ms);
  }
  ck_assert_uint_gt (found, 1000);
}
END_TEST

START_TEST (a_rate_is_a_burst_and_then_so_many_a_second)
{
  PlRate rate;
  guint taken = 0;

  pl_rate_init (&rate, 100);
  for (guint i = 0; i < 1000; i++)
    taken += pl_rate_take (&rate, 5000);
  ck_assert_uint_eq (taken, 400);
  taken = 0;
  for (gint64 now_ms = 5000; now_ms <= 7000; now_ms++)
    taken += pl_rate_take (&rate, now_ms);
  ck_assert_uint_eq (taken, 200);
  for (guint i = 0; i < 401; i++)
    taken = pl_rate_take (&rate, 100000);
  ck_assert_uint_eq (taken, 0);
  pl_rate_init (&rate, 0);
  ck_assert (pl_rate_take (&rate, 0));
}
END_TEST

int
main (void)
{
  return pl_tap_main ("cache",
                      (const TTest *[]){
                          an_answer_is_found_in_any_letter_case_until_its_time_is_over,
                          answers_to_other_flags_are_other_answers,
                          the_newest_answer_to_a_question_counts,
                          an_answer_without_a_time_or_too_large_is_not_kept,
                          what_is_asked_for_again_and_again_stays,
                          a_cleared_cache_has_nothing,
                          it_never_says_what_was_not_put_in,
                          a_rate_is_a_burst_and_then_so_many_a_second,
                          NULL,
                      },
                      60);
}
