/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-who.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/record.h"
#include "gui/app/settings.h"
#include "gui/child/receipt-words.h"
#include "gui/child/tell-except.h"
#include "gui/child/tell-parts.h"
#include "gui/child/tell-readers.h"
#include "gui/widgets/number-list.h"

struct _PlTellWho {
  AdwBin parent;
  PlClient *client;
  PlTellDraft *draft; /* not owned; NULL while nothing is shown */
  GCancellable *cancellable;
  PlTellParts *parts;
  PlHeading *heading;
  PlTellReaders *choices;
  PlTellExcept *except;
  GtkLabel *chosen, *later, *problem, *send_words;
  PlNumberList *numbers;
  GtkWidget *sending, *next, *send;
};

enum {
  SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlTellWho, pl_tell_who, ADW_TYPE_BIN)

static void
on_preview (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (reply == NULL)
    return;
  PlTellWho *who = data;
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (PlRecord) receipt = pl_record_new (fields);
  g_autofree char *later = pl_receipt_later (receipt, pl_client_get_today (who->client));
  gtk_label_set_label (who->later, later != NULL ? later : "");
  gtk_widget_set_visible (GTK_WIDGET (who->later), later != NULL);
}

static void
preview (PlTellWho *who)
{
  pl_client_call (who->client, "PreviewConcern",
                  g_variant_new ("(s@a{sv})", pl_concern_kind_code (who->draft->kind),
                                 pl_tell_draft_options (who->draft)),
                  who->cancellable, on_preview, who);
}

/* To whom it goes, on the page that sends it. */
static void
show_chosen (PlTellWho *who)
{
  g_autofree char *words =
      g_strdup_printf (C_ ("tell", "It goes to: %s"), pl_tell_readers_get_chosen (who->choices));

  gtk_label_set_label (who->chosen, words);
}

static void
on_chosen (PlTellWho *who)
{
  show_chosen (who);
  preview (who);
}

static void
show_people (PlTellWho *who, GVariant *readers, GVariant *people)
{
  pl_tell_parts_want (who->parts, GTK_WIDGET (who->choices),
                      pl_tell_readers_show (who->choices, who->draft, readers));
  pl_tell_except_show (who->except, who->draft, people);
  show_chosen (who);
  preview (who);
}

static void
on_readers (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlTellWho *who = data;
  if (reply == NULL) {
    pl_tell_who_failed (who, error);
    return;
  }
  g_autoptr (GVariant) readers = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) people = g_variant_get_child_value (reply, 1);
  show_people (who, readers, people);
}

/* Pages. */

static void
show_button (PlTellWho *who)
{
  gboolean last = pl_tell_parts_is_last (who->parts);

  gtk_widget_set_visible (who->next, !last);
  gtk_widget_set_visible (who->send, last);
}

static void
on_next (PlTellWho *who)
{
  pl_tell_parts_next (who->parts);
  show_button (who);
  gtk_widget_grab_focus (GTK_WIDGET (who->heading));
}

gboolean
pl_tell_who_back (PlTellWho *who)
{
  gboolean back = pl_tell_parts_back (who->parts);

  show_button (who);
  return back;
}

void
pl_tell_who_show_last (PlTellWho *who)
{
  pl_tell_parts_show_last (who->parts);
  show_button (who);
}

/* What was pressed says what becomes of it: an agent may be slow to answer, or not there at all. */
static void
show_saving (PlTellWho *who, gboolean saving)
{
  const char *words = saving ? C_ ("tell", "Saving …") : C_ ("tell", "Send");

  gtk_widget_set_sensitive (who->send, !saving);
  gtk_label_set_label (who->send_words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (who->send), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

void
pl_tell_who_show (PlTellWho *who, PlClient *client, PlTellDraft *draft)
{
  g_set_object (&who->client, client);
  who->draft = draft;
  g_cancellable_cancel (who->cancellable);
  g_clear_object (&who->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (who->problem), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (who->numbers), FALSE);
  show_saving (who, FALSE);
  pl_tell_parts_show_first (who->parts);
  show_button (who);
  if (draft == NULL) {
    pl_tell_readers_show (who->choices, NULL, NULL);
    pl_tell_except_show (who->except, NULL, NULL);
    return;
  }
  who->cancellable = g_cancellable_new ();
  pl_client_call (client, "ListReaders", NULL, who->cancellable, on_readers, who);
}

void
pl_tell_who_sending (PlTellWho *who)
{
  show_saving (who, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (who->problem), FALSE);
}

void
pl_tell_who_failed (PlTellWho *who, const GError *error)
{
  show_saving (who, FALSE);
  gtk_label_set_label (
      who->problem,
      C_ ("tell", "It is not saved: this computer is not ready to take it. Your words stay "
                  "here while you are logged in. Tell an adult now, or ring one of these. "
                  "Then try again."));
  gtk_widget_set_visible (GTK_WIDGET (who->problem), TRUE);
  pl_number_list_show (who->numbers, pl_client_get_today (who->client));
  gtk_widget_set_visible (GTK_WIDGET (who->numbers), TRUE);
}

static void
on_send (PlTellWho *who)
{
  g_signal_emit (who, signals[SEND], 0);
}

static void
pl_tell_who_dispose (GObject *object)
{
  PlTellWho *who = PL_TELL_WHO (object);

  who->draft = NULL;
  g_cancellable_cancel (who->cancellable);
  g_clear_object (&who->cancellable);
  g_clear_object (&who->client);
  G_OBJECT_CLASS (pl_tell_who_parent_class)->dispose (object);
}

static void
pl_tell_who_finalize (GObject *object)
{
  pl_tell_parts_free (PL_TELL_WHO (object)->parts);
  G_OBJECT_CLASS (pl_tell_who_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, heading);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, choices);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, except);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, sending);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, chosen);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, later);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, problem);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, numbers);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, next);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, send);
  gtk_widget_class_bind_template_child (widget_class, PlTellWho, send_words);
}

static void
pl_tell_who_class_init (PlTellWhoClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_tell_who_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_tell_who_finalize;
  g_type_ensure (PL_TYPE_HEADING);
  g_type_ensure (PL_TYPE_NUMBER_LIST);
  g_type_ensure (PL_TYPE_TELL_EXCEPT);
  g_type_ensure (PL_TYPE_TELL_READERS);
  signals[SEND] = g_signal_new ("send", PL_TYPE_TELL_WHO, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/tell-who.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, preview);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
pl_tell_who_init (PlTellWho *who)
{
  gtk_widget_init_template (GTK_WIDGET (who));
  who->parts = pl_tell_parts_new (who->heading);
  pl_tell_parts_add (who->parts, GTK_WIDGET (who->choices), C_ ("tell", "Who should see it?"));
  pl_tell_parts_add (who->parts, GTK_WIDGET (who->except),
                     C_ ("tell", "Should somebody not see it? You can skip this."));
  pl_tell_parts_add (who->parts, who->sending, C_ ("tell", "Send it now?"));
  gtk_widget_set_visible (GTK_WIDGET (who->chosen), pl_settings_easy_read (pl_settings_get ()));
}
