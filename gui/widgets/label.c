/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/label.h"

#include "gui/widgets/row-text.h"

const char *
pl_label_text (GtkWidget *widget)
{
  if (PL_IS_ROW_TEXT (widget))
    return pl_row_text_get (PL_ROW_TEXT (widget));
  return GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;
}

void
pl_label_say (GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words);
  gtk_widget_set_visible (GTK_WIDGET (label), *words != '\0');
}

void
pl_label_wrap_buttons (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if ((GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget)) && GTK_IS_LABEL (child))
      g_object_set (child, "wrap", TRUE, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, "justify",
                    GTK_IS_BUTTON (widget) ? GTK_JUSTIFY_CENTER : GTK_JUSTIFY_LEFT, NULL);
    else
      pl_label_wrap_buttons (child);
}
