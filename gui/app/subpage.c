/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/subpage.h"

#include "gui/app/page-stack.h"
#include "gui/widgets/label.h"

typedef struct {
  char *title;
  GtkWidget *heading; /* nullable; a weak pointer: a child of the page */
} PlSubpagePrivate;

enum {
  PROP_TITLE = 1,
  PROP_HEADING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_TYPE_WITH_PRIVATE (PlSubpage, pl_subpage, ADW_TYPE_BIN)

static void
pl_subpage_dispose (GObject *object)
{
  PlSubpagePrivate *private = pl_subpage_get_instance_private (PL_SUBPAGE (object));

  g_clear_weak_pointer (&private->heading);
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
    g_set_weak_pointer (&private->heading, g_value_get_object (value));
}

static void
pl_subpage_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PlSubpagePrivate *private = pl_subpage_get_instance_private (PL_SUBPAGE (object));

  if (id == PROP_TITLE)
    g_value_set_string (value, private->title);
  else
    g_value_set_object (value, private->heading);
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
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HEADING] = g_param_spec_object ("heading", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
pl_subpage_init (PlSubpage *page)
{
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

  return private->heading != NULL && gtk_widget_grab_focus (private->heading);
}

static PlPageStack *
stack_of (GtkWidget *widget)
{
  return PL_PAGE_STACK (gtk_widget_get_ancestor (widget, PL_TYPE_PAGE_STACK));
}

void
pl_subpage_open (GtkWidget *from, PlSubpage *page)
{
  pl_page_stack_open (stack_of (from), page);
}

void
pl_subpage_replace (GtkWidget *from, PlSubpage *page)
{
  pl_page_stack_replace (stack_of (from), page);
}

void
pl_subpage_close (GtkWidget *from)
{
  pl_page_stack_close (stack_of (from));
}
