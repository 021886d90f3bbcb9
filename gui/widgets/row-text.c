/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/row-text.h"

/* The width that it asks for, in characters. It fits into 360 points at 200 % text. */
#define WIDTH_CHARS 15

struct _PlRowText {
  GtkWidget parent;
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (PlRowText, pl_row_text, GTK_TYPE_WIDGET)

static int
asked_width (PlRowText *text)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (text));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = WIDTH_CHARS * pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);
  return PANGO_PIXELS_CEIL (width);
}

/* A line begins where the window's text does. */
static void
lay_out (PlRowText *text, int width)
{
  gboolean from_right = gtk_widget_get_direction (GTK_WIDGET (text)) == GTK_TEXT_DIR_RTL;

  pango_layout_set_alignment (text->layout, from_right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_width (text->layout, width * PANGO_SCALE);
}

static void
pl_row_text_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  PlRowText *text = PL_ROW_TEXT (widget);

  *minimum = asked_width (text);
  if (orientation == GTK_ORIENTATION_VERTICAL) {
    /* Who names no width means the one that there is: another would be laid out for nothing. */
    lay_out (text, MAX (for_size >= 0 ? for_size : gtk_widget_get_width (widget), *minimum));
    pango_layout_get_pixel_size (text->layout, NULL, minimum);
  }
  *natural = *minimum;
}

static void
pl_row_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (PL_ROW_TEXT (widget), width);
}

/* Where the window's text runs from the right, lines that run from the left stand at its right all the same, as in a label. */
static int
indent (PlRowText *text)
{
  GtkWidget *widget = GTK_WIDGET (text);
  PangoRectangle lines;

  if (gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL)
    return 0;
  pango_layout_get_pixel_extents (text->layout, NULL, &lines);
  return gtk_widget_get_width (widget) - lines.width - lines.x;
}

static void
pl_row_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PlRowText *text = PL_ROW_TEXT (widget);

  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget), indent (text), 0,
                              text->layout);
}

static GtkSizeRequestMode
pl_row_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_row_text_finalize (GObject *object)
{
  g_object_unref (PL_ROW_TEXT (object)->layout);
  G_OBJECT_CLASS (pl_row_text_parent_class)->finalize (object);
}

static void
pl_row_text_class_init (PlRowTextClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = pl_row_text_finalize;
  widget_class->get_request_mode = pl_row_text_get_request_mode;
  widget_class->measure = pl_row_text_measure;
  widget_class->size_allocate = pl_row_text_size_allocate;
  widget_class->snapshot = pl_row_text_snapshot;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
pl_row_text_init (PlRowText *text)
{
  text->layout = gtk_widget_create_pango_layout (GTK_WIDGET (text), NULL);
  pango_layout_set_wrap (text->layout, PANGO_WRAP_WORD_CHAR);
}

GtkWidget *
pl_row_text_new (void)
{
  return g_object_new (PL_TYPE_ROW_TEXT, NULL);
}

const char *
pl_row_text_get (PlRowText *text)
{
  return pango_layout_get_text (text->layout);
}

void
pl_row_text_say (PlRowText *text, const char *words)
{
  const char *said = words != NULL ? words : "";

  pango_layout_set_text (text->layout, said, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_widget_set_visible (GTK_WIDGET (text), words != NULL);
  gtk_widget_queue_resize (GTK_WIDGET (text));
}
