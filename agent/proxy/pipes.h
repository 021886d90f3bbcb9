/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Pipes through which bytes pass from socket to socket without being copied (splice(2)). One is held
 * only while something is in it, so an idle connection has none; some empty ones are kept at hand.
 */
typedef struct _PlPipes PlPipes;

typedef struct {
  int read;
  int write;
} PlPipe;

#define PL_PIPE_NONE ((PlPipe){ -1, -1 })

/* What a pipe takes in one go: enough to make the system calls cheap. */
#define PL_PIPE_SIZE (256 * 1024)

PlPipes *pl_pipes_new (void);
void pl_pipes_free (PlPipes *pipes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlPipes, pl_pipes_free)

/* FALSE if there are no descriptors left. */
gboolean pl_pipes_take (PlPipes *pipes, PlPipe *pipe);
/* Gives one back; empty: nothing is left in it. Sets it to PL_PIPE_NONE. */
void pl_pipes_give (PlPipes *pipes, PlPipe *pipe, gboolean empty);

G_END_DECLS
