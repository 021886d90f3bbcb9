/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/children-view.h"

struct _PlChildrenView {
  AdwBin parent;
  PlClient *client;
};

G_DEFINE_FINAL_TYPE (PlChildrenView, pl_children_view, ADW_TYPE_BIN)

static void
pl_children_view_dispose (GObject *object)
{
  g_clear_object (&PL_CHILDREN_VIEW (object)->client);
  G_OBJECT_CLASS (pl_children_view_parent_class)->dispose (object);
}

static void
pl_children_view_class_init (PlChildrenViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_children_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/children-view.ui");
}

static void
pl_children_view_init (PlChildrenView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
}

void
pl_children_view_set_client (PlChildrenView *view, PlClient *client)
{
  g_set_object (&view->client, client);
}
