/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/form-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/initial.h"
#include "gui/staff/conflict.h"
#include "gui/staff/records/record-fields.h"
#include "gui/staff/records/record-words.h"
#include "gui/staff/refusal.h"
#include "gui/widgets/drop-down.h"
#include "gui/widgets/heading.h"
#include "policy/error.h"

typedef enum {
  FORM_NEW,
  FORM_AMEND,
  FORM_CLOSE,
} Form;

struct _PlFormPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  Form form;
  const PlRecordKind *kind;
  PlRecord *record; /* nullable: a new one */
  PlRecordForm *editors;
  GPtrArray *accounts; /* of those whom it can be about, as the drop-down has them */
  PlHeading *heading;
  GtkLabel *what, *problem;
  GtkBox *fields;
  GtkWidget *about, *why;
  GtkDropDown *subject;
  GtkEditable *reason;
  GtkBox *meanwhile;
  PlConflict *conflict;
  gboolean taken; /* theirs shows, and what was written here waits */
  GtkButton *send;
};

G_DEFINE_FINAL_TYPE (PlFormPage, pl_form_page, PL_TYPE_SUBPAGE)

static void
complain (PlFormPage *page, const char *words)
{
  gtk_label_set_label (page->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (page->problem), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (page), TRUE);
}

/* About whom it can be. */

static void
add_person (PlFormPage *page, GtkStringList *names, const char *account, const char *name)
{
  gtk_string_list_append (names, name);
  g_ptr_array_add (page->accounts, g_strdup (account));
}

static void
show_people (PlFormPage *page, PlRecord *today)
{
  g_autoptr (GVariant) children = pl_record_value (today, "children", G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (page->kind->subject == PL_RECORD_OF_ANY_CHILD)
    add_person (page, names, "", C_ ("record", "Nobody in particular"));
  if (page->kind->subject == PL_RECORD_OF_STAFF)
    add_person (page, names, pl_record_text (today, "account"), pl_record_text (today, "name"));
  else
    for (gsize i = 0; children != NULL && i < g_variant_n_children (children); i++) {
      g_autoptr (GVariant) fields = g_variant_get_child_value (children, i);
      g_autoptr (PlRecord) child = pl_record_new (fields);
      add_person (page, names, pl_record_text (child, "account"), pl_record_text (child, "name"));
    }
  gtk_drop_down_set_model (page->subject, G_LIST_MODEL (names));
  gtk_widget_set_visible (page->about, TRUE);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlFormPage *page = data;
  if (reply == NULL) {
    complain (page, pl_refusal_words (error));
    return;
  }
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (PlRecord) today = pl_record_new (fields);
  show_people (page, today);
}

static const char *
subject_of (PlFormPage *page)
{
  guint selected = gtk_drop_down_get_selected (page->subject);

  return selected < page->accounts->len ? page->accounts->pdata[selected] : "";
}

/* Sending. */

static void
add_difference (const PlFileDifference *difference, gpointer data)
{
  PlFormPage *page = data;
  int field = pl_record_field (page->kind, difference->key);

  pl_conflict_add (page->conflict, pl_record_say (page->kind->fields[field].title), difference);
}

/* acts: all that was ever written into it; the last of them since it was read here. */
static void
show_conflict (PlFormPage *page, PlRecord *theirs, GVariant *acts)
{
  gtk_widget_set_visible (GTK_WIDGET (page->problem), FALSE);
  page->taken = FALSE;
  pl_conflict_begin (page->conflict);
  for (gsize i = (gsize)pl_record_number (page->record, "version"); i < g_variant_n_children (acts);
       i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (acts, i);
    g_autoptr (PlRecord) act = pl_record_new (row);
    g_autofree char *title = pl_record_act_title (act);
    pl_conflict_add_who (page->conflict, title, pl_record_text (act, "note"));
  }
  pl_record_form_rebase (page->editors, theirs, add_difference, page);
  g_set_object (&page->record, theirs);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlFormPage *page = data;
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) acts = g_variant_get_child_value (reply, 1);
  g_autoptr (PlRecord) record = pl_record_new (fields);
  if (pl_record_number (record, "version") != pl_record_number (page->record, "version"))
    show_conflict (page, record, acts);
}

/* Perhaps somebody else was faster. */
static void
look (PlFormPage *page)
{
  pl_client_call_staff (page->client, "Records", "Get",
                        g_variant_new ("(x)", pl_record_number (page->record, "id")),
                        page->cancellable, on_looked, page);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlFormPage *page = data;
  if (reply != NULL) {
    pl_subpage_close (GTK_WIDGET (page));
    return;
  }
  g_autofree char *problem = pl_record_form_problem (page->kind, pl_refusal_words (error));
  complain (page, problem);
  if (page->form == FORM_AMEND && g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT))
    look (page);
}

static void
call (PlFormPage *page, const char *method, GVariant *arguments)
{
  gtk_widget_set_visible (GTK_WIDGET (page->problem), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (page), FALSE);
  pl_client_call_staff (page->client, "Records", method, arguments, page->cancellable, on_sent,
                        page);
}

static void
on_send (PlFormPage *page)
{
  g_autoptr (GError) error = NULL;
  GVariant *fields = pl_record_form_read (page->editors, &error);
  gint64 id = page->record != NULL ? pl_record_number (page->record, "id") : 0;

  if (fields == NULL)
    complain (page, pl_refusal_words (error));
  else if (page->form == FORM_NEW)
    call (page, "Add", g_variant_new ("(ss@a{sv})", page->kind->id, subject_of (page), fields));
  else if (page->form == FORM_CLOSE)
    call (page, "Close", g_variant_new ("(x@a{sv})", id, fields));
  else
    call (page, "Amend",
          g_variant_new ("(xx@a{sv}s)", id, pl_record_number (page->record, "version"), fields,
                         gtk_editable_get_text (page->reason)));
}

static void
on_theirs (PlFormPage *page)
{
  pl_record_form_put_aside (page->editors);
  page->taken = TRUE;
  pl_conflict_taken (page->conflict);
}

static void
on_mine (PlFormPage *page)
{
  if (page->taken)
    pl_record_form_put_again (page->editors);
  page->taken = FALSE;
  on_send (page);
}

static void
pl_form_page_dispose (GObject *object)
{
  PlFormPage *page = PL_FORM_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->record);
  g_clear_pointer (&page->editors, pl_record_form_free);
  g_clear_pointer (&page->accounts, g_ptr_array_unref);
  G_OBJECT_CLASS (pl_form_page_parent_class)->dispose (object);
}

static void
pl_form_page_class_init (PlFormPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_form_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/form-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlFormPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlFormPage, what);
  gtk_widget_class_bind_template_child (widget_class, PlFormPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlFormPage, fields);
  gtk_widget_class_bind_template_child (widget_class, PlFormPage, about);
  gtk_widget_class_bind_template_child (widget_class, PlFormPage, subject);
  gtk_widget_class_bind_template_child (widget_class, PlFormPage, meanwhile);
  gtk_widget_class_bind_template_child (widget_class, PlFormPage, why);
  gtk_widget_class_bind_template_child (widget_class, PlFormPage, reason);
  gtk_widget_class_bind_template_child (widget_class, PlFormPage, send);
  gtk_widget_class_bind_template_callback (widget_class, pl_subpage_submit);
  gtk_widget_class_bind_template_callback (widget_class, on_send);
}

static void
pl_form_page_init (PlFormPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  page->accounts = g_ptr_array_new_with_free_func (g_free);
  pl_drop_down_name (page->subject, C_ ("record", "About whom?"));
}

static PlFormPage *
form_new (PlClient *client, Form form, const PlRecordKind *kind, PlRecord *record)
{
  static const char *const sends[] = {
    [FORM_NEW] = NC_ ("record", "Write it down"),
    [FORM_AMEND] = NC_ ("record", "Put it right"),
    [FORM_CLOSE] = NC_ ("record", "Close it"),
  };
  PlFormPage *page = g_object_new (PL_TYPE_FORM_PAGE, "title", pl_record_say (kind->title), NULL);
  g_autofree char *what = pl_capital (pl_record_say (kind->what));

  page->client = g_object_ref (client);
  page->form = form;
  page->kind = kind;
  g_set_object (&page->record, record);
  pl_heading_set_label (page->heading, pl_record_say (kind->title));
  gtk_label_set_label (page->what, what);
  gtk_button_set_label (page->send, g_dpgettext2 (NULL, "record", sends[form]));
  return page;
}

PlSubpage *
pl_form_page_new (PlClient *client, const PlRecordKind *kind)
{
  PlFormPage *page = form_new (client, FORM_NEW, kind, NULL);

  page->editors = pl_record_form_new (page->fields, kind, PL_RECORD_FORM_NEW, NULL);
  if (kind->subject != PL_RECORD_OF_HOME)
    pl_client_call_staff (client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
  return PL_SUBPAGE (page);
}

void
pl_form_page_propose (PlFormPage *page, const char *field, const char *text)
{
  pl_record_form_propose (page->editors, field, text);
}

PlSubpage *
pl_form_page_new_amend (PlClient *client, const PlRecordKind *kind, PlRecord *record)
{
  PlFormPage *page = form_new (client, FORM_AMEND, kind, record);
  gboolean closed = pl_record_number (record, "closed") > 0;

  page->editors = pl_record_form_new (page->fields, kind,
                                      closed ? PL_RECORD_FORM_ALL : PL_RECORD_FORM_NEW, record);
  page->conflict = pl_conflict_new ();
  g_signal_connect_swapped (page->conflict, "theirs", G_CALLBACK (on_theirs), page);
  g_signal_connect_swapped (page->conflict, "mine", G_CALLBACK (on_mine), page);
  gtk_box_append (page->meanwhile, GTK_WIDGET (page->conflict));
  gtk_widget_set_visible (page->why, TRUE);
  return PL_SUBPAGE (page);
}

PlSubpage *
pl_form_page_new_close (PlClient *client, const PlRecordKind *kind, PlRecord *record)
{
  PlFormPage *page = form_new (client, FORM_CLOSE, kind, record);

  page->editors = pl_record_form_new (page->fields, kind, PL_RECORD_FORM_END, NULL);
  return PL_SUBPAGE (page);
}
