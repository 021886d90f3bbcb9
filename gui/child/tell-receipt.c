/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-receipt.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/client-call.h"
#include "gui/app/concern-list.h"
#include "gui/app/unsent.h"
#include "gui/child/ask-page.h"
#include "gui/child/receipt-steps.h"
#include "gui/child/receipt-words.h"
#include "gui/child/tell-parts.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/number-list.h"
#include "gui/widgets/text-view.h"
#include "policy/care/text-max.h"
#include "policy/care/words-file.h"

/* What has come of it is asked so often while it is on the screen. */
#define LOOK_S 20

struct _PlTellReceipt {
  AdwBin parent;
  PlClient *client;
  PlRecord *receipt; /* NULL: nothing is shown */
  GCancellable *cancellable;
  char *message; /* names what is added, so that it is never there twice */
  guint look;
  PlHeading *heading;
  PlTellParts *parts;
  GtkWidget *told, *coming, *adding, *go_on;
  GtkListBox *steps;
  GtkLabel *next, *later, *talk, *problem;
  GtkWidget *lost, *more, *add, *send;
  GtkTextView *words;
  PlNumberList *numbers;
};

enum {
  CLEAR,
  TURNED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void unsent_init (PlUnsentInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlTellReceipt,
                               pl_tell_receipt,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PL_TYPE_UNSENT, unsent_init))

/* words: transfer full, nullable. */
static void
show_words (GtkLabel *label, char *words)
{
  gtk_label_set_label (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
  g_free (words);
}

static void
show_receipt (PlTellReceipt *view)
{
  const PlToday *today = pl_client_get_today (view->client);
  g_autofree char *title = pl_receipt_title (view->receipt, today);

  pl_tell_parts_name (view->parts, view->coming, title);
  pl_receipt_steps_show (view->steps, view->receipt, today);
  show_words (view->next, pl_receipt_next (view->receipt, today));
  show_words (view->later, pl_receipt_later (view->receipt, today));
  gtk_label_set_label (view->talk, pl_receipt_state (view->receipt) >= PL_RECEIPT_SEEN
                                       ? C_ ("tell", "If you want to talk now")
                                       : C_ ("tell", "If you want to talk before that"));
  gtk_widget_set_visible (view->lost, !pl_record_flag (view->receipt, "words-kept"));
  pl_number_list_show (view->numbers, today);
}

/* Looking again. */

static void
on_concerns (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlTellReceipt *view = data;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) row = pl_record_new (fields);
    if (g_str_equal (pl_record_text (row, "id"), pl_record_text (view->receipt, "id"))) {
      g_set_object (&view->receipt, row);
      show_receipt (view);
    }
  }
}

static gboolean
on_look (gpointer data)
{
  PlTellReceipt *view = data;

  if (gtk_widget_get_mapped (GTK_WIDGET (view)))
    pl_client_call (view->client, "ListConcerns", g_variant_new ("(su)", "", PL_CONCERNS_A_PAGE),
                    view->cancellable, on_concerns, view);
  return G_SOURCE_CONTINUE;
}

/* Adding something. */

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlTellReceipt *view = data;
  gtk_widget_set_sensitive (view->send, TRUE);
  if (reply == NULL) {
    show_words (view->problem,
                g_strdup (C_ ("receipt", "It is not saved yet. Your words stay here. Try again, "
                                         "or tell an adult.")));
    return;
  }
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_clear_object (&view->receipt);
  view->receipt = pl_record_new (fields);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view->words), "", 0);
  g_clear_pointer (&view->message, g_free);
  gtk_widget_set_visible (view->more, FALSE);
  gtk_widget_set_visible (view->add, TRUE);
  show_receipt (view);
  gtk_widget_grab_focus (GTK_WIDGET (view->heading));
}

static void
on_send (PlTellReceipt *view)
{
  g_autofree char *words = pl_ask_words (view->words);
  int file = *words != '\0' ? pl_words_file_new ((const guint8 *)words, strlen (words), NULL) : -1;

  if (file < 0) {
    show_words (view->problem, g_strdup (C_ ("receipt", "Write something first.")));
    return;
  }
  show_words (view->problem, NULL);
  gtk_widget_set_sensitive (view->send, FALSE);
  if (view->message == NULL)
    view->message = g_uuid_string_random ();
  pl_client_call_with_file (
      view->client, "AddToConcern",
      g_variant_new ("(ssh)", view->message, pl_record_text (view->receipt, "id"), 0), file,
      view->cancellable, on_added, view);
}

static void
on_add (PlTellReceipt *view)
{
  gtk_widget_set_visible (view->add, FALSE);
  gtk_widget_set_visible (view->more, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (view->words));
}

static gboolean
holds (PlUnsent *unsent)
{
  PlTellReceipt *view = PL_TELL_RECEIPT (unsent);

  return gtk_widget_get_visible (view->more) && pl_unsent_is_typed (GTK_WIDGET (view->words));
}

static void
resume (PlUnsent *unsent)
{
  gtk_widget_activate_action (GTK_WIDGET (unsent), "win.tell", NULL);
}

static void
send_soon (PlUnsent *unsent)
{
  gtk_widget_grab_focus (PL_TELL_RECEIPT (unsent)->send);
}

static void
unsent_init (PlUnsentInterface *interface)
{
  interface->holds = holds;
  interface->resume = resume;
  interface->send_soon = send_soon;
}

/* Pages, in easy read. */

static void
show_buttons (PlTellReceipt *view)
{
  gtk_widget_set_visible (view->go_on, !pl_tell_parts_is_last (view->parts));
  g_signal_emit (view, signals[TURNED], 0);
}

static void
on_go_on (PlTellReceipt *view)
{
  pl_tell_parts_next (view->parts);
  show_buttons (view);
  gtk_widget_grab_focus (GTK_WIDGET (view->heading));
}

gboolean
pl_tell_receipt_back (PlTellReceipt *view)
{
  gboolean back = pl_tell_parts_back (view->parts);

  show_buttons (view);
  return back;
}

gboolean
pl_tell_receipt_has_back (PlTellReceipt *view)
{
  return !pl_tell_parts_is_first (view->parts);
}

static void
on_clear (PlTellReceipt *view)
{
  g_signal_emit (view, signals[CLEAR], 0);
}

void
pl_tell_receipt_clear (PlTellReceipt *view)
{
  g_clear_handle_id (&view->look, g_source_remove);
  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_object (&view->receipt);
  g_clear_pointer (&view->message, g_free);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view->words), "", 0);
  gtk_widget_set_visible (view->more, FALSE);
  gtk_widget_set_visible (view->add, TRUE);
}

void
pl_tell_receipt_show (PlTellReceipt *view, PlClient *client, PlRecord *receipt)
{
  pl_tell_receipt_clear (view);
  g_set_object (&view->client, client);
  view->receipt = g_object_ref (receipt);
  view->cancellable = g_cancellable_new ();
  view->look = g_timeout_add_seconds (LOOK_S, on_look, view);
  show_receipt (view);
  pl_tell_parts_show_first (view->parts);
  show_buttons (view);
}

static void
pl_tell_receipt_finalize (GObject *object)
{
  pl_tell_parts_free (PL_TELL_RECEIPT (object)->parts);
  G_OBJECT_CLASS (pl_tell_receipt_parent_class)->finalize (object);
}

static void
pl_tell_receipt_dispose (GObject *object)
{
  PlTellReceipt *view = PL_TELL_RECEIPT (object);

  g_clear_handle_id (&view->look, g_source_remove);
  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_object (&view->receipt);
  g_clear_object (&view->client);
  g_clear_pointer (&view->message, g_free);
  G_OBJECT_CLASS (pl_tell_receipt_parent_class)->dispose (object);
}

static void
pl_tell_receipt_class_init (PlTellReceiptClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_tell_receipt_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_tell_receipt_finalize;
  g_type_ensure (PL_TYPE_HEADING);
  g_type_ensure (PL_TYPE_NUMBER_LIST);
  signals[CLEAR] = g_signal_new ("clear", PL_TYPE_TELL_RECEIPT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[TURNED] = g_signal_new ("turned", PL_TYPE_TELL_RECEIPT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/tell-receipt.ui");
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, heading);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, steps);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, next);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, later);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, talk);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, problem);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, lost);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, more);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, add);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, send);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, words);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, numbers);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, told);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, coming);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, adding);
  gtk_widget_class_bind_template_child (widget_class, PlTellReceipt, go_on);
  gtk_widget_class_bind_template_callback (widget_class, on_go_on);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
}

static void
pl_tell_receipt_init (PlTellReceipt *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
  pl_text_view_cap (view->words, PL_TELL_WORDS_MAX);
  view->parts = pl_tell_parts_new (view->heading);
  /* First what a child must not miss: whether anybody knows yet, and whom to ring (C7). */
  pl_tell_parts_add (view->parts, view->coming, C_ ("receipt", "Saved"));
  pl_tell_parts_add (view->parts, view->told, C_ ("tell", "What has happened"));
  pl_tell_parts_add (view->parts, view->adding, C_ ("tell", "Add something"));
}
