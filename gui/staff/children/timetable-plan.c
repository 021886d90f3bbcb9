/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/timetable-plan.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/client-call.h"
#include "gui/app/time-words.h"
#include "gui/staff/children/week-edit.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-words.h"
#include "policy/day.h"
#include "policy/people/home.h"
#include "policy/people/key-edit.h"
#include "policy/people/level.h"
#include "policy/people/profile.h"
#include "policy/time/span.h"

/* A level that ships: hours are the same at each. */
#define ANY_LEVEL "supported"

struct _PlTimetablePlan {
  AdwBin parent;
  GCancellable *cancellable;
  PlHome *home; /* nullable before the agent has said */
  gint64 now;   /* the agent's; 0 before it has said */
  GtkEditable *days[PL_WEEKDAYS];
  char *profile; /* nullable */
  PlWeekEdit *week;
  GtkLabel *legend, *today;
};

G_DEFINE_FINAL_TYPE (PlTimetablePlan, pl_timetable_plan, ADW_TYPE_BIN)

/* "": as the home; "none": closed all day. */
static PlWindows *
windows_typed (GtkEditable *text, gboolean *wrong)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (text)));
  g_autoptr (GError) error = NULL;
  PlWindows *windows = NULL;

  if (*typed != '\0')
    windows = pl_windows_parse (g_ascii_strcasecmp (typed, "none") == 0 ? "" : typed, &error);
  *wrong = error != NULL;
  return windows;
}

/* What is half typed leaves the picture as it was. */
static void
draw_days (PlTimetablePlan *plan)
{
  g_autoptr (GString) words = g_string_new (C_ ("timetable", "The week as a picture."));

  for (guint i = 0; i < PL_WEEKDAYS; i++) {
    const char *text = gtk_editable_get_text (plan->days[i]);
    gboolean wrong;
    PlWindows *windows = windows_typed (plan->days[i], &wrong);

    if (!wrong)
      pl_week_edit_set_day (plan->week, i, windows);
    g_string_append_printf (words, " %s: %s.", pl_words_weekday (i),
                            *text != '\0' ? text : C_ ("timetable", "as the home"));
  }
  pl_week_edit_set_words (plan->week, words->str);
}

static void
on_painted (PlTimetablePlan *plan, guint weekday, const char *text)
{
  gtk_editable_set_text (plan->days[weekday], *text != '\0' ? text : "none");
}

/* Of today, as the policy itself has it: exceptions, quiet time and the home's maximum in it. */

static void
add_span (GStrvBuilder *words, const PlHome *home, const PlSpan *span)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc (span->start);
  g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (span->end);
  g_autoptr (GDateTime) local_start = g_date_time_to_timezone (start, home->zone);
  g_autoptr (GDateTime) local_end = g_date_time_to_timezone (end, home->zone);
  g_autofree char *from = pl_words_time (local_start), *until = pl_words_time (local_end);

  /* Translators: two times of a day. */
  g_autofree char *one = g_strdup_printf (C_ ("timetable", "%1$s to %2$s"), from, until);
  g_strv_builder_add (words, one);
}

static void
say_today (PlTimetablePlan *plan, const PlProfile *profile)
{
  g_auto (PlDay) day = { 0 };
  GStrvBuilder *words = g_strv_builder_new ();

  pl_day_init (&day, plan->home, profile, plan->now, NULL);
  for (guint i = 0; i < day.open->len; i++) {
    const PlSpan *span = &g_array_index (day.open, PlSpan, i);
    if (span->start < day.next && span->end > day.start)
      add_span (words, plan->home, span);
  }
  g_autofree char *hours = pl_list_words_end (words);
  /* Translators: hours of today, or that there are none. */
  g_autofree char *line = g_strdup_printf (C_ ("timetable", "Today it would be open: %s."),
                                           *hours != '\0' ? hours : C_ ("timetable", "not at all"));
  pl_label_say (plan->today, line);
}

static void
show_today (PlTimetablePlan *plan)
{
  g_autofree char *text = NULL;
  g_autoptr (PlLevels) levels = NULL;
  g_autoptr (PlProfile) profile = NULL;

  pl_label_say (plan->today, "");
  if (plan->home == NULL || plan->profile == NULL || plan->now == 0)
    return;
  levels = pl_levels_new_shipped (plan->home->categories);
  text = pl_key_edit ("profile", plan->profile, "Child", "Level", ANY_LEVEL, NULL);
  if (text != NULL)
    profile = pl_profile_parse (plan->home, levels, "profile", text, strlen (text), NULL, NULL);
  if (profile != NULL)
    say_today (plan, profile);
}

void
pl_timetable_plan_show_profile (PlTimetablePlan *plan, const char *text)
{
  g_free (plan->profile);
  plan->profile = g_strdup (text);
  show_today (plan);
}

/* The home's file. */

static void
on_home (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);
  const char *text;

  if (reply == NULL)
    return;
  PlTimetablePlan *plan = data;
  g_variant_get (reply, "(x&s)", NULL, &text);
  g_clear_pointer (&plan->home, pl_home_free);
  plan->home = pl_home_parse ("home.conf", text, strlen (text), NULL);
  if (plan->home == NULL)
    return;
  pl_week_edit_set_maximum (plan->week, &plan->home->maximum, plan->home->maximum_applies);
  pl_label_say (plan->legend,
                plan->home->maximum_applies
                    ? C_ ("timetable",
                          "Drag on a day to open or close it. The line is the home’s maximum; "
                          "what is striped goes beyond it and stays closed. "
                          "Pale: as the home.")
                    : C_ ("timetable", "Drag on a day to open or close it. Pale: as the home."));
  show_today (plan);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlTimetablePlan *plan = data;
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_variant_lookup (fields, "now", "x", &plan->now);
  show_today (plan);
}

static void
pl_timetable_plan_dispose (GObject *object)
{
  PlTimetablePlan *plan = PL_TIMETABLE_PLAN (object);

  g_cancellable_cancel (plan->cancellable);
  g_clear_object (&plan->cancellable);
  g_clear_pointer (&plan->home, pl_home_free);
  g_clear_pointer (&plan->profile, g_free);
  G_OBJECT_CLASS (pl_timetable_plan_parent_class)->dispose (object);
}

static void
pl_timetable_plan_class_init (PlTimetablePlanClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_timetable_plan_dispose;
}

static void
pl_timetable_plan_init (PlTimetablePlan *plan)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  plan->cancellable = g_cancellable_new ();
  plan->week = pl_week_edit_new ();
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (plan->week));
  plan->legend = pl_sheet_add_text (GTK_BOX (box), "quieter", NULL);
  plan->today = pl_sheet_add_text (GTK_BOX (box), "third", NULL);
  g_signal_connect_object (plan->week, "painted", G_CALLBACK (on_painted), plan, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (plan), box);
}

PlTimetablePlan *
pl_timetable_plan_new (PlClient *client, GtkEditable *const days[PL_WEEKDAYS])
{
  PlTimetablePlan *plan = g_object_new (PL_TYPE_TIMETABLE_PLAN, NULL);

  for (guint i = 0; i < PL_WEEKDAYS; i++) {
    plan->days[i] = days[i];
    g_signal_connect_object (days[i], "changed", G_CALLBACK (draw_days), plan, G_CONNECT_SWAPPED);
  }
  draw_days (plan);
  pl_client_call_staff (client, "Home", "Get", g_variant_new ("(s)", "home.conf"),
                        plan->cancellable, on_home, plan);
  pl_client_call_staff (client, "Staff", "GetToday", NULL, plan->cancellable, on_today, plan);
  return plan;
}
