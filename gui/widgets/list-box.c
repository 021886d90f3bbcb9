/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/list-box.h"

void
pl_list_box_clear (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

int
pl_list_box_focused (GtkListBox *list)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (list));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (list)) &&
                 GTK_IS_LIST_BOX_ROW (row)
             ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row))
             : -1;
}

void
pl_list_box_focus (GtkListBox *list, int row)
{
  GtkListBoxRow *left = NULL;

  for (; row >= 0 && left == NULL; row--)
    left = gtk_list_box_get_row_at_index (list, row);
  if (left != NULL)
    gtk_widget_child_focus (GTK_WIDGET (left), GTK_DIR_TAB_FORWARD);
}
