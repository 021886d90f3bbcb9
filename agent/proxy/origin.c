/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/origin.h"

#include <netinet/in.h>
#include <sys/socket.h>

/* linux/netfilter_ipv4.h and linux/netfilter_ipv6/ip6_tables.h give both the same number. */
#define SO_ORIGINAL_DST 80

guint16
pl_origin_port (int fd)
{
  struct sockaddr_in in = { 0 };
  struct sockaddr_in6 in6 = { 0 };
  socklen_t size = sizeof in, size6 = sizeof in6;
  int domain = 0;
  socklen_t domain_size = sizeof domain;

  if (getsockopt (fd, SOL_SOCKET, SO_DOMAIN, &domain, &domain_size) != 0)
    return 0;
  if (domain == AF_INET && getsockopt (fd, IPPROTO_IP, SO_ORIGINAL_DST, &in, &size) == 0)
    return g_ntohs (in.sin_port);
  if (domain == AF_INET6 && getsockopt (fd, IPPROTO_IPV6, SO_ORIGINAL_DST, &in6, &size6) == 0)
    return g_ntohs (in6.sin6_port);
  return 0;
}
