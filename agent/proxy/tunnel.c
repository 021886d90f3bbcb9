/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/tunnel.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/proxy/dial.h"
#include "agent/proxy/page.h"
#include "agent/wire/http-head.h"
#include "agent/wire/http-language.h"
#include "agent/wire/tls-hello.h"
#include "policy/sites/hostname.h"

/* Enough for the hello of a browser, or its head; it grows to what a parser takes at most. */
#define ROOM_FIRST 4096
#define ROOM_MAX   16384

/* How long a refusal may take to be read before the connection ends under it. */
#define LEAVE_MS    2000
#define BAD_REQUEST 400
/* Once one side has ended, the other has that long to say something more. */
#define HALF_CLOSED_MS 60000

typedef enum {
  OPENING,  /* the first bytes come */
  DIALLING, /* to the server, which they name */
  PASSING,  /* the first bytes go to the server, then all that comes */
  LEAVING,  /* refused: the answer is on its way to the child */
} State;

/* Bytes on the heap: here while they are needed, which is not long. */
typedef struct {
  guint8 *data;
  gsize size; /* of what is in it */
  gsize room;
  gsize sent;
} Bytes;

struct _PlTunnel {
  const PlTunnels *tunnels;
  PlTunnelList *list;
  PlTunnel *next;
  PlTunnel **link; /* what points to this one */
  guint8 slot;
  guint8 state;
  gboolean tls;
  gboolean without_body; /* the request was HEAD */
  gboolean asks;         /* the request is our own page's: for the site to be opened */
  gboolean half_closed;
  PlWatch client;
  PlWatch server;        /* fd -1: none yet */
  guint32 client_events; /* that are waited for; 0: it is not watched */
  guint32 server_events;
  PlTimer timer;
  gint64 moved_ms; /* when bytes passed last */
  PlFlow up;       /* to the server */
  PlFlow down;
  Bytes first;                /* of the child, not yet sent on */
  gsize wanted;               /* bytes of it without which there is nothing new to read */
  char *name;                 /* in normal form; NULL while OPENING */
  const PlLanguage *language; /* that the child reads; NULL while it is not known */
  const char *target;         /* dialled in its place; NULL: the name itself */
  PlDial *dial;
};

static void
bytes_clear (Bytes *bytes)
{
  g_free (bytes->data);
  *bytes = (Bytes){ 0 };
}

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

static void
tunnel_close (PlTunnel *tunnel)
{
  const PlTunnels *tunnels = tunnel->tunnels;
  guint slot = tunnel->slot;

  drop_server (tunnel);
  pl_loop_remove (tunnels->loop, &tunnel->client);
  close (tunnel->client.fd);
  pl_timer_clear (tunnels->loop, &tunnel->timer);
  pl_flow_clear (&tunnel->up, tunnels->pipes);
  pl_flow_clear (&tunnel->down, tunnels->pipes);
  bytes_clear (&tunnel->first);
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
  bytes_clear (&tunnel->first);
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
    tunnel_close (tunnel);
}

static void
leave_with_alert (PlTunnel *tunnel, guint8 description)
{
  guint8 alert[PL_TLS_ALERT_SIZE];

  pl_tls_alert_write (description, alert);
  leave (tunnel, alert, sizeof alert);
}

static void
leave_with_page (PlTunnel *tunnel, PlPage page)
{
  page.language = tunnel->language;
  page.without_body = tunnel->without_body;
  g_autofree char *response = pl_page_write (&page);
  leave (tunnel, response, strlen (response));
}

static void
read_and_forget (PlTunnel *tunnel)
{
  static guint8 nowhere[ROOM_MAX];
  gssize n = recv (tunnel->client.fd, nowhere, sizeof nowhere, 0);

  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
    tunnel_close (tunnel);
}

/* Passing. */

/* FALSE: the server is gone. */
static gboolean
send_first (PlTunnel *tunnel, guint64 *moved)
{
  Bytes *first = &tunnel->first;

  while (first->sent < first->size) {
    gssize n = send (tunnel->server.fd, first->data + first->sent, first->size - first->sent,
                     MSG_NOSIGNAL);
    if (n < 0)
      return errno == EAGAIN || errno == EINTR;
    first->sent += n;
    *moved += n;
  }
  bytes_clear (first);
  return TRUE;
}

static guint32
wants (PlFlowState in, PlFlowState out)
{
  return (in == PL_FLOW_READS ? EPOLLIN : 0) | (out == PL_FLOW_WRITES ? EPOLLOUT : 0);
}

static void
pass (PlTunnel *tunnel)
{
  const PlTunnels *tunnels = tunnel->tunnels;
  int client = tunnel->client.fd, server = tunnel->server.fd;
  PlFlowState up = PL_FLOW_WRITES, down;
  guint64 moved = 0;

  if (!send_first (tunnel, &moved)) {
    tunnel_close (tunnel);
    return;
  }
  if (tunnel->first.data == NULL)
    up = pl_flow_move (&tunnel->up, tunnels->pipes, client, server, &moved);
  down = pl_flow_move (&tunnel->down, tunnels->pipes, server, client, &moved);
  if (moved > 0) {
    tunnel->moved_ms = pl_loop_now (tunnels->loop);
    tunnels->passed (tunnels->owner, tunnel->slot, moved);
  }
  if (up == PL_FLOW_BROKEN || down == PL_FLOW_BROKEN ||
      (up == PL_FLOW_OVER && down == PL_FLOW_OVER && tunnel->tls)) {
    tunnel_close (tunnel);
    return;
  }
  /* A request of plain HTTP ends with its answer, whatever else the child has sent. */
  if (down == PL_FLOW_OVER && !tunnel->tls) {
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
      tunnel_close (tunnel);
    else
      leave_with_page (tunnel, (PlPage){ .kind = PL_PAGE_UNREACHABLE, .host = tunnel->name });
    return;
  }
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 }, sizeof (int));
  tunnel->server = (PlWatch){ .fd = fd, .ready = server_ready, .owner = tunnel };
  tunnel->state = PASSING;
  tunnel->moved_ms = pl_loop_now (tunnel->tunnels->loop);
  set_deadline (tunnel, tunnel->tunnels->idle_ms);
  pass (tunnel);
}

/* Opening. */

static void
refuse (PlTunnel *tunnel, guint status)
{
  if (tunnel->tls)
    leave_with_alert (tunnel, PL_TLS_ALERT_ACCESS_DENIED);
  else
    leave_with_page (tunnel, (PlPage){ .kind = PL_PAGE_REFUSED, .status = status });
}

static void
refuse_name (PlTunnel *tunnel, const char *name, PlPage *page)
{
  const PlTunnels *tunnels = tunnel->tunnels;

  tunnels->refused (tunnels->owner, tunnel->slot, name, tunnel->asks, page);
  page->host = name;
  if (tunnel->tls)
    leave_with_alert (tunnel, PL_TLS_ALERT_ACCESS_DENIED);
  else
    leave_with_page (tunnel, *page);
}

/* Judges the name that was read, and dials, or says why not. */
static void
go_to (PlTunnel *tunnel, const char *name)
{
  const PlTunnels *tunnels = tunnel->tunnels;
  PlPage page = { 0 };

  if (!tunnels->may_open (tunnels->owner, tunnel->slot, name, &tunnel->target, &page)) {
    refuse_name (tunnel, name, &page);
    return;
  }
  if (tunnel->asks) {
    leave_with_page (tunnel, (PlPage){ .kind = PL_PAGE_OPEN_NOW, .host = name });
    return;
  }
  tunnel->name = g_strdup (name);
  tunnel->state = DIALLING;
  pl_timer_clear (tunnels->loop, &tunnel->timer);
  watch_for (tunnels, &tunnel->client, &tunnel->client_events, 0);
  tunnel->dial = pl_dial_new (tunnels->loop, tunnels->lookups, dialled, tunnel);
  pl_dial_begin (tunnel->dial, tunnel->slot, tunnel->target != NULL ? tunnel->target : name,
                 tunnel->tls ? tunnels->https_port : tunnels->http_port);
}

static void
read_hello (PlTunnel *tunnel)
{
  char name[PL_HOSTNAME_MAX + 1];
  PlTlsHello hello;

  if (tunnel->first.size < tunnel->wanted)
    return;
  switch (pl_tls_hello_parse (tunnel->first.data, tunnel->first.size, &hello, &tunnel->wanted)) {
    case PL_PARSE_COMPLETE:
      if (pl_hostname_normalise (hello.name, hello.name_length, name) > 0)
        go_to (tunnel, name);
      else
        refuse (tunnel, 0);
      break;
    case PL_PARSE_INVALID:
      leave_with_alert (tunnel, PL_TLS_ALERT_DECODE_ERROR);
      break;
    case PL_PARSE_MORE:
      break;
  }
}

/* Puts the head as the server shall see it in the place of what came, with what came of the body. */
static void
rewrite_head (Bytes *first, const PlHttpHead *head, const char *host)
{
  gsize room = first->size + PL_HTTP_REWRITE_MORE;
  PlWriter out = pl_writer (g_malloc (room), room);

  pl_http_head_rewrite (head, first->data, host, &out);
  pl_writer_bytes (&out, first->data + head->size, MIN (head->body, first->size - head->size));
  g_free (first->data);
  *first = (Bytes){ .data = out.data, .size = out.length, .room = room };
}

/* What of the request is for the proxy's own pages. */
static void
read_for_pages (PlTunnel *tunnel, const PlHttpHead *head, const char *name)
{
  const guint8 *stream = tunnel->first.data;
  PlHttpLanguages languages;

  tunnel->without_body = head->is_head;
  tunnel->asks = pl_http_span_is (stream, head->method, "POST") &&
                 pl_ask_is_path (tunnel->tunnels->ask_key, tunnel->slot, name,
                                 stream + head->path.at, head->path.length);
  pl_http_languages (head, stream, &languages);
  for (guint i = 0; i < languages.n && tunnel->language == NULL; i++)
    tunnel->language = pl_language_find (languages.ranges[i]);
}

/* A whole head: what remains to come of the body is all that will be taken of the child. */
static void
take_request (PlTunnel *tunnel, const PlHttpHead *head)
{
  Bytes *first = &tunnel->first;
  const char *host = (const char *)first->data + head->host.at;
  char name[PL_HOSTNAME_MAX + 1];

  if ((head->port != 0 && head->port != tunnel->tunnels->http_port) ||
      pl_hostname_normalise (host, head->host.length, name) == 0) {
    refuse (tunnel, BAD_REQUEST);
    return;
  }
  read_for_pages (tunnel, head, name);
  pl_flow_init (&tunnel->up, head->body - MIN (head->body, first->size - head->size));
  rewrite_head (first, head, name);
  go_to (tunnel, name);
}

static void
read_head (PlTunnel *tunnel)
{
  PlHttpHead head;
  guint status = 0;
  PlParse parsed = pl_http_head_parse (tunnel->first.data, tunnel->first.size, &head, &status);

  if (parsed == PL_PARSE_COMPLETE)
    take_request (tunnel, &head);
  else if (parsed == PL_PARSE_INVALID)
    refuse (tunnel, status);
}

/* FALSE if there is no more room: parsers refuse what is larger, so that does not happen. */
static gboolean
make_room (Bytes *bytes)
{
  if (bytes->size < bytes->room)
    return TRUE;
  if (bytes->room == ROOM_MAX)
    return FALSE;
  bytes->room = bytes->room == 0 ? ROOM_FIRST : ROOM_MAX;
  bytes->data = g_realloc (bytes->data, bytes->room);
  return TRUE;
}

static void
read_first (PlTunnel *tunnel)
{
  Bytes *first = &tunnel->first;

  if (!make_room (first)) {
    tunnel_close (tunnel);
    return;
  }
  gssize n = recv (tunnel->client.fd, first->data + first->size, first->room - first->size, 0);

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (n <= 0) {
    tunnel_close (tunnel);
    return;
  }
  first->size += n;
  if (tunnel->tls)
    read_hello (tunnel);
  else
    read_head (tunnel);
}

static void
client_ready (PlWatch *watch, guint32 events)
{
  PlTunnel *tunnel = watch->owner;

  if (tunnel->state == OPENING)
    read_first (tunnel);
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
    tunnel_close (tunnel);
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
  tunnel->tls = tls;
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
    tunnel_close (tunnel);
}

/* FALSE if its site is closed now, or open in another form only. */
static gboolean
may_stay (const PlTunnel *tunnel)
{
  const PlTunnels *tunnels = tunnel->tunnels;
  const char *target = NULL;

  return tunnel->name == NULL || tunnel->state == LEAVING ||
         (tunnels->may_open (tunnels->owner, tunnel->slot, tunnel->name, &target, NULL) &&
          target == tunnel->target);
}

void
pl_tunnels_judge (PlTunnelList *list)
{
  for (PlTunnel *tunnel = list->first, *next; tunnel != NULL; tunnel = next) {
    next = tunnel->next;
    if (!may_stay (tunnel))
      tunnel_close (tunnel);
  }
}

void
pl_tunnels_close (PlTunnelList *list)
{
  while (list->first != NULL)
    tunnel_close (list->first);
}
