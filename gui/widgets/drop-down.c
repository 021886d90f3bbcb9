/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/drop-down.h"

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE,
                                               "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                               "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *words = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (words));
}

void
pl_drop_down_wrap (GtkDropDown *drop_down)
{
  g_autoptr (GtkListItemFactory) wraps = gtk_signal_list_item_factory_new ();

  g_signal_connect (wraps, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (wraps, "bind", G_CALLBACK (on_bind), NULL);
  gtk_drop_down_set_list_factory (drop_down, gtk_drop_down_get_factory (drop_down));
  gtk_drop_down_set_factory (drop_down, wraps);
}

void
pl_drop_down_name (GtkDropDown *drop_down, const char *name)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));

  pl_drop_down_wrap (drop_down);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
