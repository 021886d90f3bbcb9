/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* A descriptor of ours that the worker finds under a number of its own. */
typedef struct {
  int ours;
  int theirs;
} PlSpawnDescriptor;

/*
 * The path of one of our programs: beside the executable that is running if it is there (a build
 * folder), else in libexecdir. Transfer full.
 */
char *pl_spawn_find (const char *program);

/*
 * Starts a worker: program with arguments argv (NULL-terminated, argv[0] included), an environment
 * of next to nothing, default signals, and no descriptors but standard error and those named
 * (standard input and output are /dev/null unless named). *pid is to be waited for. Confining
 * itself is the worker's own first act (privileges.h, seccomp.h).
 */
gboolean pl_spawn (const char *program,
                   const char *const *argv,
                   const PlSpawnDescriptor *descriptors,
                   gsize n_descriptors,
                   pid_t *pid,
                   GError **error);

G_END_DECLS
