/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/accounts/left-child-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/english.h"
#include "gui/app/print.h"
#include "gui/app/record.h"
#include "gui/app/typed-day.h"
#include "gui/staff/accounts/certificate.h"
#include "gui/staff/act-page.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"

#define LAST        200 /* as many accounts as a home had in years */
#define LOOK_MS     300 /* how often it is asked how far a wipe is */
#define REVIEW_DAYS 3   /* of who comes back, as of who arrives (L3) */

struct _PlLeftChildPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  char *account, *name;
  char *text;                    /* the profile as it was last; nullable */
  PlRecord *left;                /* a row of Accounts.List; nullable */
  GtkFileChooserNative *chooser; /* nullable */
  GtkBox *sheet;
  GtkLabel *state, *problem, *said;
  GtkWidget *save, *back, *wipe, *print;
  GtkListBox *certificate;
  guint looking;
};

G_DEFINE_FINAL_TYPE (PlLeftChildPage, pl_left_child_page, PL_TYPE_SUBPAGE)

static void read_account (PlLeftChildPage *page);

/* What can be done. */

static GVariant *
account_and_reason (PlRecord *subject, const char *reason)
{
  return g_variant_new ("(ss)", pl_record_text (subject, "account"), reason);
}

static PlSubpage *
show_again (PlClient *client, PlRecord *subject, GAsyncResult *reply)
{
  return pl_left_child_page_new (client, pl_record_text (subject, "account"),
                                 pl_record_text (subject, "name"));
}

static const PlActKind wipe = {
  .context = "account",
  .heading = NC_ ("account", "Have the account wiped"),
  .facts = { NC_ ("account",
                  "Their programs are ended\nThen every file of theirs on this computer is "
                  "removed, and the account with its log-in."),
             NC_ ("account", "It cannot be undone\nSave what they still want before you do it."),
             NC_ ("account",
                  "The record stays\nReviews, restrictions and acts, as the home keeps them. "
                  "Concerns stay with their readers."),
             NC_ ("account",
                  "It is not looked at\nMemory sticks, backups, other computers. Removed "
                  "files are not overwritten."),
             NC_ ("account",
                  "Then the computer can be handed on\nA certificate says what was removed, "
                  "and when.") },
  .why = NC_ ("account", "Why? It goes on record"),
  .button = NC_ ("account", "Wipe it for good"),
  .destructive = TRUE,
  .manager = TRUE,
  .interface = "Accounts",
  .method = "Wipe",
  .arguments = account_and_reason,
  .next = show_again,
};

static GVariant *
arrive_again (PlRecord *subject, const char *reason)
{
  g_autofree char *review = pl_typed_day_after (pl_app_now (), REVIEW_DAYS);

  return g_variant_new ("(sssx)", pl_record_text (subject, "account"),
                        pl_record_text (subject, "text"), reason, pl_typed_day_noon (review));
}

static const PlActKind come_back = {
  .context = "account",
  .heading = NC_ ("account", "They stay, or come back"),
  .facts = { NC_ ("account",
                  "What was agreed with them holds again\nAs it was last: hours, level, "
                  "sites and needs."),
             NC_ ("account",
                  "A review is due within three days\nUntil then the level is provisional, "
                  "as of everybody who arrives.") },
  .why = NC_ ("account", "Why? It goes on record"),
  .button = NC_ ("account", "They are here again"),
  .interface = "Profiles",
  .method = "Add",
  .arguments = arrive_again,
  .done = NC_ ("account", "They are here again. You find them under Children."),
};

static void
open_act (PlLeftChildPage *page, const PlActKind *kind, gboolean replace)
{
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&fields, "account", "s", page->account);
  g_variant_dict_insert (&fields, "name", "s", page->name);
  g_variant_dict_insert (&fields, "text", "s", page->text != NULL ? page->text : "");
  g_autoptr (PlRecord) subject = pl_record_new (g_variant_dict_end (&fields));
  PlSubpage *act = pl_act_page_new (page->client, kind, subject);
  if (replace)
    pl_subpage_replace (GTK_WIDGET (page), act);
  else
    pl_subpage_open (GTK_WIDGET (page), act);
}

static void
on_wipe (PlLeftChildPage *page)
{
  /* What follows is this page again. */
  open_act (page, &wipe, TRUE);
}

static void
on_back (PlLeftChildPage *page)
{
  open_act (page, &come_back, TRUE);
}

/* For the next home. */

static void
on_chosen (PlLeftChildPage *page, int response)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (page->chooser))
                               : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&page->chooser);
  if (file == NULL)
    return;
  if (path == NULL)
    pl_label_say (page->problem,
                  C_ ("left child", "It can be written on this computer or on a stick only."));
  else if (!g_file_set_contents_full (path, page->text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                      &error))
    pl_label_say (page->problem, pl_refusal_words (error));
  else {
    pl_label_say (page->problem, "");
    pl_label_say (page->said, C_ ("left child", "It is written. It holds their name and what was "
                                                "agreed with them: hand it over in person."));
  }
}

static void
on_save (PlLeftChildPage *page)
{
  g_autofree char *name = g_strconcat (page->account, ".conf", NULL);

  if (page->chooser != NULL)
    return;
  page->chooser = gtk_file_chooser_native_new (
      C_ ("left child", "Where to write it"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))),
      GTK_FILE_CHOOSER_ACTION_SAVE, C_ ("left child", "_Write"), C_ ("left child", "_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (page->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (page->chooser), name);
  g_signal_connect_object (page->chooser, "response", G_CALLBACK (on_chosen), page,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (page->chooser));
}

/* The certificate. */

static char *
certificate_markup (PlRecord *left)
{
  g_auto (GStrv) lines = pl_certificate_lines (left);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "<span size='xx-large' weight='bold'>%s</span>\n\n",
                          C_ ("certificate", "Certificate of a wiped account"));
  for (guint i = 0; lines[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], "\n", 2);
    g_autofree char *line = g_markup_printf_escaped ("%s: <b>%s</b>\n", parts[0], parts[1]);
    g_string_append (text, line);
  }
  g_string_append_printf (text, "\n%s\n", pl_certificate_limits ());
  return g_string_free (text, FALSE);
}

static void
on_print (PlLeftChildPage *page)
{
  g_autoptr (GtkPrintOperation) operation = pl_print_new (
      C_ ("certificate", "Certificate of a wiped account"), certificate_markup (page->left));

  pl_print_run (operation, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))));
}

static void
show_certificate (PlLeftChildPage *page, gboolean wiped)
{
  g_auto (GStrv) lines = wiped ? pl_certificate_lines (page->left) : NULL;

  pl_list_box_clear (page->certificate);
  gtk_widget_set_visible (GTK_WIDGET (page->certificate), wiped);
  gtk_widget_set_visible (page->print, wiped);
  for (guint i = 0; wiped && lines[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (lines[i], "\n", 2);
    gtk_list_box_append (page->certificate,
                         GTK_WIDGET (pl_staff_row_new (NULL, NULL, parts[1], parts[0])));
  }
  if (wiped)
    pl_label_say (page->said, pl_certificate_limits ());
}

/* What holds. */

static gboolean
on_look (gpointer data)
{
  PlLeftChildPage *page = data;

  page->looking = 0;
  read_account (page);
  return G_SOURCE_REMOVE;
}

static void
show_left (PlLeftChildPage *page)
{
  const char *state = pl_record_text (page->left, "state");
  const char *trouble = pl_record_text (page->left, "trouble");
  gboolean left = g_str_equal (state, "left"), wiping = g_str_equal (state, "wiping");
  gboolean wiped = g_str_equal (state, "wiped");
  /* One that failed waits for nothing. */
  g_autofree char *progress =
      wiping && *trouble == '\0' ? pl_wipe_progress_words (page->left) : g_strdup ("");
  pl_label_say (
      page->state,
      left     ? C_ ("left child", "They have help sites only. Their files and their log-in are "
                                       "still on this computer, and nobody else can have the account: "
                                       "this computer cannot be handed on yet.")
      : wiping ? progress
      : wiped  ? C_ ("left child", "Nothing of theirs is on this computer. It can be handed on.")
               : C_ ("left child", "They live here."));
  g_autofree char *problem = pl_screen_said_by_itself (wiping ? trouble : "");
  pl_label_say (page->problem, problem);
  gtk_widget_set_visible (page->save, left && page->text != NULL);
  gtk_widget_set_visible (page->back, left && page->text != NULL);
  gtk_widget_set_visible (page->wipe, left || (wiping && *trouble != '\0'));
  show_certificate (page, wiped);
  if (wiping && *trouble == '\0' && page->looking == 0)
    page->looking = g_timeout_add (LOOK_MS, on_look, page);
}

static void
on_versions (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  PlLeftChildPage *page = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL) {
    g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
    g_autoptr (GVariant) newest =
        g_variant_n_children (rows) > 0 ? g_variant_get_child_value (rows, 0) : NULL;
    if (newest != NULL && page->text == NULL)
      g_variant_lookup (newest, "text", "s", &page->text);
  }
  show_left (page);
}

/* The newest of the account; NULL. Transfer full. */
static PlRecord *
find (GVariant *rows, const char *account)
{
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) one = pl_record_new (row);
    if (g_str_equal (pl_record_text (one, "account"), account))
      return g_steal_pointer (&one);
  }
  return NULL;
}

static void
on_accounts (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlLeftChildPage *page = data;
  g_autoptr (GVariant) rows = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
  g_autoptr (PlRecord) left = rows != NULL ? find (rows, page->account) : NULL;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  pl_agent_view_show_content (pl_sheet_view (page->sheet));
  g_set_object (&page->left, left);
  if (left == NULL)
    pl_label_say (page->state, C_ ("left child", "Nothing of this account is on record any more."));
  else if (g_str_equal (pl_record_text (left, "state"), "left") && page->text == NULL)
    pl_client_call_staff (page->client, "Profiles", "ListVersions",
                          g_variant_new ("(sx)", page->account, (gint64)0), page->cancellable,
                          on_versions, page);
  else
    show_left (page);
}

static void
read_account (PlLeftChildPage *page)
{
  pl_client_call_staff (page->client, "Accounts", "List", g_variant_new ("(xu)", (gint64)0, LAST),
                        page->cancellable, on_accounts, page);
}

static GtkWidget *
add_button (PlLeftChildPage *page, const char *words, const char *style, GCallback clicked)
{
  GtkWidget *button = pl_sheet_add_button (page->sheet, words, style, clicked, page);

  gtk_widget_set_visible (button, FALSE);
  return button;
}

static void
fill (PlLeftChildPage *page)
{
  /* Translators: a child's name. */
  g_autofree char *heading = g_strdup_printf (C_ ("left child", "%s has left"), page->name);

  page->sheet = pl_sheet_new (PL_SUBPAGE (page), page->name, heading);
  page->state = pl_sheet_add_text (page->sheet, "second", NULL);
  page->problem = pl_sheet_add_text (page->sheet, "problem", NULL);
  page->certificate =
      pl_sheet_add_list (page->sheet, C_ ("certificate", "Certificate of a wiped account"));
  page->said = pl_sheet_add_text (page->sheet, "done", NULL);
  gtk_widget_set_visible (GTK_WIDGET (page->certificate), FALSE);
  page->save = add_button (page, C_ ("left child", "Save what was agreed, for the next home"),
                           "ask", G_CALLBACK (on_save));
  page->back = add_button (page, C_ ("left child", "Undo: they stay, or come back"), NULL,
                           G_CALLBACK (on_back));
  page->wipe =
      add_button (page, C_ ("left child", "Have the account wiped"), NULL, G_CALLBACK (on_wipe));
  page->print =
      add_button (page, C_ ("certificate", "Print the certificate"), "ask", G_CALLBACK (on_print));
}

/* What was done on a page that lay over this one shows when it is left. */
static void
pl_left_child_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_left_child_page_parent_class)->map (widget);
  read_account (PL_LEFT_CHILD_PAGE (widget));
}

static void
pl_left_child_page_dispose (GObject *object)
{
  PlLeftChildPage *page = PL_LEFT_CHILD_PAGE (object);

  g_clear_handle_id (&page->looking, g_source_remove);
  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->left);
  g_clear_object (&page->chooser);
  G_OBJECT_CLASS (pl_left_child_page_parent_class)->dispose (object);
}

static void
pl_left_child_page_finalize (GObject *object)
{
  PlLeftChildPage *page = PL_LEFT_CHILD_PAGE (object);

  g_free (page->account);
  g_free (page->name);
  g_free (page->text);
  G_OBJECT_CLASS (pl_left_child_page_parent_class)->finalize (object);
}

static void
pl_left_child_page_class_init (PlLeftChildPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_left_child_page_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_left_child_page_finalize;
  GTK_WIDGET_CLASS (class)->map = pl_left_child_page_map;
}

static void
pl_left_child_page_init (PlLeftChildPage *page)
{
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_left_child_page_new (PlClient *client, const char *account, const char *name)
{
  PlLeftChildPage *page = g_object_new (PL_TYPE_LEFT_CHILD_PAGE, NULL);

  page->client = g_object_ref (client);
  page->account = g_strdup (account);
  page->name = g_strdup (name);
  fill (page);
  pl_agent_view_await (pl_sheet_view (page->sheet), client, G_CALLBACK (read_account), page);
  return PL_SUBPAGE (page);
}
