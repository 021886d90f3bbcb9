/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/today-page.h"

#include <glib/gi18n.h>

#include "gui/app/time-words.h"
#include "gui/child/ask-time-page.h"
#include "gui/child/blocked-page.h"
#include "gui/child/day-words.h"
#include "gui/child/news-card.h"
#include "gui/child/review-page.h"
#include "gui/child/seen-page.h"
#include "gui/child/week-page.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/day-strip.h"
#include "gui/widgets/heading.h"

struct _PlTodayPage {
  AdwBin parent;
  PlClient *client;
  PlAgentView *view;
  PlHeading *hello;
  GtkLabel *now, *why, *hours;
  GtkWidget *still, *sign;
  PlNewsCard *card;
  AdwActionRow *review;
  PlDayStrip *strip;
};

G_DEFINE_FINAL_TYPE (PlTodayPage, pl_today_page, ADW_TYPE_BIN)

static void
pl_today_page_dispose (GObject *object)
{
  PlTodayPage *page = PL_TODAY_PAGE (object);

  g_clear_object (&page->client);
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
on_sign (PlTodayPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_seen_page_new (page->client));
}

static void
pl_today_page_class_init (PlTodayPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_today_page_dispose;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_DAY_STRIP);
  g_type_ensure (PL_TYPE_HEADING);
  g_type_ensure (PL_TYPE_NEWS_CARD);
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
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, sign);
  gtk_widget_class_bind_template_child (widget_class, PlTodayPage, review);
  gtk_widget_class_bind_template_callback (widget_class, on_ask_time);
  gtk_widget_class_bind_template_callback (widget_class, on_week);
  gtk_widget_class_bind_template_callback (widget_class, on_blocked);
  gtk_widget_class_bind_template_callback (widget_class, on_review);
  gtk_widget_class_bind_template_callback (widget_class, on_sign);
}

static void
pl_today_page_init (PlTodayPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
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
  /* H4: for as long as anything is recorded. */
  gtk_widget_set_visible (page->sign, !pl_today_has_reason (today, "adult"));
  show_review (page, today);
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
  if (state == PL_CLIENT_CHILD)
    pl_news_card_read (page->card, page->client);
  pl_agent_view_show_state (page->view, state);
}
