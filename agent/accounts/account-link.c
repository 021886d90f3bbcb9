/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/accounts/account-link.h"

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "policy/error.h"

struct _PlAccountLink {
  int socket;
  guint source;
  PlAccountHeard heard;
  gpointer data;
};

static gboolean
is_last (const PlAccountReport *report)
{
  return report->phase >= PL_ACCOUNT_DONE;
}

static gboolean
on_report (int fd, GIOCondition condition, gpointer data)
{
  PlAccountLink *link = data;
  PlAccountReport report;
  gssize n = recv (fd, &report, sizeof report, MSG_DONTWAIT);

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  if (n != sizeof report || report.version != PL_ACCOUNT_VERSION)
    report = (PlAccountReport){ .phase = PL_ACCOUNT_FAILED,
                                .why = NC_ ("said", "it was stopped before its end") };
  report.why[sizeof report.why - 1] = '\0';
  gboolean last = is_last (&report);
  if (last)
    link->source = 0;
  link->heard (&report, link->data);
  return last ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

static int
connect_to (const char *path, GError **error)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);

  if (fd >= 0 &&
      g_strlcpy (address.sun_path, path, sizeof address.sun_path) < sizeof address.sun_path &&
      connect (fd, (struct sockaddr *)&address, sizeof address) == 0)
    return fd;
  g_set_error (error, PL_ERROR, PL_ERROR_UNSUPPORTED,
               NC_ ("said", "accounts are not made or wiped here (%s: %s)"), path,
               g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

PlAccountLink *
pl_account_link_new (const char *socket,
                     const PlAccountJob *job,
                     PlAccountHeard heard,
                     gpointer data,
                     GError **error)
{
  int fd = connect_to (socket, error);

  if (fd < 0)
    return NULL;
  if (send (fd, job, sizeof *job, MSG_NOSIGNAL) != sizeof *job) {
    pl_error_io (error, socket, g_strerror (errno));
    close (fd);
    return NULL;
  }
  PlAccountLink *link = g_new0 (PlAccountLink, 1);
  *link = (PlAccountLink){ .socket = fd, .heard = heard, .data = data };
  link->source = g_unix_fd_add (fd, G_IO_IN | G_IO_HUP, on_report, link);
  return link;
}

void
pl_account_link_free (PlAccountLink *link)
{
  if (link == NULL)
    return;
  g_clear_handle_id (&link->source, g_source_remove);
  close (link->socket);
  g_free (link);
}
