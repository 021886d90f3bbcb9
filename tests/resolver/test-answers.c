/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/resolver/home.h"
#include "tests/tap.h"

START_TEST (a_blocked_name_has_the_block_address_and_nothing_else)
{
  assert_answer (SAM, "Www.Bad.Example", PL_DNS_TYPE_A,
                 "NOERROR Q Www.Bad.Example A AN Www.Bad.Example A 10 192.0.2.53");
  static const guint16 others[] = { PL_DNS_TYPE_AAAA, PL_DNS_TYPE_HTTPS, PL_DNS_TYPE_MX,
                                    PL_DNS_TYPE_ANY,  PL_DNS_TYPE_CNAME, 65280 };
  for (guint i = 0; i < G_N_ELEMENTS (others); i++) {
    Message query;
    message_query (&query, 7, "bad.example", others[i]);
    g_autofree char *words = exchange (SAM, PL_SOCKET_UDP4, &query);
    ck_assert_msg (g_str_has_suffix (words, " NS bad.example SOA 10 minimum 10"), "%u: %s",
                   others[i], words);
    ck_assert (g_str_has_prefix (words, "NOERROR Q bad.example "));
  }
  assert_not_asked ();
}
END_TEST

START_TEST (a_blocked_name_is_explained_to_those_who_speak_edns)
{
  Message query;

  message_query (&query, 7, "bad.example", PL_DNS_TYPE_A);
  message_opt (&query, 4096, 0x8000, NULL, 0);
  g_autofree char *words = exchange (SAM, PL_SOCKET_UDP4, &query);
  ck_assert_str_eq (words,
                    "NOERROR Q bad.example A AN bad.example A 10 192.0.2.53 OPT 1232 DO EDE 17");
}
END_TEST

START_TEST (every_transport_answers_alike)
{
  for (guint kind = 0; kind < PL_SOCKET_KINDS; kind++) {
    Message query;
    message_query (&query, (guint16)(kind + 1), "bad.example", PL_DNS_TYPE_A);
    g_autofree char *words = exchange (SAM, kind, &query);
    ck_assert_str_eq (words, "NOERROR Q bad.example A AN bad.example A 10 192.0.2.53");
  }
}
END_TEST

START_TEST (names_that_switch_encrypted_dns_do_not_exist)
{
  Message query;

  assert_answer (
      SAM, "use-application-dns.net", PL_DNS_TYPE_A,
      "NXDOMAIN Q use-application-dns.net A NS use-application-dns.net SOA 10 minimum 10");
  message_query (&query, 9, "_dns.resolver.arpa", PL_DNS_TYPE_SVCB);
  message_opt (&query, 1232, 0, NULL, 0);
  g_autofree char *words = exchange (ALEX, PL_SOCKET_UDP4, &query);
  ck_assert_str_eq (words, "NXDOMAIN Q _dns.resolver.arpa SVCB NS _dns.resolver.arpa SOA 10 "
                           "minimum 10 OPT 1232 EDE 17");
  assert_not_asked ();
}
END_TEST

START_TEST (localhost_is_answered_and_local_names_do_not_exist)
{
  assert_answer (SAM, "localhost", PL_DNS_TYPE_A,
                 "NOERROR Q localhost A AN localhost A 10 127.0.0.1");
  assert_answer (ALEX, "a.localhost", PL_DNS_TYPE_AAAA,
                 "NOERROR Q a.localhost AAAA AN a.localhost AAAA 10 ::1");
  assert_answer (SAM, "localhost", PL_DNS_TYPE_MX,
                 "NOERROR Q localhost MX NS localhost SOA 10 minimum 10");
  assert_answer (SAM, "printer.local", PL_DNS_TYPE_A,
                 "NXDOMAIN Q printer.local A NS printer.local SOA 10 minimum 10");
  assert_answer (ALEX, "site.onion", PL_DNS_TYPE_A,
                 "NXDOMAIN Q site.onion A NS site.onion SOA 10 minimum 10");
  assert_not_asked ();
}
END_TEST

START_TEST (help_only_opens_help_and_blocks_the_rest)
{
  assert_answer (ALEX, "example.org", PL_DNS_TYPE_A,
                 "NOERROR Q example.org A AN example.org A 10 192.0.2.53");
  assert_answer (ALEX, "org", PL_DNS_TYPE_NS, "NOERROR Q org NS NS org SOA 10 minimum 10");
  assert_answer (ALEX, "", PL_DNS_TYPE_NS, "NOERROR Q . NS NS . SOA 10 minimum 10");
  assert_not_asked ();
  assert_forwarded (ALEX, "www.childline.org.uk", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q www.childline.org.uk A AN www.childline.org.uk A 300 198.51.100.10");
}
END_TEST

START_TEST (a_slot_that_nobody_uses_is_refused)
{
  assert_answer (UNUSED, "example.org", PL_DNS_TYPE_A, "REFUSED Q example.org A");
}
END_TEST

START_TEST (an_allowed_name_is_forwarded_with_the_letter_case_of_the_question)
{
  assert_forwarded (SAM, "wWw.eXample.Org", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q wWw.eXample.Org A AN wWw.eXample.Org A 300 198.51.100.10");
  /* from the cache, in another case */
  assert_answer (SAM, "WWW.example.org", PL_DNS_TYPE_A,
                 "NOERROR Q WWW.example.org A AN WWW.example.org A 300 198.51.100.10");
  assert_not_asked ();
}
END_TEST

static void
three_strings (Message *answer)
{
  message_record (answer, PL_DNS_ANSWER, NULL, 65280, 60, "\1\2\3", 3);
}

START_TEST (unknown_types_and_odd_names_are_passed_on)
{
  assert_forwarded (SAM, "example.org", 65280, three_strings,
                    "NOERROR Q example.org TYPE65280 AN example.org TYPE65280 60 010203");
  assert_forwarded (SAM, "", PL_DNS_TYPE_NS, three_strings,
                    "NOERROR Q . NS AN . TYPE65280 60 010203");
  assert_forwarded (SAM, "1.2.0.192.in-addr.arpa", PL_DNS_TYPE_PTR, three_strings,
                    "NOERROR Q 1.2.0.192.in-addr.arpa PTR AN 1.2.0.192.in-addr.arpa TYPE65280 60 "
                    "010203");
  assert_forwarded (SAM, "*.ex ample.org", PL_DNS_TYPE_A, one_address,
                    "NOERROR Q *.ex ample.org A AN *.ex ample.org A 300 198.51.100.10");
}
END_TEST

START_TEST (a_dot_inside_a_label_does_not_slip_past_a_block)
{
  static const guint8 dotted[] = "\0\1\1\0\0\1\0\0\0\0\0\0\12www.tricky\7example\0\0\1\0\1";
  static const guint8 zero[] = "\0\1\1\0\0\1\0\0\0\0\0\0\4ok\0k\7example\0\0\1\0\1";
  static const guint8 below[] = "\0\1\1\0\0\1\0\0\0\0\0\0\2*!\3bad\7example\0\0\1\0\1";
  Message query;

  memcpy (query.bytes, dotted, query.size = sizeof dotted - 1);
  g_autofree char *first = exchange (SAM, PL_SOCKET_UDP4, &query);
  ck_assert (g_str_has_suffix (first, "A 10 192.0.2.53"));
  memcpy (query.bytes, zero, query.size = sizeof zero - 1);
  g_autofree char *second = exchange (SAM, PL_SOCKET_UDP4, &query);
  ck_assert (g_str_has_suffix (second, "A 10 192.0.2.53"));
  memcpy (query.bytes, below, query.size = sizeof below - 1);
  g_autofree char *third = exchange (SAM, PL_SOCKET_UDP4, &query);
  ck_assert (g_str_has_suffix (third, "A 10 192.0.2.53"));
  assert_not_asked ();
}
END_TEST

static void
inner_and_outer (Message *answer)
{
  static const char *const addresses[] = {
    "10.1.2.3",
    "192.168.0.1",
    "127.0.0.1",
    "169.254.1.1",
    "172.31.0.1",
    "192.0.2.53",
    "0.0.0.0",
    "100.64.0.1",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "64:ff9b::10.0.0.1",
    "2002:a00:1::1",
    "224.0.0.1",
    "::ffff:198.51.100.1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    message_address (answer, NULL, 60, addresses[i]);
  message_address (answer, NULL, 60, "198.51.100.10");
  message_address (answer, NULL, 60, "2001:db8:100::10");
}

START_TEST (inner_addresses_are_taken_out_of_public_names_for_children)
{
  assert_forwarded (SAM, "rebind.example.org", PL_DNS_TYPE_A, inner_and_outer,
                    "NOERROR Q rebind.example.org A AN rebind.example.org A 60 198.51.100.10 AN "
                    "rebind.example.org AAAA 60 2001:db8:100::10");
  /* the same from the cache, and untouched for an adult and for staff */
  assert_answer (SAM, "rebind.example.org", PL_DNS_TYPE_A,
                 "NOERROR Q rebind.example.org A AN rebind.example.org A 60 198.51.100.10 AN "
                 "rebind.example.org AAAA 60 2001:db8:100::10");
  Message query;
  message_query (&query, 5, "rebind.example.org", PL_DNS_TYPE_A);
  message_opt (&query, 1232, 0, NULL, 0);
  g_autofree char *adult = exchange (ADULT, PL_SOCKET_UDP4, &query);
  ck_assert_ptr_nonnull (strstr (adult, "AN rebind.example.org A 60 10.1.2.3 "));
  g_autofree char *staff = exchange (PL_SLOT_STAFF, PL_SOCKET_UDP4, &query);
  ck_assert_ptr_nonnull (strstr (staff, "AN rebind.example.org AAAA 60 fd00::1 "));
}
END_TEST

static void
inner_only (Message *answer)
{
  message_address (answer, NULL, 60, "10.1.2.3");
}

START_TEST (the_homes_own_zones_and_networks_stay)
{
  assert_forwarded (SAM, "nas.home.example", PL_DNS_TYPE_A, inner_only,
                    "NOERROR Q nas.home.example A AN nas.home.example A 60 10.1.2.3");
  assert_forwarded (SAM, "nas.example.org", PL_DNS_TYPE_A, inner_only,
                    "NOERROR Q nas.example.org A");
  source.networks[0] = (PlNetwork){ .address = { [10] = 0xff, [11] = 0xff, 10, 1 }, .prefix = 112 };
  source.n_networks = 1;
  stand_give_snapshot (&stand, &source);
  assert_answer (SAM, "nas.example.org", PL_DNS_TYPE_A,
                 "NOERROR Q nas.example.org A AN nas.example.org A 60 10.1.2.3");
}
END_TEST

static void
service_with_everything (Message *answer)
{
  message_record (answer, PL_DNS_ANSWER, NULL, PL_DNS_TYPE_HTTPS, 60,
                  "\0\1\0\0\1\0\3\2h2\0\4\0\4\1\2\3\4\0\5\0\2zz", 24);
}

START_TEST (service_records_tell_children_neither_ech_nor_hints)
{
  assert_forwarded (SAM, "svc.example.org", PL_DNS_TYPE_HTTPS, service_with_everything,
                    "NOERROR Q svc.example.org HTTPS AN svc.example.org HTTPS 60 "
                    "00010000010003026832");
  assert_answer (ADULT, "svc.example.org", PL_DNS_TYPE_HTTPS,
                 "NOERROR Q svc.example.org HTTPS AN svc.example.org HTTPS 60 "
                 "000100000100030268320004000401020304000500027a7a");
}
END_TEST

START_TEST (upstream_is_asked_with_edns_whatever_the_client_says)
{
  int client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;
  Asked asked;
  PlDnsQuery read;

  message_query (&query, 0x77, "edns.example.org", PL_DNS_TYPE_A);
  message_send (client, FALSE, &query);
  await_asked (upstream, &asked);
  ck_assert_int_eq (pl_dns_query_read (asked.message.bytes, asked.message.size, &read),
                    PL_DNS_QUERY_OK);
  ck_assert (read.edns.present && !read.edns.dnssec_ok);
  ck_assert_uint_eq (read.edns.udp_size, 1232);
  message_answer (&answer, &asked.message, 0);
  one_address (&answer);
  message_opt (&answer, 4096, 0, NULL, 0);
  tell (upstream, &asked, &answer);
  ck_assert (message_receive (client, FALSE, &answer));
  g_autofree char *words = message_words (&answer);
  ck_assert_str_eq (words, "NOERROR Q edns.example.org A AN edns.example.org A 300 198.51.100.10");
  close (client);
}
END_TEST

START_TEST (edns_bits_and_options_are_passed_on)
{
  int client = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query, answer;
  Asked asked;
  PlDnsQuery read;

  /* a cookie (between neighbours: not passed on) and NSID (RFC 5001) */
  message_query (&query, 0x77, "opt.example.org", PL_DNS_TYPE_A);
  message_opt (&query, 1232, 0x8000,
               "\0\x0a\0\x08"
               "12345678"
               "\0\3\0\0",
               16);
  message_send (client, FALSE, &query);
  await_asked (upstream, &asked);
  ck_assert_int_eq (pl_dns_query_read (asked.message.bytes, asked.message.size, &read),
                    PL_DNS_QUERY_OK);
  ck_assert (read.edns.present && read.edns.dnssec_ok);
  ck_assert_uint_eq (read.edns.options_length, 4);
  ck_assert_mem_eq (read.edns.options, "\0\3\0\0", 4);
  message_answer (&answer, &asked.message, PL_DNS_AD);
  one_address (&answer);
  message_opt (&answer, 4096, 0x8000, "\0\3\0\2hi\0\x0f\0\2\0\3", 12);
  tell (upstream, &asked, &answer);
  ck_assert (message_receive (client, FALSE, &answer));
  g_autofree char *words = message_words (&answer);
  ck_assert_str_eq (words, "NOERROR AD Q opt.example.org A AN opt.example.org A 300 198.51.100.10 "
                           "OPT 1232 DO option 3 EDE 3");
  close (client);
}
END_TEST

START_TEST (a_later_version_of_edns_is_refused)
{
  Message query;

  message_query (&query, 7, "example.org", PL_DNS_TYPE_A);
  message_opt (&query, 1232, 0x10000, NULL, 0);
  g_autofree char *words = exchange (SAM, PL_SOCKET_UDP4, &query);
  ck_assert_str_eq (words, "RCODE16 Q example.org A OPT 1232");
}
END_TEST

START_TEST (other_opcodes_and_malformed_queries_are_told)
{
  Message query;

  message_query (&query, 7, "example.org", PL_DNS_TYPE_A);
  query.bytes[2] = 0x28;
  g_autofree char *update = exchange (SAM, PL_SOCKET_UDP4, &query);
  ck_assert_str_eq (update, "NOTIMP");
  message_query (&query, 7, "example.org", PL_DNS_TYPE_A);
  query.size -= 3;
  g_autofree char *cut = exchange (SAM, PL_SOCKET_UDP4, &query);
  ck_assert_str_eq (cut, "FORMERR");
  message_query (&query, 7, "example.org", 252);
  g_autofree char *transfer = exchange (SAM, PL_SOCKET_TCP4, &query);
  ck_assert_str_eq (transfer, "REFUSED Q example.org TYPE252");
}
END_TEST

int
main (void)
{
  return home_main ("answers",
                    (const TTest *[]){
                        a_blocked_name_has_the_block_address_and_nothing_else,
                        a_blocked_name_is_explained_to_those_who_speak_edns,
                        every_transport_answers_alike,
                        names_that_switch_encrypted_dns_do_not_exist,
                        localhost_is_answered_and_local_names_do_not_exist,
                        help_only_opens_help_and_blocks_the_rest,
                        a_slot_that_nobody_uses_is_refused,
                        an_allowed_name_is_forwarded_with_the_letter_case_of_the_question,
                        unknown_types_and_odd_names_are_passed_on,
                        a_dot_inside_a_label_does_not_slip_past_a_block,
                        inner_addresses_are_taken_out_of_public_names_for_children,
                        the_homes_own_zones_and_networks_stay,
                        service_records_tell_children_neither_ech_nor_hints,
                        upstream_is_asked_with_edns_whatever_the_client_says,
                        edns_bits_and_options_are_passed_on,
                        a_later_version_of_edns_is_refused,
                        other_opcodes_and_malformed_queries_are_told,
                        NULL,
                    });
}
