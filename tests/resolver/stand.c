/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/resolver/stand.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void
must (gboolean held, const char *what)
{
  if (!held)
    g_error ("%s: %s", what, g_strerror (errno));
}

gint64
stand_now_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void
bound_wait (int fd)
{
  const struct timeval wait = { .tv_sec = STAND_WAIT_MS / 1000 };

  must (setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait) == 0, "SO_RCVTIMEO");
}

static int
unix_socket (const Stand *stand, const char *name, int type, struct sockaddr_un *address)
{
  *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
  g_snprintf (address->sun_path, sizeof address->sun_path, "%s/%s", stand->directory, name);
  int fd = socket (AF_UNIX, type | SOCK_CLOEXEC, 0);
  must (fd >= 0, "socket");
  return fd;
}

static int
bound_unix_socket (const Stand *stand, const char *name, int type)
{
  struct sockaddr_un address;
  int fd = unix_socket (stand, name, type, &address);

  must (bind (fd, (struct sockaddr *)&address, sizeof address) == 0, "bind");
  bound_wait (fd);
  return fd;
}

static void
close_stored (gpointer fd)
{
  close (GPOINTER_TO_INT (fd));
}

/* The child: descriptors 3 and up in order, then the program. Between fork and exec: system calls only. */
static void
run_program (const int *fds, guint n, char **argv, char **envp)
{
  /* above all others first, so that none is overwritten */
  int high[PL_SLOT_MAX * PL_SOCKET_KINDS + 3];

  for (guint i = 0; i < n; i++)
    high[i] = fcntl (fds[i], F_DUPFD_CLOEXEC, 512);
  for (guint i = 0; i < n; i++)
    dup2 (high[i], 3 + (int)i);
  /* LISTEN_PID is ours, known from here on only. */
  char pid[32] = "LISTEN_PID=";
  char digits[12];
  guint count = 0, at = 11;
  for (guint number = (guint)getpid (); number > 0; number /= 10)
    digits[count++] = (char)('0' + number % 10);
  while (count > 0)
    pid[at++] = digits[--count];
  pid[at] = '\0';
  envp[0] = pid;
  execve (argv[0], argv, envp);
  _exit (127);
}

static void
launch (Stand *stand, const char *const *arguments)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new (), envp = g_ptr_array_new ();
  g_autoptr (GString) names = g_string_new ("LISTEN_FDNAMES=" PL_FDNAME_CONTROL);
  g_autofree char *notify = g_strdup_printf ("NOTIFY_SOCKET=%s/notify", stand->directory);
  int fds[PL_SLOT_MAX * PL_SOCKET_KINDS + 3] = { stand->control };
  guint n = 1;
  GHashTableIter iter;
  gpointer name, fd;

  g_hash_table_iter_init (&iter, stand->store);
  while (g_hash_table_iter_next (&iter, &name, &fd)) {
    g_string_append_printf (names, ":%s", (const char *)name);
    fds[n++] = GPOINTER_TO_INT (fd);
  }
  g_autofree char *count = g_strdup_printf ("LISTEN_FDS=%u", n);
  g_ptr_array_add (argv, (char *)g_getenv ("PL_RESOLVER"));
  for (; arguments != NULL && *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (char *)*arguments);
  g_ptr_array_add (argv, NULL);
  must (argv->pdata[0] != NULL, "PL_RESOLVER");
  g_ptr_array_add (envp, NULL); /* LISTEN_PID */
  g_ptr_array_add (envp, count);
  g_ptr_array_add (envp, names->str);
  g_ptr_array_add (envp, notify);
  for (char **it = environ; *it != NULL; it++)
    if (g_str_has_prefix (*it, "ASAN_") || g_str_has_prefix (*it, "MALLOC_PERTURB_"))
      g_ptr_array_add (envp, *it);
  g_ptr_array_add (envp, NULL);
  stand->pid = fork ();
  must (stand->pid >= 0, "fork");
  if (stand->pid == 0)
    run_program (fds, n, (char **)argv->pdata, (char **)envp->pdata);
}

/* One notification: the store takes and forgets; READY is noted. */
static void
take_notification (Stand *stand)
{
  char text[512] = "";
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (sizeof (int))];
  } control;
  struct iovec vector = { text, sizeof text - 1 };
  struct msghdr message = {
    .msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
  };
  int fd = -1;

  must (recvmsg (stand->notify, &message, MSG_CMSG_CLOEXEC) > 0, "no notification came");
  struct cmsghdr *it = CMSG_FIRSTHDR (&message);
  if (it != NULL && it->cmsg_type == SCM_RIGHTS)
    memcpy (&fd, CMSG_DATA (it), sizeof fd);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *name = NULL;
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "FDNAME="))
      name = lines[i] + strlen ("FDNAME=");
  if (g_str_equal (lines[0], "READY=1"))
    stand->ready = TRUE;
  else if (g_str_equal (lines[0], "FDSTORE=1"))
    g_hash_table_insert (stand->store, g_strdup (name), GINT_TO_POINTER (fd));
  else if (g_str_equal (lines[0], "FDSTOREREMOVE=1"))
    g_hash_table_remove (stand->store, name);
}

static void
take_notifications (Stand *stand)
{
  struct pollfd poll_notify = { .fd = stand->notify, .events = POLLIN };

  while (poll (&poll_notify, 1, 0) > 0)
    take_notification (stand);
}

static void
await_ready (Stand *stand)
{
  for (stand->ready = FALSE; !stand->ready;)
    take_notification (stand);
}

void
stand_start (Stand *stand, const char *const *arguments)
{
  *stand = (Stand){ .agent = -1 };
  stand->directory = g_dir_make_tmp ("porchlight-XXXXXX", NULL);
  stand->store = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, close_stored);
  stand->control = bound_unix_socket (stand, "control", SOCK_SEQPACKET);
  must (listen (stand->control, 8) == 0, "listen");
  stand->notify = bound_unix_socket (stand, "notify", SOCK_DGRAM);
  launch (stand, arguments);
  await_ready (stand);
}

static void
end_program (Stand *stand)
{
  int status;

  kill (stand->pid, SIGKILL);
  waitpid (stand->pid, &status, 0);
  /* Ours is the only signal that may end it: SIGSYS would mean a call that is not on its list. */
  if (!WIFSIGNALED (status) || WTERMSIG (status) != SIGKILL)
    g_error ("the resolver had ended by itself, status %x", (guint)status);
}

void
stand_stop (Stand *stand)
{
  end_program (stand);
  stand_disconnect (stand);
  g_hash_table_unref (stand->store);
  close (stand->control);
  close (stand->notify);
  for (guint i = 0; i < 2; i++) {
    g_autofree char *path =
        g_build_filename (stand->directory, i == 0 ? "control" : "notify", NULL);
    g_unlink (path);
  }
  g_rmdir (stand->directory);
  g_free (stand->directory);
}

void
stand_restart (Stand *stand, const char *const *arguments)
{
  take_notifications (stand);
  end_program (stand);
  stand_disconnect (stand);
  launch (stand, arguments);
  await_ready (stand);
}

void
stand_connect (Stand *stand)
{
  struct sockaddr_un address;

  stand->agent = unix_socket (stand, "control", SOCK_SEQPACKET, &address);
  bound_wait (stand->agent);
  must (connect (stand->agent, (struct sockaddr *)&address, sizeof address) == 0, "connect");
  stand_next (stand, PL_WORKER_HELLO);
}

void
stand_disconnect (Stand *stand)
{
  if (stand->agent >= 0)
    close (stand->agent);
  stand->agent = -1;
}

void
stand_send (Stand *stand, const PlWorkerMessage *message, int fd)
{
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (sizeof (int))];
  } control = { 0 };
  struct iovec vector = { (gpointer)message, sizeof *message };
  struct msghdr header = { .msg_iov = &vector, .msg_iovlen = 1 };

  if (fd >= 0) {
    header.msg_control = &control;
    header.msg_controllen = sizeof control;
    control.header = (struct cmsghdr){ .cmsg_level = SOL_SOCKET,
                                       .cmsg_type = SCM_RIGHTS,
                                       .cmsg_len = CMSG_LEN (sizeof (int)) };
    memcpy (CMSG_DATA (&control.header), &fd, sizeof fd);
  }
  must (sendmsg (stand->agent, &header, MSG_NOSIGNAL) == sizeof *message, "sendmsg");
}

PlWorkerMessage
stand_next (Stand *stand, PlWorkerMessageType type)
{
  PlWorkerMessage message;

  do
    must (recv (stand->agent, &message, sizeof message, 0) == sizeof message,
          "no message of the worker came");
  while (message.type != type);
  return message;
}

static int
bind_loopback (int type, gboolean ipv6, guint16 *port)
{
  struct sockaddr_in in = { .sin_family = AF_INET,
                            .sin_port = g_htons (*port),
                            .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };
  struct sockaddr_in6 in6 = { .sin6_family = AF_INET6,
                              .sin6_port = g_htons (*port),
                              .sin6_addr = IN6ADDR_LOOPBACK_INIT };
  socklen_t size = sizeof in;
  int fd = socket (ipv6 ? AF_INET6 : AF_INET, type | SOCK_CLOEXEC, 0);

  must (fd >= 0, "socket");
  if ((ipv6 ? bind (fd, (struct sockaddr *)&in6, sizeof in6)
            : bind (fd, (struct sockaddr *)&in, sizeof in)) != 0) {
    close (fd);
    return -1;
  }
  if (!ipv6) {
    must (getsockname (fd, (struct sockaddr *)&in, &size) == 0, "getsockname");
    *port = g_ntohs (in.sin_port);
  }
  return fd;
}

/* Four sockets of one number that is free for all kinds. */
static guint16
bind_all (int fds[PL_SOCKET_KINDS])
{
  for (;;) {
    guint16 port = 0;
    fds[PL_SOCKET_UDP4] = bind_loopback (SOCK_DGRAM, FALSE, &port);
    fds[PL_SOCKET_UDP6] = bind_loopback (SOCK_DGRAM, TRUE, &port);
    fds[PL_SOCKET_TCP4] = bind_loopback (SOCK_STREAM, FALSE, &port);
    fds[PL_SOCKET_TCP6] = bind_loopback (SOCK_STREAM, TRUE, &port);
    if (fds[PL_SOCKET_UDP6] >= 0 && fds[PL_SOCKET_TCP4] >= 0 && fds[PL_SOCKET_TCP6] >= 0)
      return port;
    for (guint kind = 0; kind < PL_SOCKET_KINDS; kind++)
      if (fds[kind] >= 0)
        close (fds[kind]);
  }
}

void
stand_give_sockets (Stand *stand, guint slot)
{
  int fds[PL_SOCKET_KINDS];

  stand->ports[slot] = bind_all (fds);
  must (listen (fds[PL_SOCKET_TCP4], 64) == 0 && listen (fds[PL_SOCKET_TCP6], 64) == 0, "listen");
  for (guint kind = 0; kind < PL_SOCKET_KINDS; kind++) {
    PlWorkerMessage message = { .type = PL_WORKER_SOCKET, .slot = slot, .socket.kind = kind };
    fcntl (fds[kind], F_SETFL, O_NONBLOCK);
    stand_send (stand, &message, fds[kind]);
    close (fds[kind]);
    stand_next (stand, PL_WORKER_HELLO);
  }
  take_notifications (stand);
}

void
stand_give_snapshot (Stand *stand, PlSnapshotSource *source)
{
  g_autoptr (GError) error = NULL;
  gsize size;

  source->serial = ++stand->serial;
  g_autoptr (GBytes) bytes = pl_snapshot_encode (source, &error);
  g_assert_no_error (error);
  const void *data = g_bytes_get_data (bytes, &size);
  int fd = memfd_create ("snapshot", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  must (write (fd, data, size) == (gssize)size, "write");
  must (fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) == 0,
        "F_ADD_SEALS");
  stand_send (stand, &(PlWorkerMessage){ .type = PL_WORKER_SNAPSHOT }, fd);
  close (fd);
  while (stand_next (stand, PL_WORKER_HELLO).hello.snapshot_serial != stand->serial)
    ;
  take_notifications (stand);
}

void
stand_give_index (Stand *stand, const char *path)
{
  int fd = path != NULL ? open (path, O_RDONLY | O_CLOEXEC) : -1;

  must (path == NULL || fd >= 0, "index");
  stand_send (stand, &(PlWorkerMessage){ .type = PL_WORKER_INDEX }, fd);
  if (fd >= 0)
    close (fd);
  stand_next (stand, PL_WORKER_HELLO);
  take_notifications (stand);
}

void
stand_add_upstream (PlSnapshotSource *source, guint16 port)
{
  source->upstreams[source->n_upstreams++] = (PlUpstream){
    .address = { [10] = 0xff, [11] = 0xff, 127, 0, 0, 1 },
    .port = port,
  };
}

void
stand_source (PlSnapshotSource *source, guint16 port)
{
  *source = (PlSnapshotSource){ .lease_until_ms = stand_now_ms () + 3600 * 1000 };
  stand_add_upstream (source, port);
}

int
stand_udp (guint16 *port)
{
  int fd = bind_loopback (SOCK_DGRAM, FALSE, port);

  must (fd >= 0, "bind");
  bound_wait (fd);
  return fd;
}

int
stand_tcp_listener (guint16 port)
{
  int fd = bind_loopback (SOCK_STREAM, FALSE, &port);

  must (fd >= 0 && listen (fd, 8) == 0, "listen");
  bound_wait (fd);
  return fd;
}

int
stand_client (const Stand *stand, guint slot, PlSocketKind kind)
{
  gboolean ipv6 = kind == PL_SOCKET_UDP6 || kind == PL_SOCKET_TCP6;
  gboolean tcp = kind == PL_SOCKET_TCP4 || kind == PL_SOCKET_TCP6;
  struct sockaddr_in in = { .sin_family = AF_INET,
                            .sin_port = g_htons (stand->ports[slot]),
                            .sin_addr.s_addr = g_htonl (INADDR_LOOPBACK) };
  struct sockaddr_in6 in6 = { .sin6_family = AF_INET6,
                              .sin6_port = g_htons (stand->ports[slot]),
                              .sin6_addr = IN6ADDR_LOOPBACK_INIT };
  int fd = socket (ipv6 ? AF_INET6 : AF_INET, (tcp ? SOCK_STREAM : SOCK_DGRAM) | SOCK_CLOEXEC, 0);

  must (fd >= 0, "socket");
  must ((ipv6 ? connect (fd, (struct sockaddr *)&in6, sizeof in6)
              : connect (fd, (struct sockaddr *)&in, sizeof in)) == 0,
        "connect");
  bound_wait (fd);
  return fd;
}
