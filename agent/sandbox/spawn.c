/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <spawn.h>
#include <unistd.h>

#include "policy/error.h"

/* Copies of our descriptors lie from here on, so that no dup2 overwrites one that is still needed. */
#define COPIES_FROM 64

/* Nothing of the caller's environment reaches a worker, except what steers the sanitizers. */
static char **
worker_environment (void)
{
  static const char *const kept[] = { "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, "PATH=/usr/bin:/bin");
  g_strv_builder_add (builder, "LANG=C.UTF-8");
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++) {
    const char *value = g_getenv (kept[i]);

    if (value != NULL) {
      g_autofree char *variable = g_strconcat (kept[i], "=", value, NULL);
      g_strv_builder_add (builder, variable);
    }
  }
  return g_strv_builder_end (builder);
}

char *
pl_spawn_find (const char *program)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);

  if (self != NULL) {
    g_autofree char *folder = g_path_get_dirname (self);
    g_autofree char *beside = g_build_filename (folder, program, NULL);
    if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&beside);
  }
  return g_build_filename (PL_LIBEXECDIR, program, NULL);
}

static int
arrange_descriptors (posix_spawn_file_actions_t *actions,
                     const PlSpawnDescriptor *descriptors,
                     const int *copies,
                     gsize n)
{
  int status = 0, highest = STDERR_FILENO;

  for (int standard = STDIN_FILENO; standard <= STDOUT_FILENO && status == 0; standard++)
    status = posix_spawn_file_actions_addopen (actions, standard, "/dev/null", O_RDWR, 0);
  for (gsize i = 0; i < n && status == 0; i++) {
    status = posix_spawn_file_actions_adddup2 (actions, copies[i], descriptors[i].theirs);
    highest = MAX (highest, descriptors[i].theirs);
  }
  if (status == 0)
    status = posix_spawn_file_actions_addclosefrom_np (actions, highest + 1);
  return status;
}

static int
spawn_with (const char *program,
            const char *const *argv,
            posix_spawn_file_actions_t *actions,
            pid_t *pid)
{
  g_auto (GStrv) environment = worker_environment ();
  posix_spawnattr_t attributes;
  sigset_t none, all;
  int status;

  sigemptyset (&none);
  sigfillset (&all);
  status = posix_spawnattr_init (&attributes);
  if (status != 0)
    return status;
  posix_spawnattr_setsigmask (&attributes, &none);
  posix_spawnattr_setsigdefault (&attributes, &all);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  status = posix_spawn (pid, program, actions, &attributes, (char *const *)argv, environment);
  posix_spawnattr_destroy (&attributes);
  return status;
}

gboolean
pl_spawn (const char *program,
          const char *const *argv,
          const PlSpawnDescriptor *descriptors,
          gsize n_descriptors,
          pid_t *pid,
          GError **error)
{
  g_autofree int *copies = g_new (int, n_descriptors + 1);
  posix_spawn_file_actions_t actions;
  int status = 0;
  gsize n = 0;

  g_return_val_if_fail (n_descriptors < COPIES_FROM, FALSE);
  for (; n < n_descriptors && status == 0; n++) {
    copies[n] = fcntl (descriptors[n].ours, F_DUPFD_CLOEXEC, COPIES_FROM);
    if (copies[n] < 0)
      status = errno;
  }
  if (status == 0 && (status = posix_spawn_file_actions_init (&actions)) == 0) {
    status = arrange_descriptors (&actions, descriptors, copies, n_descriptors);
    if (status == 0)
      status = spawn_with (program, argv, &actions, pid);
    posix_spawn_file_actions_destroy (&actions);
  }
  for (gsize i = 0; i < n; i++)
    if (copies[i] >= 0)
      close (copies[i]);
  if (status != 0)
    g_set_error (error, PL_ERROR, PL_ERROR_FAILED, NC_ ("said", "%s cannot be started: %s"),
                 program, g_strerror (status));
  return status == 0;
}
