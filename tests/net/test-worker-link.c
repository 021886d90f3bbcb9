/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/worker-link.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/folder.h"
#include "tests/tap.h"

/* The test plays the worker: its listening socket outlives its connections, as a unit's does. */
static char *folder;
static char *path;
static int listener;
static PlWorkerLink *the_link;
static guint events;
static guint gone;

static gboolean
bind_slot (guint slot, int sockets[PL_SOCKET_KINDS], GError **error)
{
  for (guint i = 0; i < PL_SOCKET_KINDS; i++)
    sockets[i] = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  return TRUE;
}

static void
on_event (const PlWorkerMessage *message, gpointer data)
{
  if (message != NULL)
    events++;
  else
    gone++;
}

static void
set_up (void)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  folder = pl_test_folder ();
  path = g_build_filename (folder, "worker.sock", NULL);
  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  listener = socket (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
  ck_assert_int_eq (bind (listener, (struct sockaddr *)&address, sizeof address), 0);
  ck_assert_int_eq (listen (listener, 4), 0);
  events = gone = 0;
  the_link = pl_worker_link_new (path, bind_slot, on_event, NULL);
}

static void
tear_down (void)
{
  g_clear_pointer (&the_link, pl_worker_link_free);
  close (listener);
  pl_test_remove (folder);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&path, g_free);
}

/* The worker accepts and says what it holds. */
static int
come_up (guint64 slots_held)
{
  PlWorkerMessage hello = { .type = PL_WORKER_HELLO };

  while (g_main_context_iteration (NULL, FALSE))
    ;
  int worker = accept4 (listener, NULL, NULL, SOCK_CLOEXEC);
  ck_assert_int_ge (worker, 0);
  hello.hello.version = PL_WORKER_PROTOCOL_VERSION;
  hello.hello.slots_held = slots_held;
  ck_assert_int_eq (send (worker, &hello, sizeof hello, 0), sizeof hello);
  while (events == 0)
    g_main_context_iteration (NULL, TRUE);
  return worker;
}

/* The next message at the worker; *fd: the descriptor beside it, -1 if none. FALSE: nothing waits. */
static gboolean
receive (int worker, PlWorkerMessage *message, int *fd)
{
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE (sizeof (int))];
  } control;
  struct iovec bytes = { message, sizeof *message };
  struct msghdr packet = {
    .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
  };

  if (recvmsg (worker, &packet, MSG_DONTWAIT | MSG_CMSG_CLOEXEC) != sizeof *message)
    return FALSE;
  const struct cmsghdr *header = CMSG_FIRSTHDR (&packet);
  *fd = -1;
  if (header != NULL)
    memcpy (fd, CMSG_DATA (header), sizeof *fd);
  return TRUE;
}

static guint
count (int worker, PlWorkerMessageType type, gboolean with_fd)
{
  PlWorkerMessage message;
  guint n = 0;

  for (int fd; receive (worker, &message, &fd);) {
    if (message.type == type && (fd >= 0) == with_fd)
      n++;
    if (fd >= 0)
      close (fd);
  }
  return n;
}

/* Until then an agent that starts takes nothing away that the one before it has opened. */
START_TEST (it_is_settled_by_the_workers_word_or_by_its_silence)
{
  ck_assert (!pl_worker_link_is_settled (the_link));
  int worker = come_up (0);
  ck_assert (pl_worker_link_is_settled (the_link));
  close (worker);
  g_clear_pointer (&the_link, pl_worker_link_free);

  gone = 0;
  the_link = pl_worker_link_new (path, bind_slot, on_event, NULL);
  while (gone == 0)
    g_main_context_iteration (NULL, TRUE);
  ck_assert (pl_worker_link_is_settled (the_link) && !pl_worker_link_is_up (the_link, NULL));
}
END_TEST

START_TEST (a_new_worker_gets_every_socket_once)
{
  pl_worker_link_set_slots (the_link, 1 << 0 | 1 << 3);
  int worker = come_up (0);

  ck_assert_uint_eq (count (worker, PL_WORKER_SOCKET, TRUE), 2 * PL_SOCKET_KINDS);
  pl_worker_link_set_slots (the_link, 1 << 0 | 1 << 3);
  ck_assert_uint_eq (count (worker, PL_WORKER_SOCKET, TRUE), 0);
  close (worker);
}
END_TEST

START_TEST (sockets_that_a_worker_kept_are_left_alone)
{
  pl_worker_link_set_slots (the_link, 1 << 0 | 1 << 3);
  int worker = come_up (1 << 3);

  ck_assert_uint_eq (count (worker, PL_WORKER_SOCKET, TRUE), PL_SOCKET_KINDS);
  close (worker);
}
END_TEST

START_TEST (a_slot_that_nobody_has_any_more_is_forgotten)
{
  pl_worker_link_set_slots (the_link, 1 << 0);
  int worker = come_up (1 << 0 | 1 << 5);

  ck_assert_uint_eq (count (worker, PL_WORKER_FORGET, FALSE), 1);
  close (worker);
}
END_TEST

START_TEST (while_nothing_was_said_of_slots_a_worker_keeps_its_own)
{
  int worker = come_up (1 << 0 | 1 << 5);

  ck_assert_uint_eq (count (worker, PL_WORKER_FORGET, FALSE), 0);
  pl_worker_link_set_slots (the_link, 1 << 0 | 1 << 5);
  ck_assert_uint_eq (count (worker, PL_WORKER_SOCKET, TRUE), 0);
  close (worker);
}
END_TEST

START_TEST (rules_come_before_sockets)
{
  PlWorkerMessage message;
  int fd;

  pl_worker_link_set_slots (the_link, 1 << 1);
  pl_worker_link_set_snapshot (the_link, dup (listener));
  int worker = come_up (0);
  ck_assert (receive (worker, &message, &fd));
  ck_assert_uint_eq (message.type, PL_WORKER_SNAPSHOT);
  ck_assert_int_ge (fd, 0);
  close (fd);
  close (worker);
}
END_TEST

START_TEST (a_worker_that_died_is_found_again)
{
  pl_worker_link_set_slots (the_link, 1 << 1);
  int worker = come_up (0);
  close (worker);
  while (gone == 0)
    g_main_context_iteration (NULL, TRUE);
  ck_assert (!pl_worker_link_is_up (the_link, NULL));

  events = 0;
  worker = come_up (1 << 1);
  ck_assert (pl_worker_link_is_up (the_link, NULL));
  ck_assert_uint_eq (count (worker, PL_WORKER_SOCKET, TRUE), 0);
  close (worker);
}
END_TEST

START_TEST (a_worker_of_another_version_gets_nothing)
{
  PlWorkerMessage hello = { .type = PL_WORKER_HELLO };

  pl_worker_link_set_slots (the_link, 1 << 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  int worker = accept4 (listener, NULL, NULL, SOCK_CLOEXEC);
  hello.hello.version = PL_WORKER_PROTOCOL_VERSION + 1;
  ck_assert_int_eq (send (worker, &hello, sizeof hello, 0), sizeof hello);
  g_main_context_iteration (NULL, TRUE);
  ck_assert (!pl_worker_link_is_up (the_link, NULL));
  ck_assert_uint_eq (count (worker, PL_WORKER_SOCKET, TRUE), 0);
  close (worker);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    it_is_settled_by_the_workers_word_or_by_its_silence,
    a_new_worker_gets_every_socket_once,
    sockets_that_a_worker_kept_are_left_alone,
    a_slot_that_nobody_has_any_more_is_forgotten,
    while_nothing_was_said_of_slots_a_worker_keeps_its_own,
    rules_come_before_sockets,
    a_worker_that_died_is_found_again,
    a_worker_of_another_version_gets_nothing,
    NULL,
  };

  return pl_tap_main_with ("worker-link", tests, 10, set_up, tear_down);
}
