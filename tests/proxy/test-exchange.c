/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/proxy/stand.h"
#include "tests/tap.h"

/* Plain HTTP that is more than a head: bodies in chunks, WebSockets; and connections that are quiet. */

#define ASKS                                                                                       \
  "GET /chat HTTP/1.1\r\nHost: good.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
#define SWITCHES                                                                                   \
  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
#define CHUNKED_HEAD "POST / HTTP/1.1\r\nHost: good.example\r\nTransfer-Encoding: chunked\r\n"

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

static void
send_text (int fd, const char *text)
{
  stand_send (fd, text, strlen (text));
}

static void
expect_text (int fd, const char *text)
{
  stand_expect (&stand, fd, text, strlen (text));
}

static void
open_request (const char *request, int *client, int *server)
{
  *client = stand_connect (&stand, stand.http_port);
  send_text (*client, request);
  *server = stand_accept (&stand, stand.http);
}

START_TEST (websocket_is_a_tunnel_once_the_server_has_gone_over)
{
  int client, server;

  open_request (ASKS, &client, &server);
  expect_text (server, ASKS);
  send_text (client, "too early");
  assert_nothing_comes (server);
  send_text (server, SWITCHES "\x81\x02hi");
  expect_text (client, SWITCHES "\x81\x02hi");
  expect_text (server, "too early");
  for (guint i = 0; i < 3; i++) {
    send_text (client, "\x81\x04ping");
    expect_text (server, "\x81\x04ping");
    send_text (server, "\x81\x04pong");
    expect_text (client, "\x81\x04pong");
  }
  close (client);
  STAND_WAIT (&stand, is_closed (server));
  close (server);
}
END_TEST

START_TEST (interim_answers_and_pieces_are_waited_through)
{
  const char answer[] = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" SWITCHES;
  int client, server;

  open_request (ASKS, &client, &server);
  for (gsize i = 0; i < strlen (answer); i++) {
    stand_send (server, answer + i, 1);
    stand_turn (&stand);
  }
  expect_text (client, answer);
  send_text (client, "\x81\x04ping");
  expect_text (server, ASKS "\x81\x04ping");
  close (client);
  close (server);
}
END_TEST

START_TEST (request_that_is_not_switched_stays_one_request)
{
  static const char *const answers[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
    "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.0 1o1 Odd\r\n\r\n",
    "no answer at all",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    int client, server;

    open_request (ASKS, &client, &server);
    expect_text (server, ASKS);
    send_text (server, answers[i]);
    if (i == 3)
      close (server);
    expect_text (client, answers[i]);
    send_text (client, "GET / HTTP/1.1\r\nHost: blocked.example\r\n\r\n");
    if (i < 3) {
      assert_nothing_comes (server);
      close (server);
    }
    STAND_WAIT (&stand, is_closed (client));
    close (client);
  }
}
END_TEST

START_TEST (other_protocols_are_not_asked_for)
{
  const char seen[] = "GET / HTTP/1.1\r\nHost: good.example\r\nConnection: close\r\n\r\n";
  int client, server;

  open_request ("GET / HTTP/1.1\r\nHost: good.example\r\nUpgrade: h2c\r\n"
                "Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AA\r\n\r\n",
                &client, &server);
  expect_text (server, seen);
  /* not even where the server believes that it was */
  send_text (server, SWITCHES);
  expect_text (client, SWITCHES);
  send_text (client, "PRI * HTTP/2.0\r\n\r\n");
  assert_nothing_comes (server);
  close (client);
  close (server);
}
END_TEST

START_TEST (blocked_websocket_is_refused_and_an_open_one_is_cut)
{
  int client, server;

  int refused = stand_connect (&stand, stand.http_port);
  send_text (refused, "GET / HTTP/1.1\r\nHost: blocked.example\r\nUpgrade: websocket\r\n"
                      "Connection: Upgrade\r\n\r\n");
  expect_text (refused, "HTTP/1.1 403 ");
  close (refused);
  open_request (ASKS, &client, &server);
  send_text (server, SWITCHES);
  expect_text (client, SWITCHES);
  stand_give_rules (&stand, PL_ACCESS_HELP_ONLY, G_MAXINT64, TRUE);
  STAND_WAIT (&stand, is_closed (client));
  close (client);
  close (server);
}
END_TEST

START_TEST (body_in_chunks_passes_to_its_end_and_no_further)
{
  const char body[] = "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n";
  const char next[] = "GET / HTTP/1.1\r\nHost: blocked.example\r\n\r\n";
  int client, server;

  /* at once */
  open_request (CHUNKED_HEAD "\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
                             "GET / HTTP/1.1\r\nHost: blocked.example\r\n\r\n",
                &client, &server);
  expect_text (server, CHUNKED_HEAD "Connection: close\r\n\r\n");
  expect_text (server, body);
  assert_nothing_comes (server);
  send_text (server, "HTTP/1.1 200 OK\r\n\r\ndone");
  close (server);
  g_autofree char *got = stand_read_all (&stand, client);
  ck_assert_str_eq (got, "HTTP/1.1 200 OK\r\n\r\ndone");
  close (client);

  /* byte by byte */
  open_request (CHUNKED_HEAD "\r\n", &client, &server);
  expect_text (server, CHUNKED_HEAD "Connection: close\r\n\r\n");
  for (gsize i = 0; i < strlen (body); i++) {
    stand_send (client, body + i, 1);
    stand_turn (&stand);
  }
  send_text (client, next);
  expect_text (server, body);
  assert_nothing_comes (server);
  close (client);
  close (server);
}
END_TEST

START_TEST (large_body_in_chunks_waits_for_the_server)
{
  g_autoptr (GString) body = g_string_new (NULL);
  gsize sent = 0;
  int client, server;

  while (body->len < 4 * 1024 * 1024) {
    g_string_append (body, "2710\r\n");
    for (guint i = 0; i < 10000; i++)
      g_string_append_c (body, (char)('a' + (i + body->len / 7) % 26));
    g_string_append (body, "\r\n");
  }
  g_string_append (body, "0\r\n\r\n");
  open_request (CHUNKED_HEAD "\r\n", &client, &server);
  expect_text (server, CHUNKED_HEAD "Connection: close\r\n\r\n");
  for (guint stuck = 0; sent < body->len && stuck < 20;) {
    gssize n = send (client, body->str + sent, body->len - sent, MSG_DONTWAIT | MSG_NOSIGNAL);

    stuck = n > 0 ? 0 : stuck + 1;
    sent += n > 0 ? (gsize)n : 0;
    stand_turn (&stand);
  }
  stand_expect (&stand, server, body->str, sent);
  while (sent < body->len) {
    gsize n = MIN (body->len - sent, 50000);

    stand_send (client, body->str + sent, n);
    stand_expect (&stand, server, body->str + sent, n);
    sent += n;
  }
  close (client);
  close (server);
}
END_TEST

START_TEST (malformed_chunks_are_refused_at_once_and_cut_later)
{
  int client, server;

  int refused = stand_connect (&stand, stand.http_port);
  send_text (refused, CHUNKED_HEAD "\r\n5\nhello");
  expect_text (refused, "HTTP/1.1 400 ");
  ck_assert (stand_is_untouched (&stand, stand.http));
  close (refused);
  open_request (CHUNKED_HEAD "\r\n5\r\nhello\r\n", &client, &server);
  expect_text (server, CHUNKED_HEAD "Connection: close\r\n\r\n5\r\nhello\r\n");
  send_text (client, "x\r\nGET / HTTP/1.1\r\n");
  STAND_WAIT (&stand, is_closed (server));
  close (client);
  close (server);
}
END_TEST

/* How many of this process's sockets are connected to that port, and ask after a silent other end. */
static guint
kept_alive_to (guint16 port)
{
  guint n = 0;

  for (int fd = 3; fd < 256; fd++) {
    struct sockaddr_in peer;
    socklen_t size = sizeof peer, int_size = sizeof (int);
    int on = 0, idle_s = 0;

    if (getpeername (fd, (struct sockaddr *)&peer, &size) == 0 && peer.sin_port == g_htons (port) &&
        getsockopt (fd, SOL_SOCKET, SO_KEEPALIVE, &on, &int_size) == 0 && on &&
        getsockopt (fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, &int_size) == 0 && idle_s < 300)
      n++;
  }
  return n;
}

START_TEST (quiet_connections_are_kept_alive_on_both_sides)
{
  struct sockaddr_in child;
  socklen_t size = sizeof child;
  guint8 hello[512];
  gsize n = stand_hello ("good.example", hello);
  int client = stand_connect (&stand, stand.https_port);

  stand_send (client, hello, n);
  int server = stand_accept (&stand, stand.https);
  STAND_WAIT (&stand, kept_alive_to (stand.https_port) == 1);
  ck_assert (getsockname (client, (struct sockaddr *)&child, &size) == 0);
  ck_assert_uint_eq (kept_alive_to (g_ntohs (child.sin_port)), 1);
  close (client);
  close (server);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    websocket_is_a_tunnel_once_the_server_has_gone_over,
    interim_answers_and_pieces_are_waited_through,
    request_that_is_not_switched_stays_one_request,
    other_protocols_are_not_asked_for,
    blocked_websocket_is_refused_and_an_open_one_is_cut,
    body_in_chunks_passes_to_its_end_and_no_further,
    large_body_in_chunks_waits_for_the_server,
    malformed_chunks_are_refused_at_once_and_cut_later,
    quiet_connections_are_kept_alive_on_both_sides,
    NULL,
  };

  return pl_tap_main_with ("exchange", tests, 20, set_up, tear_down);
}
