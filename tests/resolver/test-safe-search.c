/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/resolver/home.h"
#include "tests/tap.h"

static void
enforce (PlSafeSearch search, PlSafeSearch youtube)
{
  for (guint slot = 0; slot < UNUSED; slot++) {
    source.slots[slot].search = search;
    source.slots[slot].youtube = youtube;
  }
  stand_give_snapshot (&stand, &source);
}

/* The upstream is asked for asked, and nothing else; fill is what it says. */
static void
assert_answered_as (
    const char *name, guint16 type, const char *asked_for, Fill fill, const char *expected)
{
  int client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;
  PlDnsQuery read;
  PlDnsName wanted;
  Asked asked;

  message_query (&query, 0x77, name, type);
  message_send (client, FALSE, &query);
  await_asked (upstream, &asked);
  ck_assert_int_eq (pl_dns_query_read (asked.message.bytes, asked.message.size, &read),
                    PL_DNS_QUERY_OK);
  pl_dns_name_from_text (asked_for, &wanted);
  ck_assert (pl_dns_name_equal (&read.question.name, &wanted));
  ck_assert_uint_eq (read.question.type, type);
  message_answer (&answer, &asked.message, 0);
  fill (&answer);
  tell (upstream, &asked, &answer);
  ck_assert (message_receive (client, FALSE, &answer));
  g_autofree char *words = message_words (&answer);
  ck_assert_str_eq (words, expected);
  assert_not_asked ();
  close (client);
}

static void
two_addresses (Message *answer)
{
  message_address (answer, NULL, 90, "198.51.100.20");
  message_address (answer, NULL, 60, "198.51.100.21");
}

static void
ipv6_address (Message *answer)
{
  message_address (answer, NULL, 60, "2001:db8:100::20");
}

START_TEST (engine_is_an_alias_of_its_safe_name_with_that_name_s_addresses)
{
  enforce (PL_SAFE_SEARCH_STRICT, PL_SAFE_SEARCH_STRICT);
  assert_answered_as (
      "Www.Google.com", PL_DNS_TYPE_A, "forcesafesearch.google.com", two_addresses,
      "NOERROR Q Www.Google.com A AN Www.Google.com CNAME 60 forcesafesearch.google.com AN "
      "forcesafesearch.google.com A 60 198.51.100.20 AN forcesafesearch.google.com A 60 "
      "198.51.100.21");
  assert_answered_as ("www.youtube.com", PL_DNS_TYPE_AAAA, "restrict.youtube.com", ipv6_address,
                      "NOERROR Q www.youtube.com AAAA AN www.youtube.com CNAME 60 "
                      "restrict.youtube.com AN restrict.youtube.com AAAA 60 2001:db8:100::20");
}
END_TEST

START_TEST (answer_comes_from_the_cache_of_the_safe_name)
{
  enforce (PL_SAFE_SEARCH_STRICT, PL_SAFE_SEARCH_STRICT);
  assert_forwarded (SAM, "forcesafesearch.google.com", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q forcesafesearch.google.com A AN forcesafesearch.google.com A 300 "
                    "198.51.100.10");
  assert_answer (SAM, "www.google.de", PL_DNS_TYPE_A,
                 "NOERROR Q www.google.de A AN www.google.de CNAME 300 forcesafesearch.google.com "
                 "AN forcesafesearch.google.com A 300 198.51.100.10");
  assert_not_asked ();
}
END_TEST

static void
alias_then_address (Message *answer)
{
  message_record (answer, PL_DNS_ANSWER, NULL, PL_DNS_TYPE_CNAME, 30, "\3cdn\7example", 13);
  message_address (answer, "cdn.example", 90, "198.51.100.20");
}

START_TEST (safe_name_s_own_aliases_are_followed)
{
  enforce (PL_SAFE_SEARCH_MODERATE, PL_SAFE_SEARCH_OFF);
  assert_answered_as ("www.bing.com", PL_DNS_TYPE_A, "strict.bing.com", alias_then_address,
                      "NOERROR Q www.bing.com A AN www.bing.com CNAME 30 strict.bing.com AN "
                      "strict.bing.com A 30 198.51.100.20");
}
END_TEST

START_TEST (no_other_record_leads_round_it)
{
  static const guint16 others[] = { PL_DNS_TYPE_HTTPS, PL_DNS_TYPE_SVCB, PL_DNS_TYPE_CNAME,
                                    PL_DNS_TYPE_ANY,   PL_DNS_TYPE_TXT,  65280 };

  enforce (PL_SAFE_SEARCH_STRICT, PL_SAFE_SEARCH_STRICT);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    Message query;

    message_query (&query, 7, "www.google.com", others[i]);
    g_autofree char *words = exchange (SAM, PL_SOCKET_TCP4, &query);
    ck_assert_msg (g_str_has_prefix (words, "NOERROR Q www.google.com ") &&
                       g_str_has_suffix (words, " NS www.google.com SOA 10 minimum 10") &&
                       strstr (words, " AN ") == NULL,
                   "%s", words);
  }
  assert_not_asked ();
}
END_TEST

static void
nothing (Message *answer)
{
  message_soa (answer, "google.com", 60, 60);
}

START_TEST (safe_name_without_ipv6_has_no_ipv6)
{
  enforce (PL_SAFE_SEARCH_STRICT, PL_SAFE_SEARCH_STRICT);
  assert_answered_as ("duckduckgo.com", PL_DNS_TYPE_AAAA, "safe.duckduckgo.com", nothing,
                      "NOERROR Q duckduckgo.com AAAA NS duckduckgo.com SOA 10 minimum 10");
}
END_TEST

static void
inner_address (Message *answer)
{
  message_address (answer, NULL, 60, "10.1.2.3");
}

START_TEST (safe_name_at_an_address_of_the_home_has_none)
{
  enforce (PL_SAFE_SEARCH_STRICT, PL_SAFE_SEARCH_STRICT);
  assert_answered_as ("duckduckgo.com", PL_DNS_TYPE_A, "safe.duckduckgo.com", inner_address,
                      "NOERROR Q duckduckgo.com A NS duckduckgo.com SOA 10 minimum 10");
}
END_TEST

static void
many_addresses (Message *answer)
{
  for (guint i = 0; i < 40; i++) {
    g_autofree char *address = g_strdup_printf ("2001:db8::%u", i + 1);
    message_address (answer, NULL, 60, address);
  }
}

START_TEST (many_addresses_fit_into_the_smallest_answer)
{
  int client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;
  Asked asked;

  enforce (PL_SAFE_SEARCH_STRICT, PL_SAFE_SEARCH_STRICT);
  message_query (&query, 0x77, "www.google.com", PL_DNS_TYPE_AAAA);
  message_send (client, FALSE, &query);
  await_asked (upstream, &asked);
  message_answer (&answer, &asked.message, 0);
  many_addresses (&answer);
  tell (upstream, &asked, &answer);
  ck_assert (message_receive (client, FALSE, &answer));
  ck_assert_uint_le (answer.size, PL_DNS_UDP_MIN);
  g_autofree char *words = message_words (&answer);
  ck_assert (g_str_has_prefix (words, "NOERROR Q www.google.com AAAA AN www.google.com CNAME 60 "));
  ck_assert_ptr_nonnull (strstr (words, " AAAA 60 2001:db8::8"));
  close (client);
}
END_TEST

START_TEST (engine_without_a_safe_form_is_blocked_and_the_agent_told_why)
{
  enforce (PL_SAFE_SEARCH_STRICT, PL_SAFE_SEARCH_OFF);
  assert_answer (SAM, "uk.search.yahoo.com", PL_DNS_TYPE_A,
                 "NOERROR Q uk.search.yahoo.com A AN uk.search.yahoo.com A 10 192.0.2.53");
  PlWorkerMessage told = stand_next (&stand, PL_WORKER_BLOCKED);
  ck_assert_uint_eq (told.blocked.cause, PL_SITE_BY_SAFE_SEARCH);
  ck_assert_uint_eq (told.blocked.seen, PL_SEEN_LOOKUP);
  ck_assert_int_eq (told.blocked.category, PL_CATEGORY_NONE);
  ck_assert_str_eq (told.blocked.name, "uk.search.yahoo.com");
  assert_not_asked ();
}
END_TEST

START_TEST (help_only_staff_and_adults_are_as_without_it)
{
  enforce (PL_SAFE_SEARCH_STRICT, PL_SAFE_SEARCH_STRICT);
  assert_answer (ALEX, "www.google.com", PL_DNS_TYPE_A,
                 "NOERROR Q www.google.com A AN www.google.com A 10 192.0.2.53");
  assert_not_asked ();
  assert_forwarded (PL_SLOT_STAFF, "www.google.com", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q www.google.com A AN www.google.com A 300 198.51.100.10");
  assert_forwarded (ADULT, "search.yahoo.com", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q search.yahoo.com A AN search.yahoo.com A 300 198.51.100.10");
}
END_TEST

START_TEST (dot_inside_a_label_is_no_way_round)
{
  static const guint8 dotted[] = "\0\1\1\0\0\1\0\0\0\0\0\0\12www.google\3com\0\0\1\0\1";
  int client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  PlDnsQuery read;
  PlDnsName wanted;
  Message query;
  Asked asked;

  enforce (PL_SAFE_SEARCH_STRICT, PL_SAFE_SEARCH_STRICT);
  memcpy (query.bytes, dotted, query.size = sizeof dotted - 1);
  message_send (client, FALSE, &query);
  await_asked (upstream, &asked);
  ck_assert_int_eq (pl_dns_query_read (asked.message.bytes, asked.message.size, &read),
                    PL_DNS_QUERY_OK);
  pl_dns_name_from_text ("forcesafesearch.google.com", &wanted);
  ck_assert (pl_dns_name_equal (&read.question.name, &wanted));
  close (client);
}
END_TEST

int
main (void)
{
  return home_main ("safe-search",
                    (const TTest *[]){
                        engine_is_an_alias_of_its_safe_name_with_that_name_s_addresses,
                        answer_comes_from_the_cache_of_the_safe_name,
                        safe_name_s_own_aliases_are_followed,
                        no_other_record_leads_round_it,
                        safe_name_without_ipv6_has_no_ipv6,
                        safe_name_at_an_address_of_the_home_has_none,
                        many_addresses_fit_into_the_smallest_answer,
                        engine_without_a_safe_form_is_blocked_and_the_agent_told_why,
                        help_only_staff_and_adults_are_as_without_it,
                        dot_inside_a_label_is_no_way_round,
                        NULL,
                    });
}
