/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/probe/probe-run.h"

#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/sandbox/spawn.h"
#include "policy/error.h"

/* The checks wait for 4 and 5 seconds at most, one after the other. */
#define TIME_S 15

struct _PlProbeRun {
  PlProbeDone done;
  gpointer data;
  int socket;
  pid_t pid; /* 0: it has ended */
  guint ended;
  guint source;
  guint timer;
  PlProbeFinding findings[PL_PROBE_CHECKS];
};

void
pl_probe_expect (PlProbeFinding *findings)
{
  for (guint i = 0; i < PL_PROBE_CHECKS; i++)
    findings[i] =
        (PlProbeFinding){ .check = i, .verdict = PL_PROBE_UNSURE, .why = PL_PROBE_NOT_BEGUN };
}

void
pl_probe_take (PlProbeFinding *findings, const void *message, gsize size)
{
  PlProbeFinding finding;

  if (size != sizeof finding)
    return;
  memcpy (&finding, message, sizeof finding);
  /* One that has come has its version. */
  if (finding.version == PL_PROBE_VERSION && finding.check < PL_PROBE_CHECKS &&
      finding.verdict <= PL_PROBE_UNSURE && finding.why < PL_PROBE_WHYS &&
      findings[finding.check].version == 0)
    findings[finding.check] = finding;
}

static void
finish (PlProbeRun *run)
{
  g_clear_handle_id (&run->source, g_source_remove);
  g_clear_handle_id (&run->timer, g_source_remove);
  run->done (run->findings, run->data);
}

static gboolean
on_message (int fd, GIOCondition condition, gpointer data)
{
  PlProbeRun *run = data;
  char message[sizeof (PlProbeFinding) + 1];
  gssize n;

  while ((n = recv (fd, message, sizeof message, MSG_DONTWAIT)) > 0)
    pl_probe_take (run->findings, message, n);
  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  run->source = 0;
  finish (run);
  return G_SOURCE_REMOVE;
}

static gboolean
on_late (gpointer data)
{
  PlProbeRun *run = data;

  run->timer = 0;
  finish (run);
  return G_SOURCE_REMOVE;
}

static void
on_ended (GPid pid, int status, gpointer data)
{
  PlProbeRun *run = data;

  run->pid = 0;
  run->ended = 0;
}

static void
on_killed (GPid pid, int status, gpointer data)
{
}

static gboolean
start (int theirs, int index, pid_t *pid, GError **error)
{
  g_autofree char *program = pl_spawn_find ("porchlight-probe");
  const char *const argv[] = { program, NULL };
  const PlSpawnDescriptor descriptors[] = { { theirs, PL_PROBE_FD_AGENT },
                                            { index, PL_PROBE_FD_INDEX } };

  return pl_spawn (program, argv, descriptors, index >= 0 ? 2 : 1, pid, error);
}

PlProbeRun *
pl_probe_run_new (const PlProbeJob *job, int index, PlProbeDone done, gpointer data, GError **error)
{
  int sockets[2];
  pid_t pid;

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "probe: %s", g_strerror (errno));
    return NULL;
  }
  gboolean started = start (sockets[1], index, &pid, error);
  close (sockets[1]);
  if (!started) {
    close (sockets[0]);
    return NULL;
  }
  send (sockets[0], job, sizeof *job, MSG_DONTWAIT | MSG_NOSIGNAL);

  PlProbeRun *run = g_new0 (PlProbeRun, 1);
  run->done = done;
  run->data = data;
  run->socket = sockets[0];
  run->pid = pid;
  run->ended = g_child_watch_add (pid, on_ended, run);
  pl_probe_expect (run->findings);
  run->source = g_unix_fd_add (run->socket, G_IO_IN | G_IO_HUP, on_message, run);
  run->timer = g_timeout_add_seconds (TIME_S, on_late, run);
  return run;
}

const PlProbeFinding *
pl_probe_run_so_far (const PlProbeRun *run)
{
  return run->findings;
}

void
pl_probe_run_free (PlProbeRun *run)
{
  if (run == NULL)
    return;
  g_clear_handle_id (&run->source, g_source_remove);
  g_clear_handle_id (&run->timer, g_source_remove);
  g_clear_handle_id (&run->ended, g_source_remove);
  if (run->pid != 0) { /* it has not been waited for, so the number is its own still */
    kill (run->pid, SIGKILL);
    g_child_watch_add (run->pid, on_killed, NULL);
  }
  close (run->socket);
  g_free (run);
}
