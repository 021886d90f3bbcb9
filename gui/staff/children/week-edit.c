/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/week-edit.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "gui/app/time-words.h"
#include "policy/time/calendar.h"
#include "policy/time/windows-paint.h"

#define ROW_HEIGHT 30
#define ROW_GAP    6
#define GAP        8
#define STEP       15 /* minutes */
/* So far the pointer goes before it is clear that this is no scrolling. */
#define CLEAR_PX 6
#define SCALES   5
/* Of a day's bar: what a narrow screen leaves beside the longest names in the largest type. */
#define BAR_MIN 160

/* A stretch of a day, in minutes. */
typedef struct {
  GtkWidget *widget;
  guint weekday, start, end;
} Part;

struct _PlWeekEdit {
  GtkWidget parent;
  GtkWidget *names[PL_WEEKDAYS];
  GtkWidget *scale[SCALES];
  GArray *parts;                   /* of Part, drawn in this order */
  PlWindows *days[PL_WEEKDAYS];    /* NULL: as the home */
  PlWindows *maximum[PL_WEEKDAYS]; /* NULL: the whole day */
  gboolean maximum_applies;
  GtkGesture *drag;
  PlWindows *before; /* of the day that is being dragged on */
  int weekday;       /* of it; -1: none */
  guint from;
  gboolean opens, clear;
};

G_DEFINE_FINAL_TYPE (PlWeekEdit, pl_week_edit, GTK_TYPE_WIDGET)

static guint painted_signal;

static gboolean
home_holds (const PlWeekEdit *week, guint weekday, guint minute)
{
  const PlWindows *windows = week->maximum[weekday];

  return windows == NULL ? minute < PL_MINUTES_A_DAY : pl_windows_hold (windows, minute);
}

static gboolean
own_holds (const PlWeekEdit *week, guint weekday, guint minute)
{
  const PlWindows *windows = week->days[weekday];

  return windows == NULL ? home_holds (week, weekday, minute) : pl_windows_hold (windows, minute);
}

/* A window of the day before may run past midnight. */
static gboolean
lies_in (gboolean (*holds) (const PlWeekEdit *, guint, guint),
         const PlWeekEdit *week,
         guint weekday,
         guint minute)
{
  guint before = (weekday + PL_WEEKDAYS - 1) % PL_WEEKDAYS;

  return holds (week, weekday, minute) || holds (week, before, minute + PL_MINUTES_A_DAY);
}

/* What is drawn at a minute: a style class, NULL for nothing. */
static const char *
class_at (const PlWeekEdit *week, guint weekday, guint minute)
{
  gboolean over = week->maximum_applies && !lies_in (home_holds, week, weekday, minute);

  if (!lies_in (own_holds, week, weekday, minute))
    return NULL;
  return over ? "over" : week->days[weekday] == NULL ? "as-home" : "open";
}

static void
add_part (PlWeekEdit *week, const char *class, guint weekday, guint start, guint end)
{
  const Part part = { adw_bin_new (), weekday, start, end };

  gtk_widget_add_css_class (part.widget, class);
  /* It goes while it is dragged on: the pointer is the week's. */
  gtk_widget_set_can_target (part.widget, FALSE);
  gtk_widget_set_parent (part.widget, GTK_WIDGET (week));
  g_array_append_val (week->parts, part);
}

/* The stretches of one kind: own hours, or the outline of the home's. */
static void
add_runs (PlWeekEdit *week,
          guint weekday,
          const char *(*class_of) (const PlWeekEdit *, guint, guint))
{
  for (guint at = 0, end; at < PL_MINUTES_A_DAY; at = end) {
    const char *class = class_of (week, weekday, at);
    for (end = at + 1; end < PL_MINUTES_A_DAY && class_of (week, weekday, end) == class; end++)
      ;
    if (class != NULL)
      add_part (week, class, weekday, at, end);
  }
}

static const char *
outline_at (const PlWeekEdit *week, guint weekday, guint minute)
{
  return lies_in (home_holds, week, weekday, minute) ? "maximum" : NULL;
}

static void
clear_parts (PlWeekEdit *week)
{
  for (guint i = 0; i < week->parts->len; i++)
    gtk_widget_unparent (g_array_index (week->parts, Part, i).widget);
  g_array_set_size (week->parts, 0);
}

static void
draw (PlWeekEdit *week)
{
  clear_parts (week);
  for (guint weekday = 0; weekday < PL_WEEKDAYS; weekday++) {
    add_part (week, "bar", weekday, 0, PL_MINUTES_A_DAY);
    add_runs (week, weekday, class_at);
    if (week->maximum_applies)
      add_runs (week, weekday, outline_at);
  }
  gtk_widget_queue_allocate (GTK_WIDGET (week));
}

void
pl_week_edit_set_maximum (PlWeekEdit *week, const PlTimetable *maximum, gboolean applies)
{
  for (guint i = 0; i < PL_WEEKDAYS; i++) {
    g_free (week->maximum[i]);
    /* Nothing painted is a copy. */
    week->maximum[i] =
        maximum->weekday[i] != NULL ? pl_windows_painted (maximum->weekday[i], 0, 0, TRUE) : NULL;
  }
  week->maximum_applies = applies;
  draw (week);
}

void
pl_week_edit_set_day (PlWeekEdit *week, guint weekday, PlWindows *windows)
{
  g_free (week->days[weekday]);
  week->days[weekday] = windows;
  draw (week);
}

void
pl_week_edit_set_words (PlWeekEdit *week, const char *words)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (week), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* Layout: time runs as the text does. */

static int
names_width (PlWeekEdit *week)
{
  int widest = 0, natural;

  for (guint i = 0; i < PL_WEEKDAYS; i++) {
    gtk_widget_measure (week->names[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
    widest = MAX (widest, natural);
  }
  return widest + GAP;
}

static int
scale_height (PlWeekEdit *week)
{
  int natural;

  gtk_widget_measure (week->scale[0], GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
row_y (guint weekday)
{
  return (int)weekday * (ROW_HEIGHT + ROW_GAP);
}

static void
pl_week_edit_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  PlWeekEdit *week = PL_WEEK_EDIT (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                            ? names_width (week) + BAR_MIN
                            : row_y (PL_WEEKDAYS) + scale_height (week);
}

static void
place (PlWeekEdit *week, GtkWidget *child, int x, int y, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (week);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - width;
  /* GTK wants to be asked for its size before. */
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

static void
place_scale (PlWeekEdit *week, int left, int width)
{
  for (int i = 0; i < SCALES; i++) {
    int natural;
    gtk_widget_measure (week->scale[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
    int x = CLAMP (i * width / (SCALES - 1) - natural / 2, 0, MAX (width - natural, 0));
    place (week, week->scale[i], left + x, row_y (PL_WEEKDAYS), natural, scale_height (week));
  }
}

static void
pl_week_edit_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PlWeekEdit *week = PL_WEEK_EDIT (widget);
  int left = names_width (week), bar = width - left;

  for (guint i = 0; i < PL_WEEKDAYS; i++)
    place (week, week->names[i], 0, row_y (i), left - GAP, ROW_HEIGHT);
  for (guint i = 0; i < week->parts->len; i++) {
    const Part *part = &g_array_index (week->parts, Part, i);
    int start = (int)part->start * bar / PL_MINUTES_A_DAY;
    int end = (int)part->end * bar / PL_MINUTES_A_DAY;
    place (week, part->widget, left + start, row_y (part->weekday), MAX (end - start, 1),
           ROW_HEIGHT);
  }
  place_scale (week, left, bar);
}

/* Dragging. */

static double
minute_at (PlWeekEdit *week, double x)
{
  int left = names_width (week), width = gtk_widget_get_width (GTK_WIDGET (week));

  if (gtk_widget_get_direction (GTK_WIDGET (week)) == GTK_TEXT_DIR_RTL)
    x = width - x;
  return CLAMP ((x - left) * PL_MINUTES_A_DAY / MAX (width - left, 1), 0, PL_MINUTES_A_DAY);
}

static guint
step_at (PlWeekEdit *week, double x)
{
  return (guint)(minute_at (week, x) / STEP + 0.5) * STEP;
}

/* The day as it was, or as the home's where it was that. */
static PlWindows *
day_as_it_is (const PlWeekEdit *week, guint weekday)
{
  const PlWindows *windows =
      week->days[weekday] != NULL ? week->days[weekday] : week->maximum[weekday];

  return windows != NULL ? pl_windows_painted (windows, 0, 0, TRUE)
                         : pl_windows_painted (NULL, 0, PL_MINUTES_A_DAY, TRUE);
}

static void
on_begin (PlWeekEdit *week, double x, double y)
{
  int weekday = (int)(y / (ROW_HEIGHT + ROW_GAP));
  /* The last pixel of a day is at its end where time runs from the right. */
  guint minute = MIN ((guint)minute_at (week, x), PL_MINUTES_A_DAY - 1);

  week->weekday = -1;
  if (weekday >= PL_WEEKDAYS)
    return;
  week->weekday = weekday;
  week->clear = FALSE;
  week->from = step_at (week, x);
  week->opens = !own_holds (week, (guint)weekday, minute);
  g_free (week->before);
  week->before = day_as_it_is (week, (guint)weekday);
}

/* Across it is ours; up and down it is the page's. */
static gboolean
is_clear (PlWeekEdit *week, double dx, double dy)
{
  if (!week->clear && ABS (dx) >= CLEAR_PX) {
    week->clear = TRUE;
    gtk_gesture_set_state (week->drag, GTK_EVENT_SEQUENCE_CLAIMED);
  } else if (!week->clear && ABS (dy) >= 2 * CLEAR_PX)
    gtk_gesture_set_state (week->drag, GTK_EVENT_SEQUENCE_DENIED);
  return week->clear;
}

static void
on_update (PlWeekEdit *week, double dx, double dy)
{
  double x, y;

  if (week->weekday < 0 || !is_clear (week, dx, dy))
    return;
  gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (week->drag), &x, &y);
  guint to = step_at (week, x + dx);
  pl_week_edit_set_day (
      week, (guint)week->weekday,
      pl_windows_painted (week->before, MIN (week->from, to), MAX (week->from, to), week->opens));
}

static void
on_end (PlWeekEdit *week, double dx, double dy)
{
  int weekday = week->weekday;

  week->weekday = -1;
  if (weekday < 0 || !week->clear)
    return;
  g_autofree char *text = pl_windows_text (week->days[weekday]);
  g_signal_emit (week, painted_signal, 0, (guint)weekday, text);
}

/* The widget. */

static void
pl_week_edit_dispose (GObject *object)
{
  PlWeekEdit *week = PL_WEEK_EDIT (object);

  if (week->parts != NULL)
    clear_parts (week);
  g_clear_pointer (&week->parts, g_array_unref);
  for (guint i = 0; i < PL_WEEKDAYS; i++) {
    g_clear_pointer (&week->names[i], gtk_widget_unparent);
    g_clear_pointer (&week->days[i], g_free);
    g_clear_pointer (&week->maximum[i], g_free);
  }
  for (guint i = 0; i < SCALES; i++)
    g_clear_pointer (&week->scale[i], gtk_widget_unparent);
  g_clear_pointer (&week->before, g_free);
  G_OBJECT_CLASS (pl_week_edit_parent_class)->dispose (object);
}

static void
pl_week_edit_class_init (PlWeekEditClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_week_edit_dispose;
  widget_class->measure = pl_week_edit_measure;
  widget_class->size_allocate = pl_week_edit_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "weekedit");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  painted_signal = g_signal_new ("painted", PL_TYPE_WEEK_EDIT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

/* The picture's own words say it all. */
static GtkWidget *
add_label (PlWeekEdit *week, const char *text, const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (label, class);
  gtk_widget_set_parent (label, GTK_WIDGET (week));
  return label;
}

static void
pl_week_edit_init (PlWeekEdit *week)
{
  week->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  week->weekday = -1;
  for (guint i = 0; i < PL_WEEKDAYS; i++)
    week->names[i] = add_label (week, pl_words_short_weekday (i), "name");
  for (int i = 0; i < SCALES; i++) {
    g_autofree char *hour = g_strdup_printf ("%02d", i * 6 % 24);
    week->scale[i] = add_label (week, hour, "scale");
  }
  week->drag = gtk_gesture_drag_new ();
  gtk_widget_add_controller (GTK_WIDGET (week), GTK_EVENT_CONTROLLER (week->drag));
  g_signal_connect_swapped (week->drag, "drag-begin", G_CALLBACK (on_begin), week);
  g_signal_connect_swapped (week->drag, "drag-update", G_CALLBACK (on_update), week);
  g_signal_connect_swapped (week->drag, "drag-end", G_CALLBACK (on_end), week);
  draw (week);
}

PlWeekEdit *
pl_week_edit_new (void)
{
  return g_object_new (PL_TYPE_WEEK_EDIT, NULL);
}
