/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/change-list.h"

#include <glib/gi18n.h>

#include "gui/app/change-words.h"
#include "gui/widgets/list-box.h"

struct _PlChangeList {
  AdwBin parent;
  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (PlChangeList, pl_change_list, ADW_TYPE_BIN)

static void
pl_change_list_class_init (PlChangeListClass *class)
{
}

static void
pl_change_list_init (PlChangeList *list)
{
  list->rows = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (list->rows), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("changes", "What changed"), -1);
  adw_bin_set_child (ADW_BIN (list), GTK_WIDGET (list->rows));
}

PlChangeList *
pl_change_list_new (void)
{
  return g_object_new (PL_TYPE_CHANGE_LIST, NULL);
}

void
pl_change_list_show (PlChangeList *list, GVariant *what)
{
  g_autoptr (GPtrArray) all = pl_change_words (what);
  GtkWidget *row;

  pl_list_box_clear (list->rows);
  for (guint i = 0; i < all->len; i++) {
    const PlChangeWords *words = all->pdata[i];
    row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", words->title, "subtitle",
                        words->before != NULL ? words->before : "", "title-lines", 0,
                        "subtitle-lines", 0, NULL);
    gtk_list_box_append (list->rows, row);
  }
}
