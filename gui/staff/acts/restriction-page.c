/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/acts/restriction-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/act-page.h"
#include "gui/staff/acts/restriction-fields.h"
#include "gui/staff/acts/restriction-state.h"
#include "gui/staff/records/record-fields.h"
#include "gui/staff/records/record-words.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/staff/today/duty-words.h"
#include "gui/staff/today/today-words.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"
#include "policy/care/text-max.h"

struct _PlRestrictionPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *child, *today, *restriction;
  GCancellable *cancellable;
  GtkLabel *state, *problem;
  GtkListBox *duties, *fields;
  GtkWidget *end;
};

G_DEFINE_FINAL_TYPE (PlRestrictionPage, pl_restriction_page, PL_TYPE_SUBPAGE)

/* Acts. */

static GVariant *
end_arguments (PlRecord *subject, const char *reason)
{
  return g_variant_new ("(xs)", pl_record_number (subject, "id"), reason);
}

static const PlActKind end_act = {
  .context = "restriction",
  .heading = NC_ ("restriction", "End this restriction"),
  .facts = { NC_ ("restriction", "It ends at once\nThe child’s own hours and sites hold again."),
             NC_ ("restriction", "The child is told\nIn a notice, and under What changed."),
             NC_ ("restriction", "It stays on record\nWith what you write here.") },
  .why = NC_ ("restriction", "Did it work? What was said?"),
  .words_max = PL_RESTRICTION_TEXT_MAX,
  .button = NC_ ("restriction", "End it now"),
  .interface = "Decisions",
  .method = "EndRestriction",
  .arguments = end_arguments,
};

static GVariant *
duty_arguments (PlRecord *subject, const char *reason)
{
  return g_variant_new ("(xss)", pl_record_number (subject, "id"), pl_record_text (subject, "duty"),
                        reason);
}

static const PlActKind duty_act = {
  .context = "restriction",
  .heading = NC_ ("restriction", "Write down that it is done"),
  .facts = { NC_ ("restriction", "It counts as done now\nIt stays on record, with your name.") },
  .words_max = PL_RESTRICTION_TEXT_MAX,
  .button = NC_ ("restriction", "It is done"),
  .interface = "Decisions",
  .method = "DoDuty",
  .arguments = duty_arguments,
};

static GVariant *
hold_arguments (PlRecord *subject, const char *reason)
{
  return g_variant_new ("(xxs)", pl_record_number (subject, "id"), (gint64)0, reason);
}

static const PlActKind hold_act = {
  .context = "restriction",
  .heading = NC_ ("restriction", "The family is not told yet"),
  .facts = { NC_ ("restriction",
                  "Its clock stands still\nUntil somebody tells them, and says so here."),
             NC_ ("restriction", "It stays on record\nWith your name, and why.") },
  .why = NC_ ("restriction", "Why not yet, and who asked for it?"),
  .words_max = PL_RESTRICTION_TEXT_MAX,
  .button = NC_ ("restriction", "Not yet"),
  .interface = "Decisions",
  .method = "HoldFamily",
  .arguments = hold_arguments,
};

/* What an act is about: the restriction, and of a duty (nullable) its code and what is asked for. Transfer full. */
static PlRecord *
subject_new (PlRestrictionPage *page, const char *duty)
{
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *what = duty != NULL ? pl_duty_title (duty) : NULL;

  g_variant_dict_insert (&fields, "id", "x", pl_record_number (page->restriction, "id"));
  g_variant_dict_insert (&fields, "name", "s", pl_record_text (page->restriction, "what"));
  if (duty != NULL) {
    g_variant_dict_insert (&fields, "duty", "s", duty);
    g_variant_dict_insert (&fields, "what", "s", what);
    g_variant_dict_insert (&fields, "why", "s", pl_duty_ask (duty));
  }
  g_autoptr (GVariant) dictionary = g_variant_ref_sink (g_variant_dict_end (&fields));
  return pl_record_new (dictionary);
}

static void
open_act (PlRestrictionPage *page, const PlActKind *act, const char *duty)
{
  g_autoptr (PlRecord) subject = subject_new (page, duty);

  pl_subpage_open (GTK_WIDGET (page), pl_act_page_new (page->client, act, subject));
}

static void
on_end (PlRestrictionPage *page)
{
  open_act (page, &end_act, NULL);
}

static void
on_hold (PlRestrictionPage *page)
{
  open_act (page, &hold_act, NULL);
}

static void
on_duty (GtkButton *button, PlRestrictionPage *page)
{
  open_act (page, &duty_act, g_object_get_data (G_OBJECT (button), "duty"));
}

/* What it asks of staff. */

/* How a duty stands, for this person. */
typedef enum {
  DUTY_OVER,
  DUTY_OPEN,
  DUTY_HELD,
  DUTY_OF_OTHERS,
} DutyTurn;

static DutyTurn
turn_of (PlRestrictionPage *page, const char *code, const char *state)
{
  gboolean manager = g_str_equal (pl_record_text (page->today, "role"), "manager");
  gboolean held = g_str_equal (state, "held");

  if (!held && !g_str_equal (state, "open") && !g_str_equal (state, "overdue"))
    return DUTY_OVER;
  if (pl_duty_is_managers (code) && !manager)
    return DUTY_OF_OTHERS;
  return held ? DUTY_HELD : DUTY_OPEN;
}

static AdwActionRow *
duty_row (PlRestrictionPage *page, const char *code, gint64 due, const char *state, DutyTurn turn)
{
  gboolean runs = turn == DUTY_OPEN || turn == DUTY_OF_OTHERS;
  g_autofree char *left = runs && due > 0 ? pl_staff_due (page->today, due) : NULL;
  g_autofree char *title = pl_duty_title (code);

  return pl_staff_row_new (left != NULL ? left : pl_duty_state_words (state),
                           runs ? pl_staff_due_state (page->today, due) : "closed-now", title,
                           turn == DUTY_OF_OTHERS
                               ? C_ ("restriction", "Only a manager can say that it is done.")
                               : NULL);
}

static void
add_duty (PlRestrictionPage *page, const char *code, gint64 due, const char *state)
{
  DutyTurn turn = turn_of (page, code, state);
  AdwActionRow *row = duty_row (page, code, due, state, turn);

  if (turn == DUTY_OPEN && g_str_equal (code, "family-told"))
    g_signal_connect_object (pl_staff_row_add_button (row, C_ ("restriction", "Not yet …")),
                             "clicked", G_CALLBACK (on_hold), page, G_CONNECT_SWAPPED);
  if (turn == DUTY_OPEN || turn == DUTY_HELD) {
    GtkWidget *button = pl_staff_row_add_button (row, C_ ("restriction", "Done …"));
    g_object_set_data_full (G_OBJECT (button), "duty", g_strdup (code), g_free);
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_duty), page, 0);
  }
  gtk_list_box_append (page->duties, GTK_WIDGET (row));
}

static void
show_duties (PlRestrictionPage *page)
{
  g_autoptr (GVariant) duties =
      pl_record_value (page->restriction, "duties", G_VARIANT_TYPE ("a(sxs)"));
  GVariantIter iter;
  const char *code, *state;
  gint64 due;

  pl_list_box_clear (page->duties);
  if (duties == NULL)
    return;
  g_variant_iter_init (&iter, duties);
  while (g_variant_iter_next (&iter, "(&sx&s)", &code, &due, &state))
    add_duty (page, code, due, state);
}

/* What is on record. */

static void
add_field (PlRestrictionPage *page, const char *value, const char *title)
{
  if (value != NULL && *value != '\0')
    gtk_list_box_append (page->fields, GTK_WIDGET (pl_staff_row_new (NULL, NULL, value, title)));
}

static void
show_fields (PlRestrictionPage *page)
{
  pl_list_box_clear (page->fields);
  for (gsize i = 0; i < pl_restriction_kind.n_fields; i++) {
    g_autofree char *value =
        pl_record_field_title (page->restriction, &pl_restriction_kind.fields[i]);
    add_field (page, value, pl_record_say (pl_restriction_kind.fields[i].title));
  }
  add_field (page, pl_record_text (page->restriction, "emergency"),
             C_ ("restriction", "Part of an emergency stop"));
  add_field (page, pl_record_text (page->restriction, "worked"),
             C_ ("restriction", "Whether it worked"));
  add_field (page, pl_record_person (page->restriction, "made-by"),
             C_ ("restriction", "Written down by"));
}

static void
show (PlRestrictionPage *page)
{
  g_autofree char *end = pl_restriction_state_words (page->restriction, page->today);

  pl_label_say (page->state, end);
  gtk_widget_set_visible (page->end, pl_restriction_in_force (page->restriction, page->today));
  show_duties (page);
  show_fields (page);
}

/* It, as it is now. */

static void
on_restriction (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRestrictionPage *page = data;
  pl_label_say (page->problem, error != NULL ? pl_refusal_words (error) : "");
  if (reply == NULL)
    return;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  if (g_variant_n_children (rows) == 0)
    return;
  g_autoptr (GVariant) fields = g_variant_get_child_value (rows, 0);
  g_clear_object (&page->restriction);
  page->restriction = pl_record_new (fields);
  show (page);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRestrictionPage *page = data;
  if (reply == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_clear_object (&page->today);
  page->today = pl_record_new (fields);
  /* The newest of those before the next one is this one. */
  pl_client_call_staff (page->client, "Decisions", "ListRestrictions",
                        g_variant_new ("(sxu)", pl_record_text (page->child, "account"),
                                       pl_record_number (page->restriction, "id") + 1, 1),
                        page->cancellable, on_restriction, page);
}

static void
read_all (PlRestrictionPage *page)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (page)))
    pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today,
                          page);
}

/* What was done meanwhile shows when the page does. */
static void
pl_restriction_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_restriction_page_parent_class)->map (widget);
  read_all (PL_RESTRICTION_PAGE (widget));
}

static void
pl_restriction_page_dispose (GObject *object)
{
  PlRestrictionPage *page = PL_RESTRICTION_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->child);
  g_clear_object (&page->today);
  g_clear_object (&page->restriction);
  G_OBJECT_CLASS (pl_restriction_page_parent_class)->dispose (object);
}

static void
pl_restriction_page_class_init (PlRestrictionPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_restriction_page_dispose;
  GTK_WIDGET_CLASS (class)->map = pl_restriction_page_map;
}

static void
pl_restriction_page_init (PlRestrictionPage *page)
{
  page->cancellable = g_cancellable_new ();
}

static void
fill (PlRestrictionPage *page)
{
  GtkBox *sheet = pl_sheet_new (PL_SUBPAGE (page), pl_record_text (page->child, "name"),
                                pl_record_text (page->restriction, "what"));

  page->state = pl_sheet_add_text (sheet, "second", NULL);
  page->problem = pl_sheet_add_text (sheet, "problem", NULL);
  page->end =
      pl_sheet_add_button (sheet, C_ ("restriction", "End it …"), NULL, G_CALLBACK (on_end), page);
  pl_sheet_add_title (sheet, C_ ("restriction", "What it asks of staff"));
  page->duties = pl_sheet_add_list (sheet, C_ ("restriction", "What it asks of staff"));
  pl_sheet_add_title (sheet, C_ ("restriction", "On record"));
  page->fields = pl_sheet_add_list (sheet, C_ ("restriction", "On record"));
}

PlSubpage *
pl_restriction_page_new (PlClient *client, PlRecord *child, PlRecord *today, PlRecord *restriction)
{
  PlRestrictionPage *page = g_object_new (PL_TYPE_RESTRICTION_PAGE, NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  page->today = g_object_ref (today);
  page->restriction = g_object_ref (restriction);
  fill (page);
  show (page);
  g_signal_connect_object (client, "news", G_CALLBACK (read_all), page, G_CONNECT_SWAPPED);
  return PL_SUBPAGE (page);
}
