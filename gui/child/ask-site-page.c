/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/ask-site-page.h"

#include "gui/child/site-typed.h"
#include "gui/widgets/text-view.h"
#include "policy/care/text-max.h"

struct _PlAskSitePage {
  PlAskPage parent;
  GtkEditable *site;
  GtkTextView *words;
};

G_DEFINE_FINAL_TYPE (PlAskSitePage, pl_ask_site_page, PL_TYPE_ASK_PAGE)

static void
on_ask (PlAskSitePage *page)
{
  g_autofree char *site = pl_site_typed (gtk_editable_get_text (page->site));
  g_autofree char *words = pl_ask_words (page->words);

  pl_ask_page_send (PL_ASK_PAGE (page), "AskForSite", g_variant_new ("(ss)", site, words));
}

static void
pl_ask_site_page_class_init (PlAskSitePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/ask-site-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlAskSitePage, site);
  gtk_widget_class_bind_template_child (widget_class, PlAskSitePage, words);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
}

static void
pl_ask_site_page_init (PlAskSitePage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  pl_text_view_cap (page->words, PL_REQUEST_WORDS_MAX);
}

PlSubpage *
pl_ask_site_page_new (PlClient *client, const char *site)
{
  PlAskSitePage *page = g_object_new (PL_TYPE_ASK_SITE_PAGE, NULL);

  pl_ask_page_set_client (PL_ASK_PAGE (page), client);
  gtk_editable_set_text (page->site, site);
  return PL_SUBPAGE (page);
}
