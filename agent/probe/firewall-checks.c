/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/probe/checks.h"

/* RFC 863: nobody is served there, and nobody's server is disturbed. */
#define DISCARD 9
#define WAIT_MS 1000

typedef enum {
  HELD,      /* the kernel refused to send it */
  LEFT,      /* it is on its way */
  NOWHERE,   /* there is no route */
  NOT_BEGUN, /* no socket */
} Fate;

static socklen_t
fill_address (const char *text, struct sockaddr_storage *address)
{
  struct sockaddr_in *in = (struct sockaddr_in *)address;
  struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)address;

  memset (address, 0, sizeof *address);
  if (inet_pton (AF_INET, text, &in->sin_addr) == 1) {
    in->sin_family = AF_INET;
    in->sin_port = g_htons (DISCARD);
    return sizeof *in;
  }
  inet_pton (AF_INET6, text, &in6->sin6_addr);
  in6->sin6_family = AF_INET6;
  in6->sin6_port = g_htons (DISCARD);
  return sizeof *in6;
}

static Fate
fate_of (int error)
{
  return error == ENETUNREACH || error == EADDRNOTAVAIL ? NOWHERE : HELD;
}

/* Only the kernel's own refusal says EPERM to a datagram; an error from afar comes later. */
static Fate
send_datagram (int fd, const struct sockaddr *address, socklen_t size)
{
  if (sendto (fd, "", 1, MSG_DONTWAIT, address, size) == 1)
    return LEFT;
  return errno == EPERM ? HELD : errno == ENETUNREACH || errno == EADDRNOTAVAIL ? NOWHERE : LEFT;
}

/* Nobody is there to refuse a connection, so who refuses it is the kernel. */
static Fate
try_connection (int fd, const struct sockaddr *address, socklen_t size)
{
  struct pollfd poll_fd = { .fd = fd, .events = POLLOUT };
  int error = ETIMEDOUT;
  socklen_t length = sizeof error;

  if (connect (fd, address, size) == 0)
    return LEFT;
  if (errno != EINPROGRESS)
    return fate_of (errno);
  if (poll (&poll_fd, 1, WAIT_MS) == 1)
    getsockopt (fd, SOL_SOCKET, SO_ERROR, &error, &length);
  return error == ECONNREFUSED ? HELD : LEFT;
}

static Fate
try (const char *text, int type)
{
  struct sockaddr_storage address;
  socklen_t size = fill_address (text, &address);
  int fd = socket (address.ss_family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  if (fd < 0)
    return NOT_BEGUN;
  Fate fate = type == SOCK_DGRAM ? send_datagram (fd, (struct sockaddr *)&address, size)
                                 : try_connection (fd, (struct sockaddr *)&address, size);
  close (fd);
  return fate;
}

void
pl_checks_firewall (PlChecks *checks)
{
  static const char *const addresses[] = { PL_CHECKS_NOWHERE, PL_CHECKS_NOWHERE6 };
  static const int types[] = { SOCK_DGRAM, SOCK_STREAM };
  guint held = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (types); k++) {
      Fate fate = try (addresses[i], types[k]);
      held += fate == HELD;
      if (fate == LEFT) {
        pl_checks_note (checks, PL_PROBE_CLOSED, PL_PROBE_FAILED, PL_PROBE_NOT_BLOCKED);
        return;
      }
    }
  pl_checks_note (checks, PL_PROBE_CLOSED, held > 0 ? PL_PROBE_OK : PL_PROBE_UNSURE,
                  held > 0 ? PL_PROBE_AS_IT_MUST : PL_PROBE_NO_NETWORK);
}
