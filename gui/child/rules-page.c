/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/rules-page.h"

#include <glib/gi18n.h>

#include "gui/app/english.h"
#include "gui/app/record.h"
#include "gui/child/rules-topic.h"
#include "gui/widgets/agent-view.h"

struct _PlRulesPage {
  AdwBin parent;
  PlClient *client;
  PlRecord *about; /* NULL before the first reading */
  GListStore *topics;
  GCancellable *cancellable;
  PlAgentView *view;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PlRulesPage, pl_rules_page, ADW_TYPE_BIN)

static GtkWidget *
line_row (const PlRulesLine *line)
{
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", line->text,
                                    "title-lines", 0, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (row), "line");
  return GTK_WIDGET (row);
}

static GtkWidget *
topic_row (gpointer item, gpointer data)
{
  PlRulesTopic *topic = item;
  AdwExpanderRow *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title",
                                      pl_rules_topic_get_title (topic), NULL);

  for (guint i = 0; i < pl_rules_topic_get_n_lines (topic); i++)
    adw_expander_row_add_row (row, line_row (pl_rules_topic_get_line (topic, i)));
  return GTK_WIDGET (row);
}

static void
show_rules (PlRulesPage *page, GVariant *reply)
{
  g_autoptr (GVariant) about = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) topics = g_variant_get_child_value (reply, 1);

  g_clear_object (&page->about);
  page->about = pl_record_new (about);
  g_list_store_remove_all (page->topics);
  for (gsize i = 0; i < g_variant_n_children (topics); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (topics, i);
    g_autoptr (PlRulesTopic) topic = pl_rules_topic_new (row);
    g_list_store_append (page->topics, topic);
  }
  pl_agent_view_show_content (page->view);
}

static void
on_rules (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRulesPage *page = data;
  if (reply != NULL)
    show_rules (page, reply);
  else if (page->about == NULL)
    pl_agent_view_show_error (page->view, error);
}

static void
read_rules (PlRulesPage *page)
{
  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  page->cancellable = g_cancellable_new ();
  pl_client_call (page->client, "GetRules", g_variant_new ("(s)", pl_screen_language ()),
                  page->cancellable, on_rules, page);
}

/* Rules that were read once stay on the screen while the agent is away. */
static void
on_state (PlRulesPage *page)
{
  if (pl_client_get_state (page->client) == PL_CLIENT_CHILD)
    read_rules (page);
  else if (page->about == NULL)
    pl_agent_view_show_state (page->view, pl_client_get_state (page->client));
}

void
pl_rules_page_set_client (PlRulesPage *page, PlClient *client)
{
  g_set_object (&page->client, client);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (on_state), page, G_CONNECT_SWAPPED);
  on_state (page);
}

static void
pl_rules_page_dispose (GObject *object)
{
  PlRulesPage *page = PL_RULES_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->about);
  g_clear_object (&page->topics);
  G_OBJECT_CLASS (pl_rules_page_parent_class)->dispose (object);
}

static void
pl_rules_page_class_init (PlRulesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_rules_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/rules-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRulesPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlRulesPage, list);
}

static void
pl_rules_page_init (PlRulesPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->topics = g_list_store_new (PL_TYPE_RULES_TOPIC);
  gtk_list_box_bind_model (page->list, G_LIST_MODEL (page->topics), topic_row, NULL, NULL);
}
