/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/keepalive.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#define QUIET_S  240
#define REPEAT_S 30
#define REPEATS  4

void
pl_keepalive_set (int fd)
{
  setsockopt (fd, IPPROTO_TCP, TCP_KEEPIDLE, &(int){ QUIET_S }, sizeof (int));
  setsockopt (fd, IPPROTO_TCP, TCP_KEEPINTVL, &(int){ REPEAT_S }, sizeof (int));
  setsockopt (fd, IPPROTO_TCP, TCP_KEEPCNT, &(int){ REPEATS }, sizeof (int));
  setsockopt (fd, SOL_SOCKET, SO_KEEPALIVE, &(int){ 1 }, sizeof (int));
}
