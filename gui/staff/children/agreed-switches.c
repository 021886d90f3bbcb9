/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/agreed-switches.h"

#include <glib/gi18n.h>

#include "gui/staff/language-choice.h"

#define SECTION  "Needs"
#define LANGUAGE "Language"

static const struct {
  const char *key, *title, *subtitle;
} needs[] = {
  { "EasyRead", NC_ ("agreed", "Easy read"),
    NC_ ("agreed", "Simpler words, and one choice on a page") },
  { "LargeType", NC_ ("agreed", "Larger type"), NC_ ("agreed", "Text of 20 points everywhere") },
  { "ReadAloud", NC_ ("agreed", "Read aloud"),
    NC_ ("agreed", "A button at each heading that reads the page out") },
};

struct _PlAgreedSwitches {
  PlAgreedPart parent;
  GtkSwitch *switches[G_N_ELEMENTS (needs)];
  GtkDropDown *language;
};

G_DEFINE_FINAL_TYPE (PlAgreedSwitches, pl_agreed_switches, PL_TYPE_AGREED_PART)

static void
pl_agreed_switches_show (PlAgreedPart *part, const PlFileEdit *edit)
{
  PlAgreedSwitches *switches = PL_AGREED_SWITCHES (part);

  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++) {
    g_autofree char *value = pl_file_edit_wanted (edit, SECTION, needs[i].key);
    gtk_switch_set_active (switches->switches[i], g_strcmp0 (value, "true") == 0);
  }
  g_autofree char *tag = pl_file_edit_wanted (edit, SECTION, LANGUAGE);
  pl_language_choice_set (switches->language, tag != NULL ? pl_language_find (tag) : NULL);
}

/* A key that is missing is no need: it is not written where nothing is switched on. */
static void
pl_agreed_switches_take (PlAgreedPart *part, PlFileEdit *edit)
{
  PlAgreedSwitches *switches = PL_AGREED_SWITCHES (part);

  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++) {
    gboolean on = gtk_switch_get_active (switches->switches[i]);
    if (on || pl_file_edit_has (edit, SECTION, needs[i].key))
      pl_file_edit_set (edit, SECTION, needs[i].key, on ? "true" : "false");
  }
  const PlLanguage *language = pl_language_choice_get (switches->language);
  pl_file_edit_set (edit, SECTION, LANGUAGE, language != NULL ? pl_language_tag (language) : NULL);
}

static char *
pl_agreed_switches_title (PlAgreedPart *part, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    if (g_str_equal (needs[i].key, key))
      return g_strdup (g_dpgettext2 (NULL, "agreed", needs[i].title));
  return g_str_equal (key, LANGUAGE) ? g_strdup (C_ ("language", "The language that they read"))
                                     : NULL;
}

static void
pl_agreed_switches_class_init (PlAgreedSwitchesClass *class)
{
  PlAgreedPartClass *part_class = PL_AGREED_PART_CLASS (class);

  part_class->show = pl_agreed_switches_show;
  part_class->take = pl_agreed_switches_take;
  part_class->title = pl_agreed_switches_title;
}

static void
pl_agreed_switches_init (PlAgreedSwitches *switches)
{
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("agreed", "Own needs"), -1);
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++) {
    const char *title = g_dpgettext2 (NULL, "agreed", needs[i].title);
    const char *subtitle = g_dpgettext2 (NULL, "agreed", needs[i].subtitle);
    AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle,
                                      "title-lines", 0, "subtitle-lines", 0, NULL);
    GtkWidget *own = g_object_new (GTK_TYPE_SWITCH, "valign", GTK_ALIGN_CENTER, NULL);
    gtk_accessible_update_property (GTK_ACCESSIBLE (own), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    subtitle, -1);
    adw_action_row_add_suffix (row, own);
    adw_action_row_set_activatable_widget (row, own);
    g_signal_connect_object (own, "notify::active", G_CALLBACK (pl_agreed_part_changed), switches,
                             G_CONNECT_SWAPPED);
    gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (row));
    switches->switches[i] = GTK_SWITCH (own);
  }
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  gtk_box_append (box, list);
  switches->language = pl_language_choice_add (box);
  g_signal_connect_object (switches->language, "notify::selected",
                           G_CALLBACK (pl_agreed_part_changed), switches, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (switches), GTK_WIDGET (box));
}

PlAgreedPart *
pl_agreed_switches_new (void)
{
  return g_object_new (PL_TYPE_AGREED_SWITCHES, NULL);
}
