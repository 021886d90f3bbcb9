/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>

#include "agent/resolver/address.h"
#include "agent/resolver/children.h"
#include "agent/resolver/resolver.h"

/*
 * A query's whole way: the input is a client's query and what the upstream says to it. The first byte is the
 * slot, the next two the query's length. Sockets are real ones on loopback; both ends are here.
 */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define SLOTS 4

static PlLoop *loop;
static PlResolver *resolver;
static PlSnapshot *snapshot;
static int upstream;
/* A client a slot: an answer may come late, when another slot asks. */
static int clients[SLOTS];
static struct sockaddr_in client_addresses[SLOTS];

static gboolean
ignore (gpointer data, const PlWorkerMessage *message)
{
  return TRUE;
}

static int
bound_socket (struct sockaddr_in *address)
{
  socklen_t size = sizeof *address;
  int fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  *address =
      (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  g_assert (bind (fd, (struct sockaddr *)address, sizeof *address) == 0);
  g_assert (getsockname (fd, (struct sockaddr *)address, &size) == 0);
  return fd;
}

static void
make_snapshot (guint16 port)
{
  static const char *const blocked[] = { "bad.example", NULL };
  static const char *const help[] = { "help.example", NULL };
  static PlSnapshotSource source;
  g_autoptr (GError) error = NULL;
  gsize size;

  source.lease_until_ms = G_MAXINT64;
  source.help = help;
  source.n_upstreams = 1;
  source.upstreams[0].address[10] = source.upstreams[0].address[11] = 0xff;
  source.upstreams[0].address[12] = 127;
  source.upstreams[0].address[15] = 1;
  source.upstreams[0].port = port;
  for (guint slot = 0; slot < SLOTS; slot++)
    source.slots[slot] = (PlSnapshotSlot){ .used = TRUE,
                                           .access = slot == 2   ? PL_ACCESS_HELP_ONLY
                                                     : slot == 3 ? PL_ACCESS_OPEN
                                                                 : PL_ACCESS_FILTERED,
                                           .until_ms = G_MAXINT64,
                                           .always = PL_CATEGORIES_ALWAYS,
                                           .search = PL_SAFE_SEARCH_STRICT,
                                           .block = blocked };
  GBytes *bytes = pl_snapshot_encode (&source, &error);
  g_assert_no_error (error);
  gconstpointer data = g_bytes_get_data (bytes, &size);
  snapshot = pl_snapshot_open (data, size, &error);
  g_assert_no_error (error);
}

static void
start (void)
{
  struct sockaddr_in upstream_address;
  PlResolverOptions options = { .cache_size = 1 << 16 };

  loop = pl_loop_new (NULL);
  resolver = pl_resolver_new (loop, &options, ignore, NULL);
  upstream = bound_socket (&upstream_address);
  make_snapshot (ntohs (upstream_address.sin_port));
  pl_resolver_set_rules (resolver, snapshot, NULL, FALSE);
  for (guint slot = 0; slot < SLOTS; slot++) {
    struct sockaddr_in address;
    clients[slot] = bound_socket (&client_addresses[slot]);
    pl_resolver_set_socket (resolver, slot, PL_SOCKET_UDP4, bound_socket (&address));
  }
}

/* The upstream says to each question what the input says, with the id and question that it was asked. */
static void
answer_questions (const guint8 *said, gsize size)
{
  guint8 message[PL_DNS_MESSAGE_MAX];
  struct sockaddr_in from;
  socklen_t from_size = sizeof from;
  PlDnsQuery asked;
  gssize n;

  while ((n = recvfrom (upstream, message, sizeof message, 0, (struct sockaddr *)&from,
                        &from_size)) > 0) {
    g_assert (pl_dns_query_read (message, (gsize)n, &asked) == PL_DNS_QUERY_OK);
    gsize question = PL_DNS_HEADER_SIZE + (gsize)asked.question.name.length + 4;
    if (size >= 10) {
      /* flags and counts are the input's, but for QR, TC and the one question */
      memcpy (message + 2, said, 10);
      message[2] = (guint8)((message[2] | 0x80) & ~0x02);
      pl_store_u16 (message + 4, 1);
      gsize records = MIN (size - 10, 4000);
      memcpy (message + question, said + 10, records);
      sendto (upstream, message, question + records, 0, (struct sockaddr *)&from, from_size);
    }
  }
}

/* What a child must never be given. */
static void
check_answer (guint slot, const guint8 *message, gsize size)
{
  PlDnsResponse response;

  g_assert (pl_dns_response_read (message, size, &response));
  if ((slot == 1 || slot == 2) && response.header.counts[PL_DNS_ANSWER] > 0 &&
      pl_children_concerns (message, &response)) {
    /* the block address and localhost are ours */
    g_assert (response.header.counts[PL_DNS_ANSWER] == 1);
    g_assert (response.question.type == PL_DNS_TYPE_A ||
              response.question.type == PL_DNS_TYPE_AAAA);
  }
}

static void
ask (guint slot, const guint8 *query, gsize query_size, const guint8 *said, gsize said_size)
{
  guint8 answer[PL_DNS_MESSAGE_MAX];
  PlClient who = { .slot = (guint8)slot,
                   .kind = PL_SOCKET_UDP4,
                   .peer_size = sizeof client_addresses[slot],
                   .peer.in = client_addresses[slot] };
  gssize n;

  pl_resolver_query (resolver, &who, query, query_size);
  answer_questions (said, said_size);
  pl_loop_turn (loop, 0);
  for (guint it = 0; it < SLOTS; it++)
    while ((n = recv (clients[it], answer, sizeof answer, 0)) > 0)
      check_answer (it, answer, (gsize)n);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  if (loop == NULL)
    start ();
  if (size < 3)
    return 0;
  gsize query = (gsize)(data[1] << 8 | data[2]) & 0x1ff;
  query = MIN (query, size - 3);
  ask (data[0] & 3, data + 3, query, data + 3 + query, size - 3 - query);
  /* once more: from the cache, if it was kept */
  ask (data[0] & 3, data + 3, query, data + 3 + query, size - 3 - query);
  return 0;
}
