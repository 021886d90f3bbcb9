/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * porchlight-unwrap: reads one thing that came back, a mail or a file, and writes what a reader signed in it
 * (unwrap.h). It is meant to meet hostile bytes, so it gives up everything else first.
 */
#include <unistd.h>

#include "agent/post/post-job.h"
#include "agent/post/unwrap-sandbox.h"
#include "agent/post/unwrap.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  GByteArray *parcels = g_byte_array_new ();
  PlPostAnswer answer = { .outcome = PL_POST_DONE };
  PlPostJob job;

  pl_unwrap_prepare ();
  if (!pl_unwrap_confine (&error)) {
    g_printerr ("porchlight-unwrap: %s\n", error->message);
    return 1;
  }
  GBytes *bytes = pl_post_read_job (STDIN_FILENO, &job);
  if (bytes == NULL)
    _exit (2);
  pl_unwrap (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), parcels);
  /* Straight out: handlers that run at exit may want calls that are gone. */
  _exit (pl_post_write_answer (STDOUT_FILENO, &answer, parcels) ? 0 : 1);
}
