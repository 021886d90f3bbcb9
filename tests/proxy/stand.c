/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/proxy/stand.h"

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "agent/wire/cursor.h"
#include "agent/wire/dns.h"

static guint16 asked_port;

static guint16
port_of (int fd)
{
  return asked_port;
}

static int
bound (int type, guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof address;
  int fd = socket (AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  g_assert_cmpint (bind (fd, (struct sockaddr *)&address, size), ==, 0);
  g_assert_true (type != SOCK_STREAM || listen (fd, 16) == 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *)&address, &size), ==, 0);
  *port = g_ntohs (address.sin_port);
  return fd;
}

static gboolean
told (gpointer data, const PlWorkerMessage *message)
{
  g_array_append_vals (((Stand *)data)->events, message, 1);
  return TRUE;
}

void
stand_start_with (Stand *stand, gint64 opening_ms, guint per_slot)
{
  PlProxyOptions options = {
    .port_of = port_of, .opening_ms = opening_ms, .idle_ms = 60000, .per_slot = per_slot
  };

  *stand = (Stand){ .asked = g_ptr_array_new_with_free_func (g_free),
                    .events = g_array_new (FALSE, FALSE, sizeof (PlWorkerMessage)) };
  stand->loop = pl_loop_new (NULL);
  stand->resolver = bound (SOCK_DGRAM, &stand->slot_port);
  stand->https = bound (SOCK_STREAM, &stand->https_port);
  stand->http = bound (SOCK_STREAM, &stand->http_port);
  options.https_port = stand->https_port;
  options.http_port = stand->http_port;
  stand->proxy = pl_proxy_new (stand->loop, &options, told, stand);
  stand_give_rules (stand, PL_ACCESS_FILTERED, G_MAXINT64, TRUE);
  stand->slot_socket = bound (SOCK_STREAM, &stand->slot_port);
  pl_proxy_set_socket (stand->proxy, 1, PL_SOCKET_TCP4, stand->slot_socket);
  stand->other_socket = bound (SOCK_STREAM, &stand->other_port);
  pl_proxy_set_socket (stand->proxy, 2, PL_SOCKET_TCP4, stand->other_socket);
}

void
stand_start (Stand *stand)
{
  stand_start_with (stand, 10000, 100);
}

void
stand_stop (Stand *stand)
{
  pl_proxy_free (stand->proxy);
  pl_loop_free (stand->loop);
  pl_snapshot_free (stand->snapshot);
  g_bytes_unref (stand->bytes);
  g_array_unref (stand->events);
  g_ptr_array_unref (stand->asked);
  close (stand->resolver);
  close (stand->https);
  close (stand->http);
}

static gint64
boottime_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static guint16
own_port (int fd)
{
  struct sockaddr_in address;
  socklen_t size = sizeof address;

  getsockname (fd, (struct sockaddr *)&address, &size);
  return g_ntohs (address.sin_port);
}

void
stand_give_rules (Stand *stand, PlAccess access, gint64 in_ms, gboolean loopback_listed)
{
  static const char *const block[] = { "blocked.example", NULL };
  static const char *const help[] = { "help.example", NULL };
  const guint8 loopback[16] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127, 0, 0, 1 };
  const guint8 loopback6[16] = { [15] = 1 };
  PlSnapshotSource source = { .serial = ++stand->serial,
                              .lease_until_ms = boottime_ms () + 90000,
                              .help = help,
                              .n_upstreams = 1,
                              .n_networks = loopback_listed ? 2 : 0 };
  g_autoptr (PlSnapshot) old = stand->snapshot;
  g_autoptr (GBytes) old_bytes = stand->bytes;

  memcpy (source.upstreams[0].address, loopback, 16);
  source.upstreams[0].port = own_port (stand->resolver);
  memcpy (source.networks[0].address, loopback, 16);
  source.networks[0].prefix = 104;
  memcpy (source.networks[1].address, loopback6, 16);
  source.networks[1].prefix = 128;
  source.slots[1] = (PlSnapshotSlot){
    .used = TRUE,
    .access = access,
    .until_ms = in_ms == G_MAXINT64 ? in_ms : boottime_ms () + in_ms,
    .contact_until_ms = G_MAXINT64,
    .always = PL_CATEGORIES_ALWAYS,
    .block = block,
    .search = stand->search,
    .time_stands = stand->time_stands,
    .opens = { .day = 2, .weekday = 0, .minute = 16 * 60 + 5 },
  };
  source.slots[2] = source.slots[1];
  stand->bytes = pl_snapshot_encode (&source, NULL);
  gsize size;
  const void *data = g_bytes_get_data (stand->bytes, &size);
  stand->snapshot = pl_snapshot_open (data, size, NULL);
  g_assert_nonnull (stand->snapshot);
  pl_proxy_set_rules (stand->proxy, stand->snapshot, NULL, FALSE);
}

/* What an answer holds for a name: the address of its type, or nothing. */
static gsize
address_of (const PlDnsQuestion *question, guint8 address[16])
{
  static const guint8 loopback[] = { 127, 0, 0, 1 }, private[] = { 10, 1, 2, 3 };
  static const guint8 loopback6[16] = { [15] = 1 };
  const guint8 *label = question->name.wire;

  if (memcmp (label, "\7nowhere", 8) == 0)
    return 0;
  if (question->type == PL_DNS_TYPE_AAAA && memcmp (label, "\4both", 5) == 0) {
    memcpy (address, loopback6, 16);
    return 16;
  }
  memcpy (address, memcmp (label, "\7private", 8) == 0 ? private : loopback, 4);
  return question->type == PL_DNS_TYPE_A ? 4 : 0;
}

void
stand_answer_query (Stand *stand)
{
  guint8 buffer[512], address[16];
  struct sockaddr_in peer;
  socklen_t peer_size = sizeof peer;
  gssize n =
      recvfrom (stand->resolver, buffer, sizeof buffer, 0, (struct sockaddr *)&peer, &peer_size);
  PlDnsQuery query;

  if (n < 0 || pl_dns_query_read (buffer, (gsize)n, &query) != PL_DNS_QUERY_OK ||
      (stand->silent_ipv6 && query.question.type == PL_DNS_TYPE_AAAA))
    return;
  PlDnsHostname name;
  pl_dns_name_hostname (&query.question.name, &name);
  g_ptr_array_add (stand->asked, g_strndup (name.text, name.length));
  gsize size = address_of (&query.question, address);
  PlWriter out = pl_writer (buffer, sizeof buffer);
  const guint8 record[] = { 0xc0, 12, 0,           (guint8)query.question.type, 0, 1, 0, 0, 0,
                            60,   0,  (guint8)size };

  pl_writer_u16 (&out, query.id);
  pl_writer_u16 (&out, PL_DNS_QR | PL_DNS_RD | PL_DNS_RA);
  pl_writer_u16 (&out, 1);
  pl_writer_u16 (&out, size > 0 ? 1 : 0);
  pl_writer_u32 (&out, 0);
  pl_writer_bytes (&out, query.question.name.wire, query.question.name.length);
  pl_writer_u16 (&out, query.question.type);
  pl_writer_u16 (&out, 1);
  pl_writer_bytes (&out, record, size > 0 ? sizeof record : 0);
  pl_writer_bytes (&out, address, size);
  sendto (stand->resolver, buffer, out.length, 0, (struct sockaddr *)&peer, peer_size);
}

void
stand_turn (Stand *stand)
{
  pl_loop_turn (stand->loop, 2);
  stand_answer_query (stand);
}

void
stand_ask_port (guint16 port)
{
  asked_port = port;
}

static int
connect_to (guint16 slot_port, guint16 port)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = g_htons (slot_port),
                                 .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  stand_ask_port (port);
  g_assert_cmpint (connect (fd, (struct sockaddr *)&address, sizeof address), ==, 0);
  return fd;
}

int
stand_connect (Stand *stand, guint16 port)
{
  return connect_to (stand->slot_port, port);
}

int
stand_connect_other (Stand *stand, guint16 port)
{
  return connect_to (stand->other_port, port);
}

void
stand_send (int fd, const void *bytes, gsize n)
{
  g_assert_cmpint (send (fd, bytes, n, MSG_NOSIGNAL), ==, (gssize)n);
}

void
stand_expect (Stand *stand, int fd, const void *bytes, gsize n)
{
  g_autofree guint8 *got = g_malloc (n);
  gsize have = 0;

  while (have < n) {
    gssize more = -1;

    STAND_WAIT (stand, (more = recv (fd, got + have, n - have, MSG_DONTWAIT)) >= 0);
    ck_assert_msg (more > 0, "the end came after %zu bytes", have);
    have += (gsize)more;
  }
  ck_assert_mem_eq (got, bytes, n);
}

char *
stand_read_all (Stand *stand, int fd)
{
  GString *all = g_string_new (NULL);
  char some[4096];
  gssize n = -1;

  do {
    STAND_WAIT (stand, (n = recv (fd, some, sizeof some, MSG_DONTWAIT)) >= 0 ||
                           (errno != EAGAIN && errno != EINTR));
    if (n > 0)
      g_string_append_len (all, some, n);
  } while (n > 0);
  if (n < 0)
    g_string_append (all, "(reset)");
  return g_string_free (all, FALSE);
}

int
stand_accept (Stand *stand, int listener)
{
  int fd = -1;

  STAND_WAIT (stand, (fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC)) >= 0);
  return fd;
}

gboolean
stand_is_untouched (Stand *stand, int listener)
{
  int fd = accept4 (listener, NULL, NULL, SOCK_CLOEXEC);

  if (fd >= 0)
    close (fd);
  return fd < 0;
}

gsize
stand_hello (const char *name, guint8 hello[512])
{
  guint8 n = (guint8)strlen (name), extensions = n > 0 ? n + 9 : 0, body = extensions + 43;
  const guint8 head[] = { 22, 3, 1, 0, (guint8)(body + 4), 1, 0, 0, body, 3, 3 };
  const guint8 middle[] = { 0, 2, 0x13, 1, 1, 0, 0, extensions };
  const guint8 extension[] = { 0, 0, 0, (guint8)(n + 5), 0, (guint8)(n + 3), 0, 0, n };
  PlWriter out = pl_writer (hello, 512);

  g_assert_cmpuint (n, <, 200);
  pl_writer_bytes (&out, head, sizeof head);
  memset (pl_writer_room (&out, 33), 0, 33);
  pl_writer_bytes (&out, middle, sizeof middle);
  if (n > 0) {
    pl_writer_bytes (&out, extension, sizeof extension);
    pl_writer_bytes (&out, name, n);
  }
  return out.length;
}
