/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-view.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/english.h"
#include "gui/app/settings.h"
#include "gui/app/unsent.h"
#include "gui/child/tell-choice.h"
#include "gui/child/tell-receipt.h"
#include "gui/child/tell-what.h"
#include "gui/child/tell-who.h"
#include "gui/child/tell-words.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/number-list.h"
#include "gui/widgets/top-bar.h"

#define DOTS 5

/* The steps in their order, and which dot stands for each. */
static const struct {
  const char *name;
  guint dot;
} steps[] = {
  { "safe", 0 }, { "danger", 0 }, { "what", 1 }, { "words", 2 }, { "who", 3 }, { "receipt", 4 },
};

struct _PlTellView {
  AdwBin parent;
  PlClient *client;
  PlTellDraft *draft;
  GCancellable *cancellable; /* of the filing that is going on */
  gboolean easy;             /* in easy read (L6); it stays as it was made */
  GtkWidget *back, *dots, *before;
  GtkStack *steps;
  PlHeading *safe_heading, *danger_heading;
  PlNumberList *numbers;
  PlTellWhat *what;
  PlTellWords *words;
  PlTellWho *who;
  PlTellReceipt *receipt;
};

enum {
  LEFT,
  BEFORE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void unsent_init (PlUnsentInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlTellView,
                               pl_tell_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (PL_TYPE_UNSENT, unsent_init))

static gboolean
is_at (PlTellView *view, const char *step)
{
  return g_str_equal (gtk_stack_get_visible_child_name (view->steps), step);
}

static void
show_dots (PlTellView *view, const char *step)
{
  GtkWidget *dot = gtk_widget_get_first_child (view->dots);
  guint at = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].name, step))
      at = steps[i].dot;
  for (guint i = 0; dot != NULL; i++, dot = gtk_widget_get_next_sibling (dot)) {
    gtk_widget_remove_css_class (dot, "here");
    if (i == at)
      gtk_widget_add_css_class (dot, "here");
  }
}

/* The heading of a step takes the focus, so that a screen reader speaks it. */
static gboolean
focus_heading (GtkWidget *widget)
{
  if (PL_IS_HEADING (widget))
    return gtk_widget_grab_focus (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (focus_heading (child))
      return TRUE;
  return FALSE;
}

/* What was sent cannot be taken back: of a receipt there are pages before, and no step. */
static void
show_back (PlTellView *view)
{
  gtk_widget_set_visible (view->back,
                          !is_at (view, "receipt") || pl_tell_receipt_has_back (view->receipt));
}

static void
go_to (PlTellView *view, const char *step)
{
  gtk_stack_set_visible_child_name (view->steps, step);
  show_dots (view, step);
  show_back (view);
  focus_heading (gtk_stack_get_visible_child (view->steps));
}

static void
show_words (PlTellView *view)
{
  pl_tell_words_show (view->words, view->draft);
  go_to (view, "words");
}

static void
show_who (PlTellView *view)
{
  pl_tell_who_show (view->who, view->client, view->draft);
  go_to (view, "who");
}

/* Step 1. */

static void
answer_safe (PlTellView *view, PlSafe safe)
{
  view->draft->safe = safe;
  pl_number_list_show (view->numbers, pl_client_get_today (view->client));
  go_to (view, safe == PL_SAFE_NO ? "danger" : "what");
}

static void
on_yes (PlTellView *view)
{
  answer_safe (view, PL_SAFE_YES);
}

static void
on_no (PlTellView *view)
{
  answer_safe (view, PL_SAFE_NO);
}

static void
on_not_sure (PlTellView *view)
{
  answer_safe (view, PL_SAFE_NOT_SURE);
}

static void
on_carry_on (PlTellView *view)
{
  go_to (view, "what");
}

static void
on_before (PlTellView *view)
{
  g_signal_emit (view, signals[BEFORE], 0);
}

/* Steps 2 and 3. */

static void
on_chosen (PlTellView *view, int kind)
{
  view->draft->kind = (PlConcernKind)kind;
  view->draft->kind_chosen = TRUE;
  /* "I just want to talk" needs no words. */
  if (kind == PL_CONCERN_TALK)
    show_who (view);
  else
    show_words (view);
}

static void
on_words (PlTellView *view)
{
  pl_tell_words_keep (view->words, view->draft);
  show_who (view);
}

/* Step 4: sent. */

/* What was typed is gone from here as soon as it is on the agent's disk. */
static void
clear_draft (PlTellView *view)
{
  pl_tell_who_show (view->who, view->client, NULL);
  pl_tell_words_clear (view->words);
  pl_tell_what_show (view->what);
  pl_tell_draft_free (view->draft);
  view->draft = pl_tell_draft_new ();
}

static void
on_filed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlTellView *view = data;
  if (reply == NULL) {
    pl_tell_who_failed (view->who, error);
    return;
  }
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (PlRecord) receipt = pl_record_new (fields);
  clear_draft (view);
  pl_tell_receipt_show (view->receipt, view->client, receipt);
  go_to (view, "receipt");
}

static void
on_send (PlTellView *view)
{
  g_autoptr (GError) error = NULL;
  int file = pl_tell_draft_file (view->draft, &error);

  if (file < 0) {
    pl_tell_who_failed (view->who, error);
    return;
  }
  pl_tell_who_sending (view->who);
  pl_client_call_with_file (view->client, "FileConcern",
                            g_variant_new ("(ss@a{sv}h)", view->draft->client,
                                           pl_concern_kind_code (view->draft->kind),
                                           pl_tell_draft_options (view->draft), 0),
                            file, view->cancellable, on_filed, view);
}

static void
send_soon (PlUnsent *unsent)
{
  PlTellView *view = PL_TELL_VIEW (unsent);

  if (is_at (view, "words"))
    pl_tell_words_keep (view->words, view->draft);
  if (!is_at (view, "who"))
    show_who (view);
  pl_tell_who_show_last (view->who);
  focus_heading (gtk_stack_get_visible_child (view->steps));
}

/* Step 5. */

static void
on_clear (PlTellView *view)
{
  pl_tell_receipt_clear (view->receipt);
  go_to (view, "safe");
  g_signal_emit (view, signals[LEFT], 0);
}

/* Around the steps. */

/* The step before the one that shows. */
static void
back_a_step (PlTellView *view)
{
  if (is_at (view, "words") || (is_at (view, "who") && view->draft->kind == PL_CONCERN_TALK))
    go_to (view, "what");
  else if (is_at (view, "who")) {
    pl_tell_words_show_last (view->words, view->draft);
    go_to (view, "words");
  } else if (is_at (view, "what") || is_at (view, "danger"))
    go_to (view, "safe");
  else if (is_at (view, "safe"))
    g_signal_emit (view, signals[LEFT], 0);
}

/* A step may have pages of its own. */
static gboolean
back_a_page (PlTellView *view)
{
  return (is_at (view, "what") && pl_tell_what_back (view->what)) ||
         (is_at (view, "words") && pl_tell_words_back (view->words)) ||
         (is_at (view, "who") && pl_tell_who_back (view->who)) ||
         (is_at (view, "receipt") && pl_tell_receipt_back (view->receipt));
}

void
pl_tell_view_back (PlTellView *view)
{
  if (is_at (view, "words"))
    pl_tell_words_keep (view->words, view->draft);
  if (back_a_page (view))
    focus_heading (gtk_stack_get_visible_child (view->steps));
  else
    back_a_step (view);
}

static gboolean
holds (PlUnsent *unsent)
{
  PlTellView *view = PL_TELL_VIEW (unsent);

  if (is_at (view, "words"))
    pl_tell_words_keep (view->words, view->draft);
  return !pl_tell_draft_is_empty (view->draft);
}

static void
resume (PlUnsent *unsent)
{
  gtk_widget_activate_action (GTK_WIDGET (unsent), "win.tell", NULL);
}

static void
unsent_init (PlUnsentInterface *interface)
{
  interface->holds = holds;
  interface->resume = resume;
  interface->send_soon = send_soon;
}

static void
on_concerns (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlTellView *view = data;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  gtk_widget_set_visible (view->before, g_variant_n_children (rows) > 0);
}

void
pl_tell_view_resume (PlTellView *view)
{
  const char *step = gtk_stack_get_visible_child_name (view->steps);

  pl_client_call (view->client, "ListConcerns", g_variant_new ("(su)", "", 1), view->cancellable,
                  on_concerns, view);
  show_dots (view, step);
  focus_heading (gtk_stack_get_visible_child (view->steps));
}

gboolean
pl_tell_view_is_stale (PlTellView *view)
{
  return view->easy != pl_settings_easy_read (pl_settings_get ()) && !is_at (view, "receipt");
}

PlTellDraft *
pl_tell_view_steal_draft (PlTellView *view)
{
  if (!holds (PL_UNSENT (view)))
    return NULL;
  pl_tell_who_show (view->who, view->client, NULL);
  PlTellDraft *draft = g_steal_pointer (&view->draft);
  view->draft = pl_tell_draft_new ();
  return draft;
}

void
pl_tell_view_take_draft (PlTellView *view, PlTellDraft *draft)
{
  pl_tell_draft_free (view->draft);
  view->draft = draft;
  if (draft->kind_chosen)
    show_words (view);
  else
    go_to (view, "what");
}

void
pl_tell_view_set_client (PlTellView *view, PlClient *client)
{
  g_set_object (&view->client, client);
}

static void
pl_tell_view_dispose (GObject *object)
{
  PlTellView *view = PL_TELL_VIEW (object);

  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_object (&view->client);
  g_clear_pointer (&view->draft, pl_tell_draft_free);
  G_OBJECT_CLASS (pl_tell_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PlTellView, back);
  gtk_widget_class_bind_template_child (widget_class, PlTellView, dots);
  gtk_widget_class_bind_template_child (widget_class, PlTellView, before);
  gtk_widget_class_bind_template_child (widget_class, PlTellView, steps);
  gtk_widget_class_bind_template_child (widget_class, PlTellView, safe_heading);
  gtk_widget_class_bind_template_child (widget_class, PlTellView, danger_heading);
  gtk_widget_class_bind_template_child (widget_class, PlTellView, numbers);
  gtk_widget_class_bind_template_child (widget_class, PlTellView, what);
  gtk_widget_class_bind_template_child (widget_class, PlTellView, words);
  gtk_widget_class_bind_template_child (widget_class, PlTellView, who);
  gtk_widget_class_bind_template_child (widget_class, PlTellView, receipt);
}

static void
pl_tell_view_class_init (PlTellViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_tell_view_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  g_type_ensure (PL_TYPE_NUMBER_LIST);
  g_type_ensure (PL_TYPE_TELL_CHOICE);
  g_type_ensure (PL_TYPE_TELL_RECEIPT);
  g_type_ensure (PL_TYPE_TELL_WHAT);
  g_type_ensure (PL_TYPE_TELL_WHO);
  g_type_ensure (PL_TYPE_TELL_WORDS);
  g_type_ensure (PL_TYPE_TOP_BAR);
  signals[LEFT] = g_signal_new ("left", PL_TYPE_TELL_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  signals[BEFORE] = g_signal_new ("before", PL_TYPE_TELL_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/tell-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_yes);
  gtk_widget_class_bind_template_callback (widget_class, on_no);
  gtk_widget_class_bind_template_callback (widget_class, on_not_sure);
  gtk_widget_class_bind_template_callback (widget_class, on_carry_on);
  gtk_widget_class_bind_template_callback (widget_class, on_before);
  gtk_widget_class_bind_template_callback (widget_class, pl_tell_view_back);
}

static void
add_dot (PlTellView *view)
{
  GtkWidget *dot = adw_bin_new ();

  gtk_widget_add_css_class (dot, "dot");
  gtk_box_append (GTK_BOX (view->dots), dot);
}

static void
pl_tell_view_init (PlTellView *view)
{
  g_autofree char *question = pl_with_english ("tell", NC_ ("tell", "Are you safe right now?"));

  gtk_widget_init_template (GTK_WIDGET (view));
  view->easy = pl_settings_easy_read (pl_settings_get ());
  view->draft = pl_tell_draft_new ();
  view->cancellable = g_cancellable_new ();
  pl_heading_set_label (view->safe_heading, question);
  for (int i = 0; i < DOTS; i++)
    add_dot (view);
  show_dots (view, "safe");
  g_signal_connect_object (view->what, "chosen", G_CALLBACK (on_chosen), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (view->words, "done", G_CALLBACK (on_words), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (view->who, "send", G_CALLBACK (on_send), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (view->receipt, "clear", G_CALLBACK (on_clear), view, G_CONNECT_SWAPPED);
  g_signal_connect_object (view->receipt, "turned", G_CALLBACK (show_back), view,
                           G_CONNECT_SWAPPED);
}
