/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/saving.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/subpage.h"
#include "gui/staff/conflict.h"
#include "gui/staff/refusal.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "policy/care/text-max.h"
#include "policy/error.h"

#define SPACING 14 /* px, as of a sheet */

/* By PlSavingKind; the words are of the context. */
static const struct {
  const char *interface, *context;
  const char *why, *missing, *same;
  const char *save, *saved, *undo, *undone;
  const char *taken_back; /* why a change was */
} kinds[] = {
  [PL_SAVING_HOME_FILE] = { "Home", "home", NC_ ("home", "Why? It is on record"),
                            NC_ ("home", "Say why: it is on record."),
                            NC_ ("home", "Nothing is different."), NC_ ("home", "Save"),
                            NC_ ("home", "Saved. It holds from now on."), NC_ ("home", "Undo"),
                            NC_ ("home", "It is as it was before."),
                            /* Translators: why a change was taken back, for the record. */
                            NC_ ("home", "Taken back: it was not meant so") },
  [PL_SAVING_PROFILE] = { "Profiles", "agreed", NC_ ("agreed", "Why? The child reads this"),
                          NC_ ("agreed", "Say why: the child reads it."),
                          NC_ ("agreed", "Nothing is different."), NC_ ("agreed", "Save"),
                          NC_ ("agreed", "Saved. It holds from now on."), NC_ ("agreed", "Undo"),
                          NC_ ("agreed", "It is as it was before."),
                          /* Translators: why a change was taken back; the child reads it. */
                          NC_ ("agreed", "Taken back: it was not meant so") },
};

struct _PlSaving {
  AdwBin parent;
  PlClient *client;
  GCancellable *cancellable;
  PlSavingKind kind;
  char *file;
  const PlSavingPage *calls;
  gpointer page;     /* it is on that one */
  PlAgentView *view; /* the page's */
  PlFileEdit *edit;
  GtkBox *box;
  PlConflict *conflict;
  GtkWidget *consulted_place;
  GtkEditable *consulted; /* nullable: nobody is asked */
  GtkEditable *reason;
  GtkLabel *problem, *said;
  GtkWidget *save, *undo;         /* nullable */
  gint64 seen;                    /* the version that the person has seen last */
  gint64 written;                 /* the one that was written here */
  gint64 review;                  /* the newest one of this child, 0: none */
  gboolean known, undoing, taken; /* taken: theirs shows, and what was wanted here waits */
  gboolean reviewed;              /* it was sent with the review */
};

G_DEFINE_FINAL_TYPE (PlSaving, pl_saving, ADW_TYPE_BIN)

static const char *
words (PlSaving *saving, const char *text)
{
  return g_dpgettext2 (NULL, kinds[saving->kind].context, text);
}

static void
set_busy (PlSaving *saving, gboolean busy)
{
  if (saving->save != NULL)
    gtk_widget_set_sensitive (saving->save, !busy);
}

static void
take (PlSaving *saving)
{
  if (saving->known && saving->calls->take != NULL)
    saving->calls->take (saving->page);
}

/* Somebody else was faster. */

/* value: nullable. Transfer full. */
static char *
value_words (PlSaving *saving, const PlFileDifference *difference, const char *value)
{
  char *words =
      value != NULL && difference->key != NULL && saving->calls->value != NULL
          ? saving->calls->value (saving->page, difference->section, difference->key, value)
          : NULL;

  return words != NULL ? words : g_strdup (value);
}

static void
add_difference (const PlFileDifference *difference, gpointer data)
{
  PlSaving *saving = data;
  PlFileDifference said = *difference;
  g_autofree char *before = value_words (saving, difference, difference->before);
  g_autofree char *theirs = value_words (saving, difference, difference->theirs);
  g_autofree char *mine = value_words (saving, difference, difference->mine);
  g_autofree char *title =
      difference->key != NULL && saving->calls->title != NULL
          ? saving->calls->title (saving->page, difference->section, difference->key)
          : NULL;

  said.before = before;
  said.theirs = theirs;
  said.mine = mine;
  pl_conflict_add (saving->conflict, title != NULL ? title : difference->key, &said);
}

static void
show_conflict (PlSaving *saving)
{
  pl_label_say (saving->problem, "");
  pl_label_say (saving->said, "");
  saving->taken = FALSE;
  pl_conflict_begin (saving->conflict);
  pl_file_edit_differences (saving->edit, add_difference, saving);
  pl_conflict_ask_who (saving->conflict, saving->client, kinds[saving->kind].interface,
                       saving->file, saving->seen);
}

static void
on_theirs (PlSaving *saving)
{
  take (saving);
  pl_file_edit_put_aside (saving->edit);
  saving->taken = TRUE;
  pl_conflict_taken (saving->conflict);
  saving->seen = pl_file_edit_version (saving->edit);
  saving->calls->show (saving->page);
}

static void send_text (PlSaving *saving, gint64 review);
static void save (PlSaving *saving);

static void
on_mine (PlSaving *saving)
{
  if (saving->taken)
    pl_file_edit_put_again (saving->edit);
  else
    take (saving);
  saving->taken = FALSE;
  saving->calls->show (saving->page);
  saving->undoing = FALSE;
  save (saving);
}

/* What there is. */

/* The focus stays where somebody is; at first it is on the heading, which was not there before. */
static void
show_first (PlSaving *saving)
{
  saving->calls->show (saving->page);
  pl_agent_view_show_content (saving->view);
  pl_subpage_focus_heading (
      PL_SUBPAGE (gtk_widget_get_ancestor (GTK_WIDGET (saving), PL_TYPE_SUBPAGE)));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  const char *text;
  gint64 version;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlSaving *saving = data;
  if (reply == NULL && (!saving->known || pl_client_is_away_error (error))) {
    pl_agent_view_show_error (saving->view, error);
    return;
  }
  if (reply == NULL) {
    pl_label_say (saving->problem, pl_refusal_words (error));
    return;
  }
  g_variant_get (reply, "(x&s)", &version, &text);
  gboolean first = !saving->known;
  gboolean news =
      !first && version != pl_file_edit_version (saving->edit) && version != saving->written;
  take (saving);
  pl_file_edit_take (saving->edit, version, text);
  saving->known = TRUE;
  set_busy (saving, FALSE);
  if (first) {
    saving->seen = version;
    show_first (saving);
    return;
  }
  pl_agent_view_show_content (saving->view);
  if (news && pl_file_edit_is_changed (saving->edit))
    show_conflict (saving);
  else if (!pl_file_edit_is_changed (saving->edit))
    saving->seen = version;
  saving->calls->show (saving->page);
}

void
pl_saving_read (PlSaving *saving)
{
  pl_client_call_staff (saving->client, kinds[saving->kind].interface, "Get",
                        g_variant_new ("(s)", saving->file), saving->cancellable, on_read, saving);
}

void
pl_saving_begin (PlSaving *saving, gint64 version, const char *text)
{
  pl_file_edit_take (saving->edit, version, text);
  saving->known = TRUE;
  if (!pl_file_edit_is_changed (saving->edit))
    saving->seen = version;
  set_busy (saving, FALSE);
}

static void
on_reviews (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) row =
      g_variant_n_children (rows) > 0 ? g_variant_get_child_value (rows, 0) : NULL;
  if (row != NULL)
    g_variant_lookup (row, "id", "x", &PL_SAVING (data)->review);
}

/* Saving. */

static void
on_written (PlSaving *saving, GVariant *reply)
{
  const char *done = saving->calls->done != NULL
                         ? g_dpgettext2 (NULL, saving->calls->context, saving->calls->done)
                         : words (saving, kinds[saving->kind].saved);

  g_variant_get (reply, "(x)", &saving->written);
  pl_file_edit_saved (saving->edit);
  pl_subpage_sent (GTK_WIDGET (saving));
  pl_conflict_end (saving->conflict);
  pl_label_say (saving->said, saving->undoing ? words (saving, kinds[saving->kind].undone) : done);
  gtk_editable_set_text (saving->reason, "");
  if (saving->undo != NULL)
    gtk_widget_set_visible (saving->undo, !saving->undoing);
  if (saving->calls->saved != NULL)
    saving->calls->saved (saving->page);
  pl_saving_read (saving);
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlSaving *saving = data;
  set_busy (saving, FALSE);
  if (reply != NULL) {
    on_written (saving, reply);
    return;
  }
  /* It takes something away: that needs a review (L4). */
  if (g_error_matches (error, PL_ERROR, PL_ERROR_DENIED) && saving->review > 0 &&
      !saving->reviewed) {
    saving->reviewed = TRUE;
    send_text (saving, saving->review);
    return;
  }
  pl_label_say (saving->problem, pl_refusal_words (error));
  /* Perhaps somebody else was faster. */
  if (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT))
    pl_saving_read (saving);
}

static void
send_text (PlSaving *saving, gint64 review)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = pl_file_edit_text (saving->edit, &error);
  const char *reason = gtk_editable_get_text (saving->reason);
  gint64 before = pl_file_edit_version (saving->edit);

  if (text == NULL) {
    pl_label_say (saving->problem, pl_refusal_words (error));
    return;
  }
  GVariant *arguments =
      saving->kind == PL_SAVING_PROFILE
          ? g_variant_new ("(sxssx)", saving->file, before, text, reason, review)
          : g_variant_new ("(sxsss)", saving->file, before, text, reason,
                           saving->consulted != NULL ? gtk_editable_get_text (saving->consulted)
                                                     : "");
  set_busy (saving, TRUE);
  pl_client_call_staff (saving->client, kinds[saving->kind].interface, "Set", arguments,
                        saving->cancellable, on_set, saving);
}

static void
save (PlSaving *saving)
{
  pl_label_say (saving->problem, "");
  pl_label_say (saving->said, "");
  saving->reviewed = FALSE;
  if (!saving->known)
    return;
  if (!pl_file_edit_is_changed (saving->edit))
    pl_label_say (saving->problem, words (saving, kinds[saving->kind].same));
  else if (*gtk_editable_get_text (saving->reason) == '\0') {
    pl_label_say (saving->problem, words (saving, kinds[saving->kind].missing));
    gtk_widget_grab_focus (GTK_WIDGET (saving->reason));
  } else
    send_text (saving, 0);
}

void
pl_saving_save (PlSaving *saving)
{
  saving->undoing = FALSE;
  take (saving);
  save (saving);
}

static void
on_undo (PlSaving *saving)
{
  saving->undoing = TRUE;
  pl_file_edit_take_back (saving->edit);
  saving->calls->show (saving->page);
  if (*gtk_editable_get_text (saving->reason) == '\0')
    gtk_editable_set_text (saving->reason, words (saving, kinds[saving->kind].taken_back));
  save (saving);
}

PlFileEdit *
pl_saving_edit (PlSaving *saving)
{
  return saving->edit;
}

gboolean
pl_saving_is_known (PlSaving *saving)
{
  return saving->known;
}

/* The part. */

static void
pl_saving_dispose (GObject *object)
{
  PlSaving *saving = PL_SAVING (object);

  g_cancellable_cancel (saving->cancellable);
  g_clear_object (&saving->cancellable);
  g_clear_object (&saving->client);
  saving->known = FALSE;
  G_OBJECT_CLASS (pl_saving_parent_class)->dispose (object);
}

static void
pl_saving_finalize (GObject *object)
{
  PlSaving *saving = PL_SAVING (object);

  g_free (saving->file);
  pl_file_edit_free (saving->edit);
  G_OBJECT_CLASS (pl_saving_parent_class)->finalize (object);
}

static void
pl_saving_class_init (PlSavingClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_saving_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_saving_finalize;
}

static void
pl_saving_init (PlSaving *saving)
{
  saving->cancellable = g_cancellable_new ();
  saving->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING));
  adw_bin_set_child (ADW_BIN (saving), GTK_WIDGET (saving->box));
}

static void
add_buttons (PlSaving *saving)
{
  const char *button = saving->calls->button != NULL
                           ? g_dpgettext2 (NULL, saving->calls->context, saving->calls->button)
                           : words (saving, kinds[saving->kind].save);

  saving->save =
      pl_sheet_add_button (saving->box, button, "ask", G_CALLBACK (pl_saving_save), saving);
  saving->undo = pl_sheet_add_button (saving->box, words (saving, kinds[saving->kind].undo), "flat",
                                      G_CALLBACK (on_undo), saving);
  gtk_widget_set_visible (saving->undo, FALSE);
  gtk_widget_set_sensitive (saving->save, FALSE);
}

static void
fill (PlSaving *saving)
{
  saving->conflict = pl_conflict_new ();
  g_signal_connect_swapped (saving->conflict, "theirs", G_CALLBACK (on_theirs), saving);
  g_signal_connect_swapped (saving->conflict, "mine", G_CALLBACK (on_mine), saving);
  gtk_box_append (saving->box, GTK_WIDGET (saving->conflict));
  saving->consulted_place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_visible (saving->consulted_place, FALSE);
  gtk_box_append (saving->box, saving->consulted_place);
  saving->reason =
      pl_sheet_add_field (saving->box, words (saving, kinds[saving->kind].why), PL_REASON_TEXT_MAX);
  saving->problem = pl_sheet_add_text (saving->box, "complaint", NULL);
  saving->said = pl_sheet_add_text (saving->box, "done", NULL);
  if (!saving->calls->no_button)
    add_buttons (saving);
}

PlSaving *
pl_saving_add (GtkBox *sheet,
               PlClient *client,
               PlSavingKind kind,
               const char *file,
               const PlSavingPage *calls,
               gpointer page)
{
  PlSaving *saving = g_object_new (PL_TYPE_SAVING, NULL);

  saving->client = g_object_ref (client);
  saving->kind = kind;
  saving->file = g_strdup (file);
  saving->calls = calls;
  saving->page = page;
  saving->edit = pl_file_edit_new (file);
  saving->view = pl_sheet_view (sheet);
  gtk_box_append (sheet, GTK_WIDGET (saving));
  fill (saving);
  if (kind == PL_SAVING_PROFILE)
    pl_client_call_staff (client, "Decisions", "ListReviews",
                          g_variant_new ("(sxu)", file, (gint64)0, 1u), saving->cancellable,
                          on_reviews, saving);
  return saving;
}

GtkWidget *
pl_saving_ask_consulted (PlSaving *saving, const char *asked)
{
  saving->consulted =
      pl_sheet_add_field (GTK_BOX (saving->consulted_place), asked, PL_WHO_TEXT_MAX);
  gtk_widget_set_visible (saving->consulted_place, TRUE);
  return saving->consulted_place;
}
