/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/sandbox/seccomp.h"

G_BEGIN_DECLS

/*
 * What a worker gives up once it has what it needs: it opens no file, runs no program and looks at no
 * process from then on; what it has is sockets, time and memory.
 */
typedef struct {
  const char *user;           /* who it becomes where nobody has seen to that */
  guint descriptors;          /* at most, as far as the limit that it was given allows */
  const PlSeccompRule *rules; /* calls of its own, beside those of every worker */
  gsize n_rules;
} PlWorkerSandbox;

/* It cannot be taken back. On failure the caller must end. */
gboolean pl_worker_sandbox_enter (const PlWorkerSandbox *sandbox, GError **error);

G_END_DECLS
