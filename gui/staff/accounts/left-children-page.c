/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/accounts/left-children-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/record.h"
#include "gui/app/time-words.h"
#include "gui/staff/accounts/certificate.h"
#include "gui/staff/accounts/left-child-page.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"

#define LAST 200 /* as many accounts as a home had in years */

struct _PlLeftChildrenPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  GtkBox *sheet;
  GtkLabel *here;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PlLeftChildrenPage, pl_left_children_page, PL_TYPE_SUBPAGE)

static void
on_account (AdwActionRow *row, PlLeftChildrenPage *page)
{
  PlRecord *account = g_object_get_data (G_OBJECT (row), "record");

  pl_subpage_open (GTK_WIDGET (page),
                   pl_left_child_page_new (page->client, pl_record_text (account, "account"),
                                           pl_record_person (account, "account")));
}

static void
add_account (PlLeftChildrenPage *page, PlRecord *account)
{
  g_autofree char *when = pl_words_short_moment (pl_record_number (account, "changed"));
  /* Translators: when something was done, and by whom. */
  g_autofree char *subtitle = g_strdup_printf (C_ ("left child", "%1$s, by %2$s"), when,
                                               pl_record_person (account, "changed-by"));
  AdwActionRow *row =
      pl_staff_row_new (pl_left_state_words (account), pl_left_state_style (account),
                        pl_record_person (account, "account"), subtitle);

  g_object_set_data_full (G_OBJECT (row), "record", g_object_ref (account), g_object_unref);
  pl_staff_row_lead (row, G_CALLBACK (on_account), page);
  gtk_list_box_append (page->list, GTK_WIDGET (row));
}

static void
show_accounts (PlLeftChildrenPage *page, GVariant *rows)
{
  guint shown = 0, here = 0;

  pl_list_box_clear (page->list);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) account = pl_record_new (row);
    /* What could not be made the agent takes back itself: no child had it. */
    if (*pl_left_state_words (account) == '\0' ||
        g_str_equal (pl_record_text (account, "changed-by"), "porchlightd"))
      continue;
    shown++;
    here += !g_str_equal (pl_record_text (account, "state"), "wiped");
    add_account (page, account);
  }
  gtk_widget_set_visible (GTK_WIDGET (page->list), shown > 0);
  pl_label_say (
      page->here,
      here > 0 ? C_ ("left child", "This computer cannot be handed on yet: the data of a child "
                                   "who left is still on it.")
               : C_ ("left child", "Nothing of a child who left is on this computer. Before it "
                                   "is handed on, those who live here leave first."));
}

static void
on_accounts (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlLeftChildrenPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  show_accounts (page, rows);
  pl_agent_view_show_content (pl_sheet_view (page->sheet));
}

static void
read_accounts (PlLeftChildrenPage *page)
{
  pl_client_call_staff (page->client, "Accounts", "List", g_variant_new ("(xu)", (gint64)0, LAST),
                        page->cancellable, on_accounts, page);
}

static void
pl_left_children_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_left_children_page_parent_class)->map (widget);
  read_accounts (PL_LEFT_CHILDREN_PAGE (widget));
}

static void
pl_left_children_page_dispose (GObject *object)
{
  PlLeftChildrenPage *page = PL_LEFT_CHILDREN_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_left_children_page_parent_class)->dispose (object);
}

static void
pl_left_children_page_class_init (PlLeftChildrenPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_left_children_page_dispose;
  GTK_WIDGET_CLASS (class)->map = pl_left_children_page_map;
}

static void
pl_left_children_page_init (PlLeftChildrenPage *page)
{
  page->cancellable = g_cancellable_new ();
  page->sheet = pl_sheet_new (PL_SUBPAGE (page), C_ ("left child", "Children who left"),
                              C_ ("left child", "Children who left"));
  page->here = pl_sheet_add_text (page->sheet, "second", NULL);
  page->list = pl_sheet_add_list (page->sheet, C_ ("left child", "Accounts"));
}

PlSubpage *
pl_left_children_page_new (PlClient *client)
{
  PlLeftChildrenPage *page = g_object_new (PL_TYPE_LEFT_CHILDREN_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (pl_sheet_view (page->sheet), client, G_CALLBACK (read_accounts), page);
  return PL_SUBPAGE (page);
}
