/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/output-file.h"

#include <signal.h>

#include "policy/error.h"

/* Those by which people and systems end a program; they wait until the file is in its place. */
static void
hold_signals (sigset_t *before)
{
  sigset_t held;

  sigemptyset (&held);
  sigaddset (&held, SIGINT);
  sigaddset (&held, SIGTERM);
  sigaddset (&held, SIGHUP);
  sigaddset (&held, SIGQUIT);
  sigprocmask (SIG_BLOCK, &held, before);
}

gboolean
pl_ctl_write_file (const char *path, GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autoptr (GError) foreign = NULL;
  sigset_t before;

  hold_signals (&before);
  gboolean written = g_file_set_contents_full (
      path, data, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
      0600, &foreign);
  sigprocmask (SIG_SETMASK, &before, NULL);
  if (!written)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, foreign->message);
  return written;
}
