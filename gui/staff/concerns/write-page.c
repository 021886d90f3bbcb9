/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/write-page.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/edits.h"
#include "gui/app/page-stack.h"
#include "gui/app/wipe.h"
#include "gui/staff/refusal.h"
#include "gui/widgets/drop-down.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "gui/widgets/text-view.h"
#include "policy/care/letter.h"
#include "policy/care/referral.h"

struct _PlWritePage {
  PlSubpage parent;
  PlClient *client;
  PlReaderLock *lock;
  GCancellable *cancellable;
  PlSignedKind kind;
  guint8 id[PL_CARE_ID_SIZE];
  GArray *recipients; /* of PlRecipient */
  PlHeading *heading;
  GtkLabel *explanation, *problem;
  GtkWidget *no_pin, *referral;
  GtkDropDown *party;
  GtkEditable *when, *reference;
  GtkTextView *words;
  GtkButton *send;
};

G_DEFINE_FINAL_TYPE (PlWritePage, pl_write_page, PL_TYPE_SUBPAGE)

static const struct {
  PlSignedKind kind;
  const char *heading, *explanation, *button;
} texts[] = {
  { PL_SIGNED_ANSWER, NC_ ("concerns", "Answer the child"),
    NC_ ("concerns", "Short and warm: who comes, and when. Do not promise to keep it secret."),
    NC_ ("concerns", "Send the answer") },
  { PL_SIGNED_ACTING, NC_ ("concerns", "What are you doing?"),
    NC_ ("concerns",
         "Whom you told and when, what was agreed, and who does what next. The other readers see "
         "it, and the child."),
    NC_ ("concerns", "Write it down") },
  { PL_SIGNED_CLOSED, NC_ ("concerns", "How did it end?"),
    NC_ ("concerns",
         "In words for the child: what was done, and whom to ask if it begins again. More words "
         "from the child open it again."),
    NC_ ("concerns", "Close the concern") },
};

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlWritePage *page = data;
  gtk_widget_set_sensitive (GTK_WIDGET (page->send), TRUE);
  if (reply == NULL)
    pl_label_say (
        page->problem,
        pl_client_is_away_error (error)
            ? C_ ("concerns", "It is not sent: Porchlight is not answering. Your words stay here.")
            : pl_refusal_words (error));
  else
    pl_subpage_close (GTK_WIDGET (page));
}

static char *
text_of (PlWritePage *page)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (page->words);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* The words as a letter; NULL with what is wrong. Nothing typed is left in memory that can be swapped out. */
static guint8 *
new_letter (PlWritePage *page, gsize *length, GError **error)
{
  g_autoptr (PlLetterHead) head = pl_letter_head_new ();
  guint8 *letter = NULL;
  char *words = g_strstrip (text_of (page));

  pl_letter_head_add (head, "From", pl_reader_lock_get_key (page->lock)->name);
  if (gtk_widget_get_visible (page->referral))
    pl_referral_add (head,
                     (PlTold)MIN (gtk_drop_down_get_selected (page->party), PL_TOLD_PARTIES - 1),
                     gtk_editable_get_text (page->when), gtk_editable_get_text (page->reference));
  if (pl_words_check ((const guint8 *)words, strlen (words), error))
    letter = pl_letter_new (head, (const guint8 *)words, strlen (words), length);
  pl_wipe_text (words);
  return letter;
}

static void
on_send (PlWritePage *page)
{
  g_autoptr (GError) error = NULL;
  gsize length;

  if (!pl_reader_lock_is_open (page->lock))
    return;
  if (gtk_widget_get_visible (page->referral) && *gtk_editable_get_text (page->when) == '\0') {
    pl_label_say (page->problem,
                  C_ ("concerns", "Please write when it was, and whom you spoke to."));
    return;
  }
  if (gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (page->words)) == 0) {
    pl_label_say (page->problem, C_ ("concerns", "Please write a few words first."));
    return;
  }
  guint8 *letter = new_letter (page, &length, &error);
  g_autoptr (GBytes) message =
      letter != NULL ? pl_signed_new (page->kind, page->id, pl_reader_lock_get_key (page->lock),
                                      pl_reader_lock_get_secret (page->lock), pl_app_now (), letter,
                                      length, (const PlRecipient *)page->recipients->data,
                                      page->recipients->len, &error)
                     : NULL;
  sodium_free (letter);
  if (message == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  pl_label_say (page->problem, "");
  gtk_widget_set_sensitive (GTK_WIDGET (page->send), FALSE);
  pl_client_call_staff (
      page->client, "Concerns", "Send",
      g_variant_new ("(@ay)", g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, message, TRUE)),
      page->cancellable, on_sent, page);
}

/* Who is typing is at work, also with keys on the screen or by speech. */
static void
on_typed (PlWritePage *page)
{
  pl_reader_lock_use (page->lock);
}

/* What is being written: the same concern, and the same thing to do about it. */
static char *
draft_of (PlWritePage *page)
{
  g_autofree char *id = pl_care_id_text (page->id);

  return g_strdup_printf ("%s %d %d", id, page->kind, gtk_widget_get_visible (page->referral));
}

/* One line each, and then the words. */
static void
keep_draft (PlWritePage *page)
{
  g_autofree char *of = draft_of (page);
  char *words = text_of (page);
  const char *when = gtk_editable_get_text (page->when),
             *reference = gtk_editable_get_text (page->reference);
  char *draft = g_strdup_printf ("%u\n%s\n%s\n%s", gtk_drop_down_get_selected (page->party), when,
                                 reference, words);

  pl_reader_lock_keep (page->lock, of,
                       *when != '\0' || *reference != '\0' || *words != '\0' ? draft : NULL);
  pl_wipe_text (draft);
  pl_wipe_text (words);
}

static void
take_draft (PlWritePage *page)
{
  g_autofree char *of = draft_of (page);
  char *draft = pl_reader_lock_take (page->lock, of);
  g_auto (GStrv) parts = g_strsplit (draft != NULL ? draft : "", "\n", 4);

  sodium_free (draft);
  if (g_strv_length (parts) < 4)
    return;
  if (gtk_widget_get_visible (page->referral))
    gtk_drop_down_set_selected (page->party, (guint)g_ascii_strtoull (parts[0], NULL, 10));
  gtk_editable_set_text (page->when, parts[1]);
  gtk_editable_set_text (page->reference, parts[2]);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (page->words), parts[3], -1);
  pl_edits_mark (GTK_WIDGET (page->when));
  pl_edits_mark (GTK_WIDGET (page->reference));
  pl_edits_mark (GTK_WIDGET (page->words));
}

static void
on_lock (PlWritePage *page)
{
  GtkWidget *stack = gtk_widget_get_ancestor (GTK_WIDGET (page), PL_TYPE_PAGE_STACK);

  if (pl_reader_lock_is_open (page->lock))
    return;
  keep_draft (page);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (page->words), "", 0);
  pl_wipe_entry (page->when);
  pl_wipe_entry (page->reference);
  if (stack != NULL)
    pl_page_stack_close_all (PL_PAGE_STACK (stack));
}

static void
pl_write_page_dispose (GObject *object)
{
  PlWritePage *page = PL_WRITE_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  if (page->lock != NULL)
    g_signal_handlers_disconnect_by_data (page->lock, page);
  g_clear_object (&page->lock);
  g_clear_object (&page->client);
  g_clear_pointer (&page->recipients, g_array_unref);
  G_OBJECT_CLASS (pl_write_page_parent_class)->dispose (object);
}

static void
pl_write_page_class_init (PlWritePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_write_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/write-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlWritePage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlWritePage, explanation);
  gtk_widget_class_bind_template_child (widget_class, PlWritePage, no_pin);
  gtk_widget_class_bind_template_child (widget_class, PlWritePage, referral);
  gtk_widget_class_bind_template_child (widget_class, PlWritePage, party);
  gtk_widget_class_bind_template_child (widget_class, PlWritePage, when);
  gtk_widget_class_bind_template_child (widget_class, PlWritePage, reference);
  gtk_widget_class_bind_template_child (widget_class, PlWritePage, words);
  gtk_widget_class_bind_template_child (widget_class, PlWritePage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlWritePage, send);
  gtk_widget_class_bind_template_callback (widget_class, pl_subpage_submit);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
pl_write_page_init (PlWritePage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  pl_text_view_cap (page->words, PL_WORDS_MAX);
  page->cancellable = g_cancellable_new ();
  /* What is undone stays in memory. */
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (page->words), FALSE);
  g_signal_connect_swapped (gtk_text_view_get_buffer (page->words), "changed",
                            G_CALLBACK (on_typed), page);
}

static void
set_texts (PlWritePage *page)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].kind == page->kind) {
      const char *heading = g_dpgettext2 (NULL, "concerns", texts[i].heading);
      pl_heading_set_label (page->heading, heading);
      gtk_label_set_label (page->explanation,
                           g_dpgettext2 (NULL, "concerns", texts[i].explanation));
      gtk_button_set_label (page->send, g_dpgettext2 (NULL, "concerns", texts[i].button));
      gtk_accessible_update_property (GTK_ACCESSIBLE (page->words), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      heading, -1);
    }
}

static PlWritePage *
page_new (PlClient *client,
          PlReaderLock *lock,
          PlRecord *concern,
          PlSignedKind kind,
          GArray *recipients,
          gboolean has_pin)
{
  PlWritePage *page = g_object_new (PL_TYPE_WRITE_PAGE, NULL);

  page->client = g_object_ref (client);
  page->lock = g_object_ref (lock);
  page->kind = kind;
  page->recipients = g_array_ref (recipients);
  pl_care_id_parse (pl_record_text (concern, "id"), page->id);
  gtk_widget_set_visible (page->no_pin, !has_pin);
  set_texts (page);
  g_signal_connect_swapped (lock, "changed", G_CALLBACK (on_lock), page);
  return page;
}

PlSubpage *
pl_write_page_new (PlClient *client,
                   PlReaderLock *lock,
                   PlRecord *concern,
                   PlSignedKind kind,
                   GArray *recipients,
                   gboolean has_pin)
{
  PlWritePage *page = page_new (client, lock, concern, kind, recipients, has_pin);

  take_draft (page);
  return PL_SUBPAGE (page);
}

PlSubpage *
pl_write_page_new_referral (
    PlClient *client, PlReaderLock *lock, PlRecord *concern, GArray *readers, PlTold party)
{
  const char *heading = C_ ("concerns", "What was said, and what they advise");
  g_autoptr (GtkStringList) parties = gtk_string_list_new (NULL);
  PlWritePage *page = page_new (client, lock, concern, PL_SIGNED_ACTING, readers, TRUE);

  for (guint i = 0; i < PL_TOLD_PARTIES; i++)
    gtk_string_list_append (parties, g_dpgettext2 (NULL, "told", pl_told_name ((PlTold)i)));
  pl_drop_down_wrap (page->party);
  gtk_drop_down_set_model (page->party, G_LIST_MODEL (parties));
  gtk_drop_down_set_selected (page->party, party);
  gtk_widget_set_visible (page->referral, TRUE);
  pl_heading_set_label (page->heading, C_ ("concerns", "Refer it"));
  gtk_label_set_label (
      page->explanation,
      C_ ("concerns", "Ring first, then write it down here. It is sealed to the readers of this "
                      "concern. The child sees only that something is being done."));
  gtk_button_set_label (page->send, C_ ("concerns", "Write the referral down"));
  gtk_text_view_set_accepts_tab (page->words, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (page->words), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  heading, -1);
  take_draft (page);
  return PL_SUBPAGE (page);
}
