/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes and wipes the accounts of children: one job from the connection that is its standard input, then it ends. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/accounts/account-work.h"
#include "policy/error.h"

/* One at a time, also where the agent died while the one before went on. */
#define LOCK "/run/porchlight/accounts.lock"

static gboolean
wait_for_turn (GError **error)
{
  int lock = open (LOCK, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (lock >= 0 && flock (lock, LOCK_EX) == 0)
    return TRUE;
  return pl_error_io (error, LOCK, g_strerror (errno));
}

static gboolean
do_job (const PlAccountJob *job, PlAccountWork *work, GError **error)
{
  switch (job->verb) {
    case PL_ACCOUNT_MAKE:
      return pl_account_make (job, error);
    case PL_ACCOUNT_PASSWORD:
      return pl_account_set_password (job, error);
    default:
      return pl_account_wipe (job, work, error);
  }
}

int
main (void)
{
  PlAccountWork work = { .agent = STDIN_FILENO };
  g_autoptr (GError) error = NULL;
  g_auto (PlAccountJob) job = { 0 };
  gssize n = recv (work.agent, &job, sizeof job, 0);

  /* The connection is what it speaks on, and not for the programs that it starts. */
  umask (0077);
  if (chdir ("/") != 0 || n < 0 || !pl_account_job_is_valid (&job, (gsize)n))
    return 2;
  gboolean done = wait_for_turn (&error) && do_job (&job, &work, &error);
  if (!done)
    g_strlcpy (work.report.why, error->message, sizeof work.report.why);
  pl_account_work_tell (&work, done ? PL_ACCOUNT_DONE : PL_ACCOUNT_FAILED);
  return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
