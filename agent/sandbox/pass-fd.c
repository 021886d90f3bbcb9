/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/pass-fd.h"

#include <string.h>
#include <sys/socket.h>

gssize
pl_send_with_fd (int socket, const void *data, gsize size, int fd, int flags)
{
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (sizeof (int))];
  } control = { 0 };
  struct iovec bytes = { .iov_base = (void *)data, .iov_len = size };
  struct msghdr message = { .msg_iov = &bytes, .msg_iovlen = 1 };

  if (fd >= 0) {
    message.msg_control = &control;
    message.msg_controllen = sizeof control;
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    control.header.cmsg_len = CMSG_LEN (sizeof (int));
    memcpy (CMSG_DATA (&control.header), &fd, sizeof fd);
  }
  return sendmsg (socket, &message, flags | MSG_NOSIGNAL);
}
