/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/number-row.h"

struct _PlNumberRow {
  AdwActionRow parent;
  GtkLabel *digits;
};

G_DEFINE_FINAL_TYPE (PlNumberRow, pl_number_row, ADW_TYPE_ACTION_ROW)

static void
pl_number_row_class_init (PlNumberRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/number-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PlNumberRow, digits);
}

static void
pl_number_row_init (PlNumberRow *row)
{
  gtk_widget_init_template (GTK_WIDGET (row));
}

GtkWidget *
pl_number_row_new (const char *who, const char *digits, const char *words)
{
  PlNumberRow *row =
      g_object_new (PL_TYPE_NUMBER_ROW, "use-markup", FALSE, "title", who, "subtitle", words, NULL);
  g_autofree char *name = g_strdup_printf ("%s, %s. %s", who, digits, words);

  /* Also among words that run from right to left: 0800 1111 is never 1111 0800. */
  gtk_widget_set_direction (GTK_WIDGET (row->digits), GTK_TEXT_DIR_LTR);
  gtk_label_set_label (row->digits, digits);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (row);
}
