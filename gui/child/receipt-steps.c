/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/receipt-steps.h"

#include <glib/gi18n.h>

#include "gui/child/receipt-words.h"
#include "gui/widgets/list-box.h"

static GtkWidget *
step_row (PlRecord *receipt, const PlToday *today, PlReceiptState step)
{
  gboolean done = step <= pl_receipt_state (receipt);
  g_autofree char *words = pl_receipt_step (receipt, today, step);
  g_autofree char *name =
      g_strdup_printf ("%s: %s", words, done ? C_ ("receipt", "done") : C_ ("receipt", "not yet"));
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", words,
                                    "title-lines", 0, NULL);
  GtkWidget *mark =
      done ? gtk_image_new_from_icon_name ("porchlight-done-symbolic") : adw_bin_new ();

  gtk_widget_add_css_class (mark, done ? "step-done" : "step-open");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (row, mark);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (!done)
    gtk_widget_add_css_class (GTK_WIDGET (row), "open-step");
  return GTK_WIDGET (row);
}

void
pl_receipt_steps_show (GtkListBox *list, PlRecord *receipt, const PlToday *today)
{
  PlReceiptState state = pl_receipt_state (receipt);

  pl_list_box_clear (list);
  /* The last two are told once they are true: until then nobody has promised them. */
  for (int step = 0; step <= MAX ((int)state, (int)PL_RECEIPT_SEEN); step++)
    gtk_list_box_append (list, step_row (receipt, today, (PlReceiptState)step));
}
