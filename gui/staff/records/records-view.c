/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/records-view.h"

struct _PlRecordsView {
  AdwBin parent;
  PlClient *client;
};

G_DEFINE_FINAL_TYPE (PlRecordsView, pl_records_view, ADW_TYPE_BIN)

static void
pl_records_view_dispose (GObject *object)
{
  g_clear_object (&PL_RECORDS_VIEW (object)->client);
  G_OBJECT_CLASS (pl_records_view_parent_class)->dispose (object);
}

static void
pl_records_view_class_init (PlRecordsViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_records_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/records-view.ui");
}

static void
pl_records_view_init (PlRecordsView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
}

void
pl_records_view_set_client (PlRecordsView *view, PlClient *client)
{
  g_set_object (&view->client, client);
}
