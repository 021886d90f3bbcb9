/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * One job of a confined process, in the background of the thread's default main context: its bytes on standard
 * input, its answer on standard output, and that is all. Nobody waits for it: a server that stalls, a share that
 * hangs and a process that is stopped cost the agent nothing.
 */
typedef struct _PlErrand PlErrand;

/* answer: what it said until it ended, NULL where it said too much or took too long. The errand is over: free it. */
typedef void (*PlErrandDone) (GBytes *answer, gpointer data);

typedef struct {
  const char *const *argv; /* the first is the program: pl_spawn_find */
  gsize answer_max;        /* bytes */
  guint limit_s;
  PlErrandDone done;
  gpointer data;
} PlErrandOptions;

/*
 * NULL and PL_ERROR_FAILED where it cannot start, PL_ERROR_LIMIT where too many of one command line do not come to
 * their end; done is then not called.
 */
PlErrand *pl_errand_new (const PlErrandOptions *options, GBytes *job, GError **error);
/* Leaves a process that still runs to itself: its socket is closed, and it ends by that. */
void pl_errand_free (PlErrand *errand);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlErrand, pl_errand_free)

G_END_DECLS
