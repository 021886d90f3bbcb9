/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/net/slots.h"
#include "policy/error.h"

struct _PlWorkers {
  PlWorkerLink *resolver;
  PlWorkerLink *proxy;
  guint64 serial;
  gint64 lease_until_ms; /* of the snapshot with that serial */
  int index;             /* as they were given it, -1: none */
  guint64 index_size;    /* 0: none */
};

PlWorkers *
pl_workers_new (const char *resolver_socket,
                const char *proxy_socket,
                void (*event) (const PlWorkerMessage *message, gpointer data),
                gpointer data)
{
  PlWorkers *workers = g_new0 (PlWorkers, 1);

  workers->index = -1;
  workers->resolver = pl_worker_link_new (resolver_socket, pl_slot_open_dns, event, data);
  workers->proxy = pl_worker_link_new (proxy_socket, pl_slot_open_web, event, data);
  return workers;
}

void
pl_workers_free (PlWorkers *workers)
{
  if (workers == NULL)
    return;
  pl_worker_link_free (workers->resolver);
  pl_worker_link_free (workers->proxy);
  if (workers->index >= 0)
    close (workers->index);
  g_free (workers);
}

/* A memfd that nobody can change any more, the agent included. -1 and an error on failure. */
static int
sealed_memfd (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  int fd = memfd_create ("porchlight-snapshot", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd >= 0 && write (fd, data, size) == (gssize)size &&
      fcntl (fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == 0)
    return fd;
  g_set_error (error, PL_ERROR, PL_ERROR_IO, "snapshot: %s", g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

static guint64
used_slots (const PlSnapshotSource *source)
{
  guint64 slots = 0;

  for (guint i = 0; i < PL_SLOT_MAX; i++)
    if (source->slots[i].used)
      slots |= G_GUINT64_CONSTANT (1) << i;
  return slots;
}

gboolean
pl_workers_publish (PlWorkers *workers, PlSnapshotSource *source, GError **error)
{
  guint64 slots = used_slots (source);

  source->serial = ++workers->serial;
  workers->lease_until_ms = source->lease_until_ms;
  g_autoptr (GBytes) bytes = pl_snapshot_encode (source, error);
  int fd = bytes != NULL ? sealed_memfd (bytes, error) : -1;
  if (fd < 0)
    return FALSE;
  pl_worker_link_set_snapshot (workers->proxy, fcntl (fd, F_DUPFD_CLOEXEC, 0));
  /* Staff's web is not ours. */
  pl_worker_link_set_slots (workers->proxy, slots & ~(G_GUINT64_CONSTANT (1) << PL_SLOT_STAFF));
  pl_worker_link_set_snapshot (workers->resolver, fd);
  pl_worker_link_set_slots (workers->resolver, slots);
  return TRUE;
}

gboolean
pl_workers_have_rules (const PlWorkers *workers)
{
  return workers->serial > 0;
}

gboolean
pl_workers_are_settled (const PlWorkers *workers)
{
  return pl_worker_link_is_settled (workers->resolver) &&
         pl_worker_link_is_settled (workers->proxy);
}

gint64
pl_workers_lease_until_ms (const PlWorkers *workers)
{
  return workers->lease_until_ms;
}

void
pl_workers_set_index (PlWorkers *workers, int fd)
{
  struct stat info;

  if (workers->index >= 0)
    close (workers->index);
  workers->index = fd >= 0 ? fcntl (fd, F_DUPFD_CLOEXEC, 0) : -1;
  workers->index_size = fd >= 0 && fstat (fd, &info) == 0 ? (guint64)info.st_size : 0;
  pl_worker_link_set_index (workers->proxy, fd >= 0 ? fcntl (fd, F_DUPFD_CLOEXEC, 0) : -1);
  pl_worker_link_set_index (workers->resolver, fd);
}

int
pl_workers_index (const PlWorkers *workers)
{
  return workers->index;
}

gboolean
pl_workers_look (PlWorkers *workers, const PlWorkerMessage *message)
{
  return pl_worker_link_look (workers->resolver, message);
}

static PlWorkerHealth
health_of (const PlWorkers *workers, const PlWorkerLink *worker)
{
  PlWorkerMessage message = { 0 };
  gboolean up = pl_worker_link_is_up (worker, &message);

  return (PlWorkerHealth){
    .up = up,
    .current = up && pl_workers_have_rules (workers) &&
               message.hello.snapshot_serial == workers->serial &&
               message.hello.index_size == workers->index_size,
  };
}

PlWorkerHealth
pl_workers_resolver (const PlWorkers *workers)
{
  return health_of (workers, workers->resolver);
}

PlWorkerHealth
pl_workers_proxy (const PlWorkers *workers)
{
  return health_of (workers, workers->proxy);
}
