/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/told-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/concern-list.h"
#include "gui/app/page-stack.h"
#include "gui/app/time-words.h"
#include "gui/app/wipe.h"
#include "gui/staff/concerns/concern-words.h"
#include "gui/staff/concerns/duty-row.h"
#include "gui/staff/concerns/opened-part.h"
#include "gui/staff/concerns/pass-page.h"
#include "gui/staff/concerns/write-page.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"
#include "policy/care/guidance.h"
#include "policy/care/recipients.h"

/* Whom a row of the duties is about. */
#define PARTY "party"

struct _PlToldPage {
  PlSubpage parent;
  PlClient *client;
  PlReaderLock *lock;
  GListModel *concerns;
  PlRecord *concern;
  GCancellable *cancellable;
  GPtrArray *parts;   /* of PlOpenedPart */
  GVariant *sealed;   /* the same as the agent gave them; nullable */
  GArray *recipients; /* of PlRecipient; nullable */
  GArray *readers;    /* of PlRecipient: the same without the child */
  gboolean has_pin;   /* the child can read an answer */
  gint64 now;         /* as the agent said when it was read */
  AdwSqueezer *ruler;
  GtkWidget *wide, *seen, *guidance_place, *told;
  GtkBox *columns, *guidance;
  PlHeading *heading;
  GtkLabel *state, *problem, *restrictions, *unseen;
  GtkListBox *messages, *duties, *acts;
  guint measured;
};

G_DEFINE_FINAL_TYPE (PlToldPage, pl_told_page, PL_TYPE_SUBPAGE)

/* What a reader can do about it. */
typedef enum {
  ACT_ANSWER,
  ACT_ACTING,
  ACT_REFER,
  ACT_CLOSE,
  ACT_LINK,
  ACT_GIVE,
  ACT_LEAVE_OUT,
} Act;

static const struct {
  Act act;
  const char *title, *subtitle;
} acts[] = {
  { ACT_ANSWER, NC_ ("concerns", "Answer the child"),
    NC_ ("concerns", "The child reads it behind their PIN, and the other readers do.") },
  { ACT_ACTING, NC_ ("concerns", "Say what you are doing"),
    NC_ ("concerns", "Whom you told, what was agreed, what comes next.") },
  { ACT_REFER, NC_ ("concerns", "Refer it"),
    NC_ ("concerns", "To the police, the social worker, the LADO: who, when, reference.") },
  { ACT_CLOSE, NC_ ("concerns", "Close it with an outcome"),
    NC_ ("concerns", "In words that the child understands.") },
  { ACT_LINK, NC_ ("concerns", "Link it with another child's"),
    NC_ ("concerns", "Two children in one matter: two records that know of each other.") },
  { ACT_GIVE, NC_ ("concerns", "Give it to a new reader"),
    NC_ ("concerns", "In the place of somebody who has left or lost their key.") },
  { ACT_LEAVE_OUT, NC_ ("concerns", "Leave somebody out"),
    NC_ ("concerns", "A name that the child typed is a member of staff who shall not see it.") },
};

/* "Told by Sam", "Answer from Lee" */
static char *
author (PlToldPage *page, const PlOpenedPart *part)
{
  gboolean child = g_str_equal (part->from, "child");
  const char *who = child              ? pl_record_person (page->concern, "child")
                    : *part->name != 0 ? part->name
                                       : pl_concern_role (part->from);
  g_autofree char *at = pl_words_short_moment (part->at);

  /* Translators: what a message is ("Told", "Answer"), who wrote it, a day and a time. */
  return g_strdup_printf (C_ ("concerns", "%1$s: %2$s, %3$s"), pl_concern_part_words (part->what),
                          who, at);
}

static GtkWidget *
message_row (PlToldPage *page, const PlOpenedPart *part)
{
  g_autofree char *from = author (page, part);
  const char *words = pl_opened_part_words (part);
  char *lines = pl_opened_part_lines (part, page->concern);
  g_autofree char *below = lines != NULL ? g_strconcat (from, "\n", lines, NULL) : g_strdup (from);

  pl_wipe_text (lines);
  if (words == NULL)
    words = C_ ("concerns", "This was not sealed to your key.");
  else if (*words == '\0')
    words = C_ ("concerns", "Without words: they want to talk.");
  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", words, "title-lines", 0,
                       "subtitle", below, "subtitle-lines", 0, NULL);
}

static void
show_messages (PlToldPage *page)
{
  pl_list_box_clear (page->messages);
  for (guint i = 0; i < page->parts->len; i++)
    gtk_list_box_append (page->messages, message_row (page, page->parts->pdata[i]));
}

/* Who has been told, and when: readers wrote it down, and nobody else knows. */
static void
take_referrals (PlToldPage *page, PlReferrals *referrals)
{
  for (guint i = 0; i < page->parts->len; i++) {
    const PlOpenedPart *part = page->parts->pdata[i];
    if (part->letter != NULL && g_str_equal (part->what, "acting"))
      pl_referrals_add (referrals, part->letter, part->length, part->at);
  }
}

static void on_duty (AdwActionRow *row, PlToldPage *page);

static void
add_duty (PlToldPage *page, const PlToldDuty *duty)
{
  AdwActionRow *row = pl_duty_row_new (duty);

  g_object_set_data (G_OBJECT (row), PARTY, GINT_TO_POINTER (duty->party));
  if (pl_duty_is_to_do (duty))
    pl_staff_row_lead (row, G_CALLBACK (on_duty), page);
  gtk_list_box_append (page->duties, GTK_WIDGET (row));
}

/* What an opened letter says is in it: without them it is not shown. */
static void
show_duties (PlToldPage *page)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_auto (PlReferrals) referrals = { 0 };

  take_referrals (page, &referrals);
  g_autoptr (GPtrArray) duties =
      pl_told_duties (pl_record_fields (page->concern), &referrals, zone, page->now);
  pl_list_box_clear (page->duties);
  for (guint i = 0; i < duties->len; i++)
    add_duty (page, duties->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (page->unseen), pl_record_number (page->concern, "known") < 0);
  gtk_widget_set_visible (page->told, page->parts->len > 0 && duties->len > 0);
}

static void
show_guidance (PlToldPage *page)
{
  g_autofree const char **sentences = NULL;
  PlConcernKind kind;

  if (!pl_concern_kind_parse (pl_record_text (page->concern, "kind"), &kind))
    kind = PL_CONCERN_OTHER;
  sentences = pl_guidance_for (kind);
  for (const char **sentence = sentences; *sentence != NULL; sentence++) {
    GtkWidget *label = gtk_label_new (g_dpgettext2 (NULL, "guidance", *sentence));
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_box_append (page->guidance, label);
  }
}

/* C3: for who reads it to ask why. */
static void
show_restrictions (PlToldPage *page)
{
  g_autoptr (GVariant) rows =
      pl_record_value (page->concern, "restrictions", G_VARIANT_TYPE ("a(xxss)"));
  g_autoptr (GString) words = g_string_new (NULL);

  for (gsize i = 0; rows != NULL && i < g_variant_n_children (rows); i++) {
    const char *by, *what;
    gint64 made;
    g_variant_get_child (rows, i, "(xx&s&s)", NULL, &made, &by, &what);
    g_autofree char *at = pl_words_short_moment (made);
    g_string_append_printf (
        words, /* Translators: who, a day and a time, and what the restriction is. */
        C_ ("concerns",
            "%1$s made a restriction on %2$s: %3$s. Telling is never a reason for one."),
        by, at, what);
    g_string_append_c (words, '\n');
  }
  gtk_label_set_label (page->restrictions, words->str);
  gtk_widget_set_visible (GTK_WIDGET (page->restrictions), words->len > 0);
}

static void
show_concern (PlToldPage *page)
{
  g_autofree char *state = pl_concern_state (page->concern);
  g_autofree char *turn =
      pl_concern_is_unseen (page->concern) ? pl_concern_turn (page->concern) : g_strdup ("");
  g_autofree char *words = g_strjoin (turn[0] != '\0' ? ". " : "", state, turn, NULL);
  /* Translators: a child's name, and what it is about. */
  g_autofree char *title =
      g_strdup_printf (C_ ("concerns", "%1$s: %2$s"), pl_record_person (page->concern, "child"),
                       pl_concern_kind_words (page->concern));

  pl_heading_set_label (page->heading, title);
  gtk_label_set_label (page->state, words);
  gtk_widget_set_visible (
      page->seen, !pl_concern_was_seen_by (page->concern, pl_record_text (page->concern, "role")));
  show_restrictions (page);
  show_duties (page);
}

static void read_concern (PlToldPage *page);

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_list_concerns_finish (PL_CLIENT (source), result, &error);

  if (reply == NULL)
    return;
  PlToldPage *page = data;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) one = pl_record_new (fields);
    if (g_str_equal (pl_record_text (one, "id"), pl_record_text (page->concern, "id")))
      g_set_object (&page->concern, one);
  }
  show_concern (page);
}

static gboolean
is_reader (const PlRecipient *recipient, GVariant *readers)
{
  g_autofree char *id = pl_care_id_text (recipient->id);

  for (gsize i = 0; i < g_variant_n_children (readers); i++) {
    g_autoptr (GVariant) reader = g_variant_get_child_value (readers, i);
    const char *one = "";
    g_variant_lookup (reader, "id", "&s", &one);
    if (g_str_equal (one, id))
      return TRUE;
  }
  return FALSE;
}

/* One to whom an answer goes and who is no reader is the child, behind their PIN. */
static void
on_readers (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlToldPage *page = data;
  g_autoptr (GVariant) readers = g_variant_get_child_value (reply, 0);
  g_array_set_size (page->readers, 0);
  for (guint i = 0; i < page->recipients->len; i++) {
    const PlRecipient *recipient = &g_array_index (page->recipients, PlRecipient, i);
    if (is_reader (recipient, readers))
      g_array_append_vals (page->readers, recipient, 1);
  }
  page->has_pin = page->readers->len < page->recipients->len;
}

static void
on_concern (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlToldPage *page = data;
  if (reply == NULL) {
    pl_label_say (page->problem, C_ ("concerns", "It cannot be read now. Please try again soon."));
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 1);
  g_clear_pointer (&page->recipients, g_array_unref);
  g_clear_pointer (&page->sealed, g_variant_unref);
  page->recipients = pl_recipients_read (rows);
  page->sealed = g_variant_get_child_value (reply, 0);
  g_variant_get_child (reply, 2, "x", &page->now);
  g_ptr_array_unref (page->parts);
  page->parts = pl_opened_parts_new (page->lock, page->sealed);
  show_messages (page);
  show_duties (page);
  pl_client_call_staff (page->client, "Readers", "List", NULL, page->cancellable, on_readers, page);
}

/* Anew whenever the page is shown: something may have been written meanwhile. */
static void
read_concern (PlToldPage *page)
{
  const char *id = pl_record_text (page->concern, "id");

  if (!pl_reader_lock_is_open (page->lock))
    return;
  pl_reader_lock_use (page->lock);
  pl_client_call_staff (page->client, "Concerns", "Get", g_variant_new ("(s)", id),
                        page->cancellable, on_concern, page);
  pl_client_list_told_concerns (page->client, page->cancellable, on_listed, page);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlToldPage *page = data;
  gtk_widget_set_sensitive (page->seen, TRUE);
  if (reply == NULL)
    pl_label_say (page->problem, pl_refusal_words (error));
  else
    read_concern (page);
}

static void
on_seen (PlToldPage *page)
{
  guint8 id[PL_CARE_ID_SIZE];
  g_autoptr (GError) error = NULL;

  if (!pl_reader_lock_is_open (page->lock) ||
      !pl_care_id_parse (pl_record_text (page->concern, "id"), id))
    return;
  g_autoptr (GBytes) message = pl_signed_new (
      PL_SIGNED_SEEN, id, pl_reader_lock_get_key (page->lock),
      pl_reader_lock_get_secret (page->lock), pl_app_now (), NULL, 0, NULL, 0, &error);
  if (message == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  pl_label_say (page->problem, "");
  gtk_widget_set_sensitive (page->seen, FALSE);
  pl_client_call_staff (
      page->client, "Concerns", "Send",
      g_variant_new ("(@ay)", g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, message, TRUE)),
      page->cancellable, on_sent, page);
}

static PlSubpage *
write_page (PlToldPage *page, PlSignedKind kind)
{
  return pl_write_page_new (page->client, page->lock, page->concern, kind, page->recipients,
                            page->has_pin);
}

static void
on_duty (AdwActionRow *row, PlToldPage *page)
{
  PlTold party = (PlTold)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), PARTY));

  if (pl_reader_lock_is_open (page->lock) && page->readers->len > 0)
    pl_subpage_open (
        GTK_WIDGET (page),
        pl_write_page_new_referral (page->client, page->lock, page->concern, page->readers, party));
}

static void
on_act (PlToldPage *page, GtkListBoxRow *row)
{
  Act act = acts[gtk_list_box_row_get_index (row)].act;
  PlSubpage *next;

  if (!pl_reader_lock_is_open (page->lock) || page->sealed == NULL || page->readers->len == 0)
    return;
  switch (act) {
    case ACT_ANSWER:
      next = write_page (page, PL_SIGNED_ANSWER);
      break;
    case ACT_ACTING:
      next = write_page (page, PL_SIGNED_ACTING);
      break;
    case ACT_REFER:
      next = pl_write_page_new_referral (page->client, page->lock, page->concern, page->readers,
                                         PL_TOLD_SOCIAL_WORKER);
      break;
    case ACT_CLOSE:
      next = write_page (page, PL_SIGNED_CLOSED);
      break;
    case ACT_LINK:
      next = pl_pass_page_new_link (page->client, page->concern, page->concerns);
      break;
    case ACT_GIVE:
      next = pl_pass_page_new_give (page->client, page->lock, page->concern, page->sealed);
      break;
    default:
      next = pl_pass_page_new_leave_out (page->client, page->lock, page->concern, page->sealed);
  }
  pl_subpage_open (GTK_WIDGET (page), next);
}

static void
add_acts (PlToldPage *page)
{
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++) {
    AdwActionRow *row =
        g_object_new (ADW_TYPE_ACTION_ROW, "title", g_dpgettext2 (NULL, "concerns", acts[i].title),
                      "subtitle", g_dpgettext2 (NULL, "concerns", acts[i].subtitle),
                      "subtitle-lines", 0, "activatable", TRUE, NULL);
    adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("porchlight-next-symbolic"));
    gtk_list_box_append (page->acts, GTK_WIDGET (row));
  }
}

/* Nothing of it stays on the screen, or in memory. */
static void
on_lock (PlToldPage *page)
{
  GtkWidget *stack = gtk_widget_get_ancestor (GTK_WIDGET (page), PL_TYPE_PAGE_STACK);

  if (pl_reader_lock_is_open (page->lock))
    return;
  pl_list_box_clear (page->messages);
  pl_list_box_clear (page->duties);
  g_ptr_array_set_size (page->parts, 0);
  pl_heading_set_label (page->heading, C_ ("concerns", "Locked"));
  if (stack != NULL)
    pl_page_stack_close_all (PL_PAGE_STACK (stack));
}

static gboolean
set_width (gpointer data)
{
  PlToldPage *page = data;
  gboolean wide = adw_squeezer_get_visible_child (page->ruler) == page->wide;

  page->measured = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (page->columns),
                                  wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (page->columns, wide ? 28 : 14);
  return G_SOURCE_REMOVE;
}

/* This is told while sizes are being given out: nothing may change before that is done. */
static void
on_ruler (PlToldPage *page)
{
  if (page->measured == 0)
    page->measured = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, set_width, page, NULL);
}

static void
pl_told_page_dispose (GObject *object)
{
  PlToldPage *page = PL_TOLD_PAGE (object);

  g_clear_handle_id (&page->measured, g_source_remove);
  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  if (page->lock != NULL)
    g_signal_handlers_disconnect_by_data (page->lock, page);
  g_clear_object (&page->lock);
  g_clear_object (&page->client);
  g_clear_object (&page->concern);
  g_clear_object (&page->concerns);
  g_clear_pointer (&page->parts, g_ptr_array_unref);
  g_clear_pointer (&page->sealed, g_variant_unref);
  g_clear_pointer (&page->recipients, g_array_unref);
  g_clear_pointer (&page->readers, g_array_unref);
  G_OBJECT_CLASS (pl_told_page_parent_class)->dispose (object);
}

static void
pl_told_page_class_init (PlToldPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_told_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/told-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, ruler);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, wide);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, columns);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, state);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, messages);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, seen);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, told);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, unseen);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, duties);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, restrictions);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, acts);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, guidance_place);
  gtk_widget_class_bind_template_child (widget_class, PlToldPage, guidance);
  gtk_widget_class_bind_template_callback (widget_class, on_ruler);
  gtk_widget_class_bind_template_callback (widget_class, on_seen);
}

static void
pl_told_page_init (PlToldPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  page->readers = g_array_new (FALSE, FALSE, sizeof (PlRecipient));
  page->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_opened_part_free);
  add_acts (page);
  g_signal_connect_object (page->acts, "row-activated", G_CALLBACK (on_act), page,
                           G_CONNECT_SWAPPED);
}

PlSubpage *
pl_told_page_new (PlClient *client, PlReaderLock *lock, GListModel *concerns, PlRecord *concern)
{
  PlToldPage *page = g_object_new (PL_TYPE_TOLD_PAGE, NULL);

  page->client = g_object_ref (client);
  page->lock = g_object_ref (lock);
  page->concerns = g_object_ref (concerns);
  page->concern = g_object_ref (concern);
  /* After the page over this one, which goes with it: what is written there is kept first. */
  g_signal_connect_data (lock, "changed", G_CALLBACK (on_lock), page, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect (page, "map", G_CALLBACK (read_concern), NULL);
  show_concern (page);
  show_guidance (page);
  return PL_SUBPAGE (page);
}
