/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/day-picker.h"

#include <glib/gi18n.h>

#include "gui/app/clock.h"
#include "gui/app/time-words.h"

#define WEEKDAYS 7
#define DAYS_MAX 31

struct _PlDayPicker {
  AdwBin parent;
  GtkBox *box;
  GtkLabel *title;
  GtkWidget *back, *on;      /* a month */
  GtkWidget *month;          /* nullable: the days of the month that shows */
  GtkWidget *days[DAYS_MAX]; /* of it; the last ones of a shorter month are NULL */
  GDateTime *day;            /* nullable before one shows */
};

G_DEFINE_FINAL_TYPE (PlDayPicker, pl_day_picker, ADW_TYPE_BIN)

static guint picked_signal;

/* Where a key leads. */
static const struct {
  guint key;
  int days, months;
} moves[] = {
  { GDK_KEY_Left, -1, 0 },       { GDK_KEY_KP_Left, -1, 0 },       { GDK_KEY_Right, 1, 0 },
  { GDK_KEY_KP_Right, 1, 0 },    { GDK_KEY_Up, -WEEKDAYS, 0 },     { GDK_KEY_KP_Up, -WEEKDAYS, 0 },
  { GDK_KEY_Down, WEEKDAYS, 0 }, { GDK_KEY_KP_Down, WEEKDAYS, 0 }, { GDK_KEY_Page_Up, 0, -1 },
  { GDK_KEY_KP_Page_Up, 0, -1 }, { GDK_KEY_Page_Down, 0, 1 },      { GDK_KEY_KP_Page_Down, 0, 1 },
};

static gboolean
is_same_month (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_month (a) == g_date_time_get_month (b);
}

static gboolean
is_today (GDateTime *day)
{
  g_autoptr (GDateTime) today = pl_app_time (pl_app_now ());

  return is_same_month (day, today) &&
         g_date_time_get_day_of_month (day) == g_date_time_get_day_of_month (today);
}

static GtkWidget *
button_of (PlDayPicker *picker, GDateTime *day)
{
  return picker->days[g_date_time_get_day_of_month (day) - 1];
}

/* The days of a month. */

static void
on_clicked (PlDayPicker *picker, GtkWidget *button)
{
  for (int i = 0; i < DAYS_MAX; i++)
    if (picker->days[i] == button) {
      g_autoptr (GDateTime) day =
          g_date_time_add_days (picker->day, i + 1 - g_date_time_get_day_of_month (picker->day));
      pl_day_picker_show (picker, day);
      g_signal_emit (picker, picked_signal, 0);
      return;
    }
}

/* To a screen reader what a label says is said by something else. */
static GtkWidget *
silent_label_new (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static GtkWidget *
day_new (PlDayPicker *picker, GDateTime *day)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *number = g_strdup_printf ("%d", g_date_time_get_day_of_month (day));
  g_autofree char *words = pl_words_full_day (day);

  gtk_button_set_child (GTK_BUTTON (button), silent_label_new (number));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  /* Only the marked one: Tab comes to the days once, and arrows lead on. */
  gtk_widget_set_focusable (button, FALSE);
  if (is_today (day)) {
    gtk_widget_add_css_class (button, "today");
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    C_ ("window", "Today"), -1);
  }
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), picker, G_CONNECT_SWAPPED);
  return button;
}

static void
add_weekdays (GtkGrid *month)
{
  for (int i = 0; i < WEEKDAYS; i++) {
    GtkWidget *name = silent_label_new (pl_words_short_weekday ((guint)i));
    gtk_widget_add_css_class (name, "weekday");
    gtk_grid_attach (month, name, i, 0, 1, 1);
  }
}

/* Of a day's month. */
static GtkWidget *
month_new (PlDayPicker *picker, GDateTime *day)
{
  GtkGrid *month = g_object_new (GTK_TYPE_GRID, "column-homogeneous", TRUE, NULL);
  g_autoptr (GDateTime) first = g_date_time_add_days (day, 1 - g_date_time_get_day_of_month (day));
  int column = g_date_time_get_day_of_week (first) - 1;

  add_weekdays (month);
  for (int i = 0; i < DAYS_MAX; i++) {
    g_autoptr (GDateTime) each = g_date_time_add_days (first, i);
    picker->days[i] = is_same_month (each, first) ? day_new (picker, each) : NULL;
    if (picker->days[i] != NULL)
      gtk_grid_attach (month, picker->days[i], (column + i) % WEEKDAYS, 1 + (column + i) / WEEKDAYS,
                       1, 1);
  }
  return GTK_WIDGET (month);
}

/* A button that leads to another month is called by that one. */
static void
name_turn (GtkWidget *button, GDateTime *day, int months)
{
  g_autoptr (GDateTime) then = g_date_time_add_months (day, months);
  g_autofree char *month = then != NULL ? g_date_time_format (then, "%Y-%m") : NULL;
  g_autofree char *words = month != NULL ? pl_words_month (month) : NULL;

  gtk_widget_set_sensitive (button, then != NULL);
  gtk_widget_set_tooltip_text (button, words);
  if (words != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                    -1);
}

static void
show_title (PlDayPicker *picker, GDateTime *day)
{
  g_autofree char *month = g_date_time_format (day, "%Y-%m");
  g_autofree char *words = pl_words_month (month);

  gtk_label_set_label (picker->title, words);
  name_turn (picker->back, day, -1);
  name_turn (picker->on, day, 1);
}

static void
mark (PlDayPicker *picker, GDateTime *day, gboolean marked)
{
  GtkWidget *button = button_of (picker, day);

  gtk_widget_set_focusable (button, marked);
  (marked ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (button, "marked");
}

/* The buttons are new ones, which a screen reader says. The focus leaves the old ones before they go. */
static void
show_month (PlDayPicker *picker, GDateTime *day)
{
  GtkWidget *before = picker->month;
  gboolean has_focus = before != NULL && gtk_widget_get_focus_child (before) != NULL;

  picker->month = month_new (picker, day);
  gtk_box_append (picker->box, picker->month);
  show_title (picker, day);
  mark (picker, day, TRUE);
  if (has_focus)
    gtk_widget_grab_focus (button_of (picker, day));
  if (before != NULL)
    gtk_box_remove (picker->box, before);
}

void
pl_day_picker_show (PlDayPicker *picker, GDateTime *day)
{
  g_autoptr (GDateTime) before = picker->day;

  picker->day = g_date_time_ref (day);
  /* Another day may be today by now. */
  show_month (picker, day);
}

GDateTime *
pl_day_picker_get_day (PlDayPicker *picker)
{
  return picker->day;
}

/* Going from day to day. */

/* then: nullable, taken; beyond the years that there are is nowhere. */
static void
go_to (PlDayPicker *picker, GDateTime *then)
{
  g_autoptr (GDateTime) day = then;

  if (day == NULL)
    return;
  if (!is_same_month (day, picker->day)) {
    pl_day_picker_show (picker, day);
    return;
  }
  GtkWidget *button = button_of (picker, day);
  gboolean has_focus = gtk_widget_get_focus_child (picker->month) != NULL;
  gtk_widget_set_focusable (button, TRUE);
  if (has_focus)
    gtk_widget_grab_focus (button);
  if (button != button_of (picker, picker->day))
    mark (picker, picker->day, FALSE);
  mark (picker, day, TRUE);
  g_date_time_unref (picker->day);
  picker->day = g_steal_pointer (&day);
}

static void
turn_back (PlDayPicker *picker)
{
  go_to (picker, g_date_time_add_months (picker->day, -1));
}

static void
turn_on (PlDayPicker *picker)
{
  go_to (picker, g_date_time_add_months (picker->day, 1));
}

/* Time runs as the text does. */
static int
days_of (PlDayPicker *picker, gsize move)
{
  gboolean sideways = ABS (moves[move].days) == 1;
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (picker)) == GTK_TEXT_DIR_RTL;

  return sideways && mirrored ? -moves[move].days : moves[move].days;
}

static gboolean
on_key (PlDayPicker *picker, guint key, guint code, GdkModifierType state)
{
  int weekday = g_date_time_get_day_of_week (picker->day);

  if (key == GDK_KEY_Home || key == GDK_KEY_KP_Home)
    go_to (picker, g_date_time_add_days (picker->day, 1 - weekday));
  else if (key == GDK_KEY_End || key == GDK_KEY_KP_End)
    go_to (picker, g_date_time_add_days (picker->day, WEEKDAYS - weekday));
  else {
    gsize i = 0;
    while (i < G_N_ELEMENTS (moves) && moves[i].key != key)
      i++;
    if (i == G_N_ELEMENTS (moves))
      return GDK_EVENT_PROPAGATE;
    go_to (picker, moves[i].months != 0 ? g_date_time_add_months (picker->day, moves[i].months)
                                        : g_date_time_add_days (picker->day, days_of (picker, i)));
  }
  return GDK_EVENT_STOP;
}

/* The widget. */

static gboolean
pl_day_picker_grab_focus (GtkWidget *widget)
{
  PlDayPicker *picker = PL_DAY_PICKER (widget);

  return picker->day != NULL && gtk_widget_grab_focus (button_of (picker, picker->day));
}

static void
pl_day_picker_finalize (GObject *object)
{
  g_clear_pointer (&PL_DAY_PICKER (object)->day, g_date_time_unref);
  G_OBJECT_CLASS (pl_day_picker_parent_class)->finalize (object);
}

static void
pl_day_picker_class_init (PlDayPickerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = pl_day_picker_finalize;
  widget_class->grab_focus = pl_day_picker_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "daypicker");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  picked_signal = g_signal_new ("picked", PL_TYPE_DAY_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
turn_new (PlDayPicker *picker, const char *icon, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", clicked, picker, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
heading_new (PlDayPicker *picker)
{
  GtkWidget *heading = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  picker->title = g_object_new (GTK_TYPE_LABEL, "hexpand", TRUE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (picker->title), "third");
  picker->back = turn_new (picker, "porchlight-back-symbolic", G_CALLBACK (turn_back));
  picker->on = turn_new (picker, "porchlight-next-symbolic", G_CALLBACK (turn_on));
  gtk_box_append (GTK_BOX (heading), picker->back);
  gtk_box_append (GTK_BOX (heading), GTK_WIDGET (picker->title));
  gtk_box_append (GTK_BOX (heading), picker->on);
  return heading;
}

static void
pl_day_picker_init (PlDayPicker *picker)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  picker->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_box_append (picker->box, heading_new (picker));
  adw_bin_set_child (ADW_BIN (picker), GTK_WIDGET (picker->box));
  gtk_accessible_update_property (GTK_ACCESSIBLE (picker), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("day", "Calendar"), -1);
  /* Before GTK goes from one to the next. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), picker, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (picker), keys);
}

PlDayPicker *
pl_day_picker_new (void)
{
  return g_object_new (PL_TYPE_DAY_PICKER, NULL);
}
