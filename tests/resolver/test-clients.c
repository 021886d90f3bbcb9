/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sys/socket.h>
#include <unistd.h>

#include "tests/resolver/home.h"
#include "tests/tap.h"

START_TEST (pipelined_queries_are_answered_as_they_come)
{
  int client = stand_client (&stand, SAM, PL_SOCKET_TCP6);
  Message query, answer;
  Asked asked;

  message_query (&query, 1, "slow.example.org", PL_DNS_TYPE_A);
  message_send (client, TRUE, &query);
  message_query (&query, 2, "bad.example", PL_DNS_TYPE_A);
  message_send (client, TRUE, &query);
  ck_assert (shutdown (client, SHUT_WR) == 0);
  ck_assert (message_receive (client, TRUE, &answer));
  ck_assert_uint_eq (answer.bytes[1], 2);
  await_asked (upstream, &asked);
  message_answer (&answer, &asked.message, 0);
  one_address (&answer);
  tell (upstream, &asked, &answer);
  ck_assert (message_receive (client, TRUE, &answer));
  ck_assert_uint_eq (answer.bytes[1], 1);
  /* and then the end, since we will not ask again */
  ck_assert_int_eq (recv (client, &answer, 1, 0), 0);
  close (client);
}
END_TEST

START_TEST (a_slot_has_its_share_of_connections_and_no_more)
{
  int clients[40], other = stand_client (&stand, ADULT, PL_SOCKET_TCP4);
  Message query, answer;

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    clients[i] = stand_client (&stand, SAM, PL_SOCKET_TCP4);
  message_query (&query, 2, "localhost", PL_DNS_TYPE_A);
  /* the last one lives, the first was closed for it, another slot's is untouched */
  message_send (clients[39], TRUE, &query);
  ck_assert (message_receive (clients[39], TRUE, &answer));
  ck_assert_int_eq (recv (clients[0], &answer, 1, 0), 0);
  message_send (other, TRUE, &query);
  ck_assert (message_receive (other, TRUE, &answer));
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    close (clients[i]);
  close (other);
}
END_TEST

START_TEST (one_childs_flood_leaves_the_others_answered)
{
  int flood = stand_client (&stand, SAM, PL_SOCKET_UDP4);
  Message query;

  message_query (&query, 2, "flood.bad.example", PL_DNS_TYPE_A);
  for (guint i = 0; i < 20000; i++)
    send (flood, query.bytes, query.size, MSG_DONTWAIT);
  assert_answer (ALEX, "example.org", PL_DNS_TYPE_A,
                 "NOERROR Q example.org A AN example.org A 10 192.0.2.53");
  guint answered = 0;
  while (recv (flood, query.bytes, sizeof query.bytes, MSG_DONTWAIT) > 0)
    answered++;
  ck_assert_uint_le (answered, 4 * 500 + 500);
  close (flood);
}
END_TEST

int
main (void)
{
  return home_main ("clients", (const TTest *[]){
                                   pipelined_queries_are_answered_as_they_come,
                                   a_slot_has_its_share_of_connections_and_no_more,
                                   one_childs_flood_leaves_the_others_answered,
                                   NULL,
                               });
}
