/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/proxy/keepalive.h"
#include "agent/proxy/tunnel-private.h"
#include "agent/wire/tls-hello.h"

/* How long a refusal may take to be read before the connection ends under it. */
#define LEAVE_MS 2000
/* Once one side has ended, the other has that long to say something more. */
#define HALF_CLOSED_MS 60000
/* What one child's connections together move in a turn; a connection moves a pipe full at once. */
#define SHARE (4 * PL_PIPE_SIZE)

static void
drop_server (PlTunnel *tunnel)
{
  g_clear_pointer (&tunnel->dial, pl_dial_free);
  if (tunnel->server.fd < 0)
    return;
  pl_loop_remove (tunnel->tunnels->loop, &tunnel->server);
  close (tunnel->server.fd);
  tunnel->server.fd = -1;
}

void
pl_tunnel_close (PlTunnel *tunnel)
{
  const PlTunnels *tunnels = tunnel->tunnels;
  guint slot = tunnel->slot;

  drop_server (tunnel);
  pl_loop_remove (tunnels->loop, &tunnel->client);
  close (tunnel->client.fd);
  pl_timer_clear (tunnels->loop, &tunnel->timer);
  pl_flow_clear (&tunnel->up, tunnels->pipes);
  pl_flow_clear (&tunnel->down, tunnels->pipes);
  pl_buffer_clear (&tunnel->first);
  pl_exchange_clear (&tunnel->exchange);
  if (tunnel->next != NULL)
    tunnel->next->link = tunnel->link;
  *tunnel->link = tunnel->next;
  tunnel->list->n--;
  g_free (tunnel->name);
  g_free (tunnel);
  tunnels->closed (tunnels->owner, slot);
}

static void
watch_for (const PlTunnels *tunnels, PlWatch *watch, guint32 *current, guint32 events)
{
  if (*current == events)
    return;
  /* What is asked for nothing still hears of the connection's end, again and again: not watched. */
  if (events == 0)
    pl_loop_remove (tunnels->loop, watch);
  else if (*current == 0)
    pl_loop_add (tunnels->loop, watch, events);
  else
    pl_loop_modify (tunnels->loop, watch, events);
  *current = events;
}

static void
set_deadline (PlTunnel *tunnel, gint64 in_ms)
{
  PlLoop *loop = tunnel->tunnels->loop;

  pl_timer_set (loop, &tunnel->timer, pl_loop_now (loop) + in_ms);
}

/*
 * Refusals. What is said goes out in one go (the socket is new and empty); then what the child still
 * sends is read, for a connection closed over unread bytes is reset, and the answer with it.
 */

static void
linger (PlTunnel *tunnel)
{
  drop_server (tunnel);
  pl_buffer_clear (&tunnel->first);
  tunnel->state = LEAVING;
  watch_for (tunnel->tunnels, &tunnel->client, &tunnel->client_events, EPOLLIN);
  set_deadline (tunnel, LEAVE_MS);
}

static void
leave (PlTunnel *tunnel, const void *words, gsize size)
{
  if (send (tunnel->client.fd, words, size, MSG_NOSIGNAL) == (gssize)size &&
      shutdown (tunnel->client.fd, SHUT_WR) == 0)
    linger (tunnel);
  else
    pl_tunnel_close (tunnel);
}

void
pl_tunnel_leave_with_alert (PlTunnel *tunnel, guint8 description)
{
  guint8 alert[PL_TLS_ALERT_SIZE];

  pl_tls_alert_write (description, alert);
  leave (tunnel, alert, sizeof alert);
}

void
pl_tunnel_leave_with_page (PlTunnel *tunnel, PlPage page)
{
  page.language = tunnel->language;
  page.without_body = tunnel->without_body;
  g_autofree char *response = pl_page_write (&page);
  leave (tunnel, response, strlen (response));
}

static void
read_and_forget (PlTunnel *tunnel)
{
  static guint8 nowhere[PL_BUFFER_MAX];
  gssize n = recv (tunnel->client.fd, nowhere, sizeof nowhere, 0);

  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
    pl_tunnel_close (tunnel);
}

/* Passing. */

static PlFlowState
move_up (PlTunnel *tunnel, guint64 *moved)
{
  int client = tunnel->client.fd, server = tunnel->server.fd;

  if (tunnel->exchange.chunked)
    return pl_exchange_move_body (&tunnel->exchange, &tunnel->first, client, server, moved);
  if (tunnel->first.data != NULL) {
    PlBufferState state = pl_buffer_send (&tunnel->first, server, moved);
    if (state != PL_BUFFER_MOVED)
      return state == PL_BUFFER_WAITS ? PL_FLOW_WRITES : PL_FLOW_BROKEN;
  }
  return pl_flow_move (&tunnel->up, tunnel->tunnels->pipes, client, server, moved);
}

static PlFlowState
move_down (PlTunnel *tunnel, guint64 *moved)
{
  int client = tunnel->client.fd, server = tunnel->server.fd;

  if (pl_exchange_looks_at_answer (&tunnel->exchange)) {
    gboolean switched = FALSE;
    PlFlowState state =
        pl_exchange_move_answer (&tunnel->exchange, server, client, &switched, moved);

    if (switched) {
      tunnel->is_stream = TRUE;
      pl_flow_init (&tunnel->up, G_MAXUINT64);
    }
    if (state != PL_FLOW_OVER)
      return state;
  }
  return pl_flow_move (&tunnel->down, tunnel->tunnels->pipes, server, client, moved);
}

static guint32
wants (PlFlowState in, PlFlowState out)
{
  return (in == PL_FLOW_READS ? EPOLLIN : 0) | (out == PL_FLOW_WRITES ? EPOLLOUT : 0);
}

/* Children have equal shares: what one has beyond it waits for the next turn, when it is told again. */
static gboolean
has_had_its_share (const PlTunnel *tunnel)
{
  PlTunnelList *list = tunnel->list;
  guint64 turn = pl_loop_turns (tunnel->tunnels->loop);

  if (list->turn != turn) {
    list->turn = turn;
    list->moved = 0;
  }
  return list->moved >= SHARE;
}

static void
pass (PlTunnel *tunnel)
{
  const PlTunnels *tunnels = tunnel->tunnels;
  guint64 moved = 0;

  if (has_had_its_share (tunnel))
    return;
  /* In this order: an answer may open the way up. */
  PlFlowState down = move_down (tunnel, &moved), up = move_up (tunnel, &moved);

  tunnel->list->moved += moved;
  if (moved > 0) {
    tunnel->moved_ms = pl_loop_now (tunnels->loop);
    tunnels->passed (tunnels->owner, tunnel->slot, moved, tunnel->free);
  }
  if (up == PL_FLOW_BROKEN || down == PL_FLOW_BROKEN ||
      (up == PL_FLOW_OVER && down == PL_FLOW_OVER && tunnel->is_stream)) {
    pl_tunnel_close (tunnel);
    return;
  }
  /* A request of plain HTTP ends with its answer, whatever else the child has sent. */
  if (down == PL_FLOW_OVER && !tunnel->is_stream) {
    linger (tunnel);
    return;
  }
  if (!tunnel->half_closed && (tunnel->up.told || tunnel->down.told)) {
    tunnel->half_closed = TRUE;
    set_deadline (tunnel, HALF_CLOSED_MS);
  }
  watch_for (tunnels, &tunnel->client, &tunnel->client_events, wants (up, down));
  watch_for (tunnels, &tunnel->server, &tunnel->server_events, wants (down, up));
}

/* A connection that broke or ended shows when it is read or written. */
static void
server_ready (PlWatch *watch, guint32 events)
{
  pass (watch->owner);
}

static void
dialled (gpointer owner, int fd)
{
  PlTunnel *tunnel = owner;

  g_clear_pointer (&tunnel->dial, pl_dial_free);
  if (fd < 0) {
    if (tunnel->tls)
      pl_tunnel_close (tunnel);
    else
      pl_tunnel_leave_with_page (tunnel,
                                 (PlPage){ .kind = PL_PAGE_UNREACHABLE, .host = tunnel->name });
    return;
  }
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof (int));
  pl_keepalive_set (fd);
  tunnel->server = (PlWatch){ .fd = fd, .ready = server_ready, .owner = tunnel };
  tunnel->state = PASSING;
  tunnel->moved_ms = pl_loop_now (tunnel->tunnels->loop);
  set_deadline (tunnel, tunnel->tunnels->idle_ms);
  pass (tunnel);
}

void
pl_tunnel_dial (PlTunnel *tunnel, const char *name)
{
  const PlTunnels *tunnels = tunnel->tunnels;

  tunnel->name = g_strdup (name);
  tunnel->state = DIALLING;
  pl_timer_clear (tunnels->loop, &tunnel->timer);
  watch_for (tunnels, &tunnel->client, &tunnel->client_events, 0);
  tunnel->dial = pl_dial_new (tunnels->loop, tunnels->lookups, dialled, tunnel);
  pl_dial_begin (tunnel->dial, tunnel->slot, tunnel->target != NULL ? tunnel->target : name,
                 tunnel->tls ? tunnels->https_port : tunnels->http_port);
}

static void
client_ready (PlWatch *watch, guint32 events)
{
  PlTunnel *tunnel = watch->owner;

  if (tunnel->state == OPENING)
    pl_tunnel_read_first (tunnel);
  else if (tunnel->state == PASSING)
    pass (tunnel);
  else if (tunnel->state == LEAVING)
    read_and_forget (tunnel);
}

/* A passing tunnel's deadline is not moved with every byte; it is looked at when it has come. */
static void
expired (PlTimer *timer)
{
  PlTunnel *tunnel = timer->owner;
  const PlTunnels *tunnels = tunnel->tunnels;
  gint64 until = tunnel->moved_ms + (tunnel->half_closed ? HALF_CLOSED_MS : tunnels->idle_ms);

  if (tunnel->state != PASSING || until <= pl_loop_now (tunnels->loop))
    pl_tunnel_close (tunnel);
  else
    pl_timer_set (tunnels->loop, &tunnel->timer, until);
}

void
pl_tunnel_open (const PlTunnels *tunnels, PlTunnelList *list, guint slot, int fd, guint16 port)
{
  gboolean tls = port == tunnels->https_port;
  PlTunnel *tunnel;

  if (!tls && port != tunnels->http_port) {
    close (fd);
    return;
  }
  tunnel = g_new0 (PlTunnel, 1);
  tunnel->tunnels = tunnels;
  tunnel->list = list;
  tunnel->slot = (guint8)slot;
  tunnel->state = OPENING;
  tunnel->seen = PL_SEEN_CONNECTION;
  tunnel->tls = tunnel->is_stream = tls;
  tunnel->client = (PlWatch){ .fd = fd, .ready = client_ready, .owner = tunnel };
  tunnel->server.fd = -1;
  tunnel->timer = (PlTimer){ .expired = expired, .owner = tunnel };
  pl_flow_init (&tunnel->up, G_MAXUINT64);
  pl_flow_init (&tunnel->down, G_MAXUINT64);
  tunnel->client_events = EPOLLIN;
  tunnel->next = list->first;
  tunnel->link = &list->first;
  if (tunnel->next != NULL)
    tunnel->next->link = &tunnel->next;
  list->first = tunnel;
  list->n++;
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof (int));
  set_deadline (tunnel, tunnels->opening_ms);
  if (!pl_loop_add (tunnels->loop, &tunnel->client, EPOLLIN))
    pl_tunnel_close (tunnel);
}

/* FALSE if its site is closed now, or open in another form only. */
static gboolean
may_stay (PlTunnel *tunnel)
{
  const PlTunnels *tunnels = tunnel->tunnels;
  const char *target = NULL;

  return tunnel->name == NULL || tunnel->state == LEAVING ||
         (tunnels->may_open (tunnels->owner, tunnel->slot, tunnel->name, &target, &tunnel->free,
                             NULL) &&
          target == tunnel->target);
}

void
pl_tunnels_judge (PlTunnelList *list)
{
  for (PlTunnel *tunnel = list->first, *next; tunnel != NULL; tunnel = next) {
    next = tunnel->next;
    if (!may_stay (tunnel))
      pl_tunnel_close (tunnel);
  }
}

void
pl_tunnels_close (PlTunnelList *list)
{
  while (list->first != NULL)
    pl_tunnel_close (list->first);
}
