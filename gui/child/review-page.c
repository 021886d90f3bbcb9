/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/review-page.h"

#include <glib/gi18n.h>

#include "gui/app/time-words.h"
#include "gui/child/changes-page.h"
#include "gui/child/request-list.h"
#include "gui/widgets/label.h"
#include "gui/widgets/text-view.h"
#include "policy/care/text-max.h"

struct _PlReviewPage {
  PlAskPage parent;
  GtkLabel *due, *about;
  GtkTextView *words;
  PlRequestList *requests;
};

G_DEFINE_FINAL_TYPE (PlReviewPage, pl_review_page, PL_TYPE_ASK_PAGE)

static void
on_ask (PlReviewPage *page)
{
  g_autofree char *words = pl_ask_words (page->words);

  if (*words == '\0')
    pl_ask_page_complain (PL_ASK_PAGE (page), C_ ("review", "Write something first."));
  else
    pl_ask_page_send (PL_ASK_PAGE (page), "AskForReview", g_variant_new ("(s)", words));
}

static void
on_changed (PlReviewPage *page)
{
  pl_subpage_open (GTK_WIDGET (page),
                   pl_changes_page_new (pl_ask_page_get_client (PL_ASK_PAGE (page))));
}

static void
sent (PlAskPage *page)
{
  pl_request_list_read (PL_REVIEW_PAGE (page)->requests, pl_ask_page_get_client (page));
}

static void
show_due (PlReviewPage *page, const PlToday *today)
{
  g_autofree char *date = today != NULL ? pl_words_date (today->review) : NULL;

  gtk_label_set_label (page->due, date != NULL ? date : C_ ("review", "The day is not set yet."));
}

/* What is open at the child's level, where the home says so in its own words (L1). */
static void
show_about (PlReviewPage *page, const PlToday *today)
{
  if (today == NULL || *today->level_about == '\0')
    return;
  /* Translators: a sentence of the home's own. */
  g_autofree char *words =
      g_strdup_printf (C_ ("review", "What is open for you now: %s"), today->level_about);
  pl_label_say (page->about, words);
}

static void
pl_review_page_class_init (PlReviewPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  PL_ASK_PAGE_CLASS (class)->sent = sent;
  g_type_ensure (PL_TYPE_REQUEST_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/review-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlReviewPage, due);
  gtk_widget_class_bind_template_child (widget_class, PlReviewPage, about);
  gtk_widget_class_bind_template_child (widget_class, PlReviewPage, words);
  gtk_widget_class_bind_template_child (widget_class, PlReviewPage, requests);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
pl_review_page_init (PlReviewPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  pl_text_view_cap (page->words, PL_REQUEST_WORDS_MAX);
}

PlSubpage *
pl_review_page_new (PlClient *client)
{
  PlReviewPage *page = g_object_new (PL_TYPE_REVIEW_PAGE, NULL);

  pl_ask_page_set_client (PL_ASK_PAGE (page), client);
  show_due (page, pl_client_get_today (client));
  show_about (page, pl_client_get_today (client));
  pl_request_list_read (page->requests, client);
  return PL_SUBPAGE (page);
}
