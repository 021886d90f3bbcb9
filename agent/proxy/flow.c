/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/proxy/flow.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>

void
pl_flow_init (PlFlow *flow, guint64 left)
{
  *flow = (PlFlow){ .pipe = PL_PIPE_NONE, .left = left };
}

static gssize
splice_some (int from, int to, gsize n)
{
  gssize moved;

  do
    moved = splice (from, NULL, to, NULL, n, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
  while (moved < 0 && errno == EINTR);
  return moved;
}

/* FALSE: nothing came, and *state says why. */
static gboolean
fill (PlFlow *flow, PlPipes *pipes, int from, PlFlowState *state)
{
  if (flow->pipe.read < 0 && !pl_pipes_take (pipes, &flow->pipe)) {
    *state = PL_FLOW_BROKEN;
    return FALSE;
  }
  gssize n = splice_some (from, flow->pipe.write, MIN (flow->left, PL_PIPE_SIZE));

  if (n <= 0) {
    flow->ended = n == 0;
    *state = n == 0 ? PL_FLOW_OVER : errno == EAGAIN ? PL_FLOW_READS : PL_FLOW_BROKEN;
    return FALSE;
  }
  flow->in_pipe = n;
  if (flow->left != G_MAXUINT64)
    flow->left -= n;
  return TRUE;
}

static gboolean
empty (PlFlow *flow, int to, PlFlowState *state, guint64 *moved)
{
  while (flow->in_pipe > 0) {
    gssize n = splice_some (flow->pipe.read, to, flow->in_pipe);

    if (n <= 0) {
      *state = n < 0 && errno == EAGAIN ? PL_FLOW_WRITES : PL_FLOW_BROKEN;
      return FALSE;
    }
    flow->in_pipe -= n;
    *moved += n;
  }
  return TRUE;
}

/* All that may be said has been said. */
static PlFlowState
end (PlFlow *flow, int to)
{
  if (flow->ended && !flow->told) {
    shutdown (to, SHUT_WR);
    flow->told = TRUE;
  }
  return PL_FLOW_OVER;
}

/* One pipe full: what is left is for the next turn, after the others have had theirs. */
static PlFlowState
move_once (PlFlow *flow, PlPipes *pipes, int from, int to, guint64 *moved)
{
  PlFlowState state = PL_FLOW_READS;

  if (flow->in_pipe == 0) {
    if (flow->ended || flow->left == 0)
      return PL_FLOW_OVER;
    if (!fill (flow, pipes, from, &state))
      return state;
  }
  if (!empty (flow, to, &state, moved))
    return state;
  return flow->left == 0 ? PL_FLOW_OVER : PL_FLOW_READS;
}

PlFlowState
pl_flow_move (PlFlow *flow, PlPipes *pipes, int from, int to, guint64 *moved)
{
  PlFlowState state = move_once (flow, pipes, from, to, moved);

  if (flow->in_pipe == 0)
    pl_pipes_give (pipes, &flow->pipe, TRUE);
  return state == PL_FLOW_OVER ? end (flow, to) : state;
}

void
pl_flow_clear (PlFlow *flow, PlPipes *pipes)
{
  pl_pipes_give (pipes, &flow->pipe, flow->in_pipe == 0);
  flow->in_pipe = 0;
}
