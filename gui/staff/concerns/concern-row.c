/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/concern-row.h"

#include <glib/gi18n.h>

#include "gui/app/settings.h"
#include "gui/staff/concerns/concern-words.h"

static GtkWidget *
new_label (const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, class);
  return label;
}

/* A box of three labels: title, state, and a mark where nobody has seen it. */
static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *mark = gtk_label_new (C_ ("concerns", "Unseen"));

  gtk_box_append (GTK_BOX (words), new_label ("row-title"));
  gtk_box_append (GTK_BOX (words), new_label ("quieter"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_halign (mark, GTK_ALIGN_START);
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (mark, "unseen");
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_widget_add_css_class (row, "concern");
  pl_settings_stack (pl_settings_get (), GTK_BOX (row));
  gtk_list_item_set_child (item, row);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  PlRecord *concern = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_list_item_get_child (item), *words = gtk_widget_get_first_child (row);
  GtkWidget *title = gtk_widget_get_first_child (words);
  g_autofree char *state = pl_concern_state (concern);
  /* Translators: a child's name, and what it is about. */
  g_autofree char *name =
      g_strdup_printf (C_ ("concerns", "%1$s: %2$s"), pl_record_person (concern, "child"),
                       pl_concern_kind_words (concern));

  gtk_label_set_label (GTK_LABEL (title), name);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)), state);
  gtk_widget_set_visible (gtk_widget_get_last_child (row), pl_concern_is_unseen (concern));
  /* The item itself has the focus, and a screen reader reads its name. */
  g_autofree char *spoken = g_strdup_printf ("%s. %s", name, state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *title =
      gtk_widget_get_first_child (gtk_widget_get_first_child (gtk_list_item_get_child (item)));

  gtk_label_set_label (GTK_LABEL (title), "");
}

GtkListItemFactory *
pl_concern_rows_new (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  return factory;
}
