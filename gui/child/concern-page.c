/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/concern-page.h"

#include <glib/gi18n.h>

#include "gui/app/initial.h"
#include "gui/app/wipe.h"
#include "gui/child/day-words.h"
#include "gui/child/pin.h"
#include "gui/child/receipt-steps.h"
#include "gui/child/receipt-words.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/list-box.h"
#include "policy/error.h"

struct _PlConcernPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *receipt;
  GCancellable *cancellable;
  PlHeading *heading;
  GtkListBox *steps, *messages;
  GtkLabel *next, *problem;
  GtkWidget *form, *open, *no_pin, *sealed;
  GtkEditable *pin;
};

G_DEFINE_FINAL_TYPE (PlConcernPage, pl_concern_page, PL_TYPE_SUBPAGE)

/* "You, Monday 9 March", "Staff, Monday 9 March" */
static char *
from_words (PlConcernPage *page, const PlPinMessage *message)
{
  const PlToday *today = pl_client_get_today (page->client);
  g_autofree char *who =
      pl_capital (g_strcmp0 (message->from, "you") == 0
                      ? C_ ("concern", "You")
                      : pl_role_words (message->from != NULL ? message->from : ""));
  g_autofree char *day = today != NULL ? pl_words_day (today, message->at) : NULL;

  /* Translators: who wrote it, and when. */
  return g_strdup_printf (C_ ("concern", "%1$s, %2$s"), who, day != NULL ? day : "");
}

static GtkWidget *
message_row (PlConcernPage *page, const PlPinMessage *message)
{
  g_autofree char *from = from_words (page, message);

  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", message->words,
                       "title-lines", 0, "subtitle", from, NULL);
}

/* What readers write for each other, such as a referral, is sealed to no PIN. */
static gboolean
is_for_readers (const PlPinMessage *message)
{
  return message->words == NULL && g_strcmp0 (message->what, "acting") == 0;
}

/* What is sealed to an older PIN, or to none, is told of once: nobody wrote that it is closed. */
static void
show_messages (PlConcernPage *page, GPtrArray *messages)
{
  gboolean any = FALSE, sealed = FALSE;

  for (guint i = 0; i < messages->len; i++) {
    const PlPinMessage *message = messages->pdata[i];
    if (message->words != NULL)
      gtk_list_box_append (page->messages, message_row (page, message));
    any |= message->words != NULL;
    sealed |= message->words == NULL && !is_for_readers (message);
  }
  gtk_widget_set_visible (GTK_WIDGET (page->messages), any);
  gtk_widget_set_visible (page->sealed, sealed);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) messages = pl_pin_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlConcernPage *page = data;
  gtk_widget_set_sensitive (page->open, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (page->problem), messages == NULL);
  if (messages == NULL) {
    gtk_label_set_label (page->problem, g_error_matches (error, PL_ERROR, PL_ERROR_DENIED)
                                            ? C_ ("concern", "This is not the PIN.")
                                            : C_ ("concern", "It cannot be opened now."));
    return;
  }
  pl_wipe_entry (page->pin);
  show_messages (page, messages);
  gtk_widget_set_visible (page->form, FALSE);
  pl_subpage_focus_heading (PL_SUBPAGE (page));
}

static void
on_open (PlConcernPage *page)
{
  gtk_widget_set_sensitive (page->open, FALSE);
  pl_pin_read (page->client, pl_record_text (page->receipt, "id"),
               gtk_editable_get_text (page->pin), page->cancellable, on_read, page);
}

/* Whoever comes to the screen while another page shows does not find them open when that is left. */
static void
close_words (PlConcernPage *page)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (page->messages)) &&
      !gtk_widget_get_visible (page->sealed))
    return;
  pl_list_box_clear (page->messages);
  gtk_widget_set_visible (GTK_WIDGET (page->messages), FALSE);
  gtk_widget_set_visible (page->sealed, FALSE);
  gtk_widget_set_visible (page->form, TRUE);
}

static void
show_receipt (PlConcernPage *page, gboolean has_pin)
{
  const PlToday *today = pl_client_get_today (page->client);
  g_autofree char *title = pl_receipt_title (page->receipt, today);
  g_autofree char *next = pl_receipt_next (page->receipt, today);

  pl_heading_set_label (page->heading, title);
  pl_receipt_steps_show (page->steps, page->receipt, today);
  gtk_label_set_label (page->next, next);
  gtk_widget_set_visible (page->form, has_pin);
  gtk_widget_set_visible (page->no_pin, !has_pin);
}

static void
pl_concern_page_dispose (GObject *object)
{
  PlConcernPage *page = PL_CONCERN_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->receipt);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_concern_page_parent_class)->dispose (object);
}

static void
pl_concern_page_class_init (PlConcernPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  PL_SUBPAGE_CLASS (class)->asks_only = TRUE;
  G_OBJECT_CLASS (class)->dispose = pl_concern_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/concern-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlConcernPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlConcernPage, steps);
  gtk_widget_class_bind_template_child (widget_class, PlConcernPage, messages);
  gtk_widget_class_bind_template_child (widget_class, PlConcernPage, next);
  gtk_widget_class_bind_template_child (widget_class, PlConcernPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlConcernPage, form);
  gtk_widget_class_bind_template_child (widget_class, PlConcernPage, open);
  gtk_widget_class_bind_template_child (widget_class, PlConcernPage, no_pin);
  gtk_widget_class_bind_template_child (widget_class, PlConcernPage, sealed);
  gtk_widget_class_bind_template_child (widget_class, PlConcernPage, pin);
  gtk_widget_class_bind_template_callback (widget_class, on_open);
}

static void
pl_concern_page_init (PlConcernPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  g_signal_connect (page, "unmap", G_CALLBACK (close_words), NULL);
}

PlSubpage *
pl_concern_page_new (PlClient *client, PlRecord *receipt, gboolean has_pin)
{
  PlConcernPage *page = g_object_new (PL_TYPE_CONCERN_PAGE, NULL);

  page->client = g_object_ref (client);
  page->receipt = g_object_ref (receipt);
  show_receipt (page, has_pin);
  return PL_SUBPAGE (page);
}
