/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-row.h"

#include "gui/app/settings.h"

static GtkWidget *
picture_new (const char *picture)
{
  GtkWidget *image = gtk_image_new_from_icon_name (picture);

  gtk_widget_add_css_class (image, "picture");
  gtk_widget_set_valign (image, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (image, pl_settings_easy_read (pl_settings_get ()));
  return image;
}

GtkWidget *
pl_tell_row_new (const char *title,
                 const char *subtitle,
                 const char *picture,
                 GtkCheckButton **check)
{
  AdwActionRow *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "subtitle", subtitle,
                    "title-lines", 0, "subtitle-lines", 0, NULL);
  GtkWidget *button = gtk_check_button_new ();

  /* A prefix comes before those that are there. */
  adw_action_row_add_prefix (row, picture_new (picture));
  adw_action_row_add_prefix (row, button);
  adw_action_row_set_activatable_widget (row, button);
  *check = GTK_CHECK_BUTTON (button);
  return GTK_WIDGET (row);
}
