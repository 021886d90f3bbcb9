/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/block-address.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>
#include <unistd.h>

#include "policy/error.h"

/* RTM_NEWADDR for one IPv4 address (rtnetlink(7)). */
typedef struct {
  struct nlmsghdr header;
  struct ifaddrmsg address;
  struct rtattr local;
  struct in_addr local_value;
} NewAddress;

typedef struct {
  struct nlmsghdr header;
  struct nlmsgerr error;
} Acknowledgement;

/* 0, or the errno with which the kernel answers. */
static int
ask_kernel (int fd, const NewAddress *request)
{
  Acknowledgement answer = { 0 };

  if (send (fd, request, sizeof *request, 0) < 0 ||
      recv (fd, &answer, sizeof answer, MSG_TRUNC) < 0)
    return errno;
  return answer.header.nlmsg_type == NLMSG_ERROR ? -answer.error.error : EPROTO;
}

gboolean
pl_block_address_add (GError **error)
{
  NewAddress request = {
    .header = { .nlmsg_len = sizeof request,
                .nlmsg_type = RTM_NEWADDR,
                .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL },
    .address = { .ifa_family = AF_INET,
                 .ifa_prefixlen = 32,
                 .ifa_scope = RT_SCOPE_HOST,
                 .ifa_index = if_nametoindex ("lo") },
    .local = { .rta_len = RTA_LENGTH (sizeof (struct in_addr)), .rta_type = IFA_LOCAL },
  };
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  int failure = errno;

  inet_pton (AF_INET, PL_BLOCK_ADDRESS, &request.local_value);
  if (fd >= 0) {
    failure = ask_kernel (fd, &request);
    close (fd);
  }
  if (failure == 0 || failure == EEXIST)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_IO, "cannot put %s on lo: %s", PL_BLOCK_ADDRESS,
               g_strerror (failure));
  return FALSE;
}
