/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/blocked-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/record.h"
#include "gui/app/time-words.h"
#include "gui/child/ask-site-page.h"
#include "gui/child/blocked-reason.h"
#include "gui/child/report-page.h"
#include "gui/child/request-list.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/row-name.h"

struct _PlBlockedPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  GListStore *sites; /* of PlRecord */
  PlAgentView *view;
  GtkListBox *list;
  GtkWidget *none;
  PlRequestList *requests;
};

G_DEFINE_FINAL_TYPE (PlBlockedPage, pl_blocked_page, PL_TYPE_SUBPAGE)

#define DAYS 7

static void
on_ask (PlBlockedPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_ask_site_page_new (page->client, ""));
}

static void
on_report (PlBlockedPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_report_page_new (page->client));
}

static GtkWidget *
site_row (gpointer item, gpointer data)
{
  const char *name = pl_record_text (item, "name");
  g_autofree char *why =
      pl_blocked_reason (pl_record_text (item, "category"), pl_record_text (item, "cause"));
  g_autofree char *day = pl_words_date (pl_record_text (item, "date"));
  g_autofree char *words = g_strdup_printf ("%s\n%s", day != NULL ? day : "", why);
  AdwActionRow *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                    *name != '\0' ? name : C_ ("blocked", "Many more sites"), "title-lines", 0,
                    "subtitle", words, "subtitle-lines", 0, "activatable", *name != '\0', NULL);

  pl_row_name (ADW_PREFERENCES_ROW (row), day != NULL ? day : why);
  if (*name != '\0')
    adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("porchlight-next-symbolic"));
  return GTK_WIDGET (row);
}

static void
on_row (PlBlockedPage *page, GtkListBoxRow *row)
{
  g_autoptr (PlRecord) site =
      g_list_model_get_item (G_LIST_MODEL (page->sites), (guint)gtk_list_box_row_get_index (row));

  pl_subpage_open (GTK_WIDGET (page),
                   pl_ask_site_page_new (page->client, pl_record_text (site, "name")));
}

static void
on_blocked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlBlockedPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  pl_records_fill (page->sites, rows);
  pl_row_names_tell_apart (page->list);
  gtk_widget_set_visible (GTK_WIDGET (page->list), g_variant_n_children (rows) > 0);
  gtk_widget_set_visible (page->none, g_variant_n_children (rows) == 0);
  pl_agent_view_show_content (page->view);
}

static void
pl_blocked_page_dispose (GObject *object)
{
  PlBlockedPage *page = PL_BLOCKED_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->sites);
  G_OBJECT_CLASS (pl_blocked_page_parent_class)->dispose (object);
}

static void
pl_blocked_page_class_init (PlBlockedPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_blocked_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_REQUEST_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/blocked-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlBlockedPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlBlockedPage, list);
  gtk_widget_class_bind_template_child (widget_class, PlBlockedPage, none);
  gtk_widget_class_bind_template_child (widget_class, PlBlockedPage, requests);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
  gtk_widget_class_bind_template_callback (widget_class, on_report);
}

static void
pl_blocked_page_init (PlBlockedPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  page->sites = g_list_store_new (PL_TYPE_RECORD);
  gtk_list_box_bind_model (page->list, G_LIST_MODEL (page->sites), site_row, NULL, NULL);
  g_signal_connect_object (page->list, "row-activated", G_CALLBACK (on_row), page,
                           G_CONNECT_SWAPPED);
}

static void
read_blocked (PlBlockedPage *page)
{
  pl_client_call (page->client, "ListBlocked", g_variant_new ("(u)", DAYS), page->cancellable,
                  on_blocked, page);
  pl_request_list_read (page->requests, page->client);
}

PlSubpage *
pl_blocked_page_new (PlClient *client)
{
  PlBlockedPage *page = g_object_new (PL_TYPE_BLOCKED_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_blocked), page);
  read_blocked (page);
  return PL_SUBPAGE (page);
}
