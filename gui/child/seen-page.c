/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/seen-page.h"

struct _PlSeenPage {
  PlSubpage parent;
};

G_DEFINE_FINAL_TYPE (PlSeenPage, pl_seen_page, PL_TYPE_SUBPAGE)

static void
pl_seen_page_class_init (PlSeenPageClass *class)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (class),
                                               "/org/porchlight/Porchlight/seen-page.ui");
}

static void
pl_seen_page_init (PlSeenPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
}

PlSubpage *
pl_seen_page_new (PlClient *client)
{
  return g_object_new (PL_TYPE_SEEN_PAGE, NULL);
}
