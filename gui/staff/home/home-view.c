/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/home-view.h"

struct _PlHomeView {
  AdwBin parent;
  PlClient *client;
};

G_DEFINE_FINAL_TYPE (PlHomeView, pl_home_view, ADW_TYPE_BIN)

static void
pl_home_view_dispose (GObject *object)
{
  g_clear_object (&PL_HOME_VIEW (object)->client);
  G_OBJECT_CLASS (pl_home_view_parent_class)->dispose (object);
}

static void
pl_home_view_class_init (PlHomeViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_home_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/home-view.ui");
}

static void
pl_home_view_init (PlHomeView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
}

void
pl_home_view_set_client (PlHomeView *view, PlClient *client)
{
  g_set_object (&view->client, client);
}
