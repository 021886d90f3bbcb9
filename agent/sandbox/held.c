/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/held.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "policy/error.h"

#define SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)
/* pl_snapshot_open has its own, lower limit; this one keeps a wrong file from being mapped at all. */
#define SNAPSHOT_MAX ((gsize)64 << 20)
/* Far above all lists that there are (tens of megabytes). */
#define INDEX_MAX ((gsize)1 << 30)

static gconstpointer
map (int fd, gsize limit, gsize *size, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0 || status.st_size <= 0 || (gsize)status.st_size > limit) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED, "not a file of a possible size");
    return NULL;
  }
  gpointer data = mmap (NULL, (gsize)status.st_size, PROT_READ, MAP_SHARED, fd, 0);
  if (data == MAP_FAILED) {
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "it cannot be mapped: %s", g_strerror (errno));
    return NULL;
  }
  *size = (gsize)status.st_size;
  return data;
}

static void
unmap (gconstpointer data, gsize size)
{
  if (data != NULL)
    munmap ((gpointer)data, size);
}

/* The index's categories are numbered as the snapshot says: one opened for each snapshot. */
static void
open_index (PlHeld *held)
{
  g_autoptr (GError) error = NULL;

  held->index = NULL;
  if (held->index_data == NULL || held->snapshot == NULL)
    return;
  held->index = pl_site_index_new_static (held->index_data, held->index_size,
                                          pl_snapshot_categories (held->snapshot), &error);
  if (held->index == NULL)
    g_warning ("site index: %s; children are held to help sites", error->message);
}

gboolean
pl_held_with_snapshot (const PlHeld *held, int snapshot_fd, PlHeld *next, GError **error)
{
  PlHeld made = *held;
  int seals = fcntl (snapshot_fd, F_GET_SEALS);

  if (seals < 0 || (seals & SEALS) != SEALS) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED, "snapshot: not sealed");
    return FALSE;
  }
  made.snapshot_data = map (snapshot_fd, SNAPSHOT_MAX, &made.snapshot_size, error);
  if (made.snapshot_data == NULL)
    return FALSE;
  made.snapshot = pl_snapshot_open (made.snapshot_data, made.snapshot_size, error);
  if (made.snapshot == NULL) {
    unmap (made.snapshot_data, made.snapshot_size);
    return FALSE;
  }
  open_index (&made);
  *next = made;
  return TRUE;
}

static gboolean
check_index (gconstpointer data, gsize size, gboolean whole, GError **error)
{
  g_autoptr (PlSiteIndex) index = pl_site_index_new_static (data, size, NULL, error);

  return index != NULL && (!whole || pl_site_index_verify (index, error));
}

gboolean
pl_held_with_index (const PlHeld *held, int index_fd, gboolean whole, PlHeld *next, GError **error)
{
  PlHeld made = *held;

  made.index_known = TRUE;
  made.index_data = NULL;
  made.index_size = 0;
  if (index_fd >= 0) {
    made.index_data = map (index_fd, INDEX_MAX, &made.index_size, error);
    if (made.index_data == NULL)
      return FALSE;
    if (!check_index (made.index_data, made.index_size, whole, error)) {
      unmap (made.index_data, made.index_size);
      return FALSE;
    }
  }
  open_index (&made);
  *next = made;
  return TRUE;
}

gboolean
pl_held_help_only (const PlHeld *held)
{
  return !held->index_known || (held->index_data != NULL && held->index == NULL);
}

void
pl_held_release (PlHeld *old, const PlHeld *current)
{
  if (old->index != NULL && old->index != current->index)
    pl_site_index_free (old->index);
  if (old->snapshot != NULL && old->snapshot != current->snapshot)
    pl_snapshot_free (old->snapshot);
  if (old->index_data != current->index_data)
    unmap (old->index_data, old->index_size);
  if (old->snapshot_data != current->snapshot_data)
    unmap (old->snapshot_data, old->snapshot_size);
}
