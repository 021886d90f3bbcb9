/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/log-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/client-call.h"
#include "gui/app/english.h"
#include "gui/app/initial.h"
#include "gui/app/record.h"
#include "gui/app/wipe.h"
#include "gui/staff/concerns/concern-words.h"
#include "gui/staff/refusal.h"
#include "gui/staff/today/today-words.h"
#include "gui/widgets/drop-down.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "gui/widgets/text-view.h"
#include "policy/care/kind.h"
#include "policy/care/letter.h"
#include "policy/care/words-file.h"

struct _PlLogPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  char *form; /* names this form to the agent: sent twice is one incident */
  GtkStringList *children;
  GPtrArray *accounts; /* theirs */
  GtkDropDown *child, *kind, *choice;
  GtkEditable *not_name;
  GtkTextView *words;
  GtkLabel *problem, *done;
  GtkWidget *form_place;
};

G_DEFINE_FINAL_TYPE (PlLogPage, pl_log_page, PL_TYPE_SUBPAGE)

/* What Concerns.Log takes as the first reader. */
static const char *const choices[] = { "lead", "manager", "staff" };

static void
on_logged (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlLogPage *page = data;
  gtk_widget_set_sensitive (page->form_place, TRUE);
  if (reply == NULL) {
    pl_label_say (
        page->problem,
        pl_client_is_away_error (error)
            ? C_ ("log", "It is not saved: Porchlight is not answering. Your words stay here.")
            : pl_refusal_words (error));
    return;
  }
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (PlRecord) receipt = pl_record_new (fields);
  gtk_label_set_label (
      page->done,
      pl_record_flag (receipt, "words-kept")
          ? C_ ("log", "It is logged, and sealed to its readers. In danger: ring 999 first.")
          : C_ ("log", "Only the kind is logged: no reader has a key yet. Tell the manager "
                       "yourself."));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (page->words), "", 0);
  gtk_widget_set_visible (page->form_place, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (page->done), TRUE);
  pl_subpage_focus_heading (PL_SUBPAGE (page));
}

static GVariant *
options (PlLogPage *page)
{
  const char *typed[] = { gtk_editable_get_text (page->not_name), NULL };
  guint choice = MIN (gtk_drop_down_get_selected (page->choice), G_N_ELEMENTS (choices) - 1);
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "choice", g_variant_new_string (choices[choice]));
  if (*typed[0] != '\0')
    g_variant_builder_add (&options, "{sv}", "not-names", g_variant_new_strv (typed, 1));
  return g_variant_builder_end (&options);
}

/* The words as a file in memory; -1 and what is wrong with them. */
static int
words_file (PlLogPage *page, GError **error)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (page->words);
  GtkTextIter start, end;
  int file = -1;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  char *words = g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
  if (pl_words_check ((const guint8 *)words, strlen (words), error))
    file = pl_words_file_new ((const guint8 *)words, strlen (words), error);
  pl_wipe_text (words);
  return file;
}

static void
on_log (PlLogPage *page)
{
  guint child = gtk_drop_down_get_selected (page->child);
  g_autoptr (GError) error = NULL;

  if (child == GTK_INVALID_LIST_POSITION) {
    pl_label_say (page->problem, C_ ("log", "Please choose a child."));
    return;
  }
  int file = words_file (page, &error);
  if (file < 0) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  pl_label_say (page->problem, "");
  gtk_widget_set_sensitive (page->form_place, FALSE);
  pl_client_call_staff_with_file (
      page->client, "Concerns", "Log",
      g_variant_new ("(sss@a{sv}h)", page->form, page->accounts->pdata[child],
                     pl_concern_kind_code ((PlConcernKind)gtk_drop_down_get_selected (page->kind)),
                     options (page), 0),
      file, page->cancellable, on_logged, page);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlLogPage *page = data;
  if (reply == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (PlRecord) today = pl_record_new (fields);
  pl_staff_children_add (today, page->children, page->accounts);
}

static void
fill_choices (PlLogPage *page)
{
  const PlLanguage *language = pl_screen_policy_language ();
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL),
                            readers = gtk_string_list_new (NULL);

  for (guint i = 0; i < PL_CONCERN_KINDS; i++)
    gtk_string_list_append (kinds, pl_concern_kind_text ((PlConcernKind)i, language));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_autofree char *label = pl_capital (pl_concern_role (choices[i]));
    gtk_string_list_append (readers, label);
  }
  pl_drop_down_wrap (page->child);
  pl_drop_down_wrap (page->kind);
  pl_drop_down_wrap (page->choice);
  gtk_drop_down_set_model (page->child, G_LIST_MODEL (page->children));
  gtk_drop_down_set_model (page->kind, G_LIST_MODEL (kinds));
  gtk_drop_down_set_selected (page->kind, PL_CONCERN_OTHER);
  gtk_drop_down_set_model (page->choice, G_LIST_MODEL (readers));
}

static void
pl_log_page_dispose (GObject *object)
{
  PlLogPage *page = PL_LOG_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->children);
  g_clear_pointer (&page->accounts, g_ptr_array_unref);
  g_clear_pointer (&page->form, g_free);
  G_OBJECT_CLASS (pl_log_page_parent_class)->dispose (object);
}

static void
pl_log_page_class_init (PlLogPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_log_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/log-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlLogPage, child);
  gtk_widget_class_bind_template_child (widget_class, PlLogPage, kind);
  gtk_widget_class_bind_template_child (widget_class, PlLogPage, choice);
  gtk_widget_class_bind_template_child (widget_class, PlLogPage, not_name);
  gtk_widget_class_bind_template_child (widget_class, PlLogPage, words);
  gtk_widget_class_bind_template_child (widget_class, PlLogPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlLogPage, done);
  gtk_widget_class_bind_template_child_full (widget_class, "form", FALSE,
                                             G_STRUCT_OFFSET (PlLogPage, form_place));
  gtk_widget_class_bind_template_callback (widget_class, on_log);
}

static void
pl_log_page_init (PlLogPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  pl_text_view_cap (page->words, PL_WORDS_MAX);
  page->cancellable = g_cancellable_new ();
  page->form = g_uuid_string_random ();
  page->children = gtk_string_list_new (NULL);
  page->accounts = g_ptr_array_new_with_free_func (g_free);
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (page->words), FALSE);
  fill_choices (page);
}

PlSubpage *
pl_log_page_new (PlClient *client)
{
  PlLogPage *page = g_object_new (PL_TYPE_LOG_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_client_call_staff (client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
  return PL_SUBPAGE (page);
}
