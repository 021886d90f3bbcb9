/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/list-box.h"

void
pl_list_box_clear (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}
