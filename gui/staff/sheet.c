/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/sheet.h"

#include <adwaita.h>

#include "gui/widgets/heading.h"

#define WIDTH 560

GtkBox *
pl_staff_sheet_new (PlSubpage *page, const char *heading, const char *hint)
{
  GtkWidget *sheet = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", WIDTH, "child", sheet, NULL);
  GtkWidget *scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy",
                                      GTK_POLICY_NEVER, "child", clamp, NULL);
  PlHeading *title = g_object_new (PL_TYPE_HEADING, "label", heading, NULL);

  gtk_widget_add_css_class (sheet, "sheet");
  gtk_box_append (GTK_BOX (sheet), GTK_WIDGET (title));
  if (hint != NULL)
    pl_staff_sheet_add_label (GTK_BOX (sheet), hint, "quieter");
  adw_bin_set_child (ADW_BIN (page), scrolled);
  g_object_set (page, "heading", title, NULL);
  return GTK_BOX (sheet);
}

GtkLabel *
pl_staff_sheet_add_label (GtkBox *sheet, const char *words, const char *class)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", words != NULL ? words : "", "visible", words != NULL,
                    "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (sheet, label);
  return GTK_LABEL (label);
}

GtkListBox *
pl_staff_sheet_add_list (GtkBox *sheet, const char *name)
{
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE,
                                  "visible", FALSE, NULL);

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (sheet, list);
  return GTK_LIST_BOX (list);
}

void
pl_staff_sheet_show_list (GtkListBox *list)
{
  gtk_widget_set_visible (GTK_WIDGET (list), gtk_list_box_get_row_at_index (list, 0) != NULL);
}

GtkEditable *
pl_staff_sheet_add_field (GtkBox *sheet, const char *title)
{
  GtkWidget *entry = gtk_entry_new ();

  pl_staff_sheet_add_label (sheet, title, "quieter");
  gtk_widget_add_css_class (entry, "field");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (sheet, entry);
  return GTK_EDITABLE (entry);
}

GtkWidget *
pl_staff_sheet_add_button (
    GtkBox *sheet, const char *words, const char *class, GCallback clicked, gpointer object)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "justify",
                                   GTK_JUSTIFY_CENTER, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "child", label, NULL);

  gtk_widget_add_css_class (button, "large");
  if (class != NULL)
    gtk_widget_add_css_class (button, class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  g_signal_connect_object (button, "clicked", clicked, object, G_CONNECT_SWAPPED);
  gtk_box_append (sheet, button);
  return button;
}
