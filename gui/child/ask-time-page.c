/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/ask-time-page.h"

#include "gui/child/request-list.h"
#include "gui/widgets/text-view.h"
#include "policy/care/text-max.h"

struct _PlAskTimePage {
  PlAskPage parent;
  GtkCheckButton *quarter, *half, *hour;
  GtkTextView *words;
  PlRequestList *requests;
};

G_DEFINE_FINAL_TYPE (PlAskTimePage, pl_ask_time_page, PL_TYPE_ASK_PAGE)

static guint
minutes_of (PlAskTimePage *page)
{
  if (gtk_check_button_get_active (page->quarter))
    return 15;
  if (gtk_check_button_get_active (page->half))
    return 30;
  return gtk_check_button_get_active (page->hour) ? 60 : 120;
}

static void
on_ask (PlAskTimePage *page)
{
  g_autofree char *words = pl_ask_words (page->words);

  pl_ask_page_send (PL_ASK_PAGE (page), "AskForTime",
                    g_variant_new ("(us)", minutes_of (page), words));
}

static void
sent (PlAskPage *page)
{
  pl_request_list_read (PL_ASK_TIME_PAGE (page)->requests, pl_ask_page_get_client (page));
}

static void
pl_ask_time_page_class_init (PlAskTimePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  PL_ASK_PAGE_CLASS (class)->sent = sent;
  g_type_ensure (PL_TYPE_REQUEST_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/ask-time-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAskTimePage, quarter);
  gtk_widget_class_bind_template_child (widget_class, PlAskTimePage, half);
  gtk_widget_class_bind_template_child (widget_class, PlAskTimePage, hour);
  gtk_widget_class_bind_template_child (widget_class, PlAskTimePage, words);
  gtk_widget_class_bind_template_child (widget_class, PlAskTimePage, requests);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
}

static void
pl_ask_time_page_init (PlAskTimePage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  pl_text_view_cap (page->words, PL_REQUEST_WORDS_MAX);
}

PlSubpage *
pl_ask_time_page_new (PlClient *client)
{
  PlAskTimePage *page = g_object_new (PL_TYPE_ASK_TIME_PAGE, NULL);

  pl_ask_page_set_client (PL_ASK_PAGE (page), client);
  pl_request_list_read (page->requests, client);
  return PL_SUBPAGE (page);
}
