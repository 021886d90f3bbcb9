/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/index-file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "policy/error.h"

/* NULL if path cannot be mapped. Folders and devices cannot, and a pipe is not waited for. */
static GMappedFile *
map (const char *path, GError **error)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (descriptor < 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "%s: %s", path, g_strerror (errno));
    return NULL;
  }
  GMappedFile *file = g_mapped_file_new_from_fd (descriptor, FALSE, NULL);
  close (descriptor);
  if (file == NULL)
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, "%s: not a file with a site index", path);
  return file;
}

PlSiteIndex *
pl_index_file_open (const char *path, const PlCategories *categories, GError **error)
{
  g_autoptr (GMappedFile) file = map (path, error);

  if (file == NULL)
    return NULL;
  g_autoptr (GBytes) bytes = g_mapped_file_get_bytes (file);
  g_autoptr (PlSiteIndex) index = pl_site_index_new (bytes, categories, error);
  if (index == NULL || !pl_site_index_verify (index, error)) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }
  return g_steal_pointer (&index);
}
