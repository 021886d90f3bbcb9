/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/gui/turn.h"

static gboolean
on_quiet (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
turn (guint quiet_ms)
{
  gboolean quiet = FALSE;

  g_timeout_add (quiet_ms, on_quiet, &quiet);
  while (!quiet)
    g_main_context_iteration (NULL, TRUE);
}
