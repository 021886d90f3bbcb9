/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/tab-rows.h"

#define TABS_MAX 8 /* a bar has five places at most */

struct _PlTabRows {
  GtkLayoutManager parent;
};

typedef struct {
  GtkWidget *widget;
  int width, height; /* that it wants */
} Tab;

G_DEFINE_FINAL_TYPE (PlTabRows, pl_tab_rows, GTK_TYPE_LAYOUT_MANAGER)

/* A button of libadwaita's wants 100 pixels, however short its words are. */
static int
width_wanted (GtkWidget *button)
{
  int least, words;

  gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (gtk_button_get_child (GTK_BUTTON (button)), GTK_ORIENTATION_HORIZONTAL, -1,
                      NULL, &words, NULL, NULL);
  return MAX (least, words);
}

static int
height_wanted (GtkWidget *button)
{
  int height;

  gtk_widget_measure (button, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  return height;
}

static int
tabs_of (GtkWidget *bar, Tab tabs[TABS_MAX])
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL && n < TABS_MAX;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      tabs[n++] = (Tab){ child, width_wanted (child), height_wanted (child) };
  return n;
}

static int
width_of (const Tab tabs[], int n)
{
  int width = 0;

  for (int i = 0; i < n; i++)
    width += tabs[i].width;
  return width;
}

/* The first rows have one more where they are not all as long. */
static int
length_of_row (int n, int rows, int row)
{
  return n / rows + (row < n % rows ? 1 : 0);
}

static gboolean
fit (const Tab tabs[], int n, int rows, int width)
{
  gboolean whole = TRUE;

  for (int row = 0, first = 0; row < rows && whole; row++) {
    int length = length_of_row (n, rows, row);
    whole = width_of (tabs + first, length) <= width;
    first += length;
  }
  return whole;
}

static int
rows_in (const Tab tabs[], int n, int width)
{
  int rows = 1;

  while (rows < n && !fit (tabs, n, rows, width))
    rows++;
  return rows;
}

static int
row_height (const Tab tabs[], int n)
{
  int height = 0;

  for (int i = 0; i < n; i++)
    height = MAX (height, tabs[i].height);
  return height;
}

static int
widest (const Tab tabs[], int n)
{
  int width = 0;

  for (int i = 0; i < n; i++)
    width = MAX (width, tabs[i].width);
  return width;
}

static void
measure (GtkLayoutManager *layout,
         GtkWidget *bar,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  Tab tabs[TABS_MAX];
  int n = tabs_of (bar, tabs);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = widest (tabs, n);
    *natural = width_of (tabs, n);
  } else
    *minimum = *natural =
        row_height (tabs, n) * rows_in (tabs, n, for_size >= 0 ? for_size : G_MAXINT);
}

static void
place_row (GtkWidget *bar, const Tab tabs[], int n, int y, int height, int width)
{
  gboolean mirrored = gtk_widget_get_direction (bar) == GTK_TEXT_DIR_RTL;
  int left = MAX (0, width - width_of (tabs, n)), x = 0;

  for (int i = 0; i < n; i++) {
    int share = left / (n - i), wide = tabs[i].width + share;
    gtk_widget_size_allocate (
        tabs[i].widget, &(GtkAllocation){ mirrored ? width - x - wide : x, y, wide, height }, -1);
    left -= share;
    x += wide;
  }
}

static void
allocate (GtkLayoutManager *layout, GtkWidget *bar, int width, int height, int baseline)
{
  Tab tabs[TABS_MAX];
  int n = tabs_of (bar, tabs), rows = rows_in (tabs, n, width);

  for (int row = 0, first = 0; row < rows; row++) {
    int length = length_of_row (n, rows, row);
    place_row (bar, tabs + first, length, height * row / rows, height / rows, width);
    first += length;
  }
}

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *layout, GtkWidget *bar)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_tab_rows_class_init (PlTabRowsClass *class)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (class);

  layout_class->get_request_mode = get_request_mode;
  layout_class->measure = measure;
  layout_class->allocate = allocate;
}

static void
pl_tab_rows_init (PlTabRows *rows)
{
}
