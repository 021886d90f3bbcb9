/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/worker-link.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "agent/sandbox/pass-fd.h"

/* How long to leave a worker alone that does not answer. Its unit restarts it long before. */
#define RETRY_S 1

/* A worker that lives has long said by then what it holds. */
#define SETTLED_MS 1000

struct _PlWorkerLink {
  char *path;
  PlSlotBind bind;
  PlWorkerEvent event;
  gpointer data;

  int socket; /* -1 while not connected */
  guint socket_source;
  guint retry_source;
  guint settled_source; /* 0: the link is settled */
  gboolean up;
  PlWorkerMessage hello;

  gboolean slots_known; /* whether anything was said of slots */
  guint64 slots;        /* whose sockets the worker shall have */
  guint64 held;         /* whose it has: as it said when it connected, and what was sent since */
  gboolean index_known; /* whether anything was said of an index */
  int index;            /* -1: none */
  int snapshot;         /* -1: none */
};

static void schedule (PlWorkerLink *link, guint seconds);

static gboolean
on_settled (gpointer data)
{
  PlWorkerLink *link = data;

  link->settled_source = 0;
  link->event (NULL, link->data);
  return G_SOURCE_REMOVE;
}

static void
disconnect (PlWorkerLink *link)
{
  g_clear_handle_id (&link->socket_source, g_source_remove);
  if (link->socket >= 0)
    close (link->socket);
  link->socket = -1;
  if (link->up) {
    link->up = FALSE;
    link->event (NULL, link->data);
  }
}

static gboolean
send_message (PlWorkerLink *link, const PlWorkerMessage *message, int fd)
{
  if (link->socket < 0)
    return FALSE;
  if (pl_send_with_fd (link->socket, message, sizeof *message, fd, MSG_DONTWAIT) == sizeof *message)
    return TRUE;
  g_warning ("worker %s: %s", link->path, g_strerror (errno));
  disconnect (link);
  schedule (link, RETRY_S);
  return FALSE;
}

static void
send_slot (PlWorkerLink *link, guint slot)
{
  int sockets[PL_SOCKET_KINDS];
  g_autoptr (GError) error = NULL;

  if (!link->bind (slot, sockets, &error)) {
    g_warning ("slot %u has no sockets: %s", slot, error->message);
    return;
  }
  for (guint kind = 0; kind < PL_SOCKET_KINDS; kind++) {
    if (sockets[kind] < 0)
      continue;
    PlWorkerMessage message = { .type = PL_WORKER_SOCKET, .slot = slot, .socket.kind = kind };
    send_message (link, &message, sockets[kind]);
    close (sockets[kind]);
  }
}

/*
 * Sockets that the worker has kept stay where they are, also while nothing was said of slots yet:
 * rebinding them would lose queries.
 */
static void
send_slots (PlWorkerLink *link)
{
  if (!link->slots_known)
    return;
  for (guint slot = 0; slot < PL_SLOT_MAX; slot++) {
    guint64 bit = G_GUINT64_CONSTANT (1) << slot;
    if ((link->slots & ~link->held) & bit)
      send_slot (link, slot);
    else if ((link->held & ~link->slots) & bit)
      send_message (link, &(PlWorkerMessage){ .type = PL_WORKER_FORGET, .slot = slot }, -1);
  }
  link->held = link->slots;
}

static void
send_index (PlWorkerLink *link)
{
  if (link->index_known)
    send_message (link, &(PlWorkerMessage){ .type = PL_WORKER_INDEX }, link->index);
}

static void
send_snapshot (PlWorkerLink *link)
{
  if (link->snapshot >= 0)
    send_message (link, &(PlWorkerMessage){ .type = PL_WORKER_SNAPSHOT }, link->snapshot);
}

static void
on_message (PlWorkerLink *link, const PlWorkerMessage *message)
{
  if (message->type == PL_WORKER_HELLO) {
    gboolean first = !link->up;
    link->hello = *message;
    if (message->hello.version != PL_WORKER_PROTOCOL_VERSION) {
      g_warning ("worker %s speaks version %u", link->path, message->hello.version);
      return;
    }
    link->up = TRUE;
    g_clear_handle_id (&link->settled_source, g_source_remove);
    if (first) {
      link->held = message->hello.slots_held;
      send_snapshot (link);
      send_index (link);
      send_slots (link);
    }
  }
  link->event (message, link->data);
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer data)
{
  PlWorkerLink *link = data;
  PlWorkerMessage message;
  gssize n;

  while ((n = recv (fd, &message, sizeof message, MSG_DONTWAIT)) == sizeof message) {
    on_message (link, &message);
    if (link->socket != fd)
      return G_SOURCE_REMOVE;
  }
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;

  /* The worker is gone; its unit brings it back, and the socket waits for it. */
  link->socket_source = 0;
  disconnect (link);
  schedule (link, 0);
  return G_SOURCE_REMOVE;
}

static gboolean
try_connect (PlWorkerLink *link)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  g_strlcpy (address.sun_path, link->path, sizeof address.sun_path);
  link->socket = socket (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (link->socket >= 0 &&
      connect (link->socket, (struct sockaddr *)&address, sizeof address) == 0) {
    link->socket_source = g_unix_fd_add (link->socket, G_IO_IN, on_readable, link);
    return TRUE;
  }
  disconnect (link);
  return FALSE;
}

static gboolean
on_retry (gpointer data)
{
  PlWorkerLink *link = data;

  link->retry_source = 0;
  if (!try_connect (link))
    schedule (link, RETRY_S);
  return G_SOURCE_REMOVE;
}

static void
schedule (PlWorkerLink *link, guint seconds)
{
  if (link->retry_source != 0)
    return;
  link->retry_source =
      seconds == 0 ? g_idle_add (on_retry, link) : g_timeout_add_seconds (seconds, on_retry, link);
}

PlWorkerLink *
pl_worker_link_new (const char *path, PlSlotBind bind, PlWorkerEvent event, gpointer data)
{
  PlWorkerLink *link = g_new0 (PlWorkerLink, 1);

  link->path = g_strdup (path);
  link->bind = bind;
  link->event = event;
  link->data = data;
  link->socket = link->index = link->snapshot = -1;
  schedule (link, 0);
  /* After a word that is there to be read: an agent that starts may take longer than that. */
  link->settled_source = g_timeout_add_full (G_PRIORITY_LOW, SETTLED_MS, on_settled, link, NULL);
  return link;
}

void
pl_worker_link_free (PlWorkerLink *link)
{
  if (link == NULL)
    return;
  link->up = FALSE;
  disconnect (link);
  g_clear_handle_id (&link->retry_source, g_source_remove);
  g_clear_handle_id (&link->settled_source, g_source_remove);
  if (link->index >= 0)
    close (link->index);
  if (link->snapshot >= 0)
    close (link->snapshot);
  g_free (link->path);
  g_free (link);
}

void
pl_worker_link_set_slots (PlWorkerLink *link, guint64 slots)
{
  link->slots = slots;
  link->slots_known = TRUE;
  if (link->up)
    send_slots (link);
}

void
pl_worker_link_set_index (PlWorkerLink *link, int fd)
{
  if (link->index >= 0)
    close (link->index);
  link->index = fd;
  link->index_known = TRUE;
  if (link->up)
    send_index (link);
}

void
pl_worker_link_set_snapshot (PlWorkerLink *link, int fd)
{
  if (link->snapshot >= 0)
    close (link->snapshot);
  link->snapshot = fd;
  if (link->up)
    send_snapshot (link);
}

gboolean
pl_worker_link_look (PlWorkerLink *link, const PlWorkerMessage *message)
{
  return link->up && send_message (link, message, -1);
}

gboolean
pl_worker_link_is_up (const PlWorkerLink *link, PlWorkerMessage *hello)
{
  if (link->up && hello != NULL)
    *hello = link->hello;
  return link->up;
}

gboolean
pl_worker_link_is_settled (const PlWorkerLink *link)
{
  return link->settled_source == 0;
}
