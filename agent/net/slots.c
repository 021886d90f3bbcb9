/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/slots.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "policy/error.h"

/*
 * Clients that are waiting to be accepted, each slot's by themselves. A browser opens some hundred
 * connections at once for a page; one that finds no room tries again only after a second.
 */
#define TCP_BACKLOG 256

guint16
pl_slot_dns_port (guint slot)
{
  return slot < PL_SLOT_MAX ? (guint16)(PL_SLOT_DNS_PORT + slot) : 0;
}

guint16
pl_slot_web_port (guint slot)
{
  return slot < PL_SLOT_MAX ? (guint16)(PL_SLOT_WEB_PORT + slot) : 0;
}

guint16
pl_slot_zone (guint slot)
{
  return pl_slot_dns_port (slot);
}

const char *
pl_socket_kind_name (PlSocketKind kind)
{
  static const char *const names[PL_SOCKET_KINDS] = { "udp4", "udp6", "tcp4", "tcp6" };

  return (guint)kind < PL_SOCKET_KINDS ? names[kind] : NULL;
}

static gboolean
bind_loopback (int fd, gboolean ipv6, guint16 port)
{
  if (ipv6) {
    struct sockaddr_in6 address = {
      .sin6_family = AF_INET6,
      .sin6_port = g_htons (port),
      .sin6_addr = IN6ADDR_LOOPBACK_INIT,
    };

    return setsockopt (fd, IPPROTO_IPV6, IPV6_V6ONLY, &(int){ 1 }, sizeof (int)) == 0 &&
           bind (fd, (struct sockaddr *)&address, sizeof address) == 0;
  }

  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = g_htons (port),
    .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK),
  };

  return bind (fd, (struct sockaddr *)&address, sizeof address) == 0;
}

static int
open_socket (PlSocketKind kind, guint16 port)
{
  gboolean ipv6 = kind == PL_SOCKET_UDP6 || kind == PL_SOCKET_TCP6;
  gboolean tcp = kind == PL_SOCKET_TCP4 || kind == PL_SOCKET_TCP6;
  int fd = socket (ipv6 ? AF_INET6 : AF_INET,
                   (tcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  if (fd < 0)
    return -1;
  /* TCP only: connections of the last listener may linger. On UDP reuse would let a port be shared. */
  if ((tcp && setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof (int)) != 0) ||
      !bind_loopback (fd, ipv6, port) || (tcp && listen (fd, TCP_BACKLOG) != 0)) {
    int saved = errno;

    close (fd);
    errno = saved;
    return -1;
  }
  return fd;
}

/* first: the first kind that is wanted. */
static gboolean
open_from (PlSocketKind first, guint16 port, int fds[PL_SOCKET_KINDS], GError **error)
{
  int opened[PL_SOCKET_KINDS] = { -1, -1, -1, -1 };

  for (guint kind = first; kind < PL_SOCKET_KINDS; kind++) {
    opened[kind] = open_socket (kind, port);
    if (opened[kind] >= 0)
      continue;
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "cannot listen on %s port %u: %s",
                 pl_socket_kind_name (kind), port, g_strerror (errno));
    while (kind-- > first)
      close (opened[kind]);
    return FALSE;
  }
  memcpy (fds, opened, sizeof opened);
  return TRUE;
}

gboolean
pl_slot_open_dns (guint slot, int fds[PL_SOCKET_KINDS], GError **error)
{
  g_return_val_if_fail (slot < PL_SLOT_MAX, FALSE);
  return open_from (PL_SOCKET_UDP4, pl_slot_dns_port (slot), fds, error);
}

gboolean
pl_slot_open_web (guint slot, int fds[PL_SOCKET_KINDS], GError **error)
{
  g_return_val_if_fail (slot < PL_SLOT_MAX, FALSE);
  return open_from (PL_SOCKET_TCP4, pl_slot_web_port (slot), fds, error);
}
