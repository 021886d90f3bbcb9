/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/day-strip.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define BAR_HEIGHT 34
#define NOW_WIDTH  4
#define HEART_SIZE 16
#define GAP        4

/* One part of the strip: where it is, as shares of the day. A point has no width of its own. */
typedef struct {
  GtkWidget *widget;
  double start, end;
  int width; /* of a point, in pixels; 0: it is a stretch */
} Part;

struct _PlDayStrip {
  GtkWidget parent;
  GtkWidget *bar;
  GArray *parts;       /* of Part, drawn in this order */
  GtkWidget *scale[5]; /* midnight, 6, noon, 6, midnight */
};

G_DEFINE_FINAL_TYPE (PlDayStrip, pl_day_strip, GTK_TYPE_WIDGET)

static void
clear_parts (PlDayStrip *strip)
{
  for (guint i = 0; i < strip->parts->len; i++)
    gtk_widget_unparent (g_array_index (strip->parts, Part, i).widget);
  g_array_set_size (strip->parts, 0);
}

static double
share_of (const PlToday *today, gint64 instant)
{
  return CLAMP ((double)(instant - today->start) / (double)(today->next - today->start), 0.0, 1.0);
}

/* widget: floating. */
static void
add_part (
    PlDayStrip *strip, GtkWidget *widget, const char *class, double start, double end, int width)
{
  const Part part = { widget, start, end, width };

  gtk_widget_add_css_class (widget, class);
  gtk_widget_insert_before (widget, GTK_WIDGET (strip), strip->scale[0]);
  g_array_append_val (strip->parts, part);
}

static void
add_spans (PlDayStrip *strip, const PlToday *today, const GArray *spans, const char *class)
{
  for (guint i = 0; i < spans->len; i++) {
    const PlTodaySpan *span = pl_today_span_nth (spans, i);

    if (span->end > today->start && span->start < today->next)
      add_part (strip, adw_bin_new (), class, share_of (today, span->start),
                share_of (today, span->end), 0);
  }
}

static void
add_hearts (PlDayStrip *strip, const PlToday *today)
{
  for (guint i = 0; i < today->contacts->len; i++) {
    const PlTodayContact *contact = today->contacts->pdata[i];
    double start = share_of (today, contact->span.start), end = share_of (today, contact->span.end);

    if (start < end)
      add_part (strip, gtk_image_new_from_icon_name ("porchlight-heart-symbolic"), "contact",
                (start + end) / 2, (start + end) / 2, HEART_SIZE);
  }
}

void
pl_day_strip_set_today (PlDayStrip *strip, const PlToday *today, const char *words)
{
  double now = share_of (today, today->now);

  clear_parts (strip);
  add_spans (strip, today, today->open, "open");
  add_spans (strip, today, today->quiet, "quiet");
  add_hearts (strip, today);
  add_part (strip, adw_bin_new (), "now", now, now, NOW_WIDTH);
  gtk_accessible_update_property (GTK_ACCESSIBLE (strip), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (strip));
}

/* Layout: time runs as the text does. */

static int
scale_height (PlDayStrip *strip)
{
  int natural;

  gtk_widget_measure (strip->scale[0], GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
pl_day_strip_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                            ? 200
                            : BAR_HEIGHT + GAP + scale_height (PL_DAY_STRIP (widget));
}

static void
place (PlDayStrip *strip, GtkWidget *child, int x, int y, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (strip);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - width;
  /* GTK wants to be asked for its size before. */
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
place_part (PlDayStrip *strip, const Part *part, int width)
{
  int start = (int)(part->start * width), end = (int)(part->end * width);

  if (part->width == 0)
    place (strip, part->widget, start, 0, MAX (end - start, 1), BAR_HEIGHT);
  else
    place (strip, part->widget, CLAMP (start - part->width / 2, 0, width - part->width), 0,
           part->width, BAR_HEIGHT);
}

/* A label that would touch the one before it is left out. */
static void
place_scale (PlDayStrip *strip, int width)
{
  int height = scale_height (strip), free_from = 0, last_start;
  int last_width;

  gtk_widget_measure (strip->scale[4], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &last_width, NULL,
                      NULL);
  last_start = width - last_width;
  for (int i = 0; i < 5; i++) {
    int natural, x;

    gtk_widget_measure (strip->scale[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                        NULL);
    x = CLAMP (i * width / 4 - natural / 2, 0, MAX (width - natural, 0));
    gboolean fits = x >= free_from && (i == 4 || x + natural + GAP <= last_start);
    gtk_widget_set_child_visible (strip->scale[i], fits);
    if (!fits)
      continue;
    place (strip, strip->scale[i], x, BAR_HEIGHT + GAP, natural, height);
    free_from = x + natural + GAP;
  }
}

static void
pl_day_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PlDayStrip *strip = PL_DAY_STRIP (widget);

  place (strip, strip->bar, 0, 0, width, BAR_HEIGHT);
  for (guint i = 0; i < strip->parts->len; i++)
    place_part (strip, &g_array_index (strip->parts, Part, i), width);
  place_scale (strip, width);
}

static void
pl_day_strip_dispose (GObject *object)
{
  PlDayStrip *strip = PL_DAY_STRIP (object);

  if (strip->parts != NULL)
    clear_parts (strip);
  g_clear_pointer (&strip->parts, g_array_unref);
  g_clear_pointer (&strip->bar, gtk_widget_unparent);
  for (int i = 0; i < 5; i++)
    g_clear_pointer (&strip->scale[i], gtk_widget_unparent);
  G_OBJECT_CLASS (pl_day_strip_parent_class)->dispose (object);
}

static void
pl_day_strip_class_init (PlDayStripClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_day_strip_dispose;
  widget_class->measure = pl_day_strip_measure;
  widget_class->size_allocate = pl_day_strip_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "daystrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static GtkWidget *
scale_label (PlDayStrip *strip, int hour)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (2001, 1, 1, hour % 24, 0, 0);
  /* Translators: 6 in the morning or the evening, as g_date_time_format takes it; in little room. */
  g_autofree char *text = g_date_time_format (time, hour % 24 == 0 ? C_ ("time of day", "midnight")
                                                    : hour == 12   ? C_ ("time of day", "noon")
                                                                   : C_ ("scale of a day", "%-l"));
  /* The strip's own words say it all. */
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (label, "scale");
  gtk_widget_set_parent (label, GTK_WIDGET (strip));
  return label;
}

static void
pl_day_strip_init (PlDayStrip *strip)
{
  strip->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  strip->bar = adw_bin_new ();
  gtk_widget_add_css_class (strip->bar, "bar");
  gtk_widget_set_parent (strip->bar, GTK_WIDGET (strip));
  for (int i = 0; i < 5; i++)
    strip->scale[i] = scale_label (strip, i * 6);
}
