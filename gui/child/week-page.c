/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/week-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/time-words.h"
#include "gui/child/used-days.h"
#include "gui/widgets/agent-view.h"

struct _PlWeekPage {
  PlSubpage parent;
  GCancellable *cancellable;
  PlAgentView *view;
  GtkListBox *list;
  GtkLabel *sum;
};

G_DEFINE_FINAL_TYPE (PlWeekPage, pl_week_page, PL_TYPE_SUBPAGE)

#define DAYS 7

static void
show_usage (PlWeekPage *page, GVariant *rows)
{
  g_autofree char *all = pl_words_used (pl_used_days_show (page->list, rows));
  /* Translators: %s is hours and minutes. */
  g_autofree char *words = g_strdup_printf (C_ ("week", "All seven days: %s"), all);

  gtk_label_set_label (page->sum, words);
}

static void
on_usage (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlWeekPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  show_usage (page, rows);
  pl_agent_view_show_content (page->view);
}

static void
pl_week_page_dispose (GObject *object)
{
  PlWeekPage *page = PL_WEEK_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  G_OBJECT_CLASS (pl_week_page_parent_class)->dispose (object);
}

static void
pl_week_page_class_init (PlWeekPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_week_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/week-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlWeekPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlWeekPage, list);
  gtk_widget_class_bind_template_child (widget_class, PlWeekPage, sum);
}

static void
pl_week_page_init (PlWeekPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

static void
read_usage (PlWeekPage *page, PlClient *client)
{
  pl_client_call (client, "ListUsage", g_variant_new ("(u)", DAYS), page->cancellable, on_usage,
                  page);
}

PlSubpage *
pl_week_page_new (PlClient *client)
{
  PlWeekPage *page = g_object_new (PL_TYPE_WEEK_PAGE, NULL);

  pl_agent_view_await (page->view, client, G_CALLBACK (read_usage), page);
  read_usage (page, client);
  return PL_SUBPAGE (page);
}
