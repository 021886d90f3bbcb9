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

/* RTM_NEWADDR or RTM_DELADDR for one IPv4 address (rtnetlink(7)). */
typedef struct {
  struct nlmsghdr header;
  struct ifaddrmsg address;
  struct rtattr local;
  struct in_addr local_value;
} AddressRequest;

typedef struct {
  struct nlmsghdr header;
  struct nlmsgerr error;
} Acknowledgement;

/* 0, or the errno with which the kernel answers. */
static int
ask_kernel (int fd, const AddressRequest *request)
{
  Acknowledgement answer = { 0 };

  if (send (fd, request, sizeof *request, 0) < 0 ||
      recv (fd, &answer, sizeof answer, MSG_TRUNC) < 0)
    return errno;
  return answer.header.nlmsg_type == NLMSG_ERROR ? -answer.error.error : EPROTO;
}

/* Asks for the block address on lo; passed_over: an errno that says it was so already. */
static gboolean
change (guint16 type, guint16 flags, int passed_over, const char *what, GError **error)
{
  AddressRequest request = {
    .header = { .nlmsg_len = sizeof request,
                .nlmsg_type = type,
                .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags },
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
  if (failure == 0 || failure == passed_over)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_IO, "cannot %s %s on lo: %s", what, PL_BLOCK_ADDRESS,
               g_strerror (failure));
  return FALSE;
}

gboolean
pl_block_address_add (GError **error)
{
  return change (RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, EEXIST, "put", error);
}

gboolean
pl_block_address_remove (GError **error)
{
  return change (RTM_DELADDR, 0, EADDRNOTAVAIL, "remove", error);
}
