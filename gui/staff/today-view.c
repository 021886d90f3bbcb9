/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today-view.h"

struct _PlTodayView {
  AdwBin parent;
  PlClient *client;
};

G_DEFINE_FINAL_TYPE (PlTodayView, pl_today_view, ADW_TYPE_BIN)

static void
pl_today_view_dispose (GObject *object)
{
  g_clear_object (&PL_TODAY_VIEW (object)->client);
  G_OBJECT_CLASS (pl_today_view_parent_class)->dispose (object);
}

static void
pl_today_view_class_init (PlTodayViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_today_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/today-view.ui");
}

static void
pl_today_view_init (PlTodayView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
}

void
pl_today_view_set_client (PlTodayView *view, PlClient *client)
{
  g_set_object (&view->client, client);
}
