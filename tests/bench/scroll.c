/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Preloaded into a program with GTK 4: once a list of rows shows, it is scrolled to its end, so many points a frame, as by
 * a wheel that is turned fast; and the CPU time of the whole program that each of these frames took, in microseconds, is
 * written into the file PL_SCROLL_TO, a number a line, and "rows N" at the end: how many there were. So the real window is
 * measured, with what the agent gives it meanwhile.
 */
#include <gtk/gtk.h>
#include <stdlib.h>
#include <time.h>

/* Three or four rows: ten turns of a wheel a second and more. */
#define STEP 200
/* Frames in which nothing moved at the end: no further rows come. */
#define STILL_FRAMES 120

static FILE *out;
static gint64 before_us; /* 0: this frame is not counted */
static guint still;

static gint64
cpu_us (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &spent);
  return (gint64)spent.tv_sec * 1000000 + spent.tv_nsec / 1000;
}

static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

static guint
n_rows (GtkWidget *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))));
}

static gboolean
on_tick (GtkWidget *list, GdkFrameClock *clock, gpointer data)
{
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  double value = gtk_adjustment_get_value (place);
  gint64 now = cpu_us ();

  if (before_us != 0)
    fprintf (out, "%" G_GINT64_FORMAT "\n", now - before_us);
  gtk_adjustment_set_value (place, value + STEP);
  before_us = gtk_adjustment_get_value (place) > value ? cpu_us () : 0;
  still = before_us == 0 ? still + 1 : 0;
  if (still < STILL_FRAMES)
    return G_SOURCE_CONTINUE;
  fprintf (out, "rows %u\n", n_rows (list));
  fclose (out);
  return G_SOURCE_REMOVE;
}

static gboolean
on_after_paint (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
    GtkWidget *list = find_list (window);
    if (list != NULL && n_rows (list) > 0) {
      gtk_widget_add_tick_callback (list, on_tick, NULL, NULL);
      return FALSE;
    }
  }
  return TRUE;
}

static void __attribute__ ((constructor)) begin (void)
{
  const char *path = g_getenv ("PL_SCROLL_TO");

  if (path == NULL || (out = fopen (path, "w")) == NULL)
    return;
  g_type_class_ref (GDK_TYPE_FRAME_CLOCK);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0,
                              on_after_paint, NULL, NULL);
}
