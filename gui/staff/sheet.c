/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/sheet.h"

#include "gui/staff/row.h"
#include "gui/widgets/day-entry.h"
#include "gui/widgets/label.h"

#define WIDTH_MAX 560 /* as everywhere in the app where there is something to fill in */

GtkBox *
pl_sheet_new (PlSubpage *page, const char *title, const char *words)
{
  GtkWidget *heading = g_object_new (PL_TYPE_HEADING, "label", words, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", WIDTH_MAX, "child", box, NULL);
  GtkWidget *scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy",
                                      GTK_POLICY_NEVER, "child", clamp, NULL);

  gtk_widget_add_css_class (box, "sheet");
  gtk_box_append (GTK_BOX (box), heading);
  adw_bin_set_child (ADW_BIN (page), g_object_new (PL_TYPE_AGENT_VIEW, "content", scrolled, NULL));
  g_object_set (page, "title", title, "heading", heading, NULL);
  pl_agent_view_show_content (pl_sheet_view (GTK_BOX (box)));
  return GTK_BOX (box);
}

PlHeading *
pl_sheet_heading (GtkBox *sheet)
{
  return PL_HEADING (gtk_widget_get_first_child (GTK_WIDGET (sheet)));
}

PlAgentView *
pl_sheet_view (GtkBox *sheet)
{
  return PL_AGENT_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (sheet), PL_TYPE_AGENT_VIEW));
}

GtkLabel *
pl_sheet_add_text (GtkBox *sheet, const char *style, const char *words)
{
  GtkLabel *label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                  "xalign", 0.0, NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* What is too long for a line is a code or an address: a hyphen would be copied as a part of it. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);
  gtk_box_append (sheet, GTK_WIDGET (label));
  pl_label_say (label, words != NULL ? words : "");
  return label;
}

void
pl_sheet_add_title (GtkBox *sheet, const char *words)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "label", words, "wrap", TRUE, "xalign", 0.0, NULL);

  gtk_widget_add_css_class (label, "third");
  gtk_box_append (sheet, label);
}

static void
name_it (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkEditable *
add_entry (GtkBox *sheet, const char *name, GtkWidget *entry)
{
  GtkWidget *place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  pl_sheet_add_text (GTK_BOX (place), "quieter", name);
  gtk_widget_add_css_class (entry, "field");
  name_it (entry, name);
  gtk_box_append (GTK_BOX (place), entry);
  gtk_box_append (sheet, place);
  g_signal_connect (entry, "activate", G_CALLBACK (pl_subpage_submit), NULL);
  return GTK_EDITABLE (entry);
}

GtkEditable *
pl_sheet_add_field (GtkBox *sheet, const char *name, int max)
{
  return add_entry (sheet, name, g_object_new (GTK_TYPE_ENTRY, "max-length", max, NULL));
}

GtkEditable *
pl_sheet_add_day (GtkBox *sheet, const char *name)
{
  return add_entry (sheet, name, pl_day_entry_new (FALSE));
}

GtkListBox *
pl_sheet_add_list (GtkBox *sheet, const char *name)
{
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);

  gtk_widget_add_css_class (list, "boxed-list");
  name_it (list, name);
  gtk_box_append (sheet, list);
  return GTK_LIST_BOX (list);
}

GtkCheckButton *
pl_sheet_add_choice (GtkListBox *list,
                     GtkCheckButton *group,
                     const char *title,
                     const char *subtitle)
{
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, title, subtitle);
  GtkWidget *choice = gtk_check_button_new ();

  if (subtitle != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    subtitle, -1);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (choice), group);
  adw_action_row_add_prefix (row, choice);
  adw_action_row_set_activatable_widget (row, choice);
  gtk_list_box_append (list, GTK_WIDGET (row));
  return GTK_CHECK_BUTTON (choice);
}

/* What a page is for comes first; other buttons are pressed by themselves. */
static void
set_submit (GtkWidget *button)
{
  GtkWidget *page = gtk_widget_get_ancestor (button, PL_TYPE_SUBPAGE);
  g_autoptr (GtkWidget) before = NULL;

  if (page != NULL)
    g_object_get (page, "submit", &before, NULL);
  if (page != NULL && before == NULL)
    g_object_set (page, "submit", button, NULL);
}

GtkWidget *
pl_sheet_add_button (
    GtkBox *sheet, const char *words, const char *style, GCallback clicked, gpointer data)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "justify",
                                   GTK_JUSTIFY_CENTER, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "child", label, NULL);

  gtk_widget_add_css_class (button, "large");
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  name_it (button, words);
  g_signal_connect_object (button, "clicked", clicked, data, G_CONNECT_SWAPPED);
  gtk_box_append (sheet, button);
  if (g_strcmp0 (style, "ask") == 0)
    set_submit (button);
  return button;
}
