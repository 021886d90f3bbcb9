/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/seen-page.h"

#include <glib/gi18n.h>

#include "gui/widgets/heading.h"

struct _PlSeenPage {
  PlSubpage parent;
  GtkLabel *kept;
};

G_DEFINE_FINAL_TYPE (PlSeenPage, pl_seen_page, PL_TYPE_SUBPAGE)

static void
pl_seen_page_class_init (PlSeenPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/seen-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSeenPage, kept);
}

static void
pl_seen_page_init (PlSeenPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
}

static void
show_kept (PlSeenPage *page, const PlToday *today)
{
  int days = today != NULL ? (int)today->kept_days : 0;
  g_autofree char *words =
      g_strdup_printf (ngettext ("Minutes and blocked sites are deleted after %d day.",
                                 "Minutes and blocked sites are deleted after %d days.", days),
                       days);

  gtk_label_set_label (page->kept, words);
  gtk_widget_set_visible (GTK_WIDGET (page->kept), days > 0);
}

PlSubpage *
pl_seen_page_new (PlClient *client)
{
  PlSeenPage *page = g_object_new (PL_TYPE_SEEN_PAGE, NULL);

  show_kept (page, pl_client_get_today (client));
  return PL_SUBPAGE (page);
}
