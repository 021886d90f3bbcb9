/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/accounts/account-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/time-words.h"
#include "gui/app/typed-day.h"
#include "gui/staff/accounts/first-password-page.h"
#include "gui/staff/accounts/left-child-page.h"
#include "gui/staff/act-page.h"
#include "gui/staff/conflict.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "policy/error.h"

struct _PlAccountPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  PlRecord *child;
  GtkEditable *until;
  PlConflict *conflict;
  GtkLabel *problem, *said;
  GtkWidget *keep;
  gint64 seen, sent; /* the last day that stood there, and that was sent; 0: none */
  char *mine;        /* nullable: what was written, while theirs stands there */
};

G_DEFINE_FINAL_TYPE (PlAccountPage, pl_account_page, PL_TYPE_SUBPAGE)

static GVariant *
account_and_reason (PlRecord *subject, const char *reason)
{
  return g_variant_new ("(ss)", pl_record_text (subject, "account"), reason);
}

static PlSubpage *
show_password (PlClient *client, PlRecord *subject, GAsyncResult *reply)
{
  return pl_first_password_page_new (client, subject, reply, NULL);
}

static const PlActKind new_password = {
  .context = "account",
  .heading = NC_ ("account", "A new password"),
  .facts = { NC_ ("account",
                  "The old password opens nothing any more\nTheir files stay as they are."),
             NC_ ("account",
                  "A first password is shown once\nAt the next log-in they choose their "
                  "own."),
             NC_ ("account",
                  "They see that you did it, and when\nWhat they told stays closed to "
                  "whoever logs in: it opens with their PIN.") },
  .why = NC_ ("account", "Why? It goes on record"),
  .button = NC_ ("account", "Make a new password"),
  .interface = "Accounts",
  .method = "ResetPassword",
  .arguments = account_and_reason,
  .next = show_password,
};

static const PlActKind reset_pin = {
  .context = "account",
  .heading = NC_ ("account", "A forgotten PIN"),
  .facts = { NC_ ("account",
                  "What they told until now stays closed to them\nTheir words and the "
                  "answers do not open again, with no PIN. Readers still have them."),
             NC_ ("account",
                  "They can set another PIN\nWhat they tell from then on opens with it."),
             NC_ ("account",
                  "They see that you did it, and when\nTell them before you do. It is done "
                  "the same where there never was a PIN: who has one is nobody’s to "
                  "know.") },
  .why = NC_ ("account", "Why? It goes on record"),
  .button = NC_ ("account", "Take the PIN away"),
  .destructive = TRUE,
  .interface = "Accounts",
  .method = "ResetPin",
  .arguments = account_and_reason,
  .done = NC_ ("account", "It is taken away. They can set another one, and they see who did this."),
};

static PlSubpage *
show_left (PlClient *client, PlRecord *subject, GAsyncResult *reply)
{
  return pl_left_child_page_new (client, pl_record_text (subject, "account"),
                                 pl_record_text (subject, "name"));
}

static const PlActKind leave = {
  .context = "account",
  .heading = NC_ ("account", "They leave this home"),
  .facts = { NC_ ("account", "First, their own copy\nUnder Records: Export a child’s records."),
             NC_ ("account",
                  "From now on: help sites only\nWhat was agreed with them ends. Tell staff "
                  "goes on until the account is wiped."),
             NC_ ("account",
                  "On this computer\nTheir files and their log-in stay until a manager has "
                  "them wiped. Nobody else can have the account before."),
             NC_ ("account",
                  "On record\nReviews, restrictions, requests and acts stay for as long as "
                  "the home keeps records; time and blocked sites for 90 days, if the home "
                  "says nothing else."),
             NC_ ("account",
                  "Concerns\nThey stay sealed with their readers. They go to the next home "
                  "by the safeguarding lead’s act alone."),
             NC_ ("account",
                  "The next home\nIt gets what was agreed as a file: you can save it on the "
                  "next page."),
             NC_ ("account", "It can be undone\nUntil the account is wiped.") },
  .why = NC_ ("account", "Where do they go, and why? It goes on record"),
  .button = NC_ ("account", "They leave now"),
  .destructive = TRUE,
  .interface = "Profiles",
  .method = "Remove",
  .arguments = account_and_reason,
  .next = show_left,
};

/* What it leads to, in this order. */
static const struct {
  const char *title, *subtitle;
  const PlActKind *kind;
} acts[] = {
  { NC_ ("account", "They forgot their password"), NC_ ("account", "A first password, shown once"),
    &new_password },
  { NC_ ("account", "They forgot their PIN"),
    NC_ ("account", "What they told opens with it: read first what is lost"), &reset_pin },
  { NC_ ("account", "They leave this home"),
    NC_ ("account", "What is kept, what ends, and what the next home gets"), &leave },
};

static void
on_act (AdwActionRow *row, PlAccountPage *page)
{
  pl_subpage_open (
      GTK_WIDGET (page),
      pl_act_page_new (page->client, g_object_get_data (G_OBJECT (row), "kind"), page->child));
}

/* The stay. */

static void
show_stay (PlAccountPage *page, gint64 until)
{
  g_autoptr (GDateTime) day = until != 0 ? pl_app_time (until) : NULL;
  g_autofree char *text = day != NULL ? pl_typed_day_of (day) : NULL;

  page->seen = until;
  gtk_editable_set_text (page->until, text != NULL ? text : "");
  gtk_widget_set_sensitive (page->keep, TRUE);
}

static void
on_stay (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  gint64 until;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlAccountPage *page = data;
  if (reply == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  g_variant_get (reply, "(x)", &until);
  show_stay (page, until);
}

static void
ask_stay (PlAccountPage *page, GAsyncReadyCallback answered)
{
  pl_client_call_staff (page->client, "Accounts", "GetStay",
                        g_variant_new ("(s)", pl_record_text (page->child, "account")),
                        page->cancellable, answered, page);
}

/* Somebody else was faster. */

static char *
day_or_nothing (gint64 day)
{
  g_autoptr (GDateTime) at = day != 0 ? pl_app_time (day) : NULL;

  return at != NULL ? pl_words_full_day (at) : NULL;
}

static void
show_conflict (PlAccountPage *page, gint64 until)
{
  g_autofree char *before = day_or_nothing (page->seen), *theirs = day_or_nothing (until);
  g_autofree char *mine = day_or_nothing (page->sent);
  const PlFileDifference difference = {
    .before = before, .theirs = theirs, .mine = mine, .contested = TRUE
  };

  pl_label_say (page->problem, "");
  g_clear_pointer (&page->mine, g_free);
  pl_conflict_begin (page->conflict);
  pl_conflict_ask_act (page->conflict, page->client, "stay",
                       pl_record_text (page->child, "account"), "");
  pl_conflict_add (page->conflict, C_ ("account", "A short stay"), &difference);
  page->seen = until;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);
  gint64 until;

  if (reply == NULL)
    return;
  PlAccountPage *page = data;
  g_variant_get (reply, "(x)", &until);
  if (until != page->seen)
    show_conflict (page, until);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlAccountPage *page = data;
  gtk_widget_set_sensitive (page->keep, TRUE);
  if (reply == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    if (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT))
      ask_stay (page, on_looked);
    return;
  }
  page->seen = page->sent;
  pl_subpage_sent (GTK_WIDGET (page));
  pl_conflict_end (page->conflict);
  pl_label_say (page->said,
                C_ ("account", "It is kept. Staff are reminded; no log-in is refused."));
}

static void
on_keep (PlAccountPage *page)
{
  const char *text = gtk_editable_get_text (page->until);
  g_autofree char *day = pl_typed_day (text);

  pl_label_say (page->said, "");
  pl_label_say (page->problem, day == NULL && *text != '\0'
                                   ? C_ ("account", "Day, month and year: 1/5/2026. Or nothing.")
                                   : "");
  if (day == NULL && *text != '\0')
    return;
  gtk_widget_set_sensitive (page->keep, FALSE);
  page->sent = day != NULL ? pl_typed_day_noon (day) : 0;
  pl_client_call_staff (
      page->client, "Accounts", "SetStay",
      g_variant_new ("(sxx)", pl_record_text (page->child, "account"), page->seen, page->sent),
      page->cancellable, on_kept, page);
}

static void
on_theirs (PlAccountPage *page)
{
  page->mine = g_strdup (gtk_editable_get_text (page->until));
  show_stay (page, page->seen);
  pl_conflict_taken (page->conflict);
}

static void
on_mine (PlAccountPage *page)
{
  if (page->mine != NULL)
    gtk_editable_set_text (page->until, page->mine);
  g_clear_pointer (&page->mine, g_free);
  on_keep (page);
}

static void
add_stay (PlAccountPage *page, GtkBox *sheet)
{
  pl_sheet_add_title (sheet, C_ ("account", "A short stay"));
  page->conflict = pl_conflict_new ();
  g_signal_connect_swapped (page->conflict, "theirs", G_CALLBACK (on_theirs), page);
  g_signal_connect_swapped (page->conflict, "mine", G_CALLBACK (on_mine), page);
  gtk_box_append (sheet, GTK_WIDGET (page->conflict));
  page->until = pl_sheet_add_day (
      sheet, C_ ("account", "They stay until (day/month/year; nothing: not known)"));
  page->problem = pl_sheet_add_text (sheet, "complaint", NULL);
  page->said = pl_sheet_add_text (sheet, "done", NULL);
  page->keep = pl_sheet_add_button (sheet, C_ ("account", "Keep this day"), NULL,
                                    G_CALLBACK (on_keep), page);
  gtk_widget_set_sensitive (page->keep, FALSE);
  g_object_set (page, "submit", page->keep, NULL);
  ask_stay (page, on_stay);
}

static void
fill (PlAccountPage *page)
{
  const char *name = pl_record_text (page->child, "name");
  /* Translators: the name of a child's account, which is typed to log in. */
  g_autofree char *account = g_strdup_printf (C_ ("account", "They log in as: %s"),
                                              pl_record_text (page->child, "account"));
  GtkBox *sheet = pl_sheet_new (PL_SUBPAGE (page), name, C_ ("account", "Account"));
  pl_sheet_add_text (sheet, "second", account);
  GtkListBox *list = pl_sheet_add_list (sheet, C_ ("account", "What can be done"));

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++) {
    AdwActionRow *row = pl_staff_row_new (NULL, NULL, g_dpgettext2 (NULL, "account", acts[i].title),
                                          g_dpgettext2 (NULL, "account", acts[i].subtitle));
    g_object_set_data (G_OBJECT (row), "kind", (gpointer)acts[i].kind);
    pl_staff_row_lead (row, G_CALLBACK (on_act), page);
    gtk_list_box_append (list, GTK_WIDGET (row));
  }
  add_stay (page, sheet);
}

static void
pl_account_page_dispose (GObject *object)
{
  PlAccountPage *page = PL_ACCOUNT_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->child);
  g_clear_pointer (&page->mine, g_free);
  G_OBJECT_CLASS (pl_account_page_parent_class)->dispose (object);
}

static void
pl_account_page_class_init (PlAccountPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_account_page_dispose;
}

static void
pl_account_page_init (PlAccountPage *page)
{
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_account_page_new (PlClient *client, PlRecord *child)
{
  PlAccountPage *page = g_object_new (PL_TYPE_ACCOUNT_PAGE, NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  fill (page);
  return PL_SUBPAGE (page);
}
