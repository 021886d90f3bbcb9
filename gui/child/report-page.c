/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/report-page.h"

#include "gui/child/site-typed.h"
#include "gui/widgets/text-view.h"
#include "policy/care/text-max.h"

struct _PlReportPage {
  PlAskPage parent;
  GtkEditable *site;
  GtkTextView *words;
};

G_DEFINE_FINAL_TYPE (PlReportPage, pl_report_page, PL_TYPE_ASK_PAGE)

static void
on_ask (PlReportPage *page)
{
  g_autofree char *site = pl_site_typed (gtk_editable_get_text (page->site));
  g_autofree char *words = pl_ask_words (page->words);

  pl_ask_page_send (PL_ASK_PAGE (page), "ReportGotThrough",
                    g_variant_new ("(sss)", site, "", words));
}

static void
pl_report_page_class_init (PlReportPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlReportPage, site);
  gtk_widget_class_bind_template_child (widget_class, PlReportPage, words);
  gtk_widget_class_bind_template_callback (widget_class, on_ask);
}

static void
pl_report_page_init (PlReportPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  pl_text_view_cap (page->words, PL_GOT_THROUGH_WORDS_MAX);
}

PlSubpage *
pl_report_page_new (PlClient *client)
{
  PlReportPage *page = g_object_new (PL_TYPE_REPORT_PAGE, NULL);

  pl_ask_page_set_client (PL_ASK_PAGE (page), client);
  return PL_SUBPAGE (page);
}
