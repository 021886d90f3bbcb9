/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/records-view.h"

#include <glib/gi18n.h>

#include "gui/app/initial.h"
#include "gui/app/subpage.h"
#include "gui/staff/records/acts-page.h"
#include "gui/staff/records/audit-page.h"
#include "gui/staff/records/export-page.h"
#include "gui/staff/records/forms-page.h"
#include "gui/staff/records/kept-page.h"
#include "gui/staff/records/kind-page.h"
#include "gui/staff/records/month-page.h"
#include "gui/staff/records/record-words.h"
#include "gui/staff/row.h"

struct _PlRecordsView {
  AdwBin parent;
  PlClient *client;
  GtkListBox *whole, *kinds;
};

G_DEFINE_FINAL_TYPE (PlRecordsView, pl_records_view, ADW_TYPE_BIN)

static const struct {
  const char *title, *subtitle;
  PlSubpage *(*page) (PlClient *client);
} rows[] = {
  { NC_ ("records", "What staff did"),
    NC_ ("records", "Every act, newest first; it can only grow."), pl_acts_page_new },
  { NC_ ("records", "Is the record whole?"),
    NC_ ("records", "Looks whether anybody altered, removed or added something."),
    pl_audit_page_new },
  { NC_ ("records", "Export a child’s records"),
    NC_ ("records", "One encrypted file, for an inspector."), pl_export_page_new },
  { NC_ ("records", "Kept for"), NC_ ("records", "How long, why, and what is deleted next."),
    pl_kept_page_new },
  { NC_ ("records", "The month in numbers"),
    NC_ ("records", "For the monthly visit, to print; no child is named."), pl_month_page_new },
  { NC_ ("records", "Blank forms"), NC_ ("records", "To print, for when there is no computer."),
    pl_forms_page_new },
};

static void
add_row (GtkListBox *list, const char *title, const char *subtitle)
{
  g_autofree char *below = pl_capital (subtitle);
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, title, below);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("porchlight-next-symbolic"));
  gtk_list_box_append (list, GTK_WIDGET (row));
}

static void
on_whole (PlRecordsView *view, GtkListBoxRow *row)
{
  pl_subpage_open (GTK_WIDGET (view), rows[gtk_list_box_row_get_index (row)].page (view->client));
}

static void
on_kind (PlRecordsView *view, GtkListBoxRow *row)
{
  pl_subpage_open (
      GTK_WIDGET (view),
      pl_kind_page_new (view->client, &pl_record_kinds[gtk_list_box_row_get_index (row)]));
}

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
  gtk_widget_class_bind_template_child (widget_class, PlRecordsView, whole);
  gtk_widget_class_bind_template_child (widget_class, PlRecordsView, kinds);
}

static void
pl_records_view_init (PlRecordsView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    add_row (view->whole, g_dpgettext2 (NULL, "records", rows[i].title),
             g_dpgettext2 (NULL, "records", rows[i].subtitle));
  for (gsize i = 0; i < pl_record_n_kinds; i++)
    add_row (view->kinds, pl_record_say (pl_record_kinds[i].title),
             pl_record_say (pl_record_kinds[i].what));
  g_signal_connect_object (view->whole, "row-activated", G_CALLBACK (on_whole), view,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view->kinds, "row-activated", G_CALLBACK (on_kind), view,
                           G_CONNECT_SWAPPED);
}

void
pl_records_view_set_client (PlRecordsView *view, PlClient *client)
{
  g_set_object (&view->client, client);
}
