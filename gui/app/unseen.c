/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/unseen.h"

#define KEY "pl-unseen"

static void
mark (GtkWidget *widget)
{
  /* That is how a stack, a squeezer or a leaflet keeps a page from being shown. */
  gboolean unseen = !gtk_widget_get_child_visible (widget);
  gboolean marked = g_object_get_data (G_OBJECT (widget), KEY) != NULL;

  if (unseen != marked) {
    gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_HIDDEN, unseen, -1);
    g_object_set_data (G_OBJECT (widget), KEY, unseen ? widget : NULL);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !unseen;
       child = gtk_widget_get_next_sibling (child))
    mark (child);
}

static gboolean
on_idle (gpointer data)
{
  GtkWidget *window = data;

  g_object_set_data (G_OBJECT (window), "pl-unseen-due", NULL);
  mark (window);
  return G_SOURCE_REMOVE;
}

/* A widget came or went: its window is looked through once, when all have. */
static gboolean
on_mapped (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  GtkWidget *window = data;

  if (GTK_WIDGET (gtk_widget_get_root (g_value_get_object (&values[0]))) != window ||
      g_object_get_data (G_OBJECT (window), "pl-unseen-due") != NULL)
    return TRUE;
  g_object_set_data (G_OBJECT (window), "pl-unseen-due", window);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_idle, g_object_ref (window), g_object_unref);
  return TRUE;
}

typedef struct {
  gulong mapped, unmapped;
} Hooks;

static void
on_gone (gpointer data, GObject *window)
{
  g_autofree Hooks *hooks = data;

  g_signal_remove_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), hooks->mapped);
  g_signal_remove_emission_hook (g_signal_lookup ("unmap", GTK_TYPE_WIDGET), hooks->unmapped);
}

void
pl_unseen_watch (GtkWidget *window)
{
  Hooks *hooks = g_new (Hooks, 1);

  hooks->mapped = g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0,
                                              on_mapped, window, NULL);
  hooks->unmapped = g_signal_add_emission_hook (g_signal_lookup ("unmap", GTK_TYPE_WIDGET), 0,
                                                on_mapped, window, NULL);
  g_object_weak_ref (G_OBJECT (window), on_gone, hooks);
}
