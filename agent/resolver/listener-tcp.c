/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "agent/resolver/listener-private.h"

/*
 * A connection that is idle, or slow with a query or with reading its answers, is closed after that (RFC 7766
 * section 6.2.3). Bytes alone do not put it off, whole queries do.
 */
#define IDLE_MS 10000
/* Queries of a connection without an answer; then it is not read until some are answered. */
#define PENDING_MAX 64
/* Answers that a client does not read: then it is not read either. */
#define OUTPUT_MAX (64 * 1024)
/* Of all clients together; one that would go beyond is hung up on. */
#define OUTPUT_TOTAL_MAX (1024 * 1024)

void
pl_connections_init (PlListener *listener)
{
  listener->connections = g_new0 (PlConnection, PL_CONNECTIONS_MAX);
  for (guint i = 0; i < PL_CONNECTIONS_MAX; i++) {
    PlConnection *connection = &listener->connections[i];
    connection->watch.fd = -1;
    connection->listener = listener;
    connection->next_free = listener->free_connections;
    listener->free_connections = connection;
  }
}

static void
forget_output (PlConnection *connection)
{
  connection->listener->output_total -= connection->output_size;
  connection->output_size = connection->output_sent = 0;
  g_clear_pointer (&connection->output, g_free);
}

static void
close_connection (PlConnection *connection)
{
  PlListener *listener = connection->listener;

  pl_loop_remove (listener->loop, &connection->watch);
  pl_timer_clear (listener->loop, &connection->timer);
  close (connection->watch.fd);
  connection->watch.fd = -1;
  connection->serial = 0;
  forget_output (connection);
  listener->connections_of_slot[connection->slot]--;
  connection->next_free = listener->free_connections;
  listener->free_connections = connection;
}

void
pl_connections_close (PlListener *listener, guint slot, guint kind)
{
  for (guint i = 0; i < PL_CONNECTIONS_MAX; i++) {
    PlConnection *connection = &listener->connections[i];
    if (connection->watch.fd >= 0 && connection->slot == slot && connection->kind == kind)
      close_connection (connection);
  }
}

void
pl_connections_clear (PlListener *listener)
{
  for (guint i = 0; i < PL_CONNECTIONS_MAX; i++)
    if (listener->connections[i].watch.fd >= 0)
      close_connection (&listener->connections[i]);
  g_free (listener->connections);
}

static void
expired (PlTimer *timer)
{
  close_connection (timer->owner);
}

static void
put_off (PlConnection *connection)
{
  PlListener *listener = connection->listener;

  pl_timer_set (listener->loop, &connection->timer, pl_loop_now (listener->loop) + IDLE_MS);
}

/* Reads on unless there is too much to answer; writes when there is something to write. */
static void
watch_for (PlConnection *connection)
{
  gboolean full = connection->pending >= PENDING_MAX || connection->output_size > OUTPUT_MAX;

  pl_loop_modify (connection->listener->loop, &connection->watch,
                  (full || connection->finished ? 0 : EPOLLIN) |
                      (connection->sending ? EPOLLOUT : 0));
}

/* The client will not ask again, and has all its answers. */
static gboolean
close_if_finished (PlConnection *connection)
{
  if (!connection->finished || connection->pending > 0 || connection->sending)
    return FALSE;
  close_connection (connection);
  return TRUE;
}

/* FALSE: the connection was closed. */
static gboolean
write_output (PlConnection *connection)
{
  while (connection->output_sent < connection->output_size) {
    gssize n = send (connection->watch.fd, connection->output + connection->output_sent,
                     connection->output_size - connection->output_sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EAGAIN)
      return TRUE;
    if (n < 0) {
      close_connection (connection);
      return FALSE;
    }
    connection->output_sent += (gsize)n;
  }
  forget_output (connection);
  connection->sending = FALSE;
  if (close_if_finished (connection))
    return FALSE;
  put_off (connection);
  watch_for (connection);
  return TRUE;
}

static void
keep_output (PlConnection *connection, const guint8 *bytes, gsize size)
{
  if (connection->listener->output_total + size > OUTPUT_TOTAL_MAX) {
    close_connection (connection);
    return;
  }
  connection->listener->output_total += size;
  connection->output = g_realloc (connection->output, connection->output_size + size);
  memcpy (connection->output + connection->output_size, bytes, size);
  connection->output_size += size;
  connection->sending = TRUE;
  watch_for (connection);
}

void
pl_connection_send (PlConnection *connection, guint8 *framed, gsize size)
{
  gssize n = 0;

  if (connection->pending-- == PENDING_MAX)
    watch_for (connection);
  put_off (connection);
  if (!connection->sending)
    n = send (connection->watch.fd, framed, size, MSG_NOSIGNAL);
  /* An error is met again, and dealt with, when the connection is read. */
  if (n >= 0 || errno == EAGAIN)
    n = MAX (n, 0);
  else
    return;
  if ((gsize)n < size)
    keep_output (connection, framed + n, size - (gsize)n);
  else
    close_if_finished (connection);
}

void
pl_listener_drop (PlListener *listener, const PlClient *client)
{
  if (client->connection != NULL && client->connection->serial == client->serial)
    close_connection (client->connection);
}

/* Hands out the whole queries that were read. FALSE: the connection was closed. */
static gboolean
take_queries (PlConnection *connection)
{
  PlListener *listener = connection->listener;
  guint32 serial = connection->serial;
  gsize at = 0;

  while (connection->read - at >= 2) {
    gsize size = (gsize)connection->input[at] << 8 | connection->input[at + 1];
    PlClient client = {
      .slot = connection->slot, .kind = connection->kind, .connection = connection, .serial = serial
    };
    if (size < PL_DNS_HEADER_SIZE || size > sizeof connection->input - 2) {
      close_connection (connection);
      return FALSE;
    }
    if (connection->read - at - 2 < size)
      break;
    put_off (connection);
    connection->pending++;
    listener->query (listener->user, &client, connection->input + at + 2, size);
    if (connection->serial != serial)
      return FALSE;
    at += 2 + size;
  }
  connection->read -= at;
  memmove (connection->input, connection->input + at, connection->read);
  return TRUE;
}

static void
connection_ready (PlWatch *watch, guint32 events)
{
  PlConnection *connection = watch->owner;

  if ((events & EPOLLOUT) != 0 && !write_output (connection))
    return;
  if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0)
    return;
  gssize n = recv (watch->fd, connection->input + connection->read,
                   sizeof connection->input - connection->read, 0);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n < 0 || (n == 0 && (events & (EPOLLHUP | EPOLLERR)) != 0)) {
    close_connection (connection);
    return;
  }
  if (n == 0) {
    connection->finished = TRUE;
    if (!close_if_finished (connection))
      watch_for (connection);
    return;
  }
  connection->read += (gsize)n;
  if (take_queries (connection))
    watch_for (connection);
}

static gboolean
is_older (const PlConnection *a, const PlConnection *b)
{
  return a->timer.when_ms != b->timer.when_ms ? a->timer.when_ms < b->timer.when_ms
                                              : a->serial < b->serial;
}

/* The slot's connection that has waited longest for a query makes room for a new one. */
static void
make_room (PlListener *listener, guint slot)
{
  PlConnection *oldest = NULL;

  if (listener->connections_of_slot[slot] < PL_CONNECTIONS_OF_SLOT)
    return;
  for (guint i = 0; i < PL_CONNECTIONS_MAX; i++) {
    PlConnection *it = &listener->connections[i];
    if (it->watch.fd >= 0 && it->slot == slot && (oldest == NULL || is_older (it, oldest)))
      oldest = it;
  }
  if (oldest != NULL)
    close_connection (oldest);
}

void
pl_listener_tcp_ready (PlWatch *watch, guint32 events)
{
  ListenerSocket *it = watch->owner;
  PlListener *listener = it->listener;
  int fd = accept4 (watch->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

  if (fd < 0)
    return;
  make_room (listener, it->slot);
  PlConnection *connection = listener->free_connections;
  if (connection == NULL) {
    close (fd);
    return;
  }
  listener->free_connections = connection->next_free;
  listener->connections_of_slot[it->slot]++;
  connection->watch = (PlWatch){ .fd = fd, .ready = connection_ready, .owner = connection };
  connection->timer = (PlTimer){ .expired = expired, .owner = connection };
  connection->slot = it->slot;
  connection->kind = it->kind;
  connection->sending = connection->finished = FALSE;
  connection->serial = ++listener->serial != 0 ? listener->serial : ++listener->serial;
  connection->pending = 0;
  connection->read = connection->output_size = connection->output_sent = 0;
  put_off (connection);
  if (!pl_loop_add (listener->loop, &connection->watch, EPOLLIN))
    close_connection (connection);
}
