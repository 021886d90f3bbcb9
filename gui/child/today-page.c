/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/today-page.h"

#include <glib/gi18n.h>

#include "gui/app/change-words.h"
#include "gui/app/record.h"
#include "gui/child/answer-page.h"
#include "gui/child/ask-time-page.h"
#include "gui/child/blocked-page.h"
#include "gui/child/changes-page.h"
#include "gui/child/day-words.h"
#include "gui/child/request-words.h"
#include "gui/child/review-page.h"
#include "gui/child/week-page.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/day-strip.h"
#include "gui/widgets/heading.h"

/* An answer is news for so long, unless it was opened. */
#define NEWS_S   (24 * 60 * 60)
#define CHANGE_S (7 * 24 * 60 * 60)
#define REQUESTS 20

struct _PlTodayPage {
  AdwBin parent;
  PlClient *client;
  GCancellable *cancellable;
  PlRecord *news;             /* the answer that the card tells of; NULL: there is none */
  gint64 opened_id;           /* the newest answer that was opened */
  gint64 changed_id, read_id; /* the newest change, 0: none; the newest that was opened */
  PlAgentView *view;
  PlHeading *hello;
  GtkLabel *now, *why, *hours;
  GtkWidget *still, *card;
  AdwActionRow *answer, *changed, *review;
  PlDayStrip *strip;
};

G_DEFINE_FINAL_TYPE (PlTodayPage, pl_today_page, ADW_TYPE_BIN)

static void
pl_today_page_dispose (GObject *object)
{
  PlTodayPage *page = PL_TODAY_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->news);
  G_OBJECT_CLASS (pl_today_page_parent_class)->dispose (object);
}

static void
on_ask_time (PlTodayPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_ask_time_page_new (page->client));
}

static void
on_week (PlTodayPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_week_page_new (page->client));
}

static void
on_blocked (PlTodayPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_blocked_page_new (page->client));
}

static void
on_review (PlTodayPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_review_page_new (page->client));
}

static void
show_card (PlTodayPage *page)
{
  gboolean changed = page->changed_id > page->read_id;

  gtk_widget_set_visible (GTK_WIDGET (page->answer), page->news != NULL);
  gtk_widget_set_visible (GTK_WIDGET (page->changed), changed);
  gtk_widget_set_visible (page->card, changed || page->news != NULL);
}

static void
on_changed (PlTodayPage *page)
{
  page->read_id = page->changed_id;
  pl_subpage_open (GTK_WIDGET (page), pl_changes_page_new (page->client));
  show_card (page);
}

static void
on_answer (PlTodayPage *page)
{
  if (page->news == NULL)
    return;
  page->opened_id = pl_record_number (page->news, "id");
  pl_subpage_open (GTK_WIDGET (page), pl_answer_page_new (page->news));
  g_clear_object (&page->news);
  show_card (page);
}

static void
pl_today_page_class_init (PlTodayPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_today_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_DAY_STRIP);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/today-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, view);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, hello);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, now);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, why);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, hours);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, still);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, strip);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, card);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, answer);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, changed);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, review);
  gtk_widget_class_bind_template_callback (widget_class, on_answer);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_ask_time);
  gtk_widget_class_bind_template_callback (widget_class, on_week);
  gtk_widget_class_bind_template_callback (widget_class, on_blocked);
  gtk_widget_class_bind_template_callback (widget_class, on_review);
}

static void
pl_today_page_init (PlTodayPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

void
pl_today_page_set_client (PlTodayPage *page, PlClient *client)
{
  g_set_object (&page->client, client);
}

/* words: transfer full, nullable. */
static void
show_words (GtkLabel *label, char *words)
{
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  gtk_label_set_label (label, words != NULL ? words : "");
  g_free (words);
}

static void
show_review (PlTodayPage *page, const PlToday *today)
{
  g_autofree char *date = pl_words_date (today->review);
  /* Translators: %s is the date of the next review. */
  g_autofree char *words = date != NULL
                               ? g_strdup_printf (C_ ("today", "%s. What could change?"), date)
                               : g_strdup (C_ ("today", "What could change?"));

  adw_action_row_set_subtitle (page->review, words);
}

static void
show_today (PlTodayPage *page, const PlToday *today)
{
  g_autofree char *hours = pl_words_hours (today);

  /* Translators: %s is the child's first name. */
  g_autofree char *hello = g_strdup_printf (C_ ("today", "Hi %s"), today->name);
  pl_heading_set_label (page->hello, hello);
  show_words (page->now, pl_words_now (today));
  show_words (page->why, pl_words_why (today));
  pl_day_strip_set_today (page->strip, today, hours);
  gtk_label_set_label (page->hours, hours);
  gtk_widget_set_visible (page->still, !today->online);
  show_review (page, today);
}

/* One card, only when something changed. */
static void
show_news (PlTodayPage *page)
{
  g_autofree char *by = page->news != NULL ? pl_request_by (page->news) : NULL;
  g_autofree char *title = page->news != NULL ? pl_request_title (page->news) : NULL;

  show_card (page);
  if (page->news == NULL)
    return;
  /* Translators: who answered, and about what: a site, "30 more minutes". */
  g_autofree char *words = g_strdup_printf (C_ ("today", "%1$s answered: %2$s"), by, title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (page->answer), words);
  adw_action_row_set_subtitle (page->answer, pl_record_text (page->news, "reason"));
}

static gboolean
is_news (PlTodayPage *page, PlRecord *request)
{
  const PlToday *today = pl_client_get_today (page->client);

  return pl_record_number (request, "decided") > today->now - NEWS_S &&
         pl_record_number (request, "id") > page->opened_id;
}

static void
on_requests (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlTodayPage *page = data;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  g_clear_object (&page->news);
  for (gsize i = 0; page->news == NULL && i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) request = pl_record_new (fields);
    if (is_news (page, request))
      page->news = g_steal_pointer (&request);
  }
  show_news (page);
}

/* The first thing that changed stands on the card, the rest behind it. */
static void
on_changes (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlTodayPage *page = data;
  const PlToday *today = pl_client_get_today (page->client);
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  page->changed_id = 0;
  if (g_variant_n_children (rows) > 0 && today != NULL) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, 0);
    g_autoptr (PlRecord) change = pl_record_new (fields);
    g_autoptr (GVariant) what = pl_record_value (change, "what", G_VARIANT_TYPE ("aa{sv}"));
    g_autoptr (GPtrArray) words = what != NULL ? pl_change_words (what) : NULL;
    if (words != NULL && words->len > 0 &&
        pl_record_number (change, "made") > today->now - CHANGE_S) {
      page->changed_id = pl_record_number (change, "id");
      adw_action_row_set_subtitle (page->changed, ((const PlChangeWords *)words->pdata[0])->title);
    }
  }
  show_card (page);
}

void
pl_today_page_move (PlTodayPage *page, const PlToday *today)
{
  show_today (page, today);
}

void
pl_today_page_show (PlTodayPage *page, PlClientState state, const PlToday *today)
{
  if (today != NULL)
    show_today (page, today);
  if (state == PL_CLIENT_CHILD) {
    pl_client_call (page->client, "ListRequests", g_variant_new ("(xu)", (gint64)0, REQUESTS),
                    page->cancellable, on_requests, page);
    pl_client_call (page->client, "ListChanges", g_variant_new ("(xu)", (gint64)0, 1),
                    page->cancellable, on_changes, page);
  }
  pl_agent_view_show_state (page->view, state);
}
