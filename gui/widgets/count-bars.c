/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/count-bars.h"

#include <adwaita.h>

#define BARS       2
#define BAR_HEIGHT 10
#define GAP        3
#define WIDTH_MIN  2 /* of what is more than nothing */

struct _PlCountBars {
  GtkWidget parent;
  GtkWidget *bars[BARS];
  double shares[BARS]; /* of the width */
};

G_DEFINE_FINAL_TYPE (PlCountBars, pl_count_bars, GTK_TYPE_WIDGET)

static void
pl_count_bars_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural =
      orientation == GTK_ORIENTATION_HORIZONTAL ? 100 : BARS * BAR_HEIGHT + (BARS - 1) * GAP;
}

/* A bar begins where the text does. */
static void
pl_count_bars_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PlCountBars *bars = PL_COUNT_BARS (widget);
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  for (int i = 0; i < BARS; i++) {
    int wide = MAX ((int)(bars->shares[i] * width), bars->shares[i] > 0 ? WIDTH_MIN : 0);
    const GtkAllocation place = { from_right ? width - wide : 0, i * (BAR_HEIGHT + GAP), wide,
                                  BAR_HEIGHT };
    gtk_widget_set_child_visible (bars->bars[i], wide > 0);
    if (wide > 0)
      gtk_widget_size_allocate (bars->bars[i], &place, -1);
  }
}

static void
pl_count_bars_dispose (GObject *object)
{
  PlCountBars *bars = PL_COUNT_BARS (object);

  for (int i = 0; i < BARS; i++)
    g_clear_pointer (&bars->bars[i], gtk_widget_unparent);
  G_OBJECT_CLASS (pl_count_bars_parent_class)->dispose (object);
}

static void
pl_count_bars_class_init (PlCountBarsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_count_bars_dispose;
  widget_class->measure = pl_count_bars_measure;
  widget_class->size_allocate = pl_count_bars_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "countbars");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
pl_count_bars_init (PlCountBars *bars)
{
  static const char *const styles[BARS] = { "now", "before" };

  for (int i = 0; i < BARS; i++) {
    bars->bars[i] = adw_bin_new ();
    gtk_widget_add_css_class (bars->bars[i], styles[i]);
    gtk_widget_set_parent (bars->bars[i], GTK_WIDGET (bars));
  }
}

GtkWidget *
pl_count_bars_new (gint64 now, gint64 before, gint64 most)
{
  PlCountBars *bars = g_object_new (PL_TYPE_COUNT_BARS, NULL);

  bars->shares[0] = CLAMP ((double)now / (double)MAX (most, 1), 0, 1);
  bars->shares[1] = CLAMP ((double)before / (double)MAX (most, 1), 0, 1);
  return GTK_WIDGET (bars);
}
