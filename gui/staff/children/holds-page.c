/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/holds-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/time-words.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"
#include "policy/care/text-max.h"

#define HOLDS_MAX 100

struct _PlHoldsPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *child;
  GCancellable *cancellable;
  PlAgentView *view;
  GtkListBox *list;
  GtkEditable *reason;
  GtkLabel *nothing, *problem;
};

G_DEFINE_FINAL_TYPE (PlHoldsPage, pl_holds_page, PL_TYPE_SUBPAGE)

static void read_holds (PlHoldsPage *page);

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlHoldsPage *page = data;
  pl_label_say (page->problem, reply == NULL ? pl_refusal_words (error) : "");
  if (reply != NULL)
    gtk_editable_set_text (page->reason, "");
  read_holds (page);
}

static void
on_hold (PlHoldsPage *page)
{
  if (*gtk_editable_get_text (page->reason) == '\0') {
    pl_label_say (page->problem, C_ ("hold", "Say what is open."));
    gtk_widget_grab_focus (GTK_WIDGET (page->reason));
    return;
  }
  pl_client_call_staff (page->client, "Decisions", "Hold",
                        g_variant_new ("(ss)", pl_record_text (page->child, "account"),
                                       gtk_editable_get_text (page->reason)),
                        page->cancellable, on_done, page);
}

static void
on_end (GtkButton *button, PlHoldsPage *page)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "id");

  pl_client_call_staff (page->client, "Decisions", "EndHold", g_variant_new ("(x)", *id),
                        page->cancellable, on_done, page);
}

static void
add_hold (PlHoldsPage *page, PlRecord *hold)
{
  g_autofree char *made = pl_words_short_moment (pl_record_number (hold, "made"));
  /* Translators: a time, and who did it. */
  g_autofree char *subtitle = g_strdup_printf (C_ ("hold", "since %1$s, by %2$s"), made,
                                               pl_record_person (hold, "made-by"));
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, pl_record_text (hold, "reason"), subtitle);
  GtkWidget *button = pl_staff_row_add_button (row, C_ ("hold", "It is closed"));
  gint64 *id = g_new (gint64, 1);

  *id = pl_record_number (hold, "id");
  g_object_set_data_full (G_OBJECT (button), "id", id, g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_end), page, 0);
  gtk_list_box_append (page->list, GTK_WIDGET (row));
}

static void
on_holds (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlHoldsPage *page = data;
  if (!pl_refusal_take (page->view, page->problem, reply, error))
    return;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  gsize n = g_variant_n_children (rows);
  pl_list_box_clear (page->list);
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) hold = pl_record_new (row);
    add_hold (page, hold);
  }
  gtk_widget_set_visible (GTK_WIDGET (page->list), n > 0);
  pl_label_say (page->nothing,
                n == 0 ? C_ ("hold", "Nothing that you may read keeps anything of this child.")
                       : "");
}

static void
read_holds (PlHoldsPage *page)
{
  pl_client_call_staff (
      page->client, "Decisions", "ListHolds",
      g_variant_new ("(sbxu)", pl_record_text (page->child, "account"), TRUE, (gint64)0, HOLDS_MAX),
      page->cancellable, on_holds, page);
}

static void
pl_holds_page_dispose (GObject *object)
{
  PlHoldsPage *page = PL_HOLDS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->child);
  G_OBJECT_CLASS (pl_holds_page_parent_class)->dispose (object);
}

static void
pl_holds_page_class_init (PlHoldsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_holds_page_dispose;
}

static void
pl_holds_page_init (PlHoldsPage *page)
{
  GtkBox *sheet = pl_sheet_new (PL_SUBPAGE (page), "", C_ ("hold", "Keep the records"));

  page->cancellable = g_cancellable_new ();
  page->view = pl_sheet_view (sheet);
  pl_sheet_add_text (
      sheet, "quieter",
      C_ ("hold", "While a concern, an incident or a referral is open, nothing of this child is "
                  "deleted. Managers, safeguarding leads and whoever wrote it read why."));
  page->nothing = pl_sheet_add_text (sheet, NULL, NULL);
  page->list = pl_sheet_add_list (sheet, C_ ("hold", "What keeps the records"));
  page->reason = pl_sheet_add_field (sheet, C_ ("hold", "What is open?"), PL_REASON_TEXT_MAX);
  page->problem = pl_sheet_add_text (sheet, "complaint", NULL);
  pl_sheet_add_button (sheet, C_ ("hold", "Keep everything until it is closed"), "ask",
                       G_CALLBACK (on_hold), page);
}

PlSubpage *
pl_holds_page_new (PlClient *client, PlRecord *child)
{
  PlHoldsPage *page =
      g_object_new (PL_TYPE_HOLDS_PAGE, "title", pl_record_text (child, "name"), NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_holds), page);
  read_holds (page);
  return PL_SUBPAGE (page);
}
