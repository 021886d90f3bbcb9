/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/pipes.h"

#include <fcntl.h>
#include <unistd.h>

/* Connections that move data in the same turn of the loop. */
#define KEPT 16

struct _PlPipes {
  guint n;
  PlPipe kept[KEPT];
};

PlPipes *
pl_pipes_new (void)
{
  return g_new0 (PlPipes, 1);
}

static void
close_pipe (PlPipe *it)
{
  close (it->read);
  close (it->write);
}

void
pl_pipes_free (PlPipes *pipes)
{
  if (pipes == NULL)
    return;
  while (pipes->n > 0)
    close_pipe (&pipes->kept[--pipes->n]);
  g_free (pipes);
}

gboolean
pl_pipes_take (PlPipes *pipes, PlPipe *it)
{
  int ends[2];

  if (pipes->n > 0) {
    *it = pipes->kept[--pipes->n];
    return TRUE;
  }
  if (pipe2 (ends, O_NONBLOCK | O_CLOEXEC) != 0)
    return FALSE;
  /* Where the kernel allows no more, a smaller one does the same, slower. */
  fcntl (ends[1], F_SETPIPE_SZ, PL_PIPE_SIZE);
  *it = (PlPipe){ ends[0], ends[1] };
  return TRUE;
}

void
pl_pipes_give (PlPipes *pipes, PlPipe *it, gboolean empty)
{
  if (it->read < 0)
    return;
  if (empty && pipes->n < KEPT)
    pipes->kept[pipes->n++] = *it;
  else
    close_pipe (it);
  *it = PL_PIPE_NONE;
}
