/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/resolver/listener.h"

#include <sys/epoll.h>
#include <unistd.h>

#include "agent/resolver/listener-private.h"

static gboolean
is_stream (guint kind)
{
  return kind == PL_SOCKET_TCP4 || kind == PL_SOCKET_TCP6;
}

PlListener *
pl_listener_new (PlLoop *loop, PlListenerQuery query, gpointer user)
{
  PlListener *listener = g_new0 (PlListener, 1);

  listener->loop = loop;
  listener->query = query;
  listener->user = user;
  listener->outbox.fd = -1;
  for (guint slot = 0; slot < PL_SLOT_MAX; slot++)
    for (guint kind = 0; kind < PL_SOCKET_KINDS; kind++)
      listener->sockets[slot][kind] = (ListenerSocket){
        .watch = { .fd = -1,
                   .ready = is_stream (kind) ? pl_listener_tcp_ready : pl_listener_udp_ready,
                   .owner = &listener->sockets[slot][kind] },
        .listener = listener,
        .slot = (guint8)slot,
        .kind = (guint8)kind,
      };
  pl_connections_init (listener);
  return listener;
}

void
pl_listener_free (PlListener *listener)
{
  if (listener == NULL)
    return;
  for (guint slot = 0; slot < PL_SLOT_MAX; slot++)
    for (guint kind = 0; kind < PL_SOCKET_KINDS; kind++)
      pl_listener_set_socket (listener, slot, kind, -1);
  pl_connections_clear (listener);
  g_free (listener);
}

void
pl_listener_set_socket (PlListener *listener, guint slot, PlSocketKind kind, int fd)
{
  PlWatch *watch = &listener->sockets[slot][kind].watch;

  if (watch->fd >= 0) {
    if (listener->outbox.fd == watch->fd)
      pl_listener_flush (listener);
    if (fd < 0 && is_stream (kind))
      pl_connections_close (listener, slot, kind);
    pl_loop_remove (listener->loop, watch);
    close (watch->fd);
  }
  watch->fd = fd;
  if (fd >= 0 && !pl_loop_add (listener->loop, watch, EPOLLIN))
    g_warning ("slot %u: its socket cannot be watched", slot);
}

void
pl_listener_flush (PlListener *listener)
{
  Outbox *outbox = &listener->outbox;

  /* What the kernel does not take is lost, as datagrams may be: the client asks again. */
  for (guint sent = 0; sent < outbox->n;) {
    int n = sendmmsg (outbox->fd, outbox->headers + sent, outbox->n - sent,
                      MSG_DONTWAIT | MSG_NOSIGNAL);
    sent += n > 0 ? (guint)n : 1;
  }
  outbox->n = 0;
  outbox->fd = -1;
}

static PlWriter
datagram_room (PlListener *listener, int fd, gsize limit)
{
  Outbox *outbox = &listener->outbox;

  if (fd < 0)
    return pl_writer (NULL, 0);
  if (outbox->fd != fd || outbox->n == PL_BATCH)
    pl_listener_flush (listener);
  outbox->fd = fd;
  return pl_writer (outbox->answers[outbox->n], MIN (limit, PL_DNS_UDP_MAX));
}

static gboolean
is_connected (const PlClient *client)
{
  return client->connection->serial == client->serial;
}

PlWriter
pl_listener_room (PlListener *listener, const PlClient *client, gsize udp_limit)
{
  if (client->connection == NULL)
    return datagram_room (listener, listener->sockets[client->slot][client->kind].watch.fd,
                          udp_limit);
  if (!is_connected (client))
    return pl_writer (NULL, 0);
  return pl_writer (listener->stream_answer + 2, PL_DNS_MESSAGE_MAX);
}

static void
send_datagram (Outbox *outbox, const PlClient *client, gsize size)
{
  guint i = outbox->n++;

  memcpy (&outbox->peers[i], &client->peer, client->peer_size);
  outbox->vectors[i] = (struct iovec){ outbox->answers[i], size };
  outbox->headers[i].msg_hdr = (struct msghdr){
    .msg_name = &outbox->peers[i],
    .msg_namelen = client->peer_size,
    .msg_iov = &outbox->vectors[i],
    .msg_iovlen = 1,
  };
}

void
pl_listener_send (PlListener *listener, const PlClient *client, const PlWriter *answer)
{
  if (answer->failed || answer->length == 0)
    return;
  if (client->connection == NULL) {
    send_datagram (&listener->outbox, client, answer->length);
  } else if (is_connected (client)) {
    pl_store_u16 (listener->stream_answer, (guint16)answer->length);
    pl_connection_send (client->connection, listener->stream_answer, 2 + answer->length);
  }
}
