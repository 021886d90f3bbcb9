/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/occasion.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/time/clock.h"

/* An address comes before the route that makes it useful, a mount before its files can be read. */
#define SETTLE_S 3
#define APART_S  60

struct _PlOccasion {
  void (*callback) (gpointer data);
  gpointer data;
  int network, mounts; /* -1: none */
  guint network_watch, mounts_watch, settled;
  guint wait_s;
  gint64 told_ms; /* boottime; 0: never */
};

guint
pl_occasion_wait_s (guint last_s, gint64 since_ms)
{
  return last_s == 0 || since_ms >= APART_S * 1000 ? SETTLE_S : MIN (2 * last_s, APART_S);
}

static gboolean
on_settled (gpointer data)
{
  PlOccasion *occasion = data;

  occasion->settled = 0;
  occasion->told_ms = pl_clock_boottime_ms ();
  occasion->callback (occasion->data);
  return G_SOURCE_REMOVE;
}

static void
note_change (PlOccasion *occasion)
{
  if (occasion->settled != 0)
    return;
  occasion->wait_s =
      pl_occasion_wait_s (occasion->wait_s, pl_clock_boottime_ms () - occasion->told_ms);
  occasion->settled = g_timeout_add_seconds (occasion->wait_s, on_settled, occasion);
}

/* Each is in a datagram of its own, of which the kind is enough. Where there were too many, one may have been this. */
static gboolean
on_network (int fd, GIOCondition condition, gpointer data)
{
  struct nlmsghdr message;
  gboolean came = FALSE;
  ssize_t n;

  while ((n = recv (fd, &message, sizeof message, MSG_DONTWAIT)) > 0)
    came |= n == sizeof message && message.nlmsg_type == RTM_NEWROUTE;
  if (came || (n < 0 && errno == ENOBUFS))
    note_change (data);
  return G_SOURCE_CONTINUE;
}

/* Polling takes the event away (proc_pid_mountinfo(5)). */
static gboolean
on_mounts (int fd, GIOCondition condition, gpointer data)
{
  note_change (data);
  return G_SOURCE_CONTINUE;
}

static int
watch_network (void)
{
  const struct sockaddr_nl address = {
    .nl_family = AF_NETLINK,
    .nl_groups = RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE,
  };
  int fd = socket (AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);

  if (fd >= 0 && bind (fd, (const struct sockaddr *)&address, sizeof address) == 0)
    return fd;
  if (fd >= 0)
    close (fd);
  return -1;
}

PlOccasion *
pl_occasion_new (PlOccasionKinds kinds, void (*callback) (gpointer data), gpointer data)
{
  PlOccasion *occasion = g_new0 (PlOccasion, 1);

  occasion->callback = callback;
  occasion->data = data;
  occasion->network = kinds & PL_OCCASION_NETWORK ? watch_network () : -1;
  occasion->mounts =
      kinds & PL_OCCASION_MOUNTS ? open ("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC) : -1;
  if (occasion->network >= 0)
    occasion->network_watch = g_unix_fd_add (occasion->network, G_IO_IN, on_network, occasion);
  if (occasion->mounts >= 0)
    occasion->mounts_watch =
        g_unix_fd_add (occasion->mounts, G_IO_PRI | G_IO_ERR, on_mounts, occasion);
  return occasion;
}

void
pl_occasion_free (PlOccasion *occasion)
{
  if (occasion == NULL)
    return;
  g_clear_handle_id (&occasion->network_watch, g_source_remove);
  g_clear_handle_id (&occasion->mounts_watch, g_source_remove);
  g_clear_handle_id (&occasion->settled, g_source_remove);
  if (occasion->network >= 0)
    close (occasion->network);
  if (occasion->mounts >= 0)
    close (occasion->mounts);
  g_free (occasion);
}
