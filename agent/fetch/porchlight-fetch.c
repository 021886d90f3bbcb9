/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * porchlight-fetch [--authorities FILE]: reads one job on standard input, does it, and answers on
 * standard output (fetch-stream.h). It talks to servers that nobody vouches for, so it gives up
 * everything else first.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "agent/fetch/fetch-sandbox.h"
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

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean own = argc == 3 && strcmp (argv[1], "--authorities") == 0;
  PlFetchJob job;

  if (argc != 1 && !own) {
    g_printerr ("usage: porchlight-fetch [--authorities FILE] <JOB >ANSWER\n");
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
  if (!read_job (&job))
    _exit (2);
  /* Straight out: handlers that run at exit would wait for threads. */
  _exit (pl_transfer_run (&job, own ? argv[2] : AUTHORITIES, STDOUT_FILENO) ? 0 : 1);
}
