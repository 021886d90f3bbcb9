/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/accounts/end-programs.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/accounts/tool.h"
#include "policy/error.h"

#define ROUND_US (100 * 1000)
#define ROUNDS   150

/*
 * All at once and from beside them, so that none can start another in time: a process of that uid sends a
 * signal to every process that it may. Never as root, who may send it to all.
 */
static void
kill_all (uid_t uid)
{
  pid_t pid = fork ();

  if (pid == 0) {
    if (setresuid (uid, uid, uid) == 0 && getuid () == uid && geteuid () == uid && uid != 0)
      kill (-1, SIGKILL);
    _exit (EXIT_SUCCESS);
  }
  while (pid > 0 && waitpid (pid, NULL, 0) < 0 && errno == EINTR)
    continue;
}

/* Of its four uids any: a program that has borrowed another's rights is the person's all the same. */
static gboolean
is_of (const char *pid, uid_t uid)
{
  g_autofree char *path = g_build_filename ("/proc", pid, "status", NULL);
  g_autofree char *status = NULL;
  unsigned int real, effective, saved, files;

  if (!g_file_get_contents (path, &status, NULL, NULL))
    return FALSE;
  const char *line = strstr (status, "\nUid:");
  /* What has ended and is not waited for yet holds nothing. */
  if (line == NULL || strstr (status, "\nState:\tZ") != NULL)
    return FALSE;
  return sscanf (line, "\nUid: %u %u %u %u", &real, &effective, &saved, &files) == 4 &&
         (real == uid || effective == uid || saved == uid || files == uid);
}

static gboolean
has_programs (uid_t uid)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);

  if (processes == NULL)
    return TRUE;
  for (const char *name; (name = g_dir_read_name (processes)) != NULL;)
    if (g_ascii_isdigit (name[0]) && is_of (name, uid))
      return TRUE;
  return FALSE;
}

/* What the session manager has of the person goes with it, the folder in memory, too; without one there is nothing. */
static void
end_sessions (uid_t uid)
{
  g_autofree char *number = g_strdup_printf ("%u", uid);
  const char *const argv[] = { "/usr/bin/loginctl", "terminate-user", number, NULL };

  pl_tool_run (argv, NULL, NULL);
}

static void
end_folder_in_memory (uid_t uid)
{
  g_autofree char *folder = g_strdup_printf ("user-runtime-dir@%u.service", uid);
  g_autofree char *manager = g_strdup_printf ("user@%u.service", uid);
  const char *const argv[] = { "/usr/bin/systemctl", "stop", manager, folder, NULL };

  pl_tool_run (argv, NULL, NULL);
}

gboolean
pl_end_programs (uid_t uid, GError **error)
{
  guint rounds = 0;

  end_sessions (uid);
  kill_all (uid);
  while (has_programs (uid) && rounds++ < ROUNDS) {
    g_usleep (ROUND_US);
    kill_all (uid);
  }
  end_folder_in_memory (uid);
  if (!has_programs (uid))
    return TRUE;
  g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED,
                       NC_ ("said", "programs of the account do not end"));
  return FALSE;
}
