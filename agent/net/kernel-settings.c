/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/kernel-settings.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "policy/error.h"

static const struct {
  const char *path;
  const char *value;
} settings[] = {
  /* A join packet of MPTCP belongs to no socket, so it carries no uid. */
  { "/proc/sys/net/mptcp/enabled", "0" },
  /* An address of 127.0.0.0/8 never leaves or enters on another device. */
  { "/proc/sys/net/ipv4/conf/all/route_localnet", "0" },
  /* The slots' ports are below: nobody but root may listen there (container tools lower this). */
  { "/proc/sys/net/ipv4/ip_unprivileged_port_start", "1024" },
};

static gboolean
write_setting (const char *path, const char *value, GError **error)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean written = fd >= 0 && write (fd, value, strlen (value)) == (gssize)strlen (value);
  int saved = errno;

  if (fd >= 0)
    close (fd);
  if (written || (fd < 0 && saved == ENOENT))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_IO, "%s: %s", path, g_strerror (saved));
  return FALSE;
}

gboolean
pl_kernel_settings_apply (GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    if (!write_setting (settings[i].path, settings[i].value, error))
      return FALSE;
  return TRUE;
}
