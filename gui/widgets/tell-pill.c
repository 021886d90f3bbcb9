/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/tell-pill.h"

struct _PlTellPill {
  GtkButton parent;
};

G_DEFINE_FINAL_TYPE (PlTellPill, pl_tell_pill, GTK_TYPE_BUTTON)

static void
pl_tell_pill_class_init (PlTellPillClass *class)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (class),
                                               "/org/porchlight/Porchlight/tell-pill.ui");
}

static void
pl_tell_pill_init (PlTellPill *pill)
{
  gtk_widget_init_template (GTK_WIDGET (pill));
}
