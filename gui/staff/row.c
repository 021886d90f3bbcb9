/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/row.h"

AdwActionRow *
pl_staff_row_new (const char *pill, const char *state, const char *title, const char *subtitle)
{
  AdwActionRow *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle",
                    subtitle != NULL ? subtitle : "", "title-lines", 0, "subtitle-lines", 0, NULL);

  if (pill == NULL)
    return row;
  GtkWidget *label = gtk_label_new (pill);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
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

GtkWidget *
pl_staff_row_add_button (AdwActionRow *row, const char *words)
{
  GtkWidget *button = gtk_button_new_with_label (words);
  g_autofree char *name =
      g_strdup_printf ("%s, %s", words, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (row, button);
  return button;
}
