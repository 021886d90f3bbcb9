/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/worker.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/sandbox/held.h"
#include "agent/sandbox/notify.h"
#include "agent/sandbox/watchdog.h"
#include "policy/error.h"

/* Where the service manager's descriptors start, sd_listen_fds(3). */
#define LISTEN_FIRST 3

struct _PlWorker {
  PlLoop *loop;
  PlWorkerCalls calls;
  gpointer data;
  PlNotify *notify;
  PlWatch control; /* the listening socket */
  PlWatch agent;   /* fd -1: away */
  PlWatchdog watchdog;
  PlTimer rest; /* when the watchdog shall */
  PlHeld held;
  guint8 sockets[PL_SLOT_MAX]; /* a bit a kind */
};

static const char *const kind_names[PL_SOCKET_KINDS] = { "udp4", "udp6", "tcp4", "tcp6" };

/* The descriptor store. */

static void
slot_name (guint slot, guint kind, char name[32])
{
  g_snprintf (name, 32, PL_FDNAME_SLOT_FORMAT, slot, kind_names[kind]);
}

static void
forget (PlWorker *worker, const char *name)
{
  char state[64];

  g_snprintf (state, sizeof state, "FDSTOREREMOVE=1\nFDNAME=%s", name);
  pl_notify_send (worker->notify, state, -1);
}

/* The store does not tell two of one name apart: the one before goes first. */
static void
store (PlWorker *worker, const char *name, int fd)
{
  char state[64];

  forget (worker, name);
  g_snprintf (state, sizeof state, "FDSTORE=1\nFDNAME=%s", name);
  pl_notify_send (worker->notify, state, fd);
}

/* What is taken, from the agent or from the store. */

static gboolean
is_socket_of (int fd, guint kind)
{
  static const struct {
    int type;
    int domain;
  } kinds[PL_SOCKET_KINDS] = {
    [PL_SOCKET_UDP4] = { SOCK_DGRAM, AF_INET },
    [PL_SOCKET_UDP6] = { SOCK_DGRAM, AF_INET6 },
    [PL_SOCKET_TCP4] = { SOCK_STREAM, AF_INET },
    [PL_SOCKET_TCP6] = { SOCK_STREAM, AF_INET6 },
  };
  int type, domain;
  socklen_t size = sizeof (int);

  return kind < PL_SOCKET_KINDS && getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
         getsockopt (fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && type == kinds[kind].type &&
         domain == kinds[kind].domain;
}

/* Takes the descriptor over if it is what it is said to be. */
static gboolean
take_socket (PlWorker *worker, guint slot, guint kind, int fd)
{
  if (slot >= PL_SLOT_MAX || !is_socket_of (fd, kind)) {
    g_warning ("slot %u: not a socket of kind %u", slot, kind);
    return FALSE;
  }
  worker->sockets[slot] |= (guint8)(1u << kind);
  worker->calls.socket (worker->data, slot, kind, fd);
  return TRUE;
}

static void
adopt (PlWorker *worker, const PlHeld *next)
{
  PlHeld old = worker->held;

  worker->held = *next;
  worker->calls.rules (worker->data, next->snapshot, next->index, pl_held_help_only (next));
  pl_held_release (&old, next);
}

static gboolean
take_snapshot (PlWorker *worker, int fd)
{
  g_autoptr (GError) error = NULL;
  PlHeld next;

  if (!pl_held_with_snapshot (&worker->held, fd, &next, &error)) {
    g_warning ("%s", error->message);
    return FALSE;
  }
  adopt (worker, &next);
  return TRUE;
}

static gboolean
take_index (PlWorker *worker, int fd, gboolean whole)
{
  g_autoptr (GError) error = NULL;
  PlHeld next;

  if (pl_held_with_index (&worker->held, fd, whole, &next, &error)) {
    adopt (worker, &next);
    return TRUE;
  }
  g_warning ("site index: %s", error->message);
  if (worker->held.index_data == NULL) {
    next = worker->held;
    next.index_known = FALSE;
    adopt (worker, &next);
  }
  return FALSE;
}

/* Messages. */

static void
disconnect (PlWorker *worker)
{
  if (worker->agent.fd < 0)
    return;
  pl_loop_remove (worker->loop, &worker->agent);
  close (worker->agent.fd);
  worker->agent.fd = -1;
}

static void
say_hello (PlWorker *worker)
{
  PlWorkerMessage message = { .type = PL_WORKER_HELLO };

  message.hello.version = PL_WORKER_PROTOCOL_VERSION;
  for (guint slot = 0; slot < PL_SLOT_MAX; slot++) {
    message.hello.sockets_held += (guint32)__builtin_popcount (worker->sockets[slot]);
    if (worker->sockets[slot] != 0)
      message.hello.slots_held |= G_GUINT64_CONSTANT (1) << slot;
  }
  if (worker->held.snapshot != NULL)
    message.hello.snapshot_serial = pl_snapshot_serial (worker->held.snapshot);
  message.hello.index_size = worker->held.index_size;
  message.hello.queries = worker->calls.queries (worker->data);
  pl_worker_report (worker, &message);
}

static void
forget_slot (PlWorker *worker, guint slot)
{
  char name[32];

  for (guint kind = 0; slot < PL_SLOT_MAX && kind < PL_SOCKET_KINDS; kind++) {
    if ((worker->sockets[slot] >> kind & 1) == 0)
      continue;
    slot_name (slot, kind, name);
    forget (worker, name);
    worker->calls.socket (worker->data, slot, kind, -1);
  }
  if (slot < PL_SLOT_MAX)
    worker->sockets[slot] = 0;
}

/* Returns TRUE if it has taken fd over. */
static gboolean
take_message (PlWorker *worker, const PlWorkerMessage *message, int fd)
{
  char name[32];

  switch (message->type) {
    case PL_WORKER_SOCKET:
      if (!take_socket (worker, message->slot, message->socket.kind, fd))
        return FALSE;
      slot_name (message->slot, message->socket.kind, name);
      store (worker, name, fd);
      return TRUE;
    case PL_WORKER_SNAPSHOT:
      if (take_snapshot (worker, fd))
        store (worker, PL_FDNAME_SNAPSHOT, fd);
      return FALSE;
    case PL_WORKER_INDEX:
      if (!take_index (worker, fd, TRUE))
        return FALSE;
      if (fd >= 0)
        store (worker, PL_FDNAME_INDEX, fd);
      else
        forget (worker, PL_FDNAME_INDEX);
      return FALSE;
    case PL_WORKER_FORGET:
      forget_slot (worker, message->slot);
      return FALSE;
    default:
      g_warning ("a message of the unknown type %u from the agent", message->type);
      return FALSE;
  }
}

/* The agent has a question about what is held, which stays as it is. */
static void
answer_look (PlWorker *worker, PlWorkerMessage *message)
{
  if (pl_held_look (&worker->held, pl_loop_now (worker->loop), message))
    pl_worker_report (worker, message);
}

/* Receives one message and at most one descriptor. FALSE: the agent has gone, or speaks wrongly. */
static gboolean
receive (int agent, PlWorkerMessage *message, int *fd)
{
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (sizeof (int))];
  } control;
  struct iovec vector = { message, sizeof *message };
  struct msghdr header = {
    .msg_iov = &vector,
    .msg_iovlen = 1,
    .msg_control = &control,
    .msg_controllen = sizeof control,
  };
  gssize n = recvmsg (agent, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);

  *fd = -1;
  for (struct cmsghdr *it = CMSG_FIRSTHDR (&header); n > 0 && it != NULL;
       it = CMSG_NXTHDR (&header, it))
    if (it->cmsg_level == SOL_SOCKET && it->cmsg_type == SCM_RIGHTS)
      memcpy (fd, CMSG_DATA (it), sizeof *fd);
  return n == sizeof *message && (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0;
}

static void
agent_ready (PlWatch *watch, guint32 events)
{
  PlWorker *worker = watch->owner;
  PlWorkerMessage message;
  int fd;
  gboolean good = receive (watch->fd, &message, &fd);

  if (good && fd < 0 && message.type == PL_WORKER_LOOK) {
    answer_look (worker, &message);
    return;
  }
  if (good ? !take_message (worker, &message, fd) : TRUE)
    if (fd >= 0)
      close (fd);
  if (good)
    say_hello (worker);
  else
    disconnect (worker);
}

/* Root's, or our own user's where we are nobody special, as in a test. */
static gboolean
may_be_agent (int fd)
{
  struct ucred peer;
  socklen_t size = sizeof peer;

  return getsockopt (fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 &&
         (peer.uid == 0 || peer.uid == getuid ());
}

static void
control_ready (PlWatch *watch, guint32 events)
{
  PlWorker *worker = watch->owner;
  int fd = accept4 (watch->fd, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);

  if (fd < 0)
    return;
  if (!may_be_agent (fd)) {
    close (fd);
    return;
  }
  /* A new agent: the one before is dead, or about to be. */
  disconnect (worker);
  worker->agent.fd = fd;
  if (!pl_loop_add (worker->loop, &worker->agent, EPOLLIN)) {
    close (fd);
    worker->agent.fd = -1;
    return;
  }
  say_hello (worker);
}

gboolean
pl_worker_report (PlWorker *worker, const PlWorkerMessage *message)
{
  return worker->agent.fd >= 0 && send (worker->agent.fd, message, sizeof *message,
                                        MSG_DONTWAIT | MSG_NOSIGNAL) == sizeof *message;
}

/* Starting. */

static gboolean
take_named_socket (PlWorker *worker, const char *name, int fd)
{
  char expected[32];
  guint slot;

  if (sscanf (name, "slot-%u-", &slot) != 1 || slot >= PL_SLOT_MAX)
    return FALSE;
  for (guint kind = 0; kind < PL_SOCKET_KINDS; kind++) {
    slot_name (slot, kind, expected);
    if (g_str_equal (name, expected))
      return take_socket (worker, slot, kind, fd);
  }
  return FALSE;
}

/* One descriptor from the service manager, taken over. */
static void
take_passed (PlWorker *worker, const char *name, int fd)
{
  if (g_str_equal (name, PL_FDNAME_CONTROL) && worker->control.fd < 0) {
    worker->control.fd = fd;
    return;
  }
  if (take_named_socket (worker, name, fd))
    return;
  if (g_str_equal (name, PL_FDNAME_SNAPSHOT))
    take_snapshot (worker, fd);
  else if (g_str_equal (name, PL_FDNAME_INDEX))
    take_index (worker, fd, FALSE);
  else
    g_warning ("a descriptor that nobody knows: %s", name);
  close (fd);
}

static void
take_all_passed (PlWorker *worker)
{
  const char *pid = g_getenv ("LISTEN_PID"), *fds = g_getenv ("LISTEN_FDS");
  const char *names = g_getenv ("LISTEN_FDNAMES");

  if (pid == NULL || fds == NULL || names == NULL ||
      g_ascii_strtoll (pid, NULL, 10) != (gint64)getpid ())
    return;
  g_auto (GStrv) list = g_strsplit (names, ":", -1);
  guint n = (guint)g_ascii_strtoull (fds, NULL, 10);
  for (guint i = 0; i < n && list[i] != NULL; i++)
    take_passed (worker, list[i], LISTEN_FIRST + (int)i);
}

static void
plan_rest (PlWorker *worker)
{
  gint64 due_ms = pl_watchdog_due (&worker->watchdog);

  if (due_ms == G_MAXINT64)
    pl_timer_clear (worker->loop, &worker->rest);
  else if (worker->rest.place == 0 || worker->rest.when_ms != due_ms)
    pl_timer_set (worker->loop, &worker->rest, due_ms);
}

static void
woken (gpointer data)
{
  PlWorker *worker = data;

  pl_watchdog_wake (&worker->watchdog, pl_loop_now (worker->loop));
  plan_rest (worker);
}

static void
rest_due (PlTimer *timer)
{
  PlWorker *worker = timer->owner;

  pl_watchdog_rest (&worker->watchdog, pl_loop_now (worker->loop));
}

static void
start_watchdog (PlWorker *worker)
{
  pl_watchdog_init (&worker->watchdog, worker->notify, g_getenv ("WATCHDOG_USEC"),
                    pl_loop_now (worker->loop));
  plan_rest (worker);
  pl_loop_set_woken (worker->loop, woken, worker);
}

PlWorker *
pl_worker_new (PlLoop *loop, const PlWorkerCalls *calls, gpointer data, GError **error)
{
  g_autoptr (PlWorker) worker = g_new0 (PlWorker, 1);

  worker->loop = loop;
  worker->calls = *calls;
  worker->data = data;
  worker->notify = pl_notify_new (g_getenv ("NOTIFY_SOCKET"));
  worker->control = (PlWatch){ .fd = -1, .ready = control_ready, .owner = worker };
  worker->agent = (PlWatch){ .fd = -1, .ready = agent_ready, .owner = worker };
  worker->rest = (PlTimer){ .expired = rest_due, .owner = worker };
  take_all_passed (worker);
  if (worker->control.fd < 0 || !pl_loop_add (loop, &worker->control, EPOLLIN)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         "no socket named " PL_FDNAME_CONTROL " was passed (LISTEN_FDNAMES)");
    return NULL;
  }
  pl_notify_send (worker->notify, "READY=1", -1);
  start_watchdog (worker);
  return g_steal_pointer (&worker);
}

void
pl_worker_free (PlWorker *worker)
{
  if (worker == NULL)
    return;
  disconnect (worker);
  pl_loop_set_woken (worker->loop, NULL, NULL);
  pl_timer_clear (worker->loop, &worker->rest);
  if (worker->control.fd >= 0) {
    pl_loop_remove (worker->loop, &worker->control);
    close (worker->control.fd);
  }
  pl_held_release (&worker->held, &(PlHeld){ 0 });
  pl_notify_free (worker->notify);
  g_free (worker);
}
