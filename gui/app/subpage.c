/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/subpage.h"

#include "gui/app/edits.h"
#include "gui/app/page-stack.h"
#include "gui/app/unsent.h"
#include "gui/widgets/label.h"

typedef struct {
  char *title;
  GtkWidget *heading, *submit; /* nullable; weak pointers: children of the page */
  PlEdits *edits;
} PlSubpagePrivate;

enum {
  PROP_TITLE = 1,
  PROP_HEADING,
  PROP_SUBMIT,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void unsent_init (PlUnsentInterface *interface);

G_DEFINE_TYPE_WITH_CODE (PlSubpage,
                         pl_subpage,
                         ADW_TYPE_BIN,
                         G_ADD_PRIVATE (PlSubpage)
                             G_IMPLEMENT_INTERFACE (PL_TYPE_UNSENT, unsent_init))

static void
pl_subpage_dispose (GObject *object)
{
  PlSubpagePrivate *private = pl_subpage_get_instance_private (PL_SUBPAGE (object));

  g_clear_weak_pointer (&private->heading);
  g_clear_weak_pointer (&private->submit);
  g_clear_object (&private->edits);
  G_OBJECT_CLASS (pl_subpage_parent_class)->dispose (object);
}

static void
pl_subpage_finalize (GObject *object)
{
  PlSubpagePrivate *private = pl_subpage_get_instance_private (PL_SUBPAGE (object));

  g_free (private->title);
  G_OBJECT_CLASS (pl_subpage_parent_class)->finalize (object);
}

static void
pl_subpage_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PlSubpagePrivate *private = pl_subpage_get_instance_private (PL_SUBPAGE (object));

  if (id == PROP_TITLE) {
    g_free (private->title);
    private->title = g_value_dup_string (value);
  } else
    g_set_weak_pointer (id == PROP_HEADING ? &private->heading : &private->submit,
                        g_value_get_object (value));
}

static void
pl_subpage_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PlSubpagePrivate *private = pl_subpage_get_instance_private (PL_SUBPAGE (object));

  if (id == PROP_TITLE)
    g_value_set_string (value, private->title);
  else
    g_value_set_object (value, id == PROP_HEADING ? private->heading : private->submit);
}

/* What was wrong need not be so any more. */
static void
end_complaints (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LABEL (child) && gtk_widget_has_css_class (child, "complaint"))
      gtk_widget_set_visible (child, FALSE);
    else
      end_complaints (child);
}

static PlPageStack *
stack_of (GtkWidget *widget)
{
  return PL_PAGE_STACK (gtk_widget_get_ancestor (widget, PL_TYPE_PAGE_STACK));
}

static void
on_edited (PlSubpage *page)
{
  end_complaints (GTK_WIDGET (page));
  pl_page_stack_guard (stack_of (GTK_WIDGET (page)));
}

static gboolean
on_submit (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  pl_subpage_submit (widget);
  return TRUE;
}

/* Whoever comes to it begins where a screen reader says what it is. No grab_focus: Tab from above would land there, too. */
static void
begin (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pl_subpage_focus_heading (PL_SUBPAGE (widget));
}

static void
pl_subpage_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_subpage_parent_class)->map (widget);
  pl_label_wrap_buttons (widget);
}

static void
pl_subpage_class_init (PlSubpageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = pl_subpage_dispose;
  object_class->finalize = pl_subpage_finalize;
  object_class->set_property = pl_subpage_set_property;
  object_class->get_property = pl_subpage_get_property;
  GTK_WIDGET_CLASS (class)->map = pl_subpage_map;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (class), PL_PAGE_BEGIN, NULL, begin);
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HEADING] = g_param_spec_object ("heading", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUBMIT] = g_param_spec_object ("submit", NULL, NULL, GTK_TYPE_WIDGET,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

/* Before a field of several lines takes it for the end of one. */
static void
pl_subpage_init (PlSubpage *page)
{
  PlSubpagePrivate *private = pl_subpage_get_instance_private (page);
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *submit = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                          gtk_callback_action_new (on_submit, NULL, NULL));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), submit);
  gtk_widget_add_controller (GTK_WIDGET (page), keys);
  private->edits = pl_edits_new (GTK_WIDGET (page));
  g_signal_connect_object (private->edits, "edited", G_CALLBACK (on_edited), page,
                           G_CONNECT_SWAPPED);
}

const char *
pl_subpage_get_title (PlSubpage *page)
{
  PlSubpagePrivate *private = pl_subpage_get_instance_private (page);

  return private->title != NULL ? private->title : "";
}

gboolean
pl_subpage_focus_heading (PlSubpage *page)
{
  PlSubpagePrivate *private = pl_subpage_get_instance_private (page);

  if (private->heading != NULL)
    return gtk_widget_grab_focus (private->heading);
  return gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

void
pl_subpage_submit (GtkWidget *from)
{
  PlSubpage *page = PL_IS_SUBPAGE (from)
                        ? PL_SUBPAGE (from)
                        : PL_SUBPAGE (gtk_widget_get_ancestor (from, PL_TYPE_SUBPAGE));
  PlSubpagePrivate *private = page != NULL ? pl_subpage_get_instance_private (page) : NULL;

  if (private == NULL || private->submit == NULL || !gtk_widget_get_mapped (private->submit))
    return;
  /* GTK complains of a field that has the focus when it is made insensitive. */
  gtk_widget_grab_focus (private->submit);
  gtk_widget_activate (private->submit);
}

/* What is typed on it. */

void
pl_subpage_sent (GtkWidget *from)
{
  GtkWidget *page = gtk_widget_get_ancestor (from, PL_TYPE_SUBPAGE);
  PlSubpagePrivate *private = pl_subpage_get_instance_private (PL_SUBPAGE (page));

  pl_edits_end (private->edits);
  pl_page_stack_guard (stack_of (page));
}

void
pl_subpage_changed (PlSubpage *page)
{
  PlPageStack *stack = stack_of (GTK_WIDGET (page));

  if (stack != NULL)
    pl_page_stack_guard (stack);
}

static gboolean
holds (PlUnsent *unsent)
{
  PlSubpagePrivate *private = pl_subpage_get_instance_private (PL_SUBPAGE (unsent));
  PlSubpageClass *class = PL_SUBPAGE_GET_CLASS (unsent);

  return !class->asks_only &&
         (pl_edits_hold (private->edits) ||
          (class->is_changed != NULL && class->is_changed (PL_SUBPAGE (unsent))));
}

static void
resume (PlUnsent *unsent)
{
  pl_page_stack_go_back_to (stack_of (GTK_WIDGET (unsent)), GTK_WIDGET (unsent));
}

static void
send_soon (PlUnsent *unsent)
{
  PlSubpagePrivate *private = pl_subpage_get_instance_private (PL_SUBPAGE (unsent));

  if (private->submit != NULL)
    gtk_widget_grab_focus (private->submit);
}

static void
unsent_init (PlUnsentInterface *interface)
{
  interface->holds = holds;
  interface->resume = resume;
  interface->send_soon = send_soon;
}

/* Where it lies. */

void
pl_subpage_open (GtkWidget *from, PlSubpage *page)
{
  pl_page_stack_open (stack_of (from), GTK_WIDGET (page));
}

void
pl_subpage_replace (GtkWidget *from, PlSubpage *page)
{
  pl_page_stack_replace (stack_of (from), GTK_WIDGET (page));
}

void
pl_subpage_close (GtkWidget *from)
{
  pl_page_stack_close (stack_of (from));
}
