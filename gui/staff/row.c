/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/row.h"

#include "gui/widgets/row-layout.h"

/* Letters of a pill that stay on one line. */
#define LINE_LENGTH 12

AdwActionRow *
pl_staff_row_new (const char *pill, const char *state, const char *title, const char *subtitle)
{
  AdwActionRow *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle",
                    subtitle != NULL ? subtitle : "", "title-lines", 0, "subtitle-lines", 0, NULL);

  gtk_widget_set_layout_manager (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)),
                                 g_object_new (PL_TYPE_ROW_LAYOUT, NULL));
  if (pill == NULL)
    return row;
  int letters = (int)g_utf8_strlen (pill, -1);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", pill, "wrap", TRUE, "width-chars",
                                   MIN (letters, LINE_LENGTH), NULL);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (label, GTK_ALIGN_START);
  gtk_widget_set_css_classes (label, (const char *[]){ "pill", state, NULL });
  adw_action_row_add_prefix (row, label);
  /* A screen reader that is on the row reads its title, and then this. */
  g_autofree char *spoken = g_strdup_printf ("%s. %s", pill, subtitle != NULL ? subtitle : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken,
                                  -1);
  return row;
}

void
pl_staff_row_lead (AdwActionRow *row, GCallback activated, gpointer data)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("porchlight-next-symbolic"));
  g_signal_connect_object (row, "activated", activated, data, 0);
}

void
pl_staff_row_add_below (AdwActionRow *row, GtkWidget *below)
{
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  GtkWidget *words = gtk_widget_get_first_child (box);

  while (!gtk_widget_get_hexpand (words))
    words = gtk_widget_get_next_sibling (words);
  gtk_widget_set_valign (below, GTK_ALIGN_END);
  gtk_box_insert_child_after (GTK_BOX (box), below, words);
}

/* One below the other. */
static GtkBox *
buttons_of (AdwActionRow *row)
{
  GtkBox *box = g_object_get_data (G_OBJECT (row), "buttons");

  if (box != NULL)
    return box;
  box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6, "valign",
                      GTK_ALIGN_CENTER, "margin-top", 6, "margin-bottom", 6, NULL);
  g_object_set_data (G_OBJECT (row), "buttons", box);
  adw_action_row_add_suffix (row, GTK_WIDGET (box));
  return box;
}

GtkWidget *
pl_staff_row_add_button (AdwActionRow *row, const char *words)
{
  GtkWidget *button = gtk_button_new_with_label (words);
  g_autofree char *name =
      g_strdup_printf ("%s, %s", words, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (buttons_of (row), button);
  return button;
}
