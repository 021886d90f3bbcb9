/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/child-row.h"

#include <glib/gi18n.h>

#include "gui/app/initial.h"
#include "gui/staff/children/child-words.h"
#include "gui/staff/row.h"

/* The name says it, too. */
static GtkWidget *
initial_new (const char *name)
{
  g_autofree char *letter = pl_initial (name);
  GtkWidget *initial =
      g_object_new (GTK_TYPE_LABEL, "label", letter, "valign", GTK_ALIGN_CENTER, "halign",
                    GTK_ALIGN_START, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (initial, "initial");
  return initial;
}

static void
add_flag (const char *words, const char *style, gpointer flags)
{
  GtkWidget *pill = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "wrap-mode",
                                  PANGO_WRAP_WORD_CHAR, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE,
                                  "xalign", 0.0, "halign", GTK_ALIGN_START, NULL);

  gtk_widget_set_css_classes (pill, (const char *[]){ "pill", "flag", style, NULL });
  gtk_box_append (flags, pill);
}

static void
add_flags (AdwActionRow *row, PlRecord *child)
{
  GtkWidget *flags = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  pl_child_for_each_flag (child, add_flag, flags);
  gtk_widget_set_visible (flags, gtk_widget_get_first_child (flags) != NULL);
  pl_staff_row_add_below (row, flags);
}

AdwActionRow *
pl_child_row_new (PlRecord *child)
{
  const char *name = pl_record_text (child, "name");
  gboolean online = pl_record_flag (child, "online");
  const char *now = online ? C_ ("child", "online") : C_ ("child", "help only");
  g_autofree char *about = pl_child_about_words (child);
  g_autofree char *prompts = pl_child_flag_words (child);
  g_autofree char *spoken = g_strdup_printf ("%s. %s\n%s", now, about, prompts);
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, name, about);
  GtkWidget *state = gtk_label_new (now);

  adw_action_row_add_prefix (row, initial_new (name));
  add_flags (row, child);
  gtk_widget_set_valign (state, GTK_ALIGN_CENTER);
  gtk_widget_set_css_classes (state,
                              (const char *[]){ "pill", online ? "open-now" : "closed-now", NULL });
  adw_action_row_add_suffix (row, state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken,
                                  -1);
  return row;
}
