/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/agreed-rows.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "gui/staff/row.h"
#include "gui/widgets/list-box.h"

typedef struct {
  GtkListBox *list;
  GtkBox *fields;
  GHashTable *had, *wanted; /* key to value, as in the file */
} PlAgreedRowsPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlAgreedRows, pl_agreed_rows, PL_TYPE_AGREED_PART)

static PlAgreedRowsPrivate *
own (PlAgreedRows *rows)
{
  return pl_agreed_rows_get_instance_private (rows);
}

/* The key that says more of a row. Transfer full. */
static char *
more_key (PlAgreedRows *rows, const char *key)
{
  const char *suffix = PL_AGREED_ROWS_GET_CLASS (rows)->suffix;

  return suffix != NULL ? g_strconcat (key, suffix, NULL) : NULL;
}

static const char *
more_of (PlAgreedRows *rows, GHashTable *values, const char *key)
{
  g_autofree char *name = more_key (rows, key);

  return name != NULL ? g_hash_table_lookup (values, name) : NULL;
}

static void
put (GHashTable *values, const char *key, const char *value)
{
  if (key == NULL)
    return;
  if (value != NULL)
    g_hash_table_replace (values, g_strdup (key), g_strdup (value));
  else
    g_hash_table_remove (values, key);
}

void
pl_agreed_rows_set (PlAgreedRows *rows, const char *key, const char *value, const char *more)
{
  g_autofree char *with_more = more_key (rows, key);

  put (own (rows)->wanted, key, value);
  put (own (rows)->wanted, with_more, more);
}

/* Acts of a row. */

static const char *
key_of (GtkButton *button)
{
  return g_object_get_data (G_OBJECT (button), "key");
}

/* The rows are new ones: the focus goes to that of the same key. */
static void
changed (PlAgreedRows *rows, const char *key)
{
  GtkListBoxRow *row;

  pl_agreed_part_changed (PL_AGREED_PART (rows));
  for (int i = 0; (row = gtk_list_box_get_row_at_index (own (rows)->list, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "key"), key) == 0)
      gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
on_remove (GtkButton *button, PlAgreedRows *rows)
{
  g_autofree char *key = g_strdup (key_of (button));

  pl_agreed_rows_set (rows, key, NULL, NULL);
  changed (rows, key);
}

static void
on_keep (GtkButton *button, PlAgreedRows *rows)
{
  g_autofree char *key = g_strdup (key_of (button));
  GHashTable *had = own (rows)->had;

  pl_agreed_rows_set (rows, key, g_hash_table_lookup (had, key), more_of (rows, had, key));
  changed (rows, key);
}

static void
on_edit (AdwActionRow *row, PlAgreedRows *rows)
{
  const char *key = g_object_get_data (G_OBJECT (row), "key");
  GHashTable *wanted = own (rows)->wanted;

  PL_AGREED_ROWS_GET_CLASS (rows)->edit (rows, key, g_hash_table_lookup (wanted, key),
                                         more_of (rows, wanted, key));
}

static void
add_button (
    PlAgreedRows *rows, AdwActionRow *row, const char *words, const char *key, GCallback clicked)
{
  GtkWidget *button = pl_staff_row_add_button (row, words);

  g_object_set_data_full (G_OBJECT (button), "key", g_strdup (key), g_free);
  g_signal_connect_object (button, "clicked", clicked, rows, 0);
}

/* Rows. */

static gboolean
is_same (PlAgreedRows *rows, const char *key)
{
  PlAgreedRowsPrivate *self = own (rows);

  return g_strcmp0 (g_hash_table_lookup (self->had, key),
                    g_hash_table_lookup (self->wanted, key)) == 0 &&
         g_strcmp0 (more_of (rows, self->had, key), more_of (rows, self->wanted, key)) == 0;
}

static void
add_row (PlAgreedRows *rows, const char *key)
{
  PlAgreedRowsClass *class = PL_AGREED_ROWS_GET_CLASS (rows);
  PlAgreedRowsPrivate *self = own (rows);
  gboolean goes = !g_hash_table_contains (self->wanted, key);
  GHashTable *values = goes ? self->had : self->wanted;
  const char *pill = goes                                      ? C_ ("agreed", "goes")
                     : !g_hash_table_contains (self->had, key) ? C_ ("agreed", "new")
                     : !is_same (rows, key)                    ? C_ ("agreed", "changed")
                                                               : NULL;
  g_autofree char *title = pl_agreed_part_title (PL_AGREED_PART (rows), key);
  g_autofree char *subtitle =
      class->subtitle (rows, g_hash_table_lookup (values, key), more_of (rows, values, key));
  AdwActionRow *row = pl_staff_row_new (pill, goes ? "closed-now" : "soon-now", title, subtitle);

  g_object_set_data_full (G_OBJECT (row), "key", g_strdup (key), g_free);
  if (goes)
    add_button (rows, row, C_ ("agreed", "Keep it"), key, G_CALLBACK (on_keep));
  else
    add_button (rows, row, C_ ("agreed", "Remove"), key, G_CALLBACK (on_remove));
  if (!goes && class->edit != NULL)
    pl_staff_row_lead (row, G_CALLBACK (on_edit), rows);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
}

static void
collect (PlAgreedRows *rows, GHashTable *values, GHashTable *keys)
{
  const char *suffix = PL_AGREED_ROWS_GET_CLASS (rows)->suffix, *key;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, (gpointer *)&key, NULL))
    if (suffix == NULL || !g_str_has_suffix (key, suffix))
      g_hash_table_add (keys, g_strdup (key));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *)a, *(const char *const *)b);
}

static void
draw (PlAgreedRows *rows)
{
  PlAgreedRowsPrivate *self = own (rows);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  collect (rows, self->had, keys);
  collect (rows, self->wanted, keys);
  guint n;
  g_autofree gpointer *sorted = g_hash_table_get_keys_as_array (keys, &n);
  qsort (sorted, n, sizeof *sorted, compare);
  pl_list_box_clear (self->list);
  for (guint i = 0; i < n; i++)
    add_row (rows, sorted[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
}

/* The part. */

static void
pl_agreed_rows_show (PlAgreedPart *part, const PlFileEdit *edit)
{
  PlAgreedRows *rows = PL_AGREED_ROWS (part);
  const char *section = PL_AGREED_ROWS_GET_CLASS (rows)->section;
  g_auto (GStrv) had = pl_file_edit_keys (edit, section);
  g_auto (GStrv) wanted = pl_file_edit_wanted_keys (edit, section);

  g_hash_table_remove_all (own (rows)->had);
  g_hash_table_remove_all (own (rows)->wanted);
  for (char **key = had; *key != NULL; key++)
    g_hash_table_insert (own (rows)->had, g_strdup (*key),
                         pl_file_edit_value (edit, section, *key));
  for (char **key = wanted; *key != NULL; key++)
    g_hash_table_insert (own (rows)->wanted, g_strdup (*key),
                         pl_file_edit_wanted (edit, section, *key));
  draw (rows);
}

static void
pl_agreed_rows_take (PlAgreedPart *part, PlFileEdit *edit)
{
  PlAgreedRows *rows = PL_AGREED_ROWS (part);
  const char *section = PL_AGREED_ROWS_GET_CLASS (rows)->section, *key, *value;
  g_auto (GStrv) had = pl_file_edit_keys (edit, section);
  GHashTable *wanted = own (rows)->wanted;
  GHashTableIter iter;

  for (char **gone = had; *gone != NULL; gone++)
    if (!g_hash_table_contains (wanted, *gone))
      pl_file_edit_set (edit, section, *gone, NULL);
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, (gpointer *)&key, (gpointer *)&value))
    pl_file_edit_set (edit, section, key, value);
  draw (rows);
}

GtkBox *
pl_agreed_rows_get_fields (PlAgreedRows *rows)
{
  return own (rows)->fields;
}

void
pl_agreed_rows_name (PlAgreedRows *rows, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (own (rows)->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
pl_agreed_rows_finalize (GObject *object)
{
  PlAgreedRowsPrivate *self = own (PL_AGREED_ROWS (object));

  g_hash_table_unref (self->had);
  g_hash_table_unref (self->wanted);
  G_OBJECT_CLASS (pl_agreed_rows_parent_class)->finalize (object);
}

static void
pl_agreed_rows_class_init (PlAgreedRowsClass *class)
{
  PlAgreedPartClass *part_class = PL_AGREED_PART_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = pl_agreed_rows_finalize;
  part_class->show = pl_agreed_rows_show;
  part_class->take = pl_agreed_rows_take;
}

static void
pl_agreed_rows_init (PlAgreedRows *rows)
{
  PlAgreedRowsPrivate *self = own (rows);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->had = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, "visible",
                             FALSE, NULL);
  self->fields = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->fields));
  adw_bin_set_child (ADW_BIN (rows), box);
}
