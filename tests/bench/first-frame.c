/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Preloaded into a program with GTK 4: writes to descriptor PL_FRAME_FD when its first frame is drawn, and when the first
 * one is that shows the words PL_FRAME_WORDS, where they are given: a line each, as nanoseconds of CLOCK_MONOTONIC. So no
 * program has to be built for being measured.
 */
#include <gtk/gtk.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static gboolean painted, told;

static gboolean
on_paint (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  painted = TRUE;
  return FALSE;
}

static void
tell (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  dprintf (atoi (g_getenv ("PL_FRAME_FD")), "%" G_GINT64_FORMAT "\n",
           (gint64)now.tv_sec * 1000000000 + now.tv_nsec);
}

static gboolean
shows (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, words))
      return TRUE;
  return FALSE;
}

static gboolean
window_shows (const char *words)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    if (shows (window, words))
      return TRUE;
  }
  return FALSE;
}

static gboolean
on_after_paint (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  const char *words = g_getenv ("PL_FRAME_WORDS");

  if (!painted)
    return TRUE;
  if (!told)
    tell ();
  told = TRUE;
  if (words == NULL)
    return FALSE;
  if (!window_shows (words))
    return TRUE;
  tell ();
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
