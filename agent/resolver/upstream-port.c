/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/resolver/upstream-private.h"

/*
 * A port is a connected UDP socket, its number chosen at random by the kernel. It asks some questions,
 * each with an id of its own, and is then closed: a new socket for each would cost twice as much
 * as all the rest of the work. Nobody outside learns its number; the same question never goes out twice
 * at once, so that guesses do not add up (RFC 5452 section 5).
 */
#define PORT_QUESTIONS 32
#define PORT_MS        1000
#define PORTS_MAX      256

#define BATCH 16
/* More than we say we take: some resolvers do not listen. */
#define MESSAGE_ROOM 4096

struct _PlUpstreamPort {
  PlWatch watch;
  PlUpstreamPort *next_free;
  PlUpstreams *upstreams;
  PlAttempt *attempts; /* that wait for an answer */
  guint questions;
  gint64 opened_ms;
  guint8 upstream;  /* its number in the list */
  gboolean current; /* the next question may go out here */
  gboolean reading; /* it is not closed just now */
};

static guint8 messages[BATCH][MESSAGE_ROOM];

void
pl_upstream_ports_init (PlUpstreams *upstreams)
{
  upstreams->ports = g_new0 (PlUpstreamPort, PORTS_MAX);
  for (guint i = 0; i < PORTS_MAX; i++) {
    PlUpstreamPort *port = &upstreams->ports[i];
    port->watch.fd = -1;
    port->upstreams = upstreams;
    port->next_free = upstreams->free_ports;
    upstreams->free_ports = port;
  }
}

void
pl_upstream_ports_clear (PlUpstreams *upstreams)
{
  for (guint i = 0; i < PORTS_MAX; i++)
    if (upstreams->ports[i].watch.fd >= 0)
      close (upstreams->ports[i].watch.fd);
  g_free (upstreams->ports);
}

static void
close_if_done (PlUpstreamPort *port)
{
  PlUpstreams *upstreams = port->upstreams;

  if (port->current || port->reading || port->attempts != NULL)
    return;
  pl_loop_remove (upstreams->loop, &port->watch);
  close (port->watch.fd);
  port->watch.fd = -1;
  port->next_free = upstreams->free_ports;
  upstreams->free_ports = port;
}

static void
retire (PlUpstreams *upstreams, Upstream *upstream)
{
  PlUpstreamPort *port = g_steal_pointer (&upstream->port);

  if (port == NULL)
    return;
  port->current = FALSE;
  close_if_done (port);
}

void
pl_upstream_ports_retire (PlUpstreams *upstreams)
{
  for (guint i = 0; i < PL_UPSTREAM_MAX; i++)
    retire (upstreams, &upstreams->list[i]);
}

static PlAttempt *
find_attempt (const PlUpstreamPort *port, guint16 id)
{
  for (PlAttempt *attempt = port->attempts; attempt != NULL; attempt = attempt->next)
    if (attempt->id == id)
      return attempt;
  return NULL;
}

static void
take_message (PlUpstreamPort *port, const guint8 *message, gsize size)
{
  PlCursor cursor = pl_cursor (message, size);
  PlAttempt *attempt = find_attempt (port, pl_cursor_u16 (&cursor));

  if (attempt != NULL && !cursor.failed)
    pl_upstreams_message (port->upstreams, attempt, message, size);
}

/* An error of the connection: nobody listens there, or no network leads there. */
static void
fail_attempts (PlUpstreamPort *port)
{
  PlAttempt *attempt;

  while ((attempt = port->attempts) != NULL) {
    pl_upstream_port_forget (port->upstreams, attempt);
    pl_upstreams_attempt_failed (port->upstreams, attempt);
  }
}

static void
port_ready (PlWatch *watch, guint32 events)
{
  PlUpstreamPort *port = watch->owner;
  struct iovec vectors[BATCH];
  struct mmsghdr headers[BATCH] = { 0 };

  for (guint i = 0; i < BATCH; i++) {
    vectors[i] = (struct iovec){ messages[i], MESSAGE_ROOM };
    headers[i].msg_hdr.msg_iov = &vectors[i];
    headers[i].msg_hdr.msg_iovlen = 1;
  }
  int n = recvmmsg (watch->fd, headers, BATCH, MSG_DONTWAIT, NULL);
  port->reading = TRUE;
  for (int i = 0; i < n; i++)
    if ((headers[i].msg_hdr.msg_flags & MSG_TRUNC) == 0)
      take_message (port, messages[i], headers[i].msg_len);
  if (n < 0 && (events & EPOLLERR) != 0) {
    if (port->current)
      retire (port->upstreams, &port->upstreams->list[port->upstream]);
    fail_attempts (port);
  }
  port->reading = FALSE;
  close_if_done (port);
}

static gboolean
connect_port (PlUpstreamPort *port, const PlUpstream *address)
{
  struct sockaddr_in6 to;
  socklen_t size = pl_upstream_sockaddr (address, &to);

  port->watch.fd = socket (to.sin6_family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (port->watch.fd < 0)
    return FALSE;
  if (connect (port->watch.fd, (struct sockaddr *)&to, size) == 0 &&
      pl_loop_add (port->upstreams->loop, &port->watch, EPOLLIN))
    return TRUE;
  close (port->watch.fd);
  port->watch.fd = -1;
  return FALSE;
}

static PlUpstreamPort *
open_port (PlUpstreams *upstreams, Upstream *upstream)
{
  PlUpstreamPort *port = upstreams->free_ports;

  if (port == NULL)
    return NULL;
  port->watch.ready = port_ready;
  port->watch.owner = port;
  port->questions = 0;
  port->upstream = (guint8)(upstream - upstreams->list);
  port->opened_ms = pl_loop_now (upstreams->loop);
  if (!connect_port (port, &upstream->address))
    return NULL;
  upstreams->free_ports = port->next_free;
  port->current = TRUE;
  upstream->port = port;
  return port;
}

static PlUpstreamPort *
port_for (PlUpstreams *upstreams, Upstream *upstream)
{
  PlUpstreamPort *port = upstream->port;
  gint64 now = pl_loop_now (upstreams->loop);

  if (port != NULL && port->questions < PORT_QUESTIONS && now - port->opened_ms < PORT_MS)
    return port;
  /* None is free: the one that there is goes on. */
  if (port != NULL && upstreams->free_ports == NULL)
    return port;
  retire (upstreams, upstream);
  return open_port (upstreams, upstream);
}

static guint16
fresh_id (PlUpstreams *upstreams, const PlUpstreamPort *port)
{
  guint16 id;

  do
    id = pl_random_u16 (&upstreams->random);
  while (find_attempt (port, id) != NULL);
  return id;
}

gboolean
pl_upstream_port_send (PlUpstreams *upstreams, PlAttempt *attempt)
{
  Upstream *upstream = &upstreams->list[attempt->upstream];
  PlUpstreamPort *port = port_for (upstreams, upstream);
  guint8 message[PL_DNS_UDP_MIN];

  if (port == NULL)
    return FALSE;
  attempt->id = fresh_id (upstreams, port);
  gsize size = pl_transaction_write (attempt->transaction, attempt->id, message, sizeof message);
  port->questions++;
  if (send (port->watch.fd, message, size, MSG_NOSIGNAL | MSG_DONTWAIT) < 0) {
    retire (upstreams, upstream);
    return FALSE;
  }
  attempt->port = port;
  attempt->next = port->attempts;
  attempt->link = &port->attempts;
  if (attempt->next != NULL)
    attempt->next->link = &attempt->next;
  port->attempts = attempt;
  return TRUE;
}

void
pl_upstream_port_forget (PlUpstreams *upstreams, PlAttempt *attempt)
{
  PlUpstreamPort *port = g_steal_pointer (&attempt->port);

  if (port == NULL)
    return;
  *attempt->link = attempt->next;
  if (attempt->next != NULL)
    attempt->next->link = attempt->link;
  close_if_done (port);
}
