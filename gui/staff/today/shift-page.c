/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/shift-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/act-page.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/today/today-words.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/list-box.h"

/* Of a week or so. */
#define SHIFTS_MAX 40
/* Who has ended what ended by itself. */
#define ITSELF "porchlightd"

struct _PlShiftPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *today;
  GCancellable *cancellable;
  PlHeading *heading;
  GtkLabel *problem;
  GtkWidget *begin, *end_form;
  GtkEditable *note;
  GtkListBox *shifts;
};

G_DEFINE_FINAL_TYPE (PlShiftPage, pl_shift_page, PL_TYPE_SUBPAGE)

static void read_shifts (PlShiftPage *page);

static void
complain (PlShiftPage *page, const GError *error)
{
  gtk_label_set_label (page->problem, pl_refusal_words (error));
  gtk_widget_set_visible (GTK_WIDGET (page->problem), TRUE);
}

static gboolean
is_over (PlRecord *shift)
{
  return pl_record_number (shift, "ended") > 0;
}

static GVariant *
account_and_why (PlRecord *shift, const char *reason)
{
  return g_variant_new ("(ss)", pl_record_text (shift, "account"), reason);
}

static const PlActKind end_another_s = {
  .context = "shift",
  .heading = NC_ ("shift", "End their shift"),
  .facts = { NC_ ("shift",
                  "Children do not see their name any more\nWhat children tell staff goes to "
                  "whoever else is on shift."),
             NC_ ("shift",
                  "They see that you did it, and why\nIf they are here after all, they begin "
                  "their shift again.") },
  .why = NC_ ("shift", "Why? It goes on record"),
  .button = NC_ ("shift", "End the shift"),
  .manager = TRUE,
  .interface = "Shifts",
  .method = "End",
  .arguments = account_and_why,
};

static gboolean
is_of (PlRecord *shift, const char *field, const char *account)
{
  return g_str_equal (pl_record_text (shift, field), account);
}

static void
on_end_another_s (GtkButton *button, PlShiftPage *page)
{
  PlRecord *shift = g_object_get_data (G_OBJECT (button), "shift");

  pl_subpage_open (GTK_WIDGET (page), pl_act_page_new (page->client, &end_another_s, shift));
}

/* How long ago it began, or ended; and by whom, where that was another person. Transfer full. */
static char *
when (PlShiftPage *page, PlRecord *shift)
{
  const char *by = pl_record_text (shift, "ended-by");
  g_autofree char *ago =
      pl_staff_ago (page->today, pl_record_number (shift, is_over (shift) ? "ended" : "began"));

  /* Translators: how long ago a shift began, or ended. */
  if (!is_over (shift))
    return g_strdup_printf (C_ ("shift", "began %s"), ago);
  if (is_of (shift, "account", by) || g_str_equal (by, ITSELF))
    return g_strdup_printf (C_ ("shift", "ended %s"), ago);
  /* Translators: how long ago a shift ended, and the manager who ended it. */
  return g_strdup_printf (C_ ("shift", "ended %1$s, by %2$s"), ago,
                          pl_record_person (shift, "ended-by"));
}

/* "On shift", or what was written for the next; who and when. */
static void
add_shift (PlShiftPage *page, PlRecord *shift)
{
  const char *name = pl_record_text (shift, "name"), *note = pl_record_text (shift, "note");
  g_autofree char *ago = when (page, shift);
  g_autofree char *subtitle = *note != '\0' ? g_strdup_printf ("%s\n%s", ago, note) : NULL;
  AdwActionRow *row = pl_staff_row_new (
      is_over (shift) ? NULL : C_ ("shift", "on shift"), "open-now",
      *name != '\0' ? name : pl_record_text (shift, "account"), subtitle != NULL ? subtitle : ago);

  if (!is_over (shift) && is_of (page->today, "role", "manager") &&
      !is_of (shift, "account", pl_record_text (page->today, "account"))) {
    GtkWidget *button = pl_staff_row_add_button (row, C_ ("shift", "End it …"));
    g_object_set_data_full (G_OBJECT (button), "shift", g_object_ref (shift), g_object_unref);
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_end_another_s), page, 0);
  }
  gtk_list_box_append (page->shifts, GTK_WIDGET (row));
}

/* Who is on shift comes to write for the next one. */
static void
show_own (PlShiftPage *page, gboolean on)
{
  g_object_set (page, "heading", on ? GTK_WIDGET (page->note) : GTK_WIDGET (page->heading), NULL);
  if (!on && gtk_widget_get_focus_child (page->end_form) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (page->heading));
  gtk_widget_set_visible (page->begin, !on);
  gtk_widget_set_visible (page->end_form, on);
  pl_heading_set_label (page->heading, on ? C_ ("shift", "You are on shift")
                                          : C_ ("shift", "You are not on shift"));
}

static void
on_shifts (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  gboolean on = FALSE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlShiftPage *page = data;
  if (reply == NULL) {
    complain (page, error);
    return;
  }
  pl_list_box_clear (page->shifts);
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) shift = pl_record_new (fields);
    on |= !is_over (shift) &&
          g_str_equal (pl_record_text (shift, "account"), pl_record_text (page->today, "account"));
    add_shift (page, shift);
  }
  gtk_widget_set_visible (GTK_WIDGET (page->shifts), g_variant_n_children (rows) > 0);
  show_own (page, on);
  /* From the heading, which the focus came to before that was known. */
  if (gtk_widget_get_focus_child (GTK_WIDGET (page->heading)) != NULL)
    pl_subpage_focus_heading (PL_SUBPAGE (page));
}

static void
read_shifts (PlShiftPage *page)
{
  pl_client_call_staff (page->client, "Shifts", "List",
                        g_variant_new ("(bxu)", FALSE, (gint64)0, SHIFTS_MAX), page->cancellable,
                        on_shifts, page);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlShiftPage *page = data;
  gtk_widget_set_visible (GTK_WIDGET (page->problem), FALSE);
  if (reply == NULL)
    complain (page, error);
  else
    gtk_editable_set_text (page->note, "");
  read_shifts (page);
}

static void
on_begin (PlShiftPage *page)
{
  pl_client_call_staff (page->client, "Shifts", "Begin", NULL, page->cancellable, on_changed, page);
}

static void
on_end (PlShiftPage *page)
{
  pl_client_call_staff (page->client, "Shifts", "End",
                        g_variant_new ("(ss)", "", gtk_editable_get_text (page->note)),
                        page->cancellable, on_changed, page);
}

/* Enter ends it where something was written: alone it would be pressed too soon. */
static void
on_note (PlShiftPage *page)
{
  if (*gtk_editable_get_text (page->note) != '\0')
    on_end (page);
}

static void
pl_shift_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_shift_page_parent_class)->map (widget);
  read_shifts (PL_SHIFT_PAGE (widget));
}

static void
pl_shift_page_dispose (GObject *object)
{
  PlShiftPage *page = PL_SHIFT_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->today);
  G_OBJECT_CLASS (pl_shift_page_parent_class)->dispose (object);
}

static void
pl_shift_page_class_init (PlShiftPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_shift_page_dispose;
  widget_class->map = pl_shift_page_map;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/shift-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlShiftPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlShiftPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlShiftPage, begin);
  gtk_widget_class_bind_template_child (widget_class, PlShiftPage, end_form);
  gtk_widget_class_bind_template_child (widget_class, PlShiftPage, note);
  gtk_widget_class_bind_template_child (widget_class, PlShiftPage, shifts);
  gtk_widget_class_bind_template_callback (widget_class, on_begin);
  gtk_widget_class_bind_template_callback (widget_class, on_end);
  gtk_widget_class_bind_template_callback (widget_class, on_note);
}

static void
pl_shift_page_init (PlShiftPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_shift_page_new (PlClient *client, PlRecord *today)
{
  PlShiftPage *page = g_object_new (PL_TYPE_SHIFT_PAGE, NULL);

  page->client = g_object_ref (client);
  page->today = g_object_ref (today);
  show_own (page, pl_record_number (today, "shift") >= 0);
  return PL_SUBPAGE (page);
}
