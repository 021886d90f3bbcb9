/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/language-choice.h"

#include <glib/gi18n.h>

#include "gui/staff/sheet.h"
#include "gui/widgets/drop-down.h"

GtkDropDown *
pl_language_choice_add (GtkBox *sheet)
{
  const char *name = C_ ("language", "The language that they read");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const PlLanguage *language;

  gtk_string_list_append (names, C_ ("language", "As this computer"));
  for (guint i = 0; (language = pl_language_nth (i)) != NULL; i++)
    gtk_string_list_append (names, pl_language_name (language));
  GtkDropDown *choice = g_object_new (GTK_TYPE_DROP_DOWN, "model", names, NULL);
  pl_drop_down_name (choice, name);
  pl_sheet_add_text (sheet, "quieter", name);
  gtk_box_append (sheet, GTK_WIDGET (choice));
  return choice;
}

const PlLanguage *
pl_language_choice_get (GtkDropDown *choice)
{
  guint selected = gtk_drop_down_get_selected (choice);

  return selected > 0 ? pl_language_nth (selected - 1) : NULL;
}

void
pl_language_choice_set (GtkDropDown *choice, const PlLanguage *language)
{
  guint i = 0;

  while (pl_language_nth (i) != NULL && pl_language_nth (i) != language)
    i++;
  gtk_drop_down_set_selected (choice, pl_language_nth (i) != NULL ? i + 1 : 0);
}
