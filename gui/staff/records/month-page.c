/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/month-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/paper-print.h"
#include "gui/app/record.h"
#include "gui/app/time-words.h"
#include "gui/staff/records/asking.h"
#include "gui/staff/records/month-words.h"
#include "gui/staff/refusal.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/count-bars.h"
#include "gui/widgets/drop-down.h"
#include "gui/widgets/label.h"
#include "policy/export/month.h"
#include "policy/paper/month-paper.h"

#define MONTHS 12 /* to choose from: this one, and those before */

struct _PlMonthPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable; /* of the month that is asked for */
  PlAgentView *view;
  GtkDropDown *chooser;
  GtkStringList *months; /* "2026-11", as the chooser has them in words */
  GtkLabel *key, *problem, *said;
  GtkBox *charts;
  GtkWidget *print, *save;
  JsonObject *month;            /* what shows; nullable */
  GtkFileChooserNative *chosen; /* nullable */
};

G_DEFINE_FINAL_TYPE (PlMonthPage, pl_month_page, PL_TYPE_SUBPAGE)

/* Charts. */

typedef struct {
  GtkBox *place;
  const char *part, *before; /* code; the other month's name */
  int most;
} Chart;

static int
count_of (JsonNode *node, guint month)
{
  return (int)json_array_get_int_element (json_node_get_array (node), month);
}

static void
find_most (JsonObject *part, const char *code, JsonNode *node, gpointer data)
{
  Chart *chart = data;

  chart->most = MAX (chart->most, MAX (count_of (node, 0), count_of (node, 1)));
}

static void
add_count (JsonObject *part, const char *code, JsonNode *node, gpointer data)
{
  const Chart *chart = data;
  GtkWidget *place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *what = pl_month_count_words (chart->part, code);
  g_autofree char *words = g_strdup_printf (
      /* Translators: what is counted, how often, the month before ("October 2026"), and how often then. */
      C_ ("month", "%1$s: %2$d (%3$s: %4$d)"), what, count_of (node, 1), chart->before,
      count_of (node, 0));

  pl_sheet_add_text (GTK_BOX (place), NULL, words);
  if (count_of (node, 0) > 0 || count_of (node, 1) > 0)
    gtk_box_append (GTK_BOX (place),
                    pl_count_bars_new (count_of (node, 1), count_of (node, 0), chart->most));
  gtk_box_append (chart->place, place);
}

static void
add_chart (JsonObject *parts, const char *part, JsonNode *node, gpointer data)
{
  Chart chart = *(const Chart *)data;
  g_autofree char *words = pl_month_part_words (part);

  chart.part = part;
  pl_sheet_add_title (chart.place, words);
  json_object_foreach_member (json_node_get_object (node), find_most, &chart);
  json_object_foreach_member (json_node_get_object (node), add_count, &chart);
}

static void
show (PlMonthPage *page)
{
  g_autofree char *now = pl_words_month (json_object_get_string_member (page->month, "month"));
  g_autofree char *before = pl_words_month (json_object_get_string_member (page->month, "before"));
  g_autofree char *key = g_strdup_printf (
      /* Translators: two months. */
      C_ ("month", "A filled bar is %1$s, a bar with an outline is %2$s."), now, before);
  const Chart chart = { .place = page->charts, .before = before };

  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (page->charts))) != NULL;)
    gtk_box_remove (page->charts, child);
  json_object_foreach_member (json_object_get_object_member (page->month, "parts"), add_chart,
                              (gpointer)&chart);
  pl_label_say (page->key, key);
  gtk_widget_set_sensitive (page->print, TRUE);
  gtk_widget_set_sensitive (page->save, TRUE);
}

/* The numbers are asked for and counted on a thread of their own. */

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const PlExportAgent agent = pl_asking_agent (cancellable);
  GError *error = NULL;
  JsonObject *month = pl_export_month (&agent, data, NULL, &error);

  if (month != NULL)
    g_task_return_pointer (task, month, (GDestroyNotify)json_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  PlMonthPage *page = PL_MONTH_PAGE (source);
  g_autoptr (GError) error = NULL;
  JsonObject *month = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (month == NULL) {
    g_dbus_error_strip_remote_error (error);
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_clear_pointer (&page->month, json_object_unref);
  page->month = month;
  show (page);
  pl_agent_view_show_content (page->view);
}

static void
count (PlMonthPage *page)
{
  guint selected = gtk_drop_down_get_selected (page->chooser);

  if (selected == GTK_INVALID_LIST_POSITION)
    return;
  g_cancellable_cancel (page->cancellable);
  g_object_unref (page->cancellable);
  page->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (page->print, FALSE);
  gtk_widget_set_sensitive (page->save, FALSE);
  pl_label_say (page->said, "");
  pl_label_say (page->key, C_ ("month", "Counting …"));
  g_autoptr (GTask) task = g_task_new (page, page->cancellable, on_counted, NULL);
  g_task_set_task_data (task, g_strdup (gtk_string_list_get_string (page->months, selected)),
                        g_free);
  g_task_run_in_thread (task, run);
}

/* This month, and those before it. */
static void
show_months (PlMonthPage *page, gint64 now)
{
  g_autoptr (GDateTime) today = pl_app_time (now);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  page->months = gtk_string_list_new (NULL);
  for (int i = 0; i < MONTHS; i++) {
    g_autoptr (GDateTime) first = g_date_time_new_utc (g_date_time_get_year (today),
                                                       g_date_time_get_month (today), 1, 0, 0, 0);
    g_autoptr (GDateTime) then = g_date_time_add_months (first, -i);
    g_autofree char *text = g_date_time_format (then, "%Y-%m");
    g_autofree char *name = pl_words_month (text);
    /* Translators: the month that is not over yet: "November 2026, so far". */
    g_autofree char *so_far = g_strdup_printf (C_ ("month", "%s, so far"), name);
    gtk_string_list_append (page->months, text);
    gtk_string_list_append (names, i == 0 ? so_far : name);
  }
  gtk_drop_down_set_model (page->chooser, G_LIST_MODEL (names));
  g_signal_connect_object (page->chooser, "notify::selected", G_CALLBACK (count), page,
                           G_CONNECT_SWAPPED);
  count (page);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlMonthPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (PlRecord) today = pl_record_new (fields);
  pl_app_set_zone (pl_record_text (today, "zone"));
  show_months (page, pl_record_number (today, "now"));
}

/* On paper. */

static void
on_print (PlMonthPage *page)
{
  if (page->month != NULL)
    pl_paper_print (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))),
                    C_ ("month", "The month in numbers"), pl_month_paper_new (page->month));
}

static gboolean
write_pdf (PlMonthPage *page, GFile *file, GError **error)
{
  g_autoptr (GBytes) pdf = pl_month_paper (page->month, error);
  gsize length;

  if (pdf == NULL)
    return FALSE;
  const char *bytes = g_bytes_get_data (pdf, &length);
  return g_file_replace_contents (file, bytes, length, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                  NULL, error);
}

static void
on_chosen (PlMonthPage *page, int response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (page->chosen))
                               : NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&page->chosen);
  if (file == NULL)
    return;
  g_autofree char *name = g_file_get_basename (file);
  gboolean written = write_pdf (page, file, &error);
  /* Translators: %s is the name of a file. */
  g_autofree char *done = g_strdup_printf (C_ ("month", "%s is written."), name);
  pl_label_say (page->said, written ? done : "");
  pl_label_say (page->problem, written ? "" : pl_refusal_words (error));
}

static void
on_save (PlMonthPage *page)
{
  if (page->month == NULL || page->chosen != NULL)
    return;
  g_autofree char *name =
      g_strdup_printf ("%s.pdf", json_object_get_string_member (page->month, "month"));
  page->chosen = gtk_file_chooser_native_new (
      C_ ("month", "Where to write it"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))),
      GTK_FILE_CHOOSER_ACTION_SAVE, C_ ("month", "_Write"), C_ ("month", "_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (page->chosen), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (page->chosen), name);
  g_signal_connect_object (page->chosen, "response", G_CALLBACK (on_chosen), page,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (page->chosen));
}

static void
pl_month_page_dispose (GObject *object)
{
  PlMonthPage *page = PL_MONTH_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->chosen);
  g_clear_object (&page->months);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_month_page_parent_class)->dispose (object);
}

/* A month that is still counted keeps the page until it is told that it is not wanted. */
static void
pl_month_page_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (PL_MONTH_PAGE (widget)->cancellable);
  GTK_WIDGET_CLASS (pl_month_page_parent_class)->unroot (widget);
}

static void
pl_month_page_finalize (GObject *object)
{
  PlMonthPage *page = PL_MONTH_PAGE (object);

  g_object_unref (page->cancellable);
  g_clear_pointer (&page->month, json_object_unref);
  G_OBJECT_CLASS (pl_month_page_parent_class)->finalize (object);
}

static void
pl_month_page_class_init (PlMonthPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_month_page_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_month_page_finalize;
  GTK_WIDGET_CLASS (class)->unroot = pl_month_page_unroot;
  PL_SUBPAGE_CLASS (class)->asks_only = TRUE;
}

static void
pl_month_page_init (PlMonthPage *page)
{
  GtkBox *sheet = pl_sheet_new (PL_SUBPAGE (page), C_ ("month", "The month in numbers"),
                                C_ ("month", "The month in numbers"));

  page->cancellable = g_cancellable_new ();
  page->view = pl_sheet_view (sheet);
  pl_sheet_add_text (sheet, "quieter",
                     C_ ("month",
                         "For the monthly visit. No child is named. Concerns and incidents "
                         "are sealed and not counted here; blocked names are kept for a "
                         "limited time, so an older month has fewer."));
  page->chooser = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  pl_drop_down_name (page->chooser, C_ ("month", "Month"));
  gtk_box_append (sheet, GTK_WIDGET (page->chooser));
  page->print =
      pl_sheet_add_button (sheet, C_ ("month", "Print …"), "ask", G_CALLBACK (on_print), page);
  page->save =
      pl_sheet_add_button (sheet, C_ ("month", "Save as PDF …"), NULL, G_CALLBACK (on_save), page);
  page->said = pl_sheet_add_text (sheet, "done", NULL);
  page->problem = pl_sheet_add_text (sheet, "complaint", NULL);
  page->key = pl_sheet_add_text (sheet, "quieter", NULL);
  page->charts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_box_append (sheet, GTK_WIDGET (page->charts));
}

static void
read_today (PlMonthPage *page)
{
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
}

PlSubpage *
pl_month_page_new (PlClient *client)
{
  PlMonthPage *page = g_object_new (PL_TYPE_MONTH_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_today), page);
  read_today (page);
  return PL_SUBPAGE (page);
}
