/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/rules-print.h"

#include <glib/gi18n.h>

#include "gui/app/print.h"
#include "gui/child/rules-topic.h"

static void
add_topic (GString *text, PlRulesTopic *topic, gboolean easy)
{
  g_autofree char *title = g_markup_escape_text (pl_rules_topic_get_title (topic), -1);

  g_string_append_printf (text, "\n<span size='large' weight='bold'>%s</span>\n", title);
  for (guint i = 0; i < pl_rules_topic_get_n_lines (topic); i++) {
    const PlRulesLine *line = pl_rules_topic_get_line (topic, i);
    g_autofree char *words =
        g_markup_escape_text (easy && *line->easy != '\0' ? line->easy : line->text, -1);
    g_string_append_printf (text, "•  %s\n", words);
  }
}

static char *
markup_of (GListModel *topics, const char *home, gboolean easy)
{
  GString *text = g_string_new (NULL);
  g_autofree char *title = g_markup_escape_text (C_ ("rules", "Our internet rules"), -1);
  g_autofree char *whose = g_markup_escape_text (home, -1);

  g_string_append_printf (text, "<span size='xx-large' weight='bold'>%s</span>\n%s\n", title,
                          whose);
  for (guint i = 0; i < g_list_model_get_n_items (topics); i++) {
    g_autoptr (PlRulesTopic) topic = g_list_model_get_item (topics, i);
    add_topic (text, topic, easy);
  }
  return g_string_free (text, FALSE);
}

static GtkPrintOperation *
operation_new (GListModel *topics, const char *home, gboolean easy)
{
  return pl_print_new (C_ ("rules", "Our internet rules"), markup_of (topics, home, easy));
}

void
pl_rules_print (GtkWindow *window, GListModel *topics, const char *home, gboolean easy)
{
  g_autoptr (GtkPrintOperation) operation = operation_new (topics, home, easy);

  pl_print_run (operation, window);
}

gboolean
pl_rules_print_to_file (
    const char *path, GListModel *topics, const char *home, gboolean easy, GError **error)
{
  g_autoptr (GtkPrintOperation) operation = operation_new (topics, home, easy);

  gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error) !=
         GTK_PRINT_OPERATION_RESULT_ERROR;
}
