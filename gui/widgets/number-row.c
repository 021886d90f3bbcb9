/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/number-row.h"

#include "gui/app/settings.h"

struct _PlNumberRow {
  GtkListBoxRow parent;
  GtkBox *box;
  GtkLabel *who, *words, *digits;
};

G_DEFINE_FINAL_TYPE (PlNumberRow, pl_number_row, GTK_TYPE_LIST_BOX_ROW)

static void
pl_number_row_class_init (PlNumberRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/number-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PlNumberRow, box);
  gtk_widget_class_bind_template_child (widget_class, PlNumberRow, who);
  gtk_widget_class_bind_template_child (widget_class, PlNumberRow, words);
  gtk_widget_class_bind_template_child (widget_class, PlNumberRow, digits);
}

/* Beside the words there is room for so many; as a site may have more. */
#define DIGITS_BESIDE 14

/* In large type the digits stand below: a number that goes over two lines is read wrongly. */
static void
arrange (PlNumberRow *row)
{
  gboolean below = pl_settings_is_stacked (pl_settings_get ()) ||
                   g_utf8_strlen (gtk_label_get_label (row->digits), -1) > DIGITS_BESIDE;
  /* Digits have a direction of their own. */
  GtkAlign start = gtk_widget_get_direction (GTK_WIDGET (row)) == GTK_TEXT_DIR_RTL
                       ? GTK_ALIGN_END
                       : GTK_ALIGN_START;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (row->box),
                                  below ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (row->digits), below ? start : GTK_ALIGN_FILL);
}

static void
pl_number_row_init (PlNumberRow *row)
{
  gtk_widget_init_template (GTK_WIDGET (row));
  g_signal_connect_object (pl_settings_get (), "notify", G_CALLBACK (arrange), row,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
pl_number_row_new (const char *who, const char *digits, const char *words)
{
  PlNumberRow *row = g_object_new (PL_TYPE_NUMBER_ROW, NULL);
  g_autofree char *name = g_strdup_printf ("%s, %s. %s", who, digits, words);

  /* Also among words that run from right to left: 0800 1111 is never 1111 0800. */
  gtk_widget_set_direction (GTK_WIDGET (row->digits), GTK_TEXT_DIR_LTR);
  gtk_label_set_label (row->digits, digits);
  gtk_label_set_label (row->who, who);
  gtk_label_set_label (row->words, words);
  gtk_label_set_wrap (row->digits, g_utf8_strlen (digits, -1) > DIGITS_BESIDE);
  arrange (row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (row);
}
