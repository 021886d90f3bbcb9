/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/proxy/pipes.h"

G_BEGIN_DECLS

/* One direction of a connection: what comes from one socket goes to the other. */
typedef struct {
  PlPipe pipe;    /* held while something is in it */
  gsize in_pipe;  /* bytes */
  guint64 left;   /* bytes that may still be taken; 0: the rest stays where it is */
  gboolean ended; /* the sender has said its last, or may say no more */
  gboolean told;  /* and the receiver has been told */
} PlFlow;

typedef enum {
  PL_FLOW_READS,  /* waits for the sender */
  PL_FLOW_WRITES, /* waits for the receiver */
  PL_FLOW_OVER,   /* all has gone over, and the end too */
  PL_FLOW_BROKEN, /* one of the two is gone */
} PlFlowState;

/* left: G_MAXUINT64 for all that comes. */
void pl_flow_init (PlFlow *flow, guint64 left);

/*
 * Moves what can be moved now, not more than is fair to others; adds the bytes to *moved. Where the
 * sender has ended, the receiver is told (shutdown(2)); where left has run out, it is not.
 */
PlFlowState pl_flow_move (PlFlow *flow, PlPipes *pipes, int from, int to, guint64 *moved);

void pl_flow_clear (PlFlow *flow, PlPipes *pipes);

G_END_DECLS
