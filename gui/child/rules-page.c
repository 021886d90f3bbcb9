/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/rules-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/english.h"
#include "gui/app/record.h"
#include "gui/app/settings.h"
#include "gui/child/comment-page.h"
#include "gui/child/day-words.h"
#include "gui/child/rules-print.h"
#include "gui/child/rules-topic.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/heading.h"
#include "policy/error.h"

struct _PlRulesPage {
  AdwBin parent;
  PlClient *client;
  PlRecord *about; /* NULL before the first reading */
  GListStore *topics;
  GCancellable *cancellable;
  PlAgentView *view;
  GtkListBox *list;
  GtkLabel *version, *news, *answer;
  GtkWidget *news_box, *answers, *sign;
};

G_DEFINE_FINAL_TYPE (PlRulesPage, pl_rules_page, ADW_TYPE_BIN)

/* "New", beside what was not in the text that the child signed last. */
static GtkWidget *
new_mark (void)
{
  GtkWidget *mark = gtk_label_new (C_ ("rules", "New"));

  gtk_widget_add_css_class (mark, "mark");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  return mark;
}

static GtkWidget *
line_row (const PlRulesLine *line)
{
  gboolean easy = pl_settings_easy_read (pl_settings_get ()) && *line->easy != '\0';
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                    easy ? line->easy : line->text, "title-lines", 0, NULL);

  if (line->new)
    adw_action_row_add_suffix (row, new_mark ());
  return GTK_WIDGET (row);
}

static GtkWidget *
topic_row (gpointer item, gpointer data)
{
  PlRulesTopic *topic = item;
  AdwExpanderRow *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title",
                                      pl_rules_topic_get_title (topic), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  pl_rules_topic_get_title (topic), -1);
  if (pl_rules_topic_is_new (topic))
    adw_expander_row_add_action (row, new_mark ());
  for (guint i = 0; i < pl_rules_topic_get_n_lines (topic); i++)
    adw_expander_row_add_row (row, line_row (pl_rules_topic_get_line (topic, i)));
  return GTK_WIDGET (row);
}

static guint
count_new (PlRulesPage *page)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (page->topics)); i++) {
    g_autoptr (PlRulesTopic) topic = g_list_model_get_item (G_LIST_MODEL (page->topics), i);
    n += pl_rules_topic_is_new (topic);
  }
  return n;
}

static char *
day_of (PlRulesPage *page, const char *key)
{
  const PlToday *today = pl_client_get_today (page->client);
  gint64 instant = pl_record_number (page->about, key);

  return today != NULL && instant > 0 ? pl_words_day (today, instant) : NULL;
}

static void
show_version (PlRulesPage *page)
{
  g_autofree char *since = day_of (page, "since");
  g_autofree char *review = day_of (page, "review");
  GString *words = g_string_new (NULL);

  if (since != NULL)
    /* Translators: %s is a date. */
    g_string_append_printf (words, C_ ("rules", "In force since %s."), since);
  if (review != NULL) {
    g_string_append_c (words, ' ');
    /* Translators: %s is a date. */
    g_string_append_printf (words, C_ ("rules", "We look at them again on %s."), review);
  }
  gtk_label_set_label (page->version, words->str);
  gtk_widget_set_visible (GTK_WIDGET (page->version), words->len > 0);
  g_string_free (words, TRUE);
}

static void
show_news (PlRulesPage *page)
{
  guint n = count_new (page);
  g_autofree char *words = g_strdup_printf (
      ngettext ("%u part is new since you signed.", "%u parts are new since you signed.", n), n);

  gtk_label_set_label (page->news, words);
  gtk_widget_set_visible (page->news_box, n > 0);
}

static void
show_answer (PlRulesPage *page)
{
  const char *answer = pl_record_text (page->about, "answer");
  g_autofree char *day = day_of (page, "answered");
  g_autofree char *words = NULL;

  if (*answer == '\0')
    words = g_strdup (C_ ("rules", "You have not answered yet."));
  else if (g_str_equal (answer, "signed"))
    /* Translators: %s is a date. */
    words = g_strdup_printf (C_ ("rules", "You agreed on %s."), day != NULL ? day : "");
  else
    /* Translators: %s is a date. */
    words = g_strdup_printf (C_ ("rules", "You did not agree on %s. Staff will talk with you."),
                             day != NULL ? day : "");
  gtk_label_set_label (page->answer, words);
  gtk_widget_set_visible (page->sign, !g_str_equal (answer, "signed"));
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
  show_version (page);
  show_news (page);
  show_answer (page);
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

/* What came of it is read back: the answer that counts is the agent's. */
static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRulesPage *page = data;
  gtk_widget_set_sensitive (page->answers, TRUE);
  if (reply != NULL || g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT))
    read_rules (page);
  else
    gtk_label_set_label (page->answer,
                         C_ ("rules", "Your answer could not be kept. Please try again later."));
}

static void
answer (PlRulesPage *page, const char *what)
{
  gtk_widget_set_sensitive (page->answers, FALSE);
  pl_client_call (page->client, "AnswerRules",
                  g_variant_new ("(xss)", pl_record_number (page->about, "id"), what, ""),
                  page->cancellable, on_answered, page);
}

static void
on_sign (PlRulesPage *page)
{
  answer (page, "signed");
}

static void
on_decline (PlRulesPage *page)
{
  answer (page, "declined");
}

static void
on_comment (PlRulesPage *page)
{
  pl_subpage_open (GTK_WIDGET (page),
                   pl_comment_page_new (page->client, pl_record_number (page->about, "id")));
}

static void
on_print (PlRulesPage *page)
{
  const PlToday *today = pl_client_get_today (page->client);

  pl_rules_print (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), G_LIST_MODEL (page->topics),
                  today != NULL ? today->home : "", pl_settings_easy_read (pl_settings_get ()));
}

/*
 * Rules are asked for when the page is looked at: a window comes sooner without them. Those that were
 * read once stay on the screen while the agent is away.
 */
static void
on_state (PlRulesPage *page)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (page)))
    return;
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
  g_signal_connect (page, "map", G_CALLBACK (on_state), NULL);
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
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/rules-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRulesPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlRulesPage, list);
  gtk_widget_class_bind_template_child (widget_class, PlRulesPage, version);
  gtk_widget_class_bind_template_child (widget_class, PlRulesPage, news);
  gtk_widget_class_bind_template_child (widget_class, PlRulesPage, news_box);
  gtk_widget_class_bind_template_child (widget_class, PlRulesPage, answer);
  gtk_widget_class_bind_template_child (widget_class, PlRulesPage, answers);
  gtk_widget_class_bind_template_child (widget_class, PlRulesPage, sign);
  gtk_widget_class_bind_template_callback (widget_class, on_sign);
  gtk_widget_class_bind_template_callback (widget_class, on_decline);
  gtk_widget_class_bind_template_callback (widget_class, on_comment);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
}

static void
pl_rules_page_init (PlRulesPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->topics = g_list_store_new (PL_TYPE_RULES_TOPIC);
  gtk_list_box_bind_model (page->list, G_LIST_MODEL (page->topics), topic_row, NULL, NULL);
}
