/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/edits.h"

#include "gui/app/unsent.h"

#define TYPED "pl-typed" /* on a field: a person typed in it */

struct _PlEdits {
  GObject parent;
  GtkWidget *within; /* not owned: it owns this */
  GPtrArray *fields; /* of GObject: what tells of a change in the field that has the focus */
};

enum {
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlEdits, pl_edits, G_TYPE_OBJECT)

void
pl_edits_mark (GtkWidget *field)
{
  g_object_set_data (G_OBJECT (field), TYPED, GINT_TO_POINTER (TRUE));
}

static void
on_chosen (PlEdits *edits)
{
  g_signal_emit (edits, signals[EDITED], 0);
}

static void
on_typed (PlEdits *edits)
{
  pl_edits_mark (gtk_root_get_focus (gtk_widget_get_root (edits->within)));
  g_signal_emit (edits, signals[EDITED], 0);
}

static void
hear (PlEdits *edits, gpointer field, const char *signal, GCallback changed)
{
  g_signal_connect_object (field, signal, changed, edits, G_CONNECT_SWAPPED);
  g_ptr_array_add (edits->fields, g_object_ref (field));
}

static void
hear_field (PlEdits *edits, GtkWidget *widget)
{
  if (GTK_IS_TEXT (widget))
    hear (edits, widget, "changed", G_CALLBACK (on_typed));
  else if (GTK_IS_TEXT_VIEW (widget))
    hear (edits, gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), "changed",
          G_CALLBACK (on_typed));
  else if (GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget))
    hear (edits, widget, "notify::active", G_CALLBACK (on_chosen));
  else if (GTK_IS_DROP_DOWN (widget))
    hear (edits, widget, "notify::selected", G_CALLBACK (on_chosen));
}

static void
hear_nothing (PlEdits *edits)
{
  for (guint i = 0; i < edits->fields->len; i++)
    g_signal_handlers_disconnect_by_data (edits->fields->pdata[i], edits);
  g_ptr_array_set_size (edits->fields, 0);
}

/* What has the focus may be a part of a field. */
static void
on_focus (PlEdits *edits)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (edits->within));

  hear_nothing (edits);
  if (focus == NULL || !gtk_widget_is_ancestor (focus, edits->within))
    return;
  for (; focus != edits->within; focus = gtk_widget_get_parent (focus))
    hear_field (edits, focus);
}

static void
on_map (PlEdits *edits)
{
  g_signal_connect_object (gtk_widget_get_root (edits->within), "notify::focus-widget",
                           G_CALLBACK (on_focus), edits, G_CONNECT_SWAPPED);
  on_focus (edits);
}

static void
on_unmap (PlEdits *edits)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (edits->within), on_focus, edits);
  hear_nothing (edits);
}

static void
pl_edits_finalize (GObject *object)
{
  g_ptr_array_unref (PL_EDITS (object)->fields);
  G_OBJECT_CLASS (pl_edits_parent_class)->finalize (object);
}

static void
pl_edits_class_init (PlEditsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = pl_edits_finalize;
  signals[EDITED] = g_signal_new ("edited", PL_TYPE_EDITS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
pl_edits_init (PlEdits *edits)
{
  edits->fields = g_ptr_array_new_with_free_func (g_object_unref);
}

PlEdits *
pl_edits_new (GtkWidget *within)
{
  PlEdits *edits = g_object_new (PL_TYPE_EDITS, NULL);

  edits->within = within;
  g_signal_connect_object (within, "map", G_CALLBACK (on_map), edits, G_CONNECT_SWAPPED);
  g_signal_connect_object (within, "unmap", G_CALLBACK (on_unmap), edits, G_CONNECT_SWAPPED);
  return edits;
}

static gboolean
hold (GtkWidget *widget)
{
  gboolean held = gtk_widget_get_visible (widget) && g_object_get_data (G_OBJECT (widget), TYPED) &&
                  pl_unsent_is_typed (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && !held && gtk_widget_get_visible (widget);
       child = gtk_widget_get_next_sibling (child))
    held = hold (child);
  return held;
}

gboolean
pl_edits_hold (PlEdits *edits)
{
  return hold (edits->within);
}

static void
unmark (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), TYPED, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    unmark (child);
}

void
pl_edits_end (PlEdits *edits)
{
  unmark (edits->within);
}
