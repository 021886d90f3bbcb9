/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * porchlight-import given|tree: reads a list or an archive on standard input and writes the rules
 * in it on standard output (import-stream.h). It is meant to meet hostile bytes, so it gives up
 * everything else first.
 */
#include <string.h>
#include <unistd.h>

#include "agent/lists/import-sandbox.h"
#include "agent/lists/list-import.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const PlArchiveSource source = { .descriptor = STDIN_FILENO };
  gboolean tree = argc == 2 && strcmp (argv[1], "tree") == 0;

  if (!tree && (argc != 2 || strcmp (argv[1], "given") != 0)) {
    g_printerr ("usage: porchlight-import given|tree <LIST >RULES\n");
    return 2;
  }
  g_autoptr (PlImportWriter) writer = pl_import_writer_new (STDOUT_FILENO);
  if (!pl_import_confine (&error)) {
    g_printerr ("porchlight-import: %s\n", error->message);
    return 1;
  }
  gboolean taken =
      pl_list_import (&source, tree ? PL_LIST_IMPORT_TREE : PL_LIST_IMPORT_GIVEN, writer);
  /* Straight out: handlers that run at exit may want calls that are gone. */
  _exit (taken ? 0 : 1);
}
