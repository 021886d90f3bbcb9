/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/bookings-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/time-words.h"
#include "gui/staff/records/record-fields.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"
#include "policy/care/text-max.h"

#define BOOKINGS_MAX 100

struct _PlBookingsPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *child;
  GCancellable *cancellable;
  PlAgentView *view;
  PlRecordForm *form;
  GtkListBox *list;
  GtkWidget *take_back; /* what is there only while something is booked */
  GtkEditable *why;
  GtkLabel *nothing, *no_review, *problem, *said;
  GtkCheckButton *beyond;
  GtkWidget *book;
  gint64 review; /* the newest of this child; 0: none */
};

G_DEFINE_FINAL_TYPE (PlBookingsPage, pl_bookings_page, PL_TYPE_SUBPAGE)

/* As Decisions.Book has them; the form is made as those of records are. */
static const PlRecordField fields[] = {
  { "from", NC_ ("record", "From"), PL_RECORD_TIME, PL_RECORD_MUST, NULL },
  { "until", NC_ ("record", "Until"), PL_RECORD_TIME, PL_RECORD_MUST, NULL },
  { "reason", NC_ ("record", "What for? The child reads this"), PL_RECORD_LINE, PL_RECORD_MUST,
    NULL },
};

static const PlRecordKind kind = {
  .id = "booking",
  .title = NC_ ("record", "Booking"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};

static void read_bookings (PlBookingsPage *page);

static void
complain (PlBookingsPage *page, const char *words)
{
  pl_label_say (page->said, "");
  pl_label_say (page->problem, words);
}

/* Taking back. */

static void
on_cancelled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlBookingsPage *page = data;
  if (reply == NULL) {
    complain (page, pl_refusal_words (error));
    return;
  }
  pl_label_say (page->problem, "");
  pl_label_say (page->said, C_ ("booking", "Taken back. The child reads why."));
  gtk_editable_set_text (page->why, "");
  read_bookings (page);
}

static void
on_take_back (GtkButton *button, PlBookingsPage *page)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "id");

  if (*gtk_editable_get_text (page->why) == '\0') {
    complain (page, C_ ("booking", "Say why it is taken back: the child reads it."));
    gtk_widget_grab_focus (GTK_WIDGET (page->why));
    return;
  }
  pl_client_call_staff (page->client, "Decisions", "CancelBooking",
                        g_variant_new ("(xs)", *id, gtk_editable_get_text (page->why)),
                        page->cancellable, on_cancelled, page);
}

/* What is booked. */

static void
add_booking (PlBookingsPage *page, PlRecord *booking)
{
  g_autofree char *from = pl_words_short_moment (pl_record_number (booking, "from"));
  g_autofree char *until = pl_words_short_moment (pl_record_number (booking, "until"));
  /* Translators: two times. */
  g_autofree char *title = g_strdup_printf (C_ ("booking", "%1$s until %2$s"), from, until);
  /* Translators: what it is for, and who booked it. */
  g_autofree char *subtitle =
      g_strdup_printf (C_ ("booking", "%1$s (booked by %2$s)"), pl_record_text (booking, "reason"),
                       pl_record_person (booking, "made-by"));
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, title, subtitle);
  GtkWidget *button = pl_staff_row_add_button (row, C_ ("booking", "Take back"));
  gint64 *id = g_new (gint64, 1);

  *id = pl_record_number (booking, "id");
  g_object_set_data_full (G_OBJECT (button), "id", id, g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_take_back), page, 0);
  gtk_list_box_append (page->list, GTK_WIDGET (row));
}

static void
on_bookings (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlBookingsPage *page = data;
  if (pl_client_is_away_error (error)) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  pl_agent_view_show_content (page->view);
  if (reply == NULL) {
    complain (page, pl_refusal_words (error));
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  gsize n = g_variant_n_children (rows);
  pl_list_box_clear (page->list);
  for (gsize i = n; i > 0; i--) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i - 1);
    g_autoptr (PlRecord) booking = pl_record_new (row);
    add_booking (page, booking);
  }
  gtk_widget_set_visible (GTK_WIDGET (page->list), n > 0);
  gtk_widget_set_visible (page->take_back, n > 0);
  pl_label_say (page->nothing, n == 0 ? C_ ("booking", "Nothing is booked.") : "");
}

static void
read_bookings (PlBookingsPage *page)
{
  pl_client_call_staff (page->client, "Decisions", "ListBookings",
                        g_variant_new ("(sbxu)", pl_record_text (page->child, "account"), TRUE,
                                       (gint64)0, BOOKINGS_MAX),
                        page->cancellable, on_bookings, page);
}

/* Booking. */

/* It stands also where others are there at the same time; staff are told. Transfer full. */
static char *
booked_words (GVariant *reply)
{
  g_autoptr (GVariant) overlaps = g_variant_get_child_value (reply, 1);
  g_autoptr (GString) words = g_string_new (C_ ("booking", "Booked. The child sees it."));

  for (gsize i = 0; i < g_variant_n_children (overlaps); i++) {
    const char *account;
    gint64 from, until;
    g_variant_get_child (overlaps, i, "(&sxx)", &account, &from, &until);
    g_autofree char *begin = pl_words_short_moment (from), *end = pl_words_short_moment (until);
    g_string_append_c (words, '\n');
    /* Translators: a child's account, and two times. */
    g_string_append_printf (words,
                            C_ ("booking", "%1$s has this computer booked, too: %2$s until %3$s."),
                            account, begin, end);
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
on_booked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlBookingsPage *page = data;
  gtk_widget_set_sensitive (page->book, TRUE);
  if (reply == NULL) {
    g_autofree char *problem = pl_record_form_problem (&kind, pl_refusal_words (error));
    complain (page, problem);
    return;
  }
  g_autofree char *words = booked_words (reply);
  pl_subpage_sent (GTK_WIDGET (page));
  pl_label_say (page->problem, "");
  pl_label_say (page->said, words);
  read_bookings (page);
}

static void
on_book (PlBookingsPage *page)
{
  g_autoptr (GError) error = NULL;
  GVariant *read = pl_record_form_read (page->form, &error);
  g_autoptr (GVariant) typed = read != NULL ? g_variant_ref_sink (read) : NULL;
  gint64 from = 0, until = 0;
  const char *reason = "";

  if (typed == NULL) {
    complain (page, pl_refusal_words (error));
    return;
  }
  g_variant_lookup (typed, "from", "x", &from);
  g_variant_lookup (typed, "until", "x", &until);
  g_variant_lookup (typed, "reason", "&s", &reason);
  gtk_widget_set_sensitive (page->book, FALSE);
  pl_client_call_staff (page->client, "Decisions", "Book",
                        g_variant_new ("(sxxsxb)", pl_record_text (page->child, "account"), from,
                                       until, reason, page->review,
                                       gtk_check_button_get_active (page->beyond)),
                        page->cancellable, on_booked, page);
}

/* What it can refer to, and who may go past the maximum. */

static void
on_reviews (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlBookingsPage *page = data;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) row =
      g_variant_n_children (rows) > 0 ? g_variant_get_child_value (rows, 0) : NULL;
  if (row != NULL)
    g_variant_lookup (row, "id", "x", &page->review);
  gtk_widget_set_sensitive (page->book, page->review > 0);
  pl_label_say (page->no_review,
                page->review == 0
                    ? C_ ("booking", "It is agreed at a placement review: record one first.")
                    : "");
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);
  g_autoptr (GVariant) today = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
  const char *role = "";

  if (today != NULL && g_variant_lookup (today, "role", "&s", &role))
    gtk_widget_set_visible (GTK_WIDGET (PL_BOOKINGS_PAGE (data)->beyond),
                            g_str_equal (role, "manager"));
}

static void
pl_bookings_page_dispose (GObject *object)
{
  PlBookingsPage *page = PL_BOOKINGS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->child);
  g_clear_pointer (&page->form, pl_record_form_free);
  G_OBJECT_CLASS (pl_bookings_page_parent_class)->dispose (object);
}

static void
pl_bookings_page_class_init (PlBookingsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_bookings_page_dispose;
}

static void
pl_bookings_page_init (PlBookingsPage *page)
{
  GtkBox *sheet = pl_sheet_new (PL_SUBPAGE (page), "", C_ ("booking", "Bookings"));
  GtkBox *place = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));

  page->cancellable = g_cancellable_new ();
  page->view = pl_sheet_view (sheet);
  pl_sheet_add_text (
      sheet, "quieter",
      C_ ("booking", "Time on this computer for job search or learning, as a review agreed. All "
                     "that the level allows is open then, whatever is left."));
  page->nothing = pl_sheet_add_text (sheet, NULL, NULL);
  page->list = pl_sheet_add_list (sheet, C_ ("booking", "What is booked"));
  page->take_back = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_visible (page->take_back, FALSE);
  page->why = pl_sheet_add_field (GTK_BOX (page->take_back),
                                  C_ ("booking", "Why one is taken back; the child reads it"),
                                  PL_REASON_TEXT_MAX);
  gtk_box_append (sheet, page->take_back);
  pl_sheet_add_title (sheet, C_ ("booking", "Another one"));
  gtk_box_append (sheet, GTK_WIDGET (place));
  page->form = pl_record_form_new (place, &kind, PL_RECORD_FORM_NEW, NULL);
  page->beyond = g_object_new (GTK_TYPE_CHECK_BUTTON, "visible", FALSE, "label",
                               C_ ("booking", "Also past the home’s longest hours"), NULL);
  gtk_box_append (sheet, GTK_WIDGET (page->beyond));
  page->no_review = pl_sheet_add_text (sheet, "problem", NULL);
  page->problem = pl_sheet_add_text (sheet, "complaint", NULL);
  page->said = pl_sheet_add_text (sheet, "done", NULL);
  page->book =
      pl_sheet_add_button (sheet, C_ ("booking", "Book it"), "ask", G_CALLBACK (on_book), page);
  gtk_widget_set_sensitive (page->book, FALSE);
}

static void
read_all (PlBookingsPage *page)
{
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
  pl_client_call_staff (
      page->client, "Decisions", "ListReviews",
      g_variant_new ("(sxu)", pl_record_text (page->child, "account"), (gint64)0, 1u),
      page->cancellable, on_reviews, page);
  read_bookings (page);
}

PlSubpage *
pl_bookings_page_new (PlClient *client, PlRecord *child)
{
  PlBookingsPage *page =
      g_object_new (PL_TYPE_BOOKINGS_PAGE, "title", pl_record_text (child, "name"), NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_all), page);
  read_all (page);
  return PL_SUBPAGE (page);
}
