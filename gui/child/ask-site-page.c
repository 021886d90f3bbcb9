/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/ask-site-page.h"

#include "gui/app/unsent.h"
#include "gui/child/site-typed.h"
#include "gui/widgets/text-view.h"
#include "policy/care/text-max.h"

struct _PlAskSitePage {
  PlAskPage parent;
  char *given; /* the site that stood there from the start */
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

/* The name of a site that was pressed is nothing that the child typed. */
static gboolean
holds (PlSubpage *subpage)
{
  PlAskSitePage *page = PL_ASK_SITE_PAGE (subpage);
  gboolean typed = pl_unsent_is_typed (GTK_WIDGET (page->words)) ||
                   g_strcmp0 (gtk_editable_get_text (page->site), page->given) != 0;

  return typed && PL_SUBPAGE_CLASS (pl_ask_site_page_parent_class)->holds (subpage);
}

static void
pl_ask_site_page_finalize (GObject *object)
{
  g_free (PL_ASK_SITE_PAGE (object)->given);
  G_OBJECT_CLASS (pl_ask_site_page_parent_class)->finalize (object);
}

static void
pl_ask_site_page_class_init (PlAskSitePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = pl_ask_site_page_finalize;
  PL_SUBPAGE_CLASS (class)->holds = holds;
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
  page->given = g_strdup (site);
  return PL_SUBPAGE (page);
}
