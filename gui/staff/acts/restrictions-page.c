/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/acts/restrictions-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/acts/restriction-form-page.h"
#include "gui/staff/acts/restriction-page.h"
#include "gui/staff/acts/restriction-state.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"

/* At most so many come at once. */
#define RESTRICTIONS_PAGE 100

struct _PlRestrictionsPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *child;
  PlRecord *today; /* nullable: what Staff.GetToday said */
  GCancellable *cancellable;
  PlAgentView *view;
  GtkLabel *problem, *nothing;
  GtkListBox *list;
  GtkWidget *older;
  gint64 last; /* the id of the oldest that is there; 0: none is */
};

G_DEFINE_FINAL_TYPE (PlRestrictionsPage, pl_restrictions_page, PL_TYPE_SUBPAGE)

static void
on_row (AdwActionRow *row, PlRestrictionsPage *page)
{
  PlRecord *restriction = g_object_get_data (G_OBJECT (row), "restriction");

  pl_subpage_open (GTK_WIDGET (page),
                   pl_restriction_page_new (page->client, page->child, page->today, restriction));
}

static void
add_restriction (PlRestrictionsPage *page, PlRecord *restriction)
{
  g_autofree char *end = pl_restriction_state_words (restriction, page->today);
  g_autofree char *next = pl_restriction_next_words (restriction, page->today);
  g_autofree char *subtitle = g_strjoin ("\n", end, next, NULL);
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, pl_record_text (restriction, "what"), subtitle);

  g_object_set_data_full (G_OBJECT (row), "restriction", g_object_ref (restriction),
                          g_object_unref);
  pl_staff_row_lead (row, G_CALLBACK (on_row), page);
  gtk_list_box_append (page->list, GTK_WIDGET (row));
  page->last = pl_record_number (restriction, "id");
}

/* Rows that are read anew take the place of those before, under the hands of whoever is in one. */
static void
show (PlRestrictionsPage *page, GVariant *rows)
{
  gboolean anew = page->last == 0;
  int focused = anew ? pl_list_box_focused (page->list) : -1;

  if (anew)
    pl_list_box_clear (page->list);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) restriction = pl_record_new (row);
    add_restriction (page, restriction);
  }
  pl_list_box_focus (page->list, focused);
}

/* What was answered; NULL: it was called off and the page may be gone, or it was refused, which the page says. Transfer full. */
static GVariant *
taken (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  PlRestrictionsPage *page = data;
  return pl_refusal_take (page->view, page->problem, reply, error)
             ? g_variant_get_child_value (reply, 0)
             : NULL;
}

static void
on_restrictions (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) rows = taken (source, result, data);
  PlRestrictionsPage *page = data;

  if (rows == NULL)
    return;
  show (page, rows);
  gtk_widget_set_visible (GTK_WIDGET (page->list), page->last > 0);
  gtk_widget_set_visible (page->older, g_variant_n_children (rows) == RESTRICTIONS_PAGE);
  pl_label_say (page->nothing, page->last > 0 ? "" : C_ ("restriction", "Nothing is restricted"));
}

static void
read_older (PlRestrictionsPage *page)
{
  gtk_widget_set_visible (page->older, FALSE);
  pl_client_call_staff (page->client, "Decisions", "ListRestrictions",
                        g_variant_new ("(sxu)", pl_record_text (page->child, "account"), page->last,
                                       RESTRICTIONS_PAGE),
                        page->cancellable, on_restrictions, page);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) fields = taken (source, result, data);
  PlRestrictionsPage *page = data;

  if (fields == NULL)
    return;
  g_clear_object (&page->today);
  page->today = pl_record_new (fields);
  pl_label_say (page->problem, "");
  page->last = 0;
  read_older (page);
}

static void
on_begin (PlRestrictionsPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_restriction_form_page_new (page->client, page->child));
}

/* What was asked before is not added to what is read now. */
static void
read_all (PlRestrictionsPage *page)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (page)))
    return;
  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  page->cancellable = g_cancellable_new ();
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
}

/* What was begun meanwhile shows when the page does. */
static void
pl_restrictions_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_restrictions_page_parent_class)->map (widget);
  read_all (PL_RESTRICTIONS_PAGE (widget));
}

static void
pl_restrictions_page_dispose (GObject *object)
{
  PlRestrictionsPage *page = PL_RESTRICTIONS_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->child);
  g_clear_object (&page->today);
  G_OBJECT_CLASS (pl_restrictions_page_parent_class)->dispose (object);
}

static void
pl_restrictions_page_class_init (PlRestrictionsPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_restrictions_page_dispose;
  GTK_WIDGET_CLASS (class)->map = pl_restrictions_page_map;
}

static void
pl_restrictions_page_init (PlRestrictionsPage *page)
{
  GtkBox *sheet = pl_sheet_new (PL_SUBPAGE (page), "", C_ ("restriction", "Restrictions"));

  page->cancellable = g_cancellable_new ();
  page->view = pl_sheet_view (sheet);
  page->problem = pl_sheet_add_text (sheet, "problem", NULL);
  pl_sheet_add_button (sheet, C_ ("restriction", "Begin a restriction …"), NULL,
                       G_CALLBACK (on_begin), page);
  page->nothing = pl_sheet_add_text (sheet, NULL, NULL);
  page->list = pl_sheet_add_list (sheet, C_ ("restriction", "Restrictions"));
  page->older = pl_sheet_add_button (sheet, C_ ("history", "Older ones"), NULL,
                                     G_CALLBACK (read_older), page);
  gtk_widget_set_visible (GTK_WIDGET (page->list), FALSE);
  gtk_widget_set_visible (page->older, FALSE);
}

PlSubpage *
pl_restrictions_page_new (PlClient *client, PlRecord *child)
{
  PlRestrictionsPage *page =
      g_object_new (PL_TYPE_RESTRICTIONS_PAGE, "title", pl_record_text (child, "name"), NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_all), page);
  g_signal_connect_object (client, "news", G_CALLBACK (read_all), page, G_CONNECT_SWAPPED);
  return PL_SUBPAGE (page);
}
