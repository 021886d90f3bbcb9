/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/tunnel-private.h"
#include "agent/wire/http-head.h"
#include "agent/wire/http-language.h"
#include "agent/wire/http-page.h"
#include "agent/wire/tls-hello.h"
#include "policy/sites/hostname.h"

#define BAD_REQUEST 400

static void
refuse (PlTunnel *tunnel, guint status)
{
  if (tunnel->tls)
    pl_tunnel_leave_with_alert (tunnel, PL_TLS_ALERT_ACCESS_DENIED);
  else
    pl_tunnel_leave_with_page (tunnel, (PlPage){ .kind = PL_PAGE_REFUSED, .status = status });
}

static void
refuse_name (PlTunnel *tunnel, const char *name, PlPage *page)
{
  const PlTunnels *tunnels = tunnel->tunnels;

  tunnels->refused (tunnels->owner, tunnel->slot, name, tunnel->seen, tunnel->asks, page);
  page->host = name;
  if (tunnel->tls)
    pl_tunnel_leave_with_alert (tunnel, PL_TLS_ALERT_ACCESS_DENIED);
  else
    pl_tunnel_leave_with_page (tunnel, *page);
}

/* Judges the name that was read, and dials, or says why not. */
static void
go_to (PlTunnel *tunnel, const char *name)
{
  const PlTunnels *tunnels = tunnel->tunnels;
  PlPage page = { 0 };

  if (!tunnels->may_open (tunnels->owner, tunnel->slot, name, &tunnel->target, &tunnel->free,
                          &page)) {
    refuse_name (tunnel, name, &page);
    return;
  }
  if (tunnel->asks) {
    pl_tunnel_leave_with_page (tunnel, (PlPage){ .kind = PL_PAGE_OPEN_NOW, .host = name });
    return;
  }
  pl_tunnel_dial (tunnel, name);
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
      pl_tunnel_leave_with_alert (tunnel, PL_TLS_ALERT_DECODE_ERROR);
      break;
    case PL_PARSE_MORE:
      break;
  }
}

/*
 * Puts the request as the server shall see it in the place of what came: its head, and what came of the body. FALSE if
 * that is malformed. What remains to come of the body is all that will be taken of the child.
 */
static gboolean
rewrite_request (PlTunnel *tunnel, const PlHttpHead *head, const char *host)
{
  PlBuffer *first = &tunnel->first;
  gsize room = first->size + PL_HTTP_REWRITE_MORE, body = first->size - head->size;
  PlWriter out = pl_writer (g_malloc (room), room);
  guint64 left;
  gboolean good =
      pl_exchange_begin (&tunnel->exchange, head, first->data + head->size, &body, &left);

  pl_http_head_rewrite (head, first->data, host, &out);
  pl_writer_bytes (&out, first->data + head->size, body);
  pl_buffer_clear (first);
  *first = (PlBuffer){ .data = out.data, .size = out.length, .room = room };
  pl_flow_init (&tunnel->up, left);
  return good;
}

/* What of the request is for the proxy's own pages. */
static void
read_for_pages (PlTunnel *tunnel, const PlHttpHead *head, const char *name)
{
  const guint8 *stream = tunnel->first.data;
  PlHttpLanguages languages;

  tunnel->without_body = head->is_head;
  tunnel->seen = pl_http_asks_for_page (head, stream) ? PL_SEEN_PAGE : PL_SEEN_REQUEST;
  tunnel->asks = pl_http_span_is (stream, head->method, "POST") &&
                 pl_ask_is_path (tunnel->tunnels->ask_key, tunnel->slot, name,
                                 stream + head->path.at, head->path.length);
  pl_http_languages (head, stream, &languages);
  for (guint i = 0; i < languages.n && tunnel->language == NULL; i++)
    tunnel->language = pl_language_find (languages.ranges[i]);
}

static void
take_request (PlTunnel *tunnel, const PlHttpHead *head)
{
  const char *host = (const char *)tunnel->first.data + head->host.at;
  char name[PL_HOSTNAME_MAX + 1];

  if ((head->port != 0 && head->port != tunnel->tunnels->http_port) ||
      pl_hostname_normalise (host, head->host.length, name) == 0) {
    refuse (tunnel, BAD_REQUEST);
    return;
  }
  read_for_pages (tunnel, head, name);
  if (rewrite_request (tunnel, head, name))
    go_to (tunnel, name);
  else
    refuse (tunnel, BAD_REQUEST);
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

void
pl_tunnel_read_first (PlTunnel *tunnel)
{
  switch (pl_buffer_receive (&tunnel->first, tunnel->client.fd)) {
    case PL_BUFFER_MOVED:
      if (tunnel->tls)
        read_hello (tunnel);
      else
        read_head (tunnel);
      break;
    case PL_BUFFER_WAITS:
      break;
    default:
      pl_tunnel_close (tunnel);
  }
}
