/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Preloaded into a program with GTK 4: writes to descriptor PL_FRAME_FD when its first frame is drawn, as nanoseconds of
 * CLOCK_MONOTONIC. So no program has to be built for being measured.
 */
#include <gtk/gtk.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static gboolean painted;

static gboolean
on_paint (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  painted = TRUE;
  return FALSE;
}

static gboolean
on_after_paint (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  struct timespec now;

  if (!painted)
    return TRUE;
  clock_gettime (CLOCK_MONOTONIC, &now);
  dprintf (atoi (g_getenv ("PL_FRAME_FD")), "%" G_GINT64_FORMAT "\n",
           (gint64)now.tv_sec * 1000000000 + now.tv_nsec);
  return FALSE;
}

static void __attribute__ ((constructor)) listen (void)
{
  if (g_getenv ("PL_FRAME_FD") == NULL)
    return;
  g_type_class_ref (GDK_TYPE_FRAME_CLOCK);
  g_signal_add_emission_hook (g_signal_lookup ("paint", GDK_TYPE_FRAME_CLOCK), 0, on_paint, NULL,
                              NULL);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0,
                              on_after_paint, NULL, NULL);
}
