/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-page.h"

#include "gui/widgets/number-list.h"

struct _PlTellPage {
  PlSubpage parent;
  PlNumberList *numbers;
};

G_DEFINE_FINAL_TYPE (PlTellPage, pl_tell_page, PL_TYPE_SUBPAGE)

static void
pl_tell_page_class_init (PlTellPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PL_TYPE_NUMBER_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/tell-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTellPage, numbers);
}

static void
pl_tell_page_init (PlTellPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
}

PlSubpage *
pl_tell_page_new (PlClient *client)
{
  PlTellPage *page = g_object_new (PL_TYPE_TELL_PAGE, NULL);

  pl_number_list_show (page->numbers, pl_client_get_today (client));
  return PL_SUBPAGE (page);
}
