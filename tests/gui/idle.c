/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Preloaded into the app, so that nobody waits for PL_READER_LOCK_S: each time that it begins a line goes into the file
 * PL_IDLE_TO, and once that file is gone it is over.
 */
#include <stdio.h>
#include <stdlib.h>

#include "gui/staff/concerns/reader-lock.h"

#define LOOK_MS 20

typedef struct {
  GSourceFunc function;
  gpointer data;
} Timer;

static const char *
path (void)
{
  return getenv ("PL_IDLE_TO");
}

static gboolean
on_look (gpointer data)
{
  const Timer *timer = data;

  if (g_file_test (path (), G_FILE_TEST_EXISTS))
    return G_SOURCE_CONTINUE;
  return timer->function (timer->data);
}

guint
g_timeout_add_seconds (guint interval_s, GSourceFunc function, gpointer data)
{
  FILE *file;

  if (interval_s != PL_READER_LOCK_S)
    return g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, interval_s, function, data, NULL);
  file = fopen (path (), "a");
  fputs ("begun\n", file);
  fclose (file);
  Timer *timer = g_new (Timer, 1);
  *timer = (Timer){ function, data };
  return g_timeout_add_full (G_PRIORITY_DEFAULT, LOOK_MS, on_look, timer, g_free);
}
