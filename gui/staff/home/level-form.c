/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/level-form.h"

#include <glib/gi18n.h>

#include "gui/app/english.h"
#include "gui/staff/row.h"
#include "policy/data/shipped.h"
#include "policy/sites/category.h"
#include "policy/sites/site-reason.h"

#define CHOICES_MAX 3

typedef struct {
  const char *value, *title;
} Choice;

/* A key with one of a few values; what a file does not say is the first. */
static const struct {
  const char *section, *key, *title;
  Choice choices[CHOICES_MAX];
} keys[] = {
  { "Sites",
    "Mode",
    NC_ ("level form", "The web"),
    { { "filtered", NC_ ("level form", "Open, apart from what is closed below") },
      { "chosen-only",
        NC_ ("level form", "Only sites for learning, and those chosen with the child") } } },
  { "SafeSearch",
    "Search",
    NC_ ("level form", "Safe search"),
    { { "strict", NC_ ("level form", "Strict") },
      { "moderate", NC_ ("level form", "Medium: pictures are filtered") },
      { "off", NC_ ("level form", "Off") } } },
  { "SafeSearch",
    "YouTube",
    NC_ ("level form", "YouTube"),
    { { "strict", NC_ ("level form", "Strict") },
      { "moderate", NC_ ("level form", "Medium") },
      { "off", NC_ ("level form", "As it is") } } },
  { "TimeUp",
    "Action",
    NC_ ("level form", "When time is up"),
    { { "internet-off", NC_ ("level form", "The internet goes off") },
      { "lock", NC_ ("level form", "The screen is locked, too") },
      { "end-session", NC_ ("level form", "They are signed out after a last minute") } } },
  { "Wifi",
    "Tethering",
    NC_ ("level form", "A phone’s internet"),
    { { "false", NC_ ("level form", "Closed on this computer") },
      { "true", NC_ ("level form", "May be used on this computer") } } },
};

/* Keys of text. */
static const struct {
  const char *section, *key, *title;
} texts[] = {
  { "Level", "Name", NC_ ("level form", "Name") },
  { "Level", "About",
    NC_ ("level form", "What it opens, in a sentence that children and staff read") },
  { "Level", "Order", NC_ ("level form", "Its place among the levels: 1 is the most guarded") },
};

typedef struct {
  char *id;
  GtkSwitch *closed;
} Category;

struct _PlLevelForm {
  GtkEditable *texts[G_N_ELEMENTS (texts)], *ports;
  GtkCheckButton *choices[G_N_ELEMENTS (keys)][CHOICES_MAX];
  GtkListBox *categories;
  GArray *closed; /* of Category */
  GCallback changed;
  gpointer data;
};

static const char *
words (const char *text)
{
  return g_dpgettext2 (NULL, "level form", text);
}

/* Building. */

static void
add_key (PlLevelForm *form, GtkBox *sheet, guint i)
{
  pl_sheet_add_title (sheet, words (keys[i].title));
  GtkListBox *list = pl_sheet_add_list (sheet, words (keys[i].title));

  for (guint n = 0; n < CHOICES_MAX && keys[i].choices[n].value != NULL; n++) {
    form->choices[i][n] = pl_sheet_add_choice (list, n > 0 ? form->choices[i][0] : NULL,
                                               words (keys[i].choices[n].title), NULL);
    g_signal_connect_object (form->choices[i][n], "toggled", form->changed, form->data,
                             G_CONNECT_SWAPPED);
  }
}

/* cells: nullable, of the home's own. */
static gboolean
is_thin (char **cells)
{
  return cells != NULL && g_str_equal (cells[PL_CATEGORY_CELL_COVERAGE], "thin");
}

static void
add_category (PlLevelForm *form, const char *id, char **cells)
{
  g_autofree char *title = pl_site_category_text (id, pl_screen_policy_language ());
  AdwActionRow *row = pl_staff_row_new (
      NULL, NULL, title, is_thin (cells) ? C_ ("level form", "Lists know few of them") : NULL);
  GtkWidget *closed = g_object_new (GTK_TYPE_SWITCH, "valign", GTK_ALIGN_CENTER, NULL);
  const Category added = { g_strdup (id), GTK_SWITCH (closed) };

  gtk_accessible_update_property (GTK_ACCESSIBLE (closed), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  C_ ("level form", "Closed while it is on"), -1);
  adw_action_row_add_suffix (row, closed);
  adw_action_row_set_activatable_widget (row, closed);
  gtk_list_box_append (form->categories, GTK_WIDGET (row));
  g_signal_connect_object (closed, "notify::active", form->changed, form->data, G_CONNECT_SWAPPED);
  g_array_append_val (form->closed, added);
}

static void
add_categories (PlLevelForm *form, const char *const *own)
{
  g_autoptr (PlCategories) categories = pl_categories_new (own, NULL);
  g_autoptr (GPtrArray) rows = pl_shipped_rows ("categories.tsv");

  for (guint i = PL_CATEGORY_SOCIAL_NETWORKS; i < pl_categories_count (categories); i++)
    add_category (form, pl_categories_id (categories, i),
                  i < PL_CATEGORY_FIRST_OWN ? rows->pdata[i] : NULL);
}

static void
category_clear (gpointer category)
{
  g_free (((Category *)category)->id);
}

static GtkEditable *
add_text (PlLevelForm *form, GtkBox *sheet, const char *title)
{
  GtkEditable *text = pl_sheet_add_field (sheet, title, 0);

  g_signal_connect_object (text, "changed", form->changed, form->data, G_CONNECT_SWAPPED);
  return text;
}

PlLevelForm *
pl_level_form_new (GtkBox *sheet, GCallback changed, gpointer data)
{
  PlLevelForm *form = g_new0 (PlLevelForm, 1);

  form->changed = changed;
  form->data = data;
  form->closed = g_array_new (FALSE, FALSE, sizeof (Category));
  g_array_set_clear_func (form->closed, category_clear);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    form->texts[i] = add_text (form, sheet, words (texts[i].title));
  add_key (form, sheet, 0);
  pl_sheet_add_title (sheet, C_ ("level form", "What is closed"));
  pl_sheet_add_text (sheet, "quieter",
                     C_ ("level form",
                         "Always closed for children, at every level: pornography, extremism, "
                         "gambling, harm to children, self-harm, harmful programs, scams, and ways "
                         "around the filter. Help is always open. No level changes that."));
  form->categories = pl_sheet_add_list (sheet, C_ ("level form", "What is closed"));
  for (guint i = 1; i < G_N_ELEMENTS (keys); i++)
    add_key (form, sheet, i);
  pl_sheet_add_title (sheet, C_ ("level form", "Beside the web"));
  form->ports =
      add_text (form, sheet,
                C_ ("level form",
                    "Ports for other programs, like tcp/993;udp/3478. They go past the filter"));
  return form;
}

void
pl_level_form_free (PlLevelForm *form)
{
  if (form == NULL)
    return;
  g_array_unref (form->closed);
  g_free (form);
}

/* Showing. */

static void
show_text (GtkEditable *text, const PlFileEdit *edit, const char *section, const char *key)
{
  g_autofree char *value = pl_file_edit_wanted (edit, section, key);

  gtk_editable_set_text (text, value != NULL ? value : "");
}

static void
show_key (PlLevelForm *form, const PlFileEdit *edit, guint i)
{
  g_autofree char *value = pl_file_edit_wanted (edit, keys[i].section, keys[i].key);
  guint chosen = 0;

  for (guint n = 0; n < CHOICES_MAX && keys[i].choices[n].value != NULL; n++)
    if (g_strcmp0 (keys[i].choices[n].value, value) == 0)
      chosen = n;
  gtk_check_button_set_active (form->choices[i][chosen], TRUE);
}

/* The ids that a text closes. */
static char **
closed_in (const char *value)
{
  char **ids = g_strsplit (value != NULL ? value : "", ";", -1);

  for (char **id = ids; *id != NULL; id++)
    g_strstrip (*id);
  return ids;
}

void
pl_level_form_show (PlLevelForm *form, const PlFileEdit *edit, const char *const *own)
{
  g_autofree char *value = pl_file_edit_wanted (edit, "Sites", "Block");
  g_auto (GStrv) ids = closed_in (value);

  if (form->closed->len == 0)
    add_categories (form, own);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    show_text (form->texts[i], edit, texts[i].section, texts[i].key);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    show_key (form, edit, i);
  for (guint i = 0; i < form->closed->len; i++) {
    const Category *category = &g_array_index (form->closed, Category, i);
    gtk_switch_set_active (category->closed,
                           g_strv_contains ((const char *const *)ids, category->id));
  }
  show_text (form->ports, edit, "Ports", "Allow");
}

/* Taking. A value that a missing key has anyway is not written, and one that means the same is left as it stands. */

static void
take_text (GtkEditable *field, PlFileEdit *edit, const char *section, const char *key)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (field)));

  if (*text != '\0' || pl_file_edit_has (edit, section, key))
    pl_file_edit_set (edit, section, key, text);
}

static void
take_key (PlLevelForm *form, PlFileEdit *edit, guint i)
{
  guint n = 0;

  while (!gtk_check_button_get_active (form->choices[i][n]))
    n++;
  if (n > 0 || pl_file_edit_has (edit, keys[i].section, keys[i].key))
    pl_file_edit_set (edit, keys[i].section, keys[i].key, keys[i].choices[n].value);
}

static void
take_closed (PlLevelForm *form, PlFileEdit *edit)
{
  g_autofree char *value = pl_file_edit_value (edit, "Sites", "Block");
  g_auto (GStrv) ids = closed_in (value);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean differs = FALSE;

  for (guint i = 0; i < form->closed->len; i++) {
    const Category *category = &g_array_index (form->closed, Category, i);
    gboolean closed = gtk_switch_get_active (category->closed);
    differs |= closed != g_strv_contains ((const char *const *)ids, category->id);
    if (closed)
      g_string_append_printf (text, "%s;", category->id);
  }
  if (differs)
    pl_file_edit_set (edit, "Sites", "Block", text->str);
}

void
pl_level_form_take (PlLevelForm *form, PlFileEdit *edit)
{
  pl_file_edit_forget (edit);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    take_text (form->texts[i], edit, texts[i].section, texts[i].key);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    take_key (form, edit, i);
  take_closed (form, edit);
  take_text (form->ports, edit, "Ports", "Allow");
}

char *
pl_level_form_title (const char *section, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].section, section) && g_str_equal (texts[i].key, key))
      return g_strdup (words (texts[i].title));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].section, section) && g_str_equal (keys[i].key, key))
      return g_strdup (words (keys[i].title));
  return g_str_equal (key, "Block")       ? g_strdup (C_ ("level form", "What is closed"))
         : g_str_equal (section, "Ports") ? g_strdup (C_ ("level form", "Beside the web"))
                                          : NULL;
}
