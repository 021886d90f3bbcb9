/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/row-layout.h"

#define SPACING   6 /* as libadwaita's rows have */
#define PARTS_MAX 8 /* a row of libadwaita's has four */

struct _PlRowLayout {
  GtkLayoutManager parent;
};

typedef struct {
  GtkWidget *widget;
  int width; /* that it wants */
  gboolean words, apart;
} Part;

G_DEFINE_FINAL_TYPE (PlRowLayout, pl_row_layout, GTK_TYPE_LAYOUT_MANAGER)

static guint
parts_of (GtkWidget *row, Part parts[PARTS_MAX])
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL && n < PARTS_MAX;
       child = gtk_widget_get_next_sibling (child)) {
    if (!gtk_widget_should_layout (child))
      continue;
    parts[n] = (Part){ .widget = child,
                       .words = gtk_widget_get_hexpand (child),
                       .apart = gtk_widget_get_valign (child) == GTK_ALIGN_END };
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &parts[n].width, NULL, NULL);
    n++;
  }
  return n;
}

/* What those that stand beside the words take from them. */
static int
beside (const Part parts[], guint n)
{
  int width = 0;

  for (guint i = 0; i < n; i++)
    if (!parts[i].words && !parts[i].apart)
      width += parts[i].width + SPACING;
  return width;
}

static int
wanted (const Part parts[], guint n, int width)
{
  int words = 0;

  for (guint i = 0; i < n; i++)
    if (parts[i].words)
      words += parts[i].width;
  return MIN (words, width / 2);
}

static Part *
widest_beside (Part parts[], guint n)
{
  Part *widest = NULL;

  for (guint i = 0; i < n; i++)
    if (!parts[i].words && !parts[i].apart && (widest == NULL || parts[i].width > widest->width))
      widest = &parts[i];
  return widest;
}

/* Says which parts stand apart in a width, and how wide each is then. */
static guint
divide (GtkWidget *row, int width, Part parts[PARTS_MAX])
{
  guint n = parts_of (row, parts);
  Part *widest;

  while (beside (parts, n) + wanted (parts, n, width) > width &&
         (widest = widest_beside (parts, n)) != NULL)
    widest->apart = TRUE;
  int left = width - beside (parts, n);
  for (guint i = 0; i < n; i++) {
    int least;
    gtk_widget_measure (parts[i].widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    if (parts[i].words)
      parts[i].width = MAX (left, least);
    else if (parts[i].apart)
      parts[i].width = CLAMP (parts[i].width, least, MAX (width, least));
  }
  return n;
}

static int
height_of (const Part *part)
{
  int height;

  gtk_widget_measure (part->widget, GTK_ORIENTATION_VERTICAL, part->width, NULL, &height, NULL,
                      NULL);
  return height;
}

/* Of the line with the words. */
static int
line_height (const Part parts[], guint n)
{
  int height = 0;

  for (guint i = 0; i < n; i++)
    if (!parts[i].apart)
      height = MAX (height, height_of (&parts[i]));
  return height;
}

/* A row's edge is as far from what stands apart as the next part is. */
static int
apart_height (const Part parts[], guint n)
{
  int height = 0;

  for (guint i = 0; i < n; i++)
    if (parts[i].apart)
      height += height_of (&parts[i]) + SPACING;
  return height;
}

static void
measure_width (GtkWidget *row, int *minimum, int *natural)
{
  Part parts[PARTS_MAX];
  guint n = parts_of (row, parts);

  *minimum = *natural = 0;
  for (guint i = 0; i < n; i++) {
    int least;
    gtk_widget_measure (parts[i].widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural += parts[i].width + (i > 0 ? SPACING : 0);
  }
}

static void
measure (GtkLayoutManager *layout,
         GtkWidget *row,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  Part parts[PARTS_MAX];

  measure_width (row, minimum, natural);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;
  guint n = divide (row, for_size >= 0 ? for_size : *natural, parts);
  *minimum = *natural = apart_height (parts, n) + line_height (parts, n);
}

static void
place (GtkWidget *row, const Part *part, int x, int y, int height, int width)
{
  gboolean mirrored = gtk_widget_get_direction (row) == GTK_TEXT_DIR_RTL;

  gtk_widget_size_allocate (
      part->widget,
      &(GtkAllocation){ mirrored ? width - x - part->width : x, y, part->width, height }, -1);
}

/* Where it ends. */
static int
place_apart (GtkWidget *row, const Part *part, int y, int width)
{
  int height = height_of (part);

  place (row, part, 0, y, height, width);
  return y + height;
}

static void
place_line (GtkWidget *row, const Part parts[], guint n, int y, int height, int width)
{
  int x = 0;

  for (guint i = 0; i < n; i++)
    if (!parts[i].apart) {
      place (row, &parts[i], x, y, height, width);
      x += parts[i].width + SPACING;
    }
}

static void
allocate (GtkLayoutManager *layout, GtkWidget *row, int width, int height, int baseline)
{
  Part parts[PARTS_MAX];
  guint n = divide (row, width, parts), i;
  int line = MAX (line_height (parts, n), height - apart_height (parts, n)), y = 0;

  for (i = 0; i < n && !parts[i].words; i++)
    if (parts[i].apart)
      y = place_apart (row, &parts[i], y + SPACING, width);
  place_line (row, parts, n, y, line, width);
  for (y += line; i < n; i++)
    if (parts[i].apart)
      y = place_apart (row, &parts[i], y, width) + SPACING;
}

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *layout, GtkWidget *row)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_row_layout_class_init (PlRowLayoutClass *class)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (class);

  layout_class->get_request_mode = get_request_mode;
  layout_class->measure = measure;
  layout_class->allocate = allocate;
}

static void
pl_row_layout_init (PlRowLayout *layout)
{
}
