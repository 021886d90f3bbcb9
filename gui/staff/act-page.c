/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/act-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "policy/care/text-max.h"

struct _PlActPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  const PlActKind *kind;
  PlRecord *subject;
  GtkBox *sheet, *form;
  GtkEditable *reason; /* NULL: nobody is asked */
  GtkLabel *problem, *said;
};

G_DEFINE_FINAL_TYPE (PlActPage, pl_act_page, PL_TYPE_SUBPAGE)

static const char *
words (PlActPage *page, const char *text)
{
  return g_dpgettext2 (NULL, page->kind->context, text);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlActPage *page = data;
  gtk_widget_set_sensitive (GTK_WIDGET (page->form), TRUE);
  if (reply == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  if (page->kind->next != NULL) {
    pl_subpage_replace (GTK_WIDGET (page), page->kind->next (page->client, page->subject, result));
    return;
  }
  if (page->kind->done == NULL) {
    pl_subpage_close (GTK_WIDGET (page));
    return;
  }
  gtk_widget_set_visible (GTK_WIDGET (page->form), FALSE);
  pl_label_say (page->said, words (page, page->kind->done));
  pl_subpage_focus_heading (PL_SUBPAGE (page));
}

static void
on_act (PlActPage *page)
{
  g_autofree char *reason =
      g_strstrip (g_strdup (page->reason != NULL ? gtk_editable_get_text (page->reason) : ""));

  if (page->reason != NULL && *reason == '\0') {
    pl_label_say (page->problem, C_ ("act", "Say why: it goes on record."));
    gtk_widget_grab_focus (GTK_WIDGET (page->reason));
    return;
  }
  pl_label_say (page->problem, "");
  gtk_widget_set_sensitive (GTK_WIDGET (page->form), FALSE);
  pl_client_call_staff (page->client, page->kind->interface, page->kind->method,
                        page->kind->arguments (page->subject, reason), page->cancellable, on_done,
                        page);
}

/* What only a manager does is not offered to others. */
static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlActPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_autoptr (PlRecord) today = pl_record_new (fields);
  gboolean manager = g_str_equal (pl_record_text (today, "role"), "manager");
  gtk_widget_set_visible (GTK_WIDGET (page->form), manager);
  if (!manager)
    pl_label_say (page->said, C_ ("act", "Only a manager does this. Please ask one."));
  pl_agent_view_show_content (pl_sheet_view (page->sheet));
  pl_subpage_focus_heading (PL_SUBPAGE (page));
}

static void
add_facts (PlActPage *page)
{
  GtkListBox *list = pl_sheet_add_list (page->sheet, C_ ("act", "What it does"));

  for (guint i = 0; page->kind->facts[i] != NULL; i++) {
    g_auto (GStrv) parts = g_strsplit (words (page, page->kind->facts[i]), "\n", 2);
    gtk_list_box_append (list, GTK_WIDGET (pl_staff_row_new (NULL, NULL, parts[0], parts[1])));
  }
}

static void
fill (PlActPage *page)
{
  const PlActKind *kind = page->kind;
  const char *why =
      kind->why != NULL ? words (page, kind->why) : pl_record_text (page->subject, "why");

  page->sheet = pl_sheet_new (PL_SUBPAGE (page), pl_record_text (page->subject, "name"),
                              words (page, kind->heading));
  pl_sheet_add_text (page->sheet, "second", pl_record_text (page->subject, "what"));
  add_facts (page);
  page->said = pl_sheet_add_text (page->sheet, "done", NULL);
  page->form = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 14));
  gtk_box_append (page->sheet, GTK_WIDGET (page->form));
  if (*why != '\0')
    page->reason = pl_sheet_add_field (page->form, why,
                                       kind->words_max != 0 ? kind->words_max : PL_REASON_TEXT_MAX);
  page->problem = pl_sheet_add_text (page->form, "complaint", NULL);
  pl_sheet_add_button (page->form, words (page, kind->button),
                       kind->destructive ? "destructive-action" : "ask", G_CALLBACK (on_act), page);
}

static void
pl_act_page_dispose (GObject *object)
{
  PlActPage *page = PL_ACT_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->subject);
  G_OBJECT_CLASS (pl_act_page_parent_class)->dispose (object);
}

static void
pl_act_page_class_init (PlActPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_act_page_dispose;
}

static void
pl_act_page_init (PlActPage *page)
{
  page->cancellable = g_cancellable_new ();
}

static void
read_today (PlActPage *page)
{
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
}

PlSubpage *
pl_act_page_new (PlClient *client, const PlActKind *kind, PlRecord *subject)
{
  PlActPage *page = g_object_new (PL_TYPE_ACT_PAGE, NULL);

  page->client = g_object_ref (client);
  page->kind = kind;
  page->subject = g_object_ref (subject);
  fill (page);
  if (kind->manager) {
    pl_agent_view_await (pl_sheet_view (page->sheet), client, G_CALLBACK (read_today), page);
    read_today (page);
  }
  return PL_SUBPAGE (page);
}
