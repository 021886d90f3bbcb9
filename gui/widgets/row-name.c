/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/row-name.h"

#include "gui/widgets/list-words.h"

/* On a row: what it is called, where that is more than its title. */
#define NAME "pl-row-name"

/* In the place of its title, which GTK would say, too. */
static void
call (GtkWidget *row, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
pl_row_name (AdwPreferencesRow *row, const char *more)
{
  g_autoptr (GString) name = g_string_new (NULL);

  pl_list_words_add (name, adw_preferences_row_get_title (row));
  pl_list_words_add (name, more);
  g_object_set_data_full (G_OBJECT (row), NAME, g_strdup (name->str), g_free);
  call (GTK_WIDGET (row), name->str);
}

static const char *
name_of (GtkWidget *row)
{
  const char *name = g_object_get_data (G_OBJECT (row), NAME);

  return name != NULL ? name : adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
}

static void
number (GtkWidget *row, guint n)
{
  g_autofree char *place = g_strdup_printf ("%u", n);
  g_autoptr (GString) name = g_string_new (NULL);

  pl_list_words_add (name, name_of (row));
  pl_list_words_add (name, place);
  call (row, n > 1 ? name->str : name_of (row));
}

void
pl_row_names_tell_apart (GtkListBox *list)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (list)); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    if (!ADW_IS_PREFERENCES_ROW (row) || !gtk_widget_get_visible (row))
      continue;
    guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, name_of (row))) + 1;
    g_hash_table_insert (counts, (gpointer)name_of (row), GUINT_TO_POINTER (n));
    number (row, n);
  }
}
