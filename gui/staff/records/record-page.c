/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/record-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/time-words.h"
#include "gui/staff/records/form-page.h"
#include "gui/staff/records/record-fields.h"
#include "gui/staff/records/record-words.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/list-box.h"

struct _PlRecordPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  const PlRecordKind *kind;
  PlRecord *record;
  PlHeading *heading;
  GtkLabel *problem;
  GtkListBox *fields, *steps, *history;
  GtkWidget *note, *close;
};

G_DEFINE_FINAL_TYPE (PlRecordPage, pl_record_page, PL_TYPE_SUBPAGE)

static void read_record (PlRecordPage *page);

static AdwActionRow *
add_row (GtkListBox *list, const char *title, const char *subtitle)
{
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, title, subtitle);

  gtk_list_box_append (list, GTK_WIDGET (row));
  return row;
}

static void
complain (PlRecordPage *page, const GError *error)
{
  gtk_label_set_label (page->problem, error != NULL ? pl_refusal_words (error) : "");
  gtk_widget_set_visible (GTK_WIDGET (page->problem), error != NULL);
}

/* What is to be done. */

static void
on_step_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRecordPage *page = data;
  complain (page, error);
  if (reply != NULL)
    gtk_editable_set_text (GTK_EDITABLE (page->note), "");
  read_record (page);
}

static void
on_step (GtkButton *button, gpointer data)
{
  PlRecordPage *page = data;
  const char *code = g_object_get_data (G_OBJECT (button), "step");

  pl_client_call_staff (page->client, "Records", "DoStep",
                        g_variant_new ("(xss)", pl_record_number (page->record, "id"), code,
                                       gtk_editable_get_text (GTK_EDITABLE (page->note))),
                        page->cancellable, on_step_done, page);
}

static void
add_step (PlRecordPage *page, const char *code, gint64 due, gint64 done)
{
  int i = pl_record_step (page->kind, code);
  g_autofree char *when = pl_words_short_moment (done >= 0 ? done : due);
  g_autofree char *subtitle = done >= 0 ? g_strdup_printf (C_ ("record", "done, %s"), when)
                              : due > 0 ? g_strdup_printf (C_ ("record", "by %s"), when)
                                        : g_strdup ("");

  if (i < 0)
    return;
  AdwActionRow *row = add_row (page->steps, pl_record_say (page->kind->steps[i].title), subtitle);
  if (done >= 0)
    return;
  GtkWidget *button = pl_staff_row_add_button (row, C_ ("record", "Done"));
  g_object_set_data (G_OBJECT (button), "step", (gpointer)page->kind->steps[i].code);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_step), page, 0);
}

static void
show_steps (PlRecordPage *page)
{
  g_autoptr (GVariant) steps = pl_record_value (page->record, "steps", G_VARIANT_TYPE ("a(sxx)"));
  GVariantIter iter;
  const char *code;
  gint64 due, done;

  pl_list_box_clear (page->steps);
  gtk_widget_set_visible (GTK_WIDGET (page->steps), steps != NULL);
  gtk_widget_set_visible (page->note, steps != NULL);
  if (steps == NULL)
    return;
  g_variant_iter_init (&iter, steps);
  while (g_variant_iter_next (&iter, "(&sxx)", &code, &due, &done))
    add_step (page, code, due, done);
}

/* What it says. */

static void
show_record (PlRecordPage *page)
{
  const char *subject = pl_record_person (page->record, "subject");
  gboolean closed = pl_record_number (page->record, "closed") > 0;

  pl_heading_set_label (page->heading,
                        *subject != '\0' ? subject : pl_record_say (page->kind->title));
  pl_list_box_clear (page->fields);
  for (gsize i = 0; i < page->kind->n_fields; i++) {
    g_autofree char *value = pl_record_field_title (page->record, &page->kind->fields[i]);
    if (value != NULL)
      add_row (page->fields, value, pl_record_say (page->kind->fields[i].title));
  }
  gtk_widget_set_visible (page->close, pl_record_kind_closes (page->kind) && !closed);
  show_steps (page);
}

static void
add_act (PlRecordPage *page, PlRecord *act)
{
  g_autofree char *title = pl_record_act_title (act);

  add_row (page->history, title, pl_record_text (act, "note"));
}

static void
on_record (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRecordPage *page = data;
  if (reply == NULL) {
    complain (page, error);
    return;
  }
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) acts = g_variant_get_child_value (reply, 1);
  g_clear_object (&page->record);
  page->record = pl_record_new (fields);
  show_record (page);
  pl_list_box_clear (page->history);
  for (gsize i = 0; i < g_variant_n_children (acts); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (acts, i);
    g_autoptr (PlRecord) act = pl_record_new (row);
    add_act (page, act);
  }
}

static void
read_record (PlRecordPage *page)
{
  pl_client_call_staff (page->client, "Records", "Get",
                        g_variant_new ("(x)", pl_record_number (page->record, "id")),
                        page->cancellable, on_record, page);
}

static void
on_amend (PlRecordPage *page)
{
  pl_subpage_open (GTK_WIDGET (page),
                   pl_form_page_new_amend (page->client, page->kind, page->record));
}

static void
on_close (PlRecordPage *page)
{
  pl_subpage_open (GTK_WIDGET (page),
                   pl_form_page_new_close (page->client, page->kind, page->record));
}

/* What was written meanwhile shows when the page does. */
static void
pl_record_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_record_page_parent_class)->map (widget);
  read_record (PL_RECORD_PAGE (widget));
}

static void
pl_record_page_dispose (GObject *object)
{
  PlRecordPage *page = PL_RECORD_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->record);
  G_OBJECT_CLASS (pl_record_page_parent_class)->dispose (object);
}

static void
pl_record_page_class_init (PlRecordPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_record_page_dispose;
  widget_class->map = pl_record_page_map;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRecordPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlRecordPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlRecordPage, fields);
  gtk_widget_class_bind_template_child (widget_class, PlRecordPage, steps);
  gtk_widget_class_bind_template_child (widget_class, PlRecordPage, note);
  gtk_widget_class_bind_template_child (widget_class, PlRecordPage, close);
  gtk_widget_class_bind_template_child (widget_class, PlRecordPage, history);
  gtk_widget_class_bind_template_callback (widget_class, on_amend);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
}

static void
pl_record_page_init (PlRecordPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_record_page_new (PlClient *client, const PlRecordKind *kind, PlRecord *record)
{
  PlRecordPage *page =
      g_object_new (PL_TYPE_RECORD_PAGE, "title", pl_record_say (kind->title), NULL);

  page->client = g_object_ref (client);
  page->kind = kind;
  page->record = g_object_ref (record);
  show_record (page);
  return PL_SUBPAGE (page);
}
