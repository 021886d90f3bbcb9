/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/forms-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/initial.h"
#include "gui/app/paper-print.h"
#include "gui/staff/records/record-words.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "policy/paper/form-paper.h"

struct _PlFormsPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  PlAgentView *view;
  char *home; /* its name; NULL until it is known */
};

G_DEFINE_FINAL_TYPE (PlFormsPage, pl_forms_page, PL_TYPE_SUBPAGE)

/* The first row is the restriction, which is no kind of record. */
static void
on_row (PlFormsPage *page, GtkListBoxRow *row)
{
  int index = gtk_list_box_row_get_index (row);
  const PlRecordKind *kind = index == 0 ? NULL : &pl_record_kinds[index - 1];

  pl_paper_print (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))),
                  kind != NULL ? pl_record_say (kind->title) : C_ ("forms", "Restriction"),
                  pl_form_paper_new (kind, page->home));
}

static void
on_home (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlFormsPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  g_variant_get (reply, "(ss)", &page->home, NULL);
  pl_agent_view_show_content (page->view);
}

static void
pl_forms_page_dispose (GObject *object)
{
  PlFormsPage *page = PL_FORMS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_pointer (&page->home, g_free);
  G_OBJECT_CLASS (pl_forms_page_parent_class)->dispose (object);
}

static void
pl_forms_page_class_init (PlFormsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_forms_page_dispose;
}

static void
add_form (GtkListBox *list, const char *title, const char *what)
{
  g_autofree char *below = pl_capital (what);
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, title, below);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (list, GTK_WIDGET (row));
}

static void
pl_forms_page_init (PlFormsPage *page)
{
  GtkBox *sheet = pl_sheet_new (PL_SUBPAGE (page), C_ ("forms", "Blank forms"),
                                C_ ("forms", "Print a blank form"));

  page->cancellable = g_cancellable_new ();
  page->view = pl_sheet_view (sheet);
  pl_sheet_add_text (sheet, "quieter",
                     C_ ("forms", "For when there is no computer. What is written on one is typed "
                                  "in later, and the paper kept until then."));
  GtkListBox *list = pl_sheet_add_list (sheet, C_ ("forms", "Forms"));
  add_form (list, C_ ("forms", "Restriction"),
            C_ ("forms", "What regulation 35 asks for, and what staff do by when."));
  for (gsize i = 0; i < pl_record_n_kinds; i++)
    add_form (list, pl_record_say (pl_record_kinds[i].title),
              pl_record_say (pl_record_kinds[i].what));
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row), page, G_CONNECT_SWAPPED);
}

static void
read_home (PlFormsPage *page)
{
  pl_client_call_staff (page->client, "Records", "GetHome", NULL, page->cancellable, on_home, page);
}

PlSubpage *
pl_forms_page_new (PlClient *client)
{
  PlFormsPage *page = g_object_new (PL_TYPE_FORMS_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_home), page);
  read_home (page);
  return PL_SUBPAGE (page);
}
