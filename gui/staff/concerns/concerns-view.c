/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/concerns-view.h"

struct _PlConcernsView {
  AdwBin parent;
  PlClient *client;
};

G_DEFINE_FINAL_TYPE (PlConcernsView, pl_concerns_view, ADW_TYPE_BIN)

static void
pl_concerns_view_dispose (GObject *object)
{
  g_clear_object (&PL_CONCERNS_VIEW (object)->client);
  G_OBJECT_CLASS (pl_concerns_view_parent_class)->dispose (object);
}

static void
pl_concerns_view_class_init (PlConcernsViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_concerns_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/concerns-view.ui");
}

static void
pl_concerns_view_init (PlConcernsView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
}

void
pl_concerns_view_set_client (PlConcernsView *view, PlClient *client)
{
  g_set_object (&view->client, client);
}
