/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/edits.h"

#include <adwaita.h>

#include "gui/app/unsent.h"

#define TYPED "pl-typed" /* on a field: a person typed in it */
/* On a choice: what it was before a person chose, as choice_in has it. */
#define BEFORE "pl-before"
#define VIEW   "pl-view-choice" /* on a choice: it is none of a form */

struct _PlEdits {
  GObject parent;
  GtkWidget *within;  /* not owned: it owns this */
  GtkWidget *pressed; /* nullable, weak: what was pressed last, which need not take the focus */
  GPtrArray *fields;  /* of GObject: what tells of a change in the field that is used */
  gboolean chosen;    /* a person chose something */
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

void
pl_edits_leave_out (GtkWidget *choice)
{
  g_object_set_data (G_OBJECT (choice), VIEW, GINT_TO_POINTER (TRUE));
}

/* A number above 0 of what is chosen in a field; 0: nothing can be. */
static guint
choice_in (GtkWidget *widget)
{
  if (g_object_get_data (G_OBJECT (widget), VIEW) != NULL)
    return 0;
  if (GTK_IS_CHECK_BUTTON (widget))
    return gtk_check_button_get_active (GTK_CHECK_BUTTON (widget)) ? 2 : 1;
  if (GTK_IS_SWITCH (widget))
    return gtk_switch_get_active (GTK_SWITCH (widget)) ? 2 : 1;
  /* Nothing is the highest number, and becomes 1. */
  return GTK_IS_DROP_DOWN (widget) ? gtk_drop_down_get_selected (GTK_DROP_DOWN (widget)) + 2 : 0;
}

/* What is chosen before a person chooses: the app may fill in until then. */
static void
note_choices (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), BEFORE, GUINT_TO_POINTER (choice_in (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    note_choices (child);
}

static void
on_chosen (PlEdits *edits, GParamSpec *spec, GtkWidget *field)
{
  edits->chosen = edits->chosen || choice_in (field) > 0;
  g_signal_emit (edits, signals[EDITED], 0);
}

static void
on_typed (PlEdits *edits, GtkWidget *field)
{
  pl_edits_mark (field);
  g_signal_emit (edits, signals[EDITED], 0);
}

static void
on_written (PlEdits *edits)
{
  on_typed (edits, gtk_root_get_focus (gtk_widget_get_root (edits->within)));
}

static void
hear (PlEdits *edits, gpointer field, const char *signal, GCallback changed)
{
  if (g_ptr_array_find (edits->fields, field, NULL))
    return;
  g_signal_connect_object (field, signal, changed, edits, G_CONNECT_SWAPPED);
  g_ptr_array_add (edits->fields, g_object_ref (field));
}

static void
hear_text (PlEdits *edits, GtkWidget *widget)
{
  if (GTK_IS_EDITABLE (widget))
    hear (edits, widget, "changed", G_CALLBACK (on_typed));
  else if (GTK_IS_TEXT_VIEW (widget))
    hear (edits, gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), "changed",
          G_CALLBACK (on_written));
}

static void
hear_choice (PlEdits *edits, GtkWidget *widget)
{
  if (GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget))
    hear (edits, widget, "notify::active", G_CALLBACK (on_chosen));
  else if (GTK_IS_DROP_DOWN (widget))
    hear (edits, widget, "notify::selected", G_CALLBACK (on_chosen));
  else if (ADW_IS_ACTION_ROW (widget) &&
           adw_action_row_get_activatable_widget (ADW_ACTION_ROW (widget)) != NULL)
    hear_choice (edits, adw_action_row_get_activatable_widget (ADW_ACTION_ROW (widget)));
}

static void
hear_nothing (PlEdits *edits)
{
  for (guint i = 0; i < edits->fields->len; i++)
    g_signal_handlers_disconnect_by_data (edits->fields->pdata[i], edits);
  g_ptr_array_set_size (edits->fields, 0);
}

/* What is used may be a part of a field. used: nullable. */
static void
hear_around (PlEdits *edits, GtkWidget *used, void (*hear_field) (PlEdits *, GtkWidget *))
{
  if (used == NULL || !gtk_widget_is_ancestor (used, edits->within))
    return;
  for (; used != edits->within; used = gtk_widget_get_parent (used))
    hear_field (edits, used);
}

/* Nobody types where the focus is not, however lately they pressed there. */
static void
listen (PlEdits *edits)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (edits->within));

  hear_nothing (edits);
  hear_around (edits, focus, hear_text);
  hear_around (edits, focus, hear_choice);
  hear_around (edits, edits->pressed, hear_choice);
  if (!edits->chosen)
    note_choices (edits->within);
}

static void
on_press (PlEdits *edits, int n, double x, double y)
{
  g_set_weak_pointer (&edits->pressed, gtk_widget_pick (edits->within, x, y, GTK_PICK_DEFAULT));
  listen (edits);
}

static void
on_map (PlEdits *edits)
{
  g_signal_connect_object (gtk_widget_get_root (edits->within), "notify::focus-widget",
                           G_CALLBACK (listen), edits, G_CONNECT_SWAPPED);
  listen (edits);
}

static void
on_unmap (PlEdits *edits)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (edits->within), listen, edits);
  g_clear_weak_pointer (&edits->pressed);
  hear_nothing (edits);
}

static void
pl_edits_finalize (GObject *object)
{
  g_clear_weak_pointer (&PL_EDITS (object)->pressed);
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
  GtkGesture *press = gtk_gesture_click_new ();

  edits->within = within;
  /* Before what is pressed changes. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_press), edits, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (within, GTK_EVENT_CONTROLLER (press));
  g_signal_connect_object (within, "map", G_CALLBACK (on_map), edits, G_CONNECT_SWAPPED);
  g_signal_connect_object (within, "unmap", G_CALLBACK (on_unmap), edits, G_CONNECT_SWAPPED);
  return edits;
}

static gboolean
is_typed_in (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), TYPED) != NULL && pl_unsent_is_typed (widget);
}

static gboolean
is_another_choice (GtkWidget *widget)
{
  guint before = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), BEFORE));

  return before > 0 && choice_in (widget) != before;
}

/* TRUE where something is so of a widget that is not hidden, or of one in it. */
static gboolean
any (GtkWidget *widget, gboolean (*is) (GtkWidget *widget))
{
  gboolean found = gtk_widget_get_visible (widget) && is (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && !found && gtk_widget_get_visible (widget);
       child = gtk_widget_get_next_sibling (child))
    found = any (child, is);
  return found;
}

gboolean
pl_edits_hold (PlEdits *edits)
{
  return any (edits->within, is_typed_in) ||
         (edits->chosen && any (edits->within, is_another_choice));
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
  edits->chosen = FALSE;
  note_choices (edits->within);
}
