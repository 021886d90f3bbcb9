/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sys/socket.h>
#include <unistd.h>

#include "tests/resolver/home.h"
#include "tests/tap.h"

static void
many_addresses (Message *answer)
{
  for (guint i = 0; i < 40; i++) {
    g_autofree char *address = g_strdup_printf ("198.51.100.%u", i + 1);
    message_address (answer, NULL, 300, address);
  }
}

START_TEST (an_answer_too_large_for_a_client_is_truncated_and_whole_over_tcp)
{
  /* 40 addresses take 672 bytes: too many without EDNS */
  assert_forwarded (SAM, "many.example.org", PL_DNS_TYPE_A, many_addresses,
                    "NOERROR TC Q many.example.org A");
  Message query;
  message_query (&query, 1, "many.example.org", PL_DNS_TYPE_A);
  g_autofree char *whole = exchange (SAM, PL_SOCKET_TCP4, &query);
  ck_assert_ptr_nonnull (strstr (whole, "A 300 198.51.100.40"));
  message_opt (&query, 1232, 0, NULL, 0);
  g_autofree char *edns = exchange (SAM, PL_SOCKET_UDP6, &query);
  ck_assert_ptr_nonnull (strstr (edns, "A 300 198.51.100.40"));
  assert_not_asked ();
}
END_TEST

START_TEST (a_truncated_answer_is_asked_for_again_over_tcp)
{
  int client = stand_client (&stand, SAM, PL_SOCKET_TCP4);
  int listener = stand_tcp_listener (upstream_port);
  Message query, answer;
  Asked asked;
  guint8 text[3000];

  for (guint i = 0; i < sizeof text; i++)
    text[i] = i % 250 == 0 ? 249 : 'x';
  message_query (&query, 3, "big.example.org", PL_DNS_TYPE_TXT);
  message_send (client, TRUE, &query);
  await_asked (upstream, &asked);
  message_answer (&answer, &asked.message, PL_DNS_TC);
  tell (upstream, &asked, &answer);
  int connection = accept (listener, NULL, NULL);
  ck_assert_int_ge (connection, 0);
  ck_assert (message_receive (connection, TRUE, &query));
  message_answer (&answer, &query, 0);
  message_record (&answer, PL_DNS_ANSWER, NULL, PL_DNS_TYPE_TXT, 30, text, sizeof text);
  message_send (connection, TRUE, &answer);
  ck_assert (message_receive (client, TRUE, &answer));
  g_autofree char *words = message_words (&answer);
  ck_assert_str_eq (words, "NOERROR Q big.example.org TXT AN big.example.org TXT 30 3000 bytes");
  close (connection);
  close (listener);
  close (client);
}
END_TEST

START_TEST (answers_that_do_not_match_the_question_are_passed_over)
{
  int client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;
  Asked asked;

  message_query (&query, 3, "match.example.org", PL_DNS_TYPE_A);
  message_send (client, FALSE, &query);
  await_asked (upstream, &asked);
  /* another id; another name; another type; no response; a torn one */
  message_answer (&answer, &asked.message, 0);
  message_address (&answer, NULL, 300, "198.51.100.66");
  answer.bytes[0] ^= 1;
  tell (upstream, &asked, &answer);
  answer.bytes[0] ^= 1;
  answer.bytes[13] ^= 1;
  tell (upstream, &asked, &answer);
  answer.bytes[13] ^= 1;
  answer.bytes[12 + 19 + 1] ^= 4;
  tell (upstream, &asked, &answer);
  answer.bytes[12 + 19 + 1] ^= 4;
  answer.bytes[2] &= 0x7f;
  tell (upstream, &asked, &answer);
  answer.bytes[2] |= 0x80;
  answer.size--;
  tell (upstream, &asked, &answer);
  message_answer (&answer, &asked.message, 0);
  one_address (&answer);
  tell (upstream, &asked, &answer);
  ck_assert (message_receive (client, FALSE, &answer));
  g_autofree char *words = message_words (&answer);
  ck_assert_str_eq (words,
                    "NOERROR Q match.example.org A AN match.example.org A 300 198.51.100.10");
  close (client);
}
END_TEST

START_TEST (the_same_question_is_asked_once_for_all_who_wait)
{
  int first = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  int second = stand_client (&stand, ADULT, PL_SOCKET_TCP6);
  Message query, answer;
  Asked asked;

  message_query (&query, 1, "same.example.org", PL_DNS_TYPE_A);
  message_send (first, FALSE, &query);
  await_asked (upstream, &asked);
  message_query (&query, 2, "SAME.example.org", PL_DNS_TYPE_A);
  message_send (second, TRUE, &query);
  /* When this is answered, on the same connection, the one before it has been taken. */
  message_query (&query, 3, "localhost", PL_DNS_TYPE_A);
  message_send (second, TRUE, &query);
  ck_assert (message_receive (second, TRUE, &answer));
  ck_assert_uint_eq (answer.bytes[1], 3);
  assert_not_asked ();
  message_answer (&answer, &asked.message, 0);
  one_address (&answer);
  tell (upstream, &asked, &answer);
  ck_assert (message_receive (first, FALSE, &answer));
  g_autofree char *one = message_words (&answer);
  ck_assert_str_eq (one, "NOERROR Q same.example.org A AN same.example.org A 300 198.51.100.10");
  ck_assert (message_receive (second, TRUE, &answer));
  g_autofree char *two = message_words (&answer);
  ck_assert_str_eq (two, "NOERROR Q SAME.example.org A AN SAME.example.org A 300 198.51.100.10");
  close (first);
  close (second);
}
END_TEST

static void
no_such_name (Message *answer)
{
  answer->bytes[3] |= PL_DNS_NXDOMAIN;
  message_soa (answer, "example.org", 900, 60);
}

static void
failure (Message *answer)
{
  answer->bytes[3] |= PL_DNS_SERVFAIL;
}

START_TEST (a_name_that_does_not_exist_is_remembered_as_its_soa_says)
{
  assert_forwarded (SAM, "none.example.org", PL_DNS_TYPE_A, no_such_name,
                    "NXDOMAIN Q none.example.org A NS example.org SOA 60 minimum 60");
  assert_answer (SAM, "none.example.org", PL_DNS_TYPE_A,
                 "NXDOMAIN Q none.example.org A NS example.org SOA 60 minimum 60");
  assert_not_asked ();
  /* a failure is told, and not remembered */
  assert_forwarded (SAM, "fail.example.org", PL_DNS_TYPE_A, failure,
                    "SERVFAIL Q fail.example.org A");
  assert_forwarded (SAM, "fail.example.org", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q fail.example.org A AN fail.example.org A 300 198.51.100.10");
}
END_TEST

/* Two upstreams; returns the second's socket. */
static int
add_second (guint16 *port)
{
  *port = 0;
  int second = stand_udp (port);
  stand_add_upstream (&source, *port);
  stand_give_snapshot (&stand, &source);
  return second;
}

START_TEST (a_silent_upstream_is_left_for_the_next_and_its_late_answer_still_counts)
{
  guint16 port;
  int second = add_second (&port), client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;
  Asked first_asked, second_asked;

  message_query (&query, 1, "late.example.org", PL_DNS_TYPE_A);
  message_send (client, FALSE, &query);
  await_asked (upstream, &first_asked);
  await_asked (second, &second_asked);
  ck_assert_int_ne (first_asked.from.sin_port, second_asked.from.sin_port);
  message_answer (&answer, &first_asked.message, 0);
  one_address (&answer);
  tell (upstream, &first_asked, &answer);
  ck_assert (message_receive (client, FALSE, &answer));
  g_autofree char *words = message_words (&answer);
  ck_assert_str_eq (words, "NOERROR Q late.example.org A AN late.example.org A 300 198.51.100.10");
  close (client);
  close (second);
}
END_TEST

START_TEST (an_upstream_that_fails_or_refuses_is_left_for_the_next)
{
  guint16 port;
  int second = add_second (&port), client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;
  Asked asked;

  message_query (&query, 1, "refused.example.org", PL_DNS_TYPE_A);
  message_send (client, FALSE, &query);
  await_asked (upstream, &asked);
  message_answer (&answer, &asked.message, PL_DNS_REFUSED);
  tell (upstream, &asked, &answer);
  await_asked (second, &asked);
  message_answer (&answer, &asked.message, 0);
  one_address (&answer);
  tell (second, &asked, &answer);
  ck_assert (message_receive (client, FALSE, &answer));
  g_autofree char *words = message_words (&answer);
  ck_assert_str_eq (words,
                    "NOERROR Q refused.example.org A AN refused.example.org A 300 198.51.100.10");
  close (client);
  close (second);
}
END_TEST

START_TEST (an_upstream_that_is_not_there_is_left_at_once)
{
  guint16 port;
  int second = add_second (&port), client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;
  Asked asked;
  gint64 start = g_get_monotonic_time ();

  close (upstream);
  message_query (&query, 1, "gone.example.org", PL_DNS_TYPE_A);
  message_send (client, FALSE, &query);
  await_asked (second, &asked);
  ck_assert_int_lt (g_get_monotonic_time () - start, 350 * 1000);
  message_answer (&answer, &asked.message, 0);
  one_address (&answer);
  tell (second, &asked, &answer);
  ck_assert (message_receive (client, FALSE, &answer));
  close (client);
  close (second);
  upstream = stand_udp (&upstream_port);
}
END_TEST

START_TEST (nobody_answering_is_told_before_a_program_gives_up)
{
  Message query;

  message_query (&query, 1, "silence.example.org", PL_DNS_TYPE_A);
  message_opt (&query, 1232, 0, NULL, 0);
  g_autofree char *words = exchange (SAM, PL_SOCKET_UDP4, &query);
  ck_assert_str_eq (words, "SERVFAIL Q silence.example.org A OPT 1232 EDE 23");
}
END_TEST

START_TEST (an_upstream_without_edns_is_asked_without)
{
  int client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;
  Asked asked;
  PlDnsQuery read;

  message_query (&query, 1, "old.example.org", PL_DNS_TYPE_A);
  message_send (client, FALSE, &query);
  await_asked (upstream, &asked);
  message_answer (&answer, &asked.message, PL_DNS_FORMERR);
  tell (upstream, &asked, &answer);
  await_asked (upstream, &asked);
  ck_assert_int_eq (pl_dns_query_read (asked.message.bytes, asked.message.size, &read),
                    PL_DNS_QUERY_OK);
  ck_assert (!read.edns.present);
  message_answer (&answer, &asked.message, 0);
  one_address (&answer);
  tell (upstream, &asked, &answer);
  ck_assert (message_receive (client, FALSE, &answer));
  close (client);
}
END_TEST

START_TEST (ids_and_ports_vary)
{
  g_autoptr (GHashTable) ports = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);
  int client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;
  Asked asked;

  for (guint i = 0; i < 200; i++) {
    g_autofree char *name = g_strdup_printf ("n%u.example.org", i);
    message_query (&query, (guint16)i, name, PL_DNS_TYPE_A);
    message_send (client, FALSE, &query);
    await_asked (upstream, &asked);
    g_hash_table_add (ports, GUINT_TO_POINTER (asked.from.sin_port));
    g_hash_table_add (ids, GUINT_TO_POINTER (asked.message.bytes[0] << 8 | asked.message.bytes[1]));
    message_answer (&answer, &asked.message, 0);
    one_address (&answer);
    tell (upstream, &asked, &answer);
    ck_assert (message_receive (client, FALSE, &answer));
  }
  ck_assert_uint_ge (g_hash_table_size (ports), 5);
  ck_assert_uint_ge (g_hash_table_size (ids), 190);
  close (client);
}
END_TEST

int
main (void)
{
  return home_main ("upstream",
                    (const TTest *[]){
                        an_answer_too_large_for_a_client_is_truncated_and_whole_over_tcp,
                        a_truncated_answer_is_asked_for_again_over_tcp,
                        answers_that_do_not_match_the_question_are_passed_over,
                        the_same_question_is_asked_once_for_all_who_wait,
                        a_name_that_does_not_exist_is_remembered_as_its_soa_says,
                        a_silent_upstream_is_left_for_the_next_and_its_late_answer_still_counts,
                        an_upstream_that_fails_or_refuses_is_left_for_the_next,
                        an_upstream_that_is_not_there_is_left_at_once,
                        nobody_answering_is_told_before_a_program_gives_up,
                        an_upstream_without_edns_is_asked_without,
                        ids_and_ports_vary,
                        NULL,
                    });
}
