/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/tab-stop.h"

struct _PlTabStop {
  AdwBin parent;
};

G_DEFINE_FINAL_TYPE (PlTabStop, pl_tab_stop, ADW_TYPE_BIN)

/* The focus child of a widget may be one that had the focus before. */
static gboolean
has_focus (GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static gboolean
pl_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean by_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  return !(by_tab && has_focus (widget)) &&
         GTK_WIDGET_CLASS (pl_tab_stop_parent_class)->focus (widget, direction);
}

static void
pl_tab_stop_class_init (PlTabStopClass *class)
{
  GTK_WIDGET_CLASS (class)->focus = pl_tab_stop_focus;
}

static void
pl_tab_stop_init (PlTabStop *stop)
{
}
