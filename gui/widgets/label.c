/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/label.h"

void
pl_label_say (GtkLabel *label, const char *words)
{
  gtk_label_set_label (label, words);
  gtk_widget_set_visible (GTK_WIDGET (label), *words != '\0');
}
