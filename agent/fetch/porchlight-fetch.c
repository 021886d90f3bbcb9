/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * porchlight-fetch [--authorities FILE] [mail]: reads one job on standard input, does it, and answers on
 * standard output: a list to fetch (fetch-stream.h), or mail to send or look for (agent/post/post-job.h). It
 * talks to servers that nobody vouches for, so it gives up everything else first.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "agent/fetch/fetch-sandbox.h"
#include "agent/fetch/mail.h"
#include "agent/fetch/transfer.h"

#define AUTHORITIES "/etc/ssl/certs/ca-certificates.crt"

static gboolean
read_job (PlFetchJob *job)
{
  for (gsize used = 0; used < sizeof *job;) {
    ssize_t n = read (STDIN_FILENO, (char *)job + used, sizeof *job - used);
    if (n == 0 || (n < 0 && errno != EINTR))
      return FALSE;
    used += n > 0 ? (gsize)n : 0;
  }
  return memchr (job->address, '\0', sizeof job->address) != NULL &&
         memchr (job->tag, '\0', sizeof job->tag) != NULL &&
         memchr (job->modified, '\0', sizeof job->modified) != NULL &&
         memchr (job->authorization, '\0', sizeof job->authorization) != NULL &&
         job->connect_ms > 0 && job->stall_ms > 0 && job->total_ms > 0 &&
         job->offset <= job->size_max;
}

static gboolean
fetch_list (const char *authorities)
{
  PlFetchJob job;

  if (!read_job (&job))
    _exit (2);
  return pl_transfer_run (&job, authorities, STDOUT_FILENO);
}

static gboolean
do_mail (const char *authorities)
{
  PlPostJob job;
  GBytes *bytes = pl_post_read_job (STDIN_FILENO, &job);

  if (bytes == NULL)
    _exit (2);
  switch ((PlPostKind)job.kind) {
    case PL_POST_SEND:
      return pl_mail_send (&job, bytes, authorities, STDOUT_FILENO);
    case PL_POST_COLLECT:
      return pl_mail_collect (&job, authorities, STDOUT_FILENO);
    case PL_POST_SETTLE:
      return pl_mail_settle (&job, bytes, authorities, STDOUT_FILENO);
    default:
      _exit (2);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean own = argc >= 3 && strcmp (argv[1], "--authorities") == 0;
  const char *authorities = own ? argv[2] : AUTHORITIES;
  int words = own ? 3 : 1;
  gboolean mail = argc == words + 1 && strcmp (argv[words], "mail") == 0;

  if (argc != words && !mail) {
    g_printerr ("usage: porchlight-fetch [--authorities FILE] [mail] <JOB >ANSWER\n");
    return 2;
  }
  if (!pl_transfer_prepare ()) {
    g_printerr ("porchlight-fetch: libcurl cannot be used\n");
    return 1;
  }
  if (!pl_fetch_confine (&error)) {
    g_printerr ("porchlight-fetch: %s\n", error->message);
    return 1;
  }
  /* Straight out: handlers that run at exit would wait for threads. */
  _exit ((mail ? do_mail (authorities) : fetch_list (authorities)) ? 0 : 1);
}
