/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/export-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/client-call.h"
#include "gui/app/record.h"
#include "gui/app/typed-day.h"
#include "gui/app/wipe.h"
#include "gui/staff/records/export-job.h"
#include "gui/staff/refusal.h"
#include "gui/staff/today/today-words.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/day-entry.h"
#include "gui/widgets/drop-down.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "policy/export/export-archive.h"

#define LOOK_MS     100 /* how often it is looked how far it is */
#define PERIOD_DAYS 28  /* what stands there first */

struct _PlExportPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable; /* of the page */
  PlAgentView *view;
  PlHeading *heading;
  GtkWidget *form, *work, *cancel, *own_place;
  GtkCheckButton *concerns;
  GtkDropDown *child;
  GtkEditable *from, *to, *own, *once, *again;
  GtkLabel *problem, *part, *said;
  GtkProgressBar *progress;
  GPtrArray *accounts;           /* as the drop-down has them */
  GtkFileChooserNative *chooser; /* nullable */
  PlExportJob *job;              /* nullable */
  GCancellable *job_cancellable; /* nullable */
  gint64 now;
  guint looking;
};

G_DEFINE_FINAL_TYPE (PlExportPage, pl_export_page, PL_TYPE_SUBPAGE)

static const struct {
  const char *part, *words;
} parts[] = {
  { "profile_versions", NC_ ("export", "What was agreed") },
  { "reviews", NC_ ("export", "Placement reviews") },
  { "restrictions", NC_ ("export", "Restrictions") },
  { "grants", NC_ ("export", "Time that was given") },
  { "requests", NC_ ("export", "Requests and answers") },
  { "records", NC_ ("export", "Records of care") },
  { "rules", NC_ ("export", "Answers to the rules") },
  { "log", NC_ ("export", "The log of acts") },
  { "usage", NC_ ("export", "Time used") },
  { "blocked", NC_ ("export", "What was blocked") },
  { "concerns", NC_ ("export", "What was told in confidence") },
  { "chain", NC_ ("export", "Whether anything was altered") },
  { "paper", NC_ ("export", "The pages to read") },
  { "file", NC_ ("export", "The file") },
};

static void
set_working (PlExportPage *page, gboolean working)
{
  gtk_widget_set_visible (page->form, !working);
  gtk_widget_set_visible (page->work, working);
  pl_heading_set_label (page->heading, working ? C_ ("export", "The export is being made")
                                               : C_ ("export", "Export a child’s records"));
  if (working)
    gtk_widget_grab_focus (page->cancel);
  else
    g_clear_handle_id (&page->looking, g_source_remove);
}

/* The job. */

static gboolean
on_look (gpointer data)
{
  PlExportPage *page = data;
  double share;
  const char *part = pl_export_job_part (page->job, &share);

  for (gsize i = 0; part != NULL && i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].part, part))
      gtk_label_set_label (page->part, g_dpgettext2 (NULL, "export", parts[i].words));
  gtk_progress_bar_set_fraction (page->progress, share);
  return G_SOURCE_CONTINUE;
}

static void
say_done (PlExportPage *page)
{
  g_autofree char *name = g_path_get_basename (pl_export_job_path (page->job));
  gint64 named = pl_export_job_named (page->job);
  g_autoptr (GString) words = g_string_new (NULL);

  /* Translators: %s is the name of a file. */
  g_string_append_printf (words, C_ ("export", "%s is written. It opens with the passphrase only."),
                          name);
  g_string_append_printf (
      words, "\n%s",
      pl_export_job_altered (page->job)
          ? C_ ("export", "The record was ALTERED: its first page says where. Tell the manager.")
          : C_ ("export", "Nothing in the record was altered."));
  if (named > 0)
    g_string_append_printf (
        words,
        g_dngettext (
            NULL,
            "\nAnother child was named in %d place; it says [another child] there. Read it "
            "before it leaves the home: no program knows nicknames.",
            "\nOther children were named in %d places; it says [another child] there. Read "
            "it before it leaves the home: no program knows nicknames.",
            (gulong)named),
        (int)named);
  gtk_label_set_label (page->said, words->str);
  gtk_widget_set_visible (GTK_WIDGET (page->said), TRUE);
  pl_subpage_sent (GTK_WIDGET (page));
  pl_heading_set_label (page->heading, C_ ("export", "The export is made"));
  pl_subpage_focus_heading (PL_SUBPAGE (page));
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PlExportPage) page = data;
  g_autoptr (GError) error = NULL;
  gboolean made = pl_export_job_finish (page->job, result, &error);

  if (g_cancellable_is_cancelled (page->cancellable))
    return;
  set_working (page, FALSE);
  if (made)
    say_done (page);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pl_label_say (page->problem, C_ ("export", "Cancelled: no file was written."));
  else if (pl_client_is_away_error (error))
    pl_label_say (page->problem,
                  C_ ("export", "Porchlight is not answering. No file was written."));
  else
    pl_label_say (page->problem, pl_refusal_words (error));
  g_clear_pointer (&page->job, pl_export_job_unref);
}

static const char *
account_of (PlExportPage *page)
{
  return page->accounts->pdata[gtk_drop_down_get_selected (page->child)];
}

/* NULL where there is none. Transfer full. */
static char *
day_in (GtkEditable *field)
{
  return pl_typed_day (gtk_editable_get_text (field));
}

static void
start (PlExportPage *page, const char *path)
{
  g_autofree char *from = day_in (page->from), *to = day_in (page->to);

  page->job = pl_export_job_new (
      account_of (page), from, to, gtk_editable_get_text (page->once),
      gtk_check_button_get_active (page->concerns) ? gtk_editable_get_text (page->own) : NULL, path,
      page->now);
  g_set_object (&page->job_cancellable, NULL);
  page->job_cancellable = g_cancellable_new ();
  pl_wipe_entry (page->own);
  pl_wipe_entry (page->once);
  pl_wipe_entry (page->again);
  set_working (page, TRUE);
  page->looking = g_timeout_add (LOOK_MS, on_look, page);
  pl_export_job_run (page->job, page->job_cancellable, on_made, g_object_ref (page));
}

static void
on_cancel (PlExportPage *page)
{
  if (page->job_cancellable != NULL)
    g_cancellable_cancel (page->job_cancellable);
}

/* Before it. */

static void
on_chosen (PlExportPage *page, int response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (page->chooser))
                               : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  g_clear_object (&page->chooser);
  if (path != NULL)
    start (page, path);
  else if (file != NULL)
    pl_label_say (page->problem,
                  C_ ("export", "It can be written on this computer or on a stick only."));
}

/* What is wrong with what was typed; NULL: nothing. */
static const char *
wrong_with (PlExportPage *page)
{
  const char *passphrase = gtk_editable_get_text (page->once);
  g_autofree char *first = day_in (page->from), *last = day_in (page->to);

  if (gtk_drop_down_get_selected (page->child) >= page->accounts->len)
    return C_ ("export", "Please choose a child.");
  if (first == NULL || last == NULL)
    return C_ ("export", "Please write the days as 9/3/2026: day, month, year.");
  if (strcmp (last, first) < 0)
    return C_ ("export", "The last day is before the first.");
  if (gtk_check_button_get_active (page->concerns) && *gtk_editable_get_text (page->own) == '\0')
    return C_ ("export", "Please type your own passphrase, too: it opens what was told.");
  if (g_utf8_strlen (passphrase, -1) < PL_EXPORT_PASSPHRASE_MIN)
    return C_ ("export", "The passphrase is too short: at least 12 signs, four words, say.");
  if (!g_str_equal (passphrase, gtk_editable_get_text (page->again)))
    return C_ ("export", "The two passphrases are not the same. Please type them again.");
  return NULL;
}

/* The passphrase that nobody needs is not asked for, and not kept. */
static void
on_concerns (PlExportPage *page)
{
  gboolean wanted = gtk_check_button_get_active (page->concerns);

  gtk_widget_set_visible (page->own_place, wanted);
  if (!wanted)
    pl_wipe_entry (page->own);
}

static void
on_make (PlExportPage *page)
{
  const char *problem = wrong_with (page);

  pl_label_say (page->problem, problem != NULL ? problem : "");
  if (problem != NULL || page->chooser != NULL)
    return;
  g_autofree char *from = day_in (page->from), *to = day_in (page->to);
  g_autofree char *name = g_strdup_printf ("%s-%s-%s.zip", account_of (page), from, to);
  gtk_widget_set_visible (GTK_WIDGET (page->said), FALSE);
  page->chooser = gtk_file_chooser_native_new (
      C_ ("export", "Where to write it"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))),
      GTK_FILE_CHOOSER_ACTION_SAVE, C_ ("export", "_Write"), C_ ("export", "_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (page->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (page->chooser), name);
  g_signal_connect_object (page->chooser, "response", G_CALLBACK (on_chosen), page,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (page->chooser));
}

static void
set_day (GtkEditable *entry, GDateTime *day)
{
  g_autofree char *text = pl_typed_day_of (day);

  gtk_editable_set_text (entry, text);
}

static void
show_today (PlExportPage *page, PlRecord *today)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (pl_record_text (today, "zone"));

  page->now = pl_record_number (today, "now");
  pl_staff_children_add (today, names, page->accounts);
  gtk_drop_down_set_model (page->child, G_LIST_MODEL (names));
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (page->now);
  g_autoptr (GDateTime) last =
      zone != NULL ? g_date_time_to_timezone (utc, zone) : g_date_time_ref (utc);
  g_autoptr (GDateTime) first = g_date_time_add_days (last, 1 - PERIOD_DAYS);
  set_day (page->from, first);
  set_day (page->to, last);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlExportPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (PlRecord) today = pl_record_new (fields);
  show_today (page, today);
  pl_agent_view_show_content (page->view);
}

/* Whoever leaves the page has cancelled it. */
static void
pl_export_page_unroot (GtkWidget *widget)
{
  PlExportPage *page = PL_EXPORT_PAGE (widget);

  on_cancel (page);
  g_clear_handle_id (&page->looking, g_source_remove);
  g_cancellable_cancel (page->cancellable);
  GTK_WIDGET_CLASS (pl_export_page_parent_class)->unroot (widget);
}

static void
pl_export_page_dispose (GObject *object)
{
  PlExportPage *page = PL_EXPORT_PAGE (object);

  g_clear_handle_id (&page->looking, g_source_remove);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->job_cancellable);
  g_clear_object (&page->chooser);
  g_clear_object (&page->client);
  g_clear_pointer (&page->job, pl_export_job_unref);
  g_clear_pointer (&page->accounts, g_ptr_array_unref);
  G_OBJECT_CLASS (pl_export_page_parent_class)->dispose (object);
}

static void
pl_export_page_class_init (PlExportPageClass *class)
{
  static const struct {
    const char *name;
    gsize offset;
  } children[] = {
    { "view", G_STRUCT_OFFSET (PlExportPage, view) },
    { "heading", G_STRUCT_OFFSET (PlExportPage, heading) },
    { "form", G_STRUCT_OFFSET (PlExportPage, form) },
    { "work", G_STRUCT_OFFSET (PlExportPage, work) },
    { "cancel", G_STRUCT_OFFSET (PlExportPage, cancel) },
    { "child", G_STRUCT_OFFSET (PlExportPage, child) },
    { "from", G_STRUCT_OFFSET (PlExportPage, from) },
    { "to", G_STRUCT_OFFSET (PlExportPage, to) },
    { "concerns", G_STRUCT_OFFSET (PlExportPage, concerns) },
    { "own_place", G_STRUCT_OFFSET (PlExportPage, own_place) },
    { "own", G_STRUCT_OFFSET (PlExportPage, own) },
    { "once", G_STRUCT_OFFSET (PlExportPage, once) },
    { "again", G_STRUCT_OFFSET (PlExportPage, again) },
    { "problem", G_STRUCT_OFFSET (PlExportPage, problem) },
    { "part", G_STRUCT_OFFSET (PlExportPage, part) },
    { "said", G_STRUCT_OFFSET (PlExportPage, said) },
    { "progress", G_STRUCT_OFFSET (PlExportPage, progress) },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_export_page_dispose;
  widget_class->unroot = pl_export_page_unroot;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_DAY_ENTRY);
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/export-page.ui");
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_class_bind_template_child_full (widget_class, children[i].name, FALSE,
                                               (gssize)children[i].offset);
  gtk_widget_class_bind_template_callback (widget_class, on_concerns);
  gtk_widget_class_bind_template_callback (widget_class, on_make);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
pl_export_page_init (PlExportPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  page->accounts = g_ptr_array_new_with_free_func (g_free);
  pl_drop_down_name (page->child, C_ ("export", "Child"));
}

static void
read_today (PlExportPage *page)
{
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
}

PlSubpage *
pl_export_page_new (PlClient *client)
{
  PlExportPage *page = g_object_new (PL_TYPE_EXPORT_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_today), page);
  read_today (page);
  return PL_SUBPAGE (page);
}
