/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/side-panel.h"

#include "gui/widgets/number-list.h"
#include "gui/widgets/tell-pill.h"

struct _PlSidePanel {
  AdwBin parent;
  PlNumberList *numbers;
};

G_DEFINE_FINAL_TYPE (PlSidePanel, pl_side_panel, ADW_TYPE_BIN)

static void
pl_side_panel_class_init (PlSidePanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  g_type_ensure (PL_TYPE_NUMBER_LIST);
  g_type_ensure (PL_TYPE_TELL_PILL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/side-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, PlSidePanel, numbers);
}

static void
pl_side_panel_init (PlSidePanel *panel)
{
  gtk_widget_init_template (GTK_WIDGET (panel));
}

void
pl_side_panel_show (PlSidePanel *panel, const PlToday *today)
{
  pl_number_list_show (panel->numbers, today);
}
