/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/proxy/stand.h"
#include "tests/tap.h"

static const guint8 denied[] = { 21, 3, 3, 0, 2, 2, 49 };

static Stand stand;

static void
set_up (void)
{
  stand_start (&stand);
}

static void
tear_down (void)
{
  stand_stop (&stand);
}

/* A child's TLS connection through to the server. */
static void
open_tls (const char *name, int *client, int *server)
{
  guint8 hello[512];
  gsize size = stand_hello (name, hello);

  *client = stand_connect (&stand, stand.https_port);
  stand_send (*client, hello, size);
  *server = stand_accept (&stand, stand.https);
  stand_expect (&stand, *server, hello, size);
}

/* What the child gets for this request, to the end. */
static char *
ask_http (const char *request)
{
  int client = stand_connect (&stand, stand.http_port);

  stand_send (client, request, strlen (request));
  char *answer = stand_read_all (&stand, client);
  close (client);
  return answer;
}

static void
assert_refused (guint16 port, const void *bytes, gsize n, const void *expected, gsize m)
{
  int client = stand_connect (&stand, port);

  stand_send (client, bytes, n);
  g_autofree char *answer = stand_read_all (&stand, client);
  ck_assert_mem_eq (answer, expected, m);
  ck_assert (stand_is_untouched (&stand, stand.https) && stand_is_untouched (&stand, stand.http));
  close (client);
}

static gboolean
is_closed (int fd)
{
  char byte;
  gssize n = recv (fd, &byte, 1, MSG_DONTWAIT);

  return n == 0 || (n < 0 && errno != EAGAIN);
}

static void
assert_nothing_comes (int fd)
{
  char byte;

  for (guint i = 0; i < 10; i++)
    stand_turn (&stand);
  ck_assert_int_lt (recv (fd, &byte, 1, MSG_DONTWAIT), 0);
}

START_TEST (tls_passes_unchanged_in_both_directions)
{
  gsize n = 600000;
  g_autofree guint8 *up = g_malloc (n), *down = g_malloc (n);
  int client, server;

  open_tls ("www.Good.example.", &client, &server);
  for (gsize i = 0; i < n; i++) {
    up[i] = (guint8)(i * 7 + i / 251);
    down[i] = (guint8)(i * 11 + i / 241);
  }
  for (gsize at = 0; at < n; at += 50000) {
    stand_send (client, up + at, 50000);
    stand_expect (&stand, server, up + at, 50000);
    stand_send (server, down + at, 50000);
    stand_expect (&stand, client, down + at, 50000);
  }
  close (client);
  close (server);
}
END_TEST

START_TEST (hello_in_pieces_arrives_whole)
{
  guint8 hello[512];
  gsize size = stand_hello ("slow.example", hello);
  int client = stand_connect (&stand, stand.https_port);

  for (gsize i = 0; i < size; i++) {
    stand_send (client, hello + i, 1);
    stand_turn (&stand);
  }
  int server = stand_accept (&stand, stand.https);
  stand_expect (&stand, server, hello, size);
  close (client);
  close (server);
}
END_TEST

START_TEST (end_of_either_side_reaches_the_other)
{
  int client, server;

  open_tls ("good.example", &client, &server);
  shutdown (client, SHUT_WR);
  STAND_WAIT (&stand, is_closed (server));
  stand_send (server, "last words", 10);
  stand_expect (&stand, client, "last words", 10);
  close (server);
  STAND_WAIT (&stand, is_closed (client));
  close (client);
}
END_TEST

START_TEST (receiver_that_waits_loses_nothing)
{
  gsize n = 8 * 1024 * 1024, sent = 0;
  g_autofree guint8 *bytes = g_malloc (n);
  int client, server;

  open_tls ("good.example", &client, &server);
  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8)(i * 13 + i / 509);
  /* more than pipes and sockets hold, before the first byte is read */
  for (guint stuck = 0; sent < n && stuck < 20;) {
    gssize more = send (server, bytes + sent, n - sent, MSG_DONTWAIT | MSG_NOSIGNAL);

    stuck = more > 0 ? 0 : stuck + 1;
    sent += more > 0 ? (gsize)more : 0;
    stand_turn (&stand);
  }
  stand_expect (&stand, client, bytes, sent);
  close (client);
  close (server);
}
END_TEST

/* A child's open connection, and the site's end of it. */
typedef struct {
  int client;
  int server;
  gsize received;
} Stream;

static void
open_stream (Stream *stream, int client)
{
  guint8 hello[512];
  gsize n = stand_hello ("good.example", hello);

  stream->client = client;
  stand_send (client, hello, n);
  stream->server = stand_accept (&stand, stand.https);
  stand_expect (&stand, stream->server, hello, n);
}

/* The site sends what goes, the child reads what came. */
static void
go_on (Stream *stream, guint8 *bytes, gsize n)
{
  gssize got;

  while (send (stream->server, bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL) > 0)
    ;
  while ((got = recv (stream->client, bytes, n, MSG_DONTWAIT)) > 0)
    stream->received += (gsize)got;
}

START_TEST (child_with_many_connections_leaves_another_theirs)
{
  enum {
    MANY = 40,
    TIMES =
        8, /* a share is four times what one connection moves in a turn, and there is some luck in it */
    PIECE = 65536,
    ENOUGH = 8 * 1024 * 1024
  };
  g_autofree guint8 *bytes = g_malloc0 (PIECE);
  Stream greedy[MANY] = { 0 }, one = { 0 };
  gsize all = 0;

  for (guint i = 0; i < MANY; i++)
    open_stream (&greedy[i], stand_connect (&stand, stand.https_port));
  open_stream (&one, stand_connect_other (&stand, stand.https_port));
  while (one.received < ENOUGH) {
    go_on (&one, bytes, PIECE);
    for (guint i = 0; i < MANY; i++)
      go_on (&greedy[i], bytes, PIECE);
    stand_turn (&stand);
  }
  for (guint i = 0; i < MANY; i++)
    all += greedy[i].received;
  ck_assert_msg (all <= TIMES * one.received, "%zu and %zu", all, one.received);
  for (guint i = 0; i < MANY; i++) {
    close (greedy[i].client);
    close (greedy[i].server);
  }
  close (one.client);
  close (one.server);
}
END_TEST

START_TEST (blocked_tls_gets_an_alert_and_no_connection)
{
  guint8 hello[512];
  gsize size = stand_hello ("www.BLOCKED.example", hello);

  assert_refused (stand.https_port, hello, size, denied, sizeof denied);
}
END_TEST

START_TEST (without_a_name_there_is_no_connection)
{
  guint8 hello[512];
  gsize size = stand_hello ("", hello);

  assert_refused (stand.https_port, hello, size, denied, sizeof denied);
  size = stand_hello ("127.0.0.1", hello);
  assert_refused (stand.https_port, hello, size, denied, sizeof denied);
  assert_refused (stand.http_port, "GET / HTTP/1.0\r\n\r\n", 18, "HTTP/1.1 400 ", 13);
  const char address[] = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  assert_refused (stand.http_port, address, strlen (address), "HTTP/1.1 400 ", 13);
  const char six[] = "GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n";
  assert_refused (stand.http_port, six, strlen (six), "HTTP/1.1 400 ", 13);
}
END_TEST

START_TEST (each_protocol_has_its_own_port)
{
  const char request[] = "GET / HTTP/1.1\r\nHost: good.example\r\n\r\n";
  const guint8 alert[] = { 21, 3, 3, 0, 2, 2, 50 };
  guint8 hello[512];
  gsize size = stand_hello ("good.example", hello);

  assert_refused (stand.https_port, request, strlen (request), alert, sizeof alert);
  assert_refused (stand.http_port, hello, size, "HTTP/1.1 400 ", 13);
  int other = stand_connect (&stand, 8080);
  STAND_WAIT (&stand, is_closed (other));
  close (other);
}
END_TEST

START_TEST (answer_to_head_has_no_body)
{
  g_autofree char *page = ask_http ("HEAD / HTTP/1.1\r\nHost: blocked.example\r\n\r\n");

  ck_assert (g_str_has_suffix (page, "\r\n\r\n"));
}
END_TEST

START_TEST (one_request_goes_to_its_server_and_no_second)
{
  const char requests[] = "POST http://good.example/a HTTP/1.1\r\nHost: good.example\r\n"
                          "Connection: keep-alive\r\nContent-Length: 4\r\n\r\nbody"
                          "GET / HTTP/1.1\r\nHost: blocked.example\r\n\r\n";
  const char seen[] = "POST /a HTTP/1.1\r\nHost: good.example\r\nContent-Length: 4\r\n"
                      "Connection: close\r\n\r\nbody";
  const char answer[] = "HTTP/1.1 200 OK\r\n\r\nhello";
  int client = stand_connect (&stand, stand.http_port);

  stand_send (client, requests, strlen (requests));
  int server = stand_accept (&stand, stand.http);
  stand_expect (&stand, server, seen, strlen (seen));
  assert_nothing_comes (server);
  stand_send (server, answer, strlen (answer));
  close (server);
  g_autofree char *got = stand_read_all (&stand, client);
  ck_assert_str_eq (got, answer);
  close (client);
}
END_TEST

START_TEST (body_that_comes_later_is_passed_to_its_last_byte)
{
  const char head[] = "POST / HTTP/1.1\r\nHost: good.example\r\nContent-Length: 300000\r\n\r\n";
  const char seen[] = "POST / HTTP/1.1\r\nHost: good.example\r\nContent-Length: 300000\r\n"
                      "Connection: close\r\n\r\n";
  g_autofree char *body = g_strnfill (300010, 'b');
  int client = stand_connect (&stand, stand.http_port);

  stand_send (client, head, strlen (head));
  int server = stand_accept (&stand, stand.http);
  stand_expect (&stand, server, seen, strlen (seen));
  for (gsize at = 0; at < 300010; at += 30001)
    stand_send (client, body + at, 30001);
  stand_expect (&stand, server, body, 300000);
  assert_nothing_comes (server);
  close (client);
  close (server);
}
END_TEST

START_TEST (server_that_hangs_up_in_the_middle_ends_only_its_connection)
{
  const char head[] = "POST / HTTP/1.1\r\nHost: good.example\r\nContent-Length: 90000000\r\n\r\n";
  const char answer[] = "HTTP/1.1 413 Content Too Large\r\n\r\n";
  g_autofree char *body = g_strnfill (100000, 'b');
  int client = stand_connect (&stand, stand.http_port);

  stand_send (client, head, strlen (head));
  int server = stand_accept (&stand, stand.http);
  stand_send (server, answer, strlen (answer));
  close (server); /* with the request unread, so that it is reset */
  stand_send (client, body, 100000);
  stand_expect (&stand, client, answer, strlen (answer));
  close (client);
}
END_TEST

START_TEST (site_without_an_answer_is_not_called_blocked)
{
  g_autofree char *page = ask_http ("GET / HTTP/1.1\r\nHost: nowhere.example\r\n\r\n");

  ck_assert (g_str_has_prefix (page, "HTTP/1.1 502 "));
}
END_TEST

START_TEST (address_of_the_home_or_this_host_is_not_connected_to)
{
  g_autofree char *private = ask_http ("GET / HTTP/1.1\r\nHost: private.example\r\n\r\n");
  ck_assert (g_str_has_prefix (private, "HTTP/1.1 502 "));

  stand_give_rules (&stand, PL_ACCESS_FILTERED, G_MAXINT64, FALSE);
  g_autofree char *loopback = ask_http ("GET / HTTP/1.1\r\nHost: good.example\r\n\r\n");
  ck_assert (g_str_has_prefix (loopback, "HTTP/1.1 502 "));
  ck_assert (stand_is_untouched (&stand, stand.http));
}
END_TEST

START_TEST (ipv4_is_tried_while_ipv6_is_not_known)
{
  int client, server;

  stand.silent_ipv6 = TRUE;
  gint64 begun_us = g_get_monotonic_time ();
  open_tls ("good.example", &client, &server);
  ck_assert_int_lt (g_get_monotonic_time () - begun_us, 1000000);
  close (client);
  close (server);
}
END_TEST

START_TEST (ipv4_is_tried_when_ipv6_fails)
{
  int client, server;

  open_tls ("both.example", &client, &server);
  close (client);
  close (server);
}
END_TEST

START_TEST (new_rules_cut_what_is_not_allowed_any_more)
{
  int client, server, help_client, help_server;

  open_tls ("good.example", &client, &server);
  open_tls ("chat.help.example", &help_client, &help_server);
  stand_give_rules (&stand, PL_ACCESS_HELP_ONLY, G_MAXINT64, TRUE);
  ck_assert (is_closed (client));
  ck_assert (is_closed (server));
  stand_send (help_client, "still here", 10);
  stand_expect (&stand, help_server, "still here", 10);
  close (client);
  close (server);
  close (help_client);
  close (help_server);
}
END_TEST

START_TEST (time_that_runs_out_cuts_within_a_second)
{
  int client, server, help_client, help_server;

  stand_give_rules (&stand, PL_ACCESS_FILTERED, 400, TRUE);
  open_tls ("good.example", &client, &server);
  open_tls ("help.example", &help_client, &help_server);
  gint64 begun_us = g_get_monotonic_time ();
  STAND_WAIT (&stand, is_closed (client));
  ck_assert_int_lt (g_get_monotonic_time () - begun_us, 1400000);
  ck_assert (!is_closed (help_client));
  close (client);
  close (server);
  close (help_client);
  close (help_server);
}
END_TEST

START_TEST (forgotten_slot_has_no_connections)
{
  int client, server;

  open_tls ("good.example", &client, &server);
  pl_proxy_set_socket (stand.proxy, 1, PL_SOCKET_TCP4, -1);
  ck_assert (is_closed (client));
  close (client);
  close (server);
}
END_TEST

START_TEST (agent_is_told_of_blocks_and_of_traffic_but_of_no_other_name)
{
  int client, server;
  gboolean blocked = FALSE, active = FALSE;

  open_tls ("good.example", &client, &server);
  stand_send (client, "0123456789", 10);
  stand_expect (&stand, server, "0123456789", 10);
  g_autofree char *page = ask_http ("GET / HTTP/1.1\r\nHost: blocked.example\r\n\r\n");
  stand_give_rules (&stand, PL_ACCESS_FILTERED, G_MAXINT64, TRUE);
  STAND_WAIT (&stand, stand.events->len >= 2);
  for (guint i = 0; i < stand.events->len; i++) {
    const PlWorkerMessage *event = &g_array_index (stand.events, PlWorkerMessage, i);

    ck_assert_uint_eq (event->slot, 1);
    if (event->type == PL_WORKER_ACTIVITY) {
      active = TRUE;
      ck_assert_uint_ge (event->activity.bytes, 10);
      ck_assert_uint_ne (event->activity.traffic, 0);
      ck_assert_uint_eq (event->activity.free, 0);
    } else {
      blocked = TRUE;
      ck_assert_uint_eq (event->type, PL_WORKER_BLOCKED);
      ck_assert_str_eq (event->blocked.name, "blocked.example");
      ck_assert_uint_eq (event->blocked.cause, PL_SITE_BY_OWN_BLOCK);
    }
  }
  ck_assert (blocked && active);
  close (client);
  close (server);
}
END_TEST

START_TEST (where_time_stands_the_first_traffic_is_told_at_once)
{
  int help, help_server, client, server;

  stand.time_stands = TRUE;
  stand_give_rules (&stand, PL_ACCESS_FILTERED, G_MAXINT64, TRUE);
  open_tls ("help.example", &help, &help_server);
  ck_assert_uint_eq (stand.events->len, 0);
  open_tls ("good.example", &client, &server);
  STAND_WAIT (&stand, stand.events->len >= 1);
  const PlWorkerMessage *event = &g_array_index (stand.events, PlWorkerMessage, 0);
  ck_assert_uint_eq (event->type, PL_WORKER_ACTIVITY);
  ck_assert_uint_ne (event->activity.traffic, 0);
  /* and what goes on then, with the next snapshot */
  stand_send (client, "0123456789", 10);
  stand_expect (&stand, server, "0123456789", 10);
  ck_assert_uint_eq (stand.events->len, 1);
  close (client);
  close (server);
  close (help);
  close (help_server);
}
END_TEST

START_TEST (traffic_to_help_is_told_as_no_use_of_time)
{
  gint64 before = g_get_monotonic_time () / G_USEC_PER_SEC;
  int client, server;

  open_tls ("help.example", &client, &server);
  stand_give_rules (&stand, PL_ACCESS_FILTERED, G_MAXINT64, TRUE);
  STAND_WAIT (&stand, stand.events->len >= 1);
  const PlWorkerMessage *event = &g_array_index (stand.events, PlWorkerMessage, 0);
  ck_assert_uint_eq (event->type, PL_WORKER_ACTIVITY);
  ck_assert_uint_eq (event->activity.traffic, 0);
  ck_assert_uint_ne (event->activity.free & 3, 0);
  ck_assert_int_ge (event->activity.first, before);
  close (client);
  close (server);
}
END_TEST

/* The resolver was asked for the name, and for no other. */
static void
assert_asked_only (const char *name)
{
  ck_assert_uint_ge (stand.asked->len, 2);
  for (guint i = 0; i < stand.asked->len; i++)
    ck_assert_str_eq (stand.asked->pdata[i], name);
}

static void
enforce_safe_search (PlSafeSearch search)
{
  stand.search = search;
  stand_give_rules (&stand, PL_ACCESS_FILTERED, G_MAXINT64, TRUE);
}

/* What was seen of the only name that was told last. */
static PlSeen
told_last (void)
{
  const PlWorkerMessage *event = NULL;

  for (guint i = 0; i < stand.events->len; i++)
    if (g_array_index (stand.events, PlWorkerMessage, i).type == PL_WORKER_BLOCKED)
      event = &g_array_index (stand.events, PlWorkerMessage, i);
  ck_assert_ptr_nonnull (event);
  return event->blocked.seen;
}

START_TEST (agent_is_told_whether_a_page_was_asked_for)
{
  guint8 hello[512];
  gsize size = stand_hello ("blocked.example", hello);

  assert_refused (stand.https_port, hello, size, denied, sizeof denied);
  ck_assert_int_eq (told_last (), PL_SEEN_CONNECTION);
  g_autofree char *part = ask_http ("GET /a.png HTTP/1.1\r\nHost: blocked.example\r\n"
                                    "Accept: image/*\r\n\r\n");
  ck_assert_int_eq (told_last (), PL_SEEN_REQUEST);
  g_autofree char *page = ask_http ("GET / HTTP/1.1\r\nHost: blocked.example\r\n"
                                    "Accept: text/html,*/*\r\n\r\n");
  ck_assert_int_eq (told_last (), PL_SEEN_PAGE);
  /* and not again for less */
  guint told = stand.events->len;
  g_autofree char *again = ask_http ("GET /a.png HTTP/1.1\r\nHost: blocked.example\r\n\r\n");
  for (guint i = told; i < stand.events->len; i++)
    ck_assert_uint_ne (g_array_index (stand.events, PlWorkerMessage, i).type, PL_WORKER_BLOCKED);
}
END_TEST

START_TEST (search_engine_is_reached_at_its_safe_name_as_itself)
{
  const char request[] = "GET /search?q=a HTTP/1.1\r\nHost: www.google.com\r\n\r\n";
  const char seen[] =
      "GET /search?q=a HTTP/1.1\r\nHost: www.google.com\r\nConnection: close\r\n\r\n";
  int client, server;

  enforce_safe_search (PL_SAFE_SEARCH_MODERATE);
  open_tls ("www.Google.com", &client, &server);
  assert_asked_only ("forcesafesearch.google.com");
  close (client);
  close (server);
  client = stand_connect (&stand, stand.http_port);
  stand_send (client, request, strlen (request));
  server = stand_accept (&stand, stand.http);
  stand_expect (&stand, server, seen, strlen (seen));
  assert_asked_only ("forcesafesearch.google.com");
  close (client);
  close (server);
}
END_TEST

START_TEST (search_engine_without_a_safe_form_is_refused_with_a_way_on)
{
  enforce_safe_search (PL_SAFE_SEARCH_STRICT);
  g_autofree char *page = ask_http ("GET / HTTP/1.1\r\nHost: search.yahoo.com\r\n\r\n");
  ck_assert (g_str_has_prefix (page, "HTTP/1.1 403 "));
  ck_assert_ptr_nonnull (strstr (page, "no safe mode"));
  enforce_safe_search (PL_SAFE_SEARCH_OFF);
  int client, server;
  open_tls ("search.yahoo.com", &client, &server);
  assert_asked_only ("search.yahoo.com");
  close (client);
  close (server);
}
END_TEST

START_TEST (stricter_search_cuts_what_is_open_to_the_engine)
{
  int client, server, other_client, other_server;

  open_tls ("www.google.com", &client, &server);
  assert_asked_only ("www.google.com");
  open_tls ("good.example", &other_client, &other_server);
  enforce_safe_search (PL_SAFE_SEARCH_STRICT);
  ck_assert (is_closed (client));
  ck_assert (!is_closed (other_client));
  close (client);
  close (server);
  close (other_client);
  close (other_server);
}
END_TEST

START_TEST (slow_sender_is_given_up)
{
  stand_stop (&stand);
  stand_start_with (&stand, 150, 100);
  int client = stand_connect (&stand, stand.https_port);

  stand_send (client, "\x16\x03", 2);
  STAND_WAIT (&stand, is_closed (client));
  close (client);
}
END_TEST

START_TEST (child_has_so_many_connections_and_no_more)
{
  int clients[3], servers[3];
  guint8 hello[512];
  gsize size = stand_hello ("good.example", hello);

  stand_stop (&stand);
  stand_start_with (&stand, 10000, 2);
  for (guint i = 0; i < 3; i++) {
    clients[i] = stand_connect (&stand, stand.https_port);
    stand_send (clients[i], hello, size);
  }
  servers[0] = stand_accept (&stand, stand.https);
  servers[1] = stand_accept (&stand, stand.https);
  for (guint i = 0; i < 50; i++)
    stand_turn (&stand);
  ck_assert (stand_is_untouched (&stand, stand.https));
  /* it has its turn when another is over */
  close (servers[0]);
  close (clients[0]);
  close (clients[1]);
  servers[2] = stand_accept (&stand, stand.https);
  stand_expect (&stand, servers[2], hello, size);
  close (clients[2]);
  close (servers[1]);
  close (servers[2]);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    tls_passes_unchanged_in_both_directions,
    hello_in_pieces_arrives_whole,
    end_of_either_side_reaches_the_other,
    receiver_that_waits_loses_nothing,
    child_with_many_connections_leaves_another_theirs,
    blocked_tls_gets_an_alert_and_no_connection,
    without_a_name_there_is_no_connection,
    each_protocol_has_its_own_port,
    answer_to_head_has_no_body,
    one_request_goes_to_its_server_and_no_second,
    body_that_comes_later_is_passed_to_its_last_byte,
    server_that_hangs_up_in_the_middle_ends_only_its_connection,
    site_without_an_answer_is_not_called_blocked,
    address_of_the_home_or_this_host_is_not_connected_to,
    ipv4_is_tried_while_ipv6_is_not_known,
    ipv4_is_tried_when_ipv6_fails,
    new_rules_cut_what_is_not_allowed_any_more,
    time_that_runs_out_cuts_within_a_second,
    forgotten_slot_has_no_connections,
    agent_is_told_of_blocks_and_of_traffic_but_of_no_other_name,
    where_time_stands_the_first_traffic_is_told_at_once,
    traffic_to_help_is_told_as_no_use_of_time,
    agent_is_told_whether_a_page_was_asked_for,
    search_engine_is_reached_at_its_safe_name_as_itself,
    search_engine_without_a_safe_form_is_refused_with_a_way_on,
    stricter_search_cuts_what_is_open_to_the_engine,
    slow_sender_is_given_up,
    child_has_so_many_connections_and_no_more,
    NULL,
  };

  return pl_tap_main_with ("proxy", tests, 20, set_up, tear_down);
}
