/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/usage-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/time-words.h"
#include "gui/child/used-days.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"

struct _PlUsagePage {
  PlSubpage parent;
  GCancellable *cancellable;
  PlAgentView *view;
  GtkListBox *list;
  GtkLabel *sum;
  PlRecord *child;
};

G_DEFINE_FINAL_TYPE (PlUsagePage, pl_usage_page, PL_TYPE_SUBPAGE)

#define DAYS 28

static void
show_usage (PlUsagePage *page, GVariant *rows)
{
  g_autofree char *all = pl_words_used (pl_used_days_show (page->list, rows));
  /* Translators: %s is hours and minutes. */
  g_autofree char *words = g_strdup_printf (C_ ("usage", "All four weeks: %s"), all);

  gtk_label_set_label (page->sum, words);
}

static void
on_usage (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlUsagePage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  show_usage (page, rows);
  pl_agent_view_show_content (page->view);
}

static void
pl_usage_page_dispose (GObject *object)
{
  PlUsagePage *page = PL_USAGE_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->child);
  G_OBJECT_CLASS (pl_usage_page_parent_class)->dispose (object);
}

static void
pl_usage_page_class_init (PlUsagePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_usage_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/usage-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlUsagePage, view);
  gtk_widget_class_bind_template_child (widget_class, PlUsagePage, list);
  gtk_widget_class_bind_template_child (widget_class, PlUsagePage, sum);
}

static void
pl_usage_page_init (PlUsagePage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

static void
read_usage (PlUsagePage *page, PlClient *client)
{
  pl_client_call_staff (client, "Staff", "ListUsage",
                        g_variant_new ("(su)", pl_record_text (page->child, "account"), DAYS),
                        page->cancellable, on_usage, page);
}

PlSubpage *
pl_usage_page_new (PlClient *client, PlRecord *child)
{
  PlUsagePage *page = g_object_new (PL_TYPE_USAGE_PAGE, NULL);

  page->child = g_object_ref (child);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_usage), page);
  read_usage (page, client);
  return PL_SUBPAGE (page);
}
