/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/resolver/upstream-private.h"

/* A question asked again over TCP, since its answer did not fit a datagram (RFC 7766 section 5). */
struct _PlUpstreamStream {
  PlWatch watch;
  PlUpstreams *upstreams;
  PlTransaction *transaction;
  gboolean sent;
  guint8 prefix[2];
  guint8 *message; /* NULL until its length is known */
  gsize size;
  gsize read; /* of prefix and message */
};

/* Large answers are rare: this many at once is a flood of them, and bounds the memory. */
#define STREAMS_MAX 16

static gboolean
send_question (PlUpstreamStream *stream)
{
  guint8 out[2 + PL_DNS_UDP_MIN];
  guint16 id = pl_random_u16 (&stream->upstreams->random);
  gsize size = pl_transaction_write (stream->transaction, id, out + 2, sizeof out - 2);

  stream->transaction->stream_id = id;
  pl_store_u16 (out, (guint16)size);
  stream->sent = TRUE;
  pl_loop_modify (stream->upstreams->loop, &stream->watch, EPOLLIN);
  /* A new connection's buffer takes so little at once. */
  return send (stream->watch.fd, out, 2 + size, MSG_NOSIGNAL) == (gssize)(2 + size);
}

/* -1: failed, 0: need more, 1: complete. */
static int
read_some (PlUpstreamStream *stream)
{
  guint8 *to =
      stream->read < 2 ? stream->prefix + stream->read : stream->message + stream->read - 2;
  gsize room = stream->read < 2 ? 2 - stream->read : stream->size + 2 - stream->read;
  gssize n = recv (stream->watch.fd, to, room, 0);

  if (n <= 0)
    return n < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
  stream->read += (gsize)n;
  if (stream->read == 2) {
    stream->size = (gsize)stream->prefix[0] << 8 | stream->prefix[1];
    if (stream->size < PL_DNS_HEADER_SIZE)
      return -1;
    stream->message = g_malloc (stream->size);
  }
  return stream->read > 2 && stream->read == stream->size + 2;
}

static void
stream_ready (PlWatch *watch, guint32 events)
{
  PlUpstreamStream *stream = watch->owner;
  PlUpstreams *upstreams = stream->upstreams;
  PlTransaction *transaction = stream->transaction;
  int state = 0;

  if ((events & EPOLLERR) != 0)
    state = -1;
  else if (!stream->sent)
    state = send_question (stream) ? 0 : -1;
  else
    state = read_some (stream);
  if (state < 0) {
    pl_upstream_stream_close (upstreams, transaction);
    pl_upstreams_stream_failed (upstreams, transaction);
  } else if (state > 0) {
    g_autofree guint8 *message = g_steal_pointer (&stream->message);
    gsize size = stream->size;
    pl_upstream_stream_close (upstreams, transaction);
    pl_upstreams_stream_message (upstreams, transaction, message, size);
  }
}

gboolean
pl_upstream_stream_open (PlUpstreams *upstreams, PlTransaction *transaction, guint upstream)
{
  struct sockaddr_in6 to;
  socklen_t size = pl_upstream_sockaddr (&upstreams->list[upstream].address, &to);

  if (upstreams->n_streams == STREAMS_MAX)
    return FALSE;
  int fd = socket (to.sin6_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0)
    return FALSE;
  PlUpstreamStream *stream = g_new0 (PlUpstreamStream, 1);
  stream->watch = (PlWatch){ .fd = fd, .ready = stream_ready, .owner = stream };
  stream->upstreams = upstreams;
  stream->transaction = transaction;
  if ((connect (fd, (struct sockaddr *)&to, size) != 0 && errno != EINPROGRESS) ||
      !pl_loop_add (upstreams->loop, &stream->watch, EPOLLOUT)) {
    close (fd);
    g_free (stream);
    return FALSE;
  }
  transaction->stream = stream;
  upstreams->n_streams++;
  return TRUE;
}

void
pl_upstream_stream_close (PlUpstreams *upstreams, PlTransaction *transaction)
{
  PlUpstreamStream *stream = g_steal_pointer (&transaction->stream);

  if (stream == NULL)
    return;
  pl_loop_remove (upstreams->loop, &stream->watch);
  close (stream->watch.fd);
  g_free (stream->message);
  g_free (stream);
  upstreams->n_streams--;
}
