/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * porchlight-folder PATH: reads one job on standard input, does it in the folder, and answers on standard output
 * (post-job.h). A process of its own, since a share that hangs hangs whoever looks at it, and since others write there,
 * too: it opens the folder, and gives up all that the folder's owner cannot do.
 */
#include <sys/stat.h>
#include <unistd.h>

#include "agent/post/folder-sandbox.h"
#include "agent/post/folder.h"

static gboolean
do_job (const PlPostJob *job, GBytes *bytes, int folder)
{
  switch ((PlPostKind)job->kind) {
    case PL_POST_SEND:
      return pl_folder_send (job, bytes, folder, STDOUT_FILENO);
    case PL_POST_COLLECT:
      return pl_folder_collect (folder, STDOUT_FILENO);
    case PL_POST_SETTLE:
      return pl_folder_settle (bytes, folder, STDOUT_FILENO);
    default:
      _exit (2);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  PlPostFailure why = PL_POST_FAILURE_MISSING;
  PlPostJob job;

  if (argc != 2) {
    g_printerr ("usage: porchlight-folder PATH <JOB >ANSWER\n");
    return 2;
  }
  /* The agent's own files are for nobody; these are for the folder's group, too. */
  umask (0027);
  int folder = pl_folder_open (argv[1], &why);
  if (folder >= 0 && !pl_folder_confine (folder, &error)) {
    g_printerr ("porchlight-folder: %s\n", error->message);
    return 1;
  }
  GBytes *bytes = pl_post_read_job (STDIN_FILENO, &job);
  if (bytes == NULL)
    _exit (2);
  /* Straight out: handlers that run at exit may want calls that are gone. */
  _exit ((folder < 0 ? pl_folder_fail (why, STDOUT_FILENO) : do_job (&job, bytes, folder)) ? 0 : 1);
}
