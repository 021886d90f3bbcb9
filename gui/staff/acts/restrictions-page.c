/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/acts/restrictions-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/acts/restriction-form-page.h"
#include "gui/staff/acts/restriction-page.h"
#include "gui/staff/acts/restriction-state.h"
#include "gui/staff/records/paged-list.h"
#include "gui/widgets/agent-view.h"

struct _PlRestrictionsPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *child;
  PlRecord *today; /* nullable: what Staff.GetToday said */
  GCancellable *cancellable;
  PlAgentView *view;
  PlPagedList *list;
};

G_DEFINE_FINAL_TYPE (PlRestrictionsPage, pl_restrictions_page, PL_TYPE_SUBPAGE)

static GVariant *
arguments (gint64 before, gpointer data)
{
  PlRestrictionsPage *page = data;

  return g_variant_new ("(sxu)", pl_record_text (page->child, "account"), before,
                        PL_PAGED_LIST_ROWS);
}

static void
words (PlRecord *restriction, char **title, char **subtitle, gpointer data)
{
  PlRestrictionsPage *page = data;
  g_autofree char *end = pl_restriction_state_words (restriction, page->today);
  g_autofree char *next = pl_restriction_next_words (restriction, page->today);

  *title = g_strdup (pl_record_text (restriction, "what"));
  *subtitle = g_strjoin ("\n", end, next, NULL);
}

static void
on_activated (PlRestrictionsPage *page, PlRecord *restriction)
{
  pl_subpage_open (GTK_WIDGET (page),
                   pl_restriction_page_new (page->client, page->child, page->today, restriction));
}

static void
on_begin (PlRestrictionsPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_restriction_form_page_new (page->client, page->child));
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlRestrictionsPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (page->view, error);
    return;
  }
  const PlPagedRows rows = { .interface = "Decisions",
                             .method = "ListRestrictions",
                             .key = "id",
                             .arguments = arguments,
                             .words = words,
                             .data = page,
                             .nothing = C_ ("restriction", "Nothing is restricted") };
  g_autoptr (GVariant) fields = g_variant_get_child_value (reply, 0);
  g_clear_object (&page->today);
  page->today = pl_record_new (fields);
  pl_paged_list_show (page->list, page->client, &rows);
  pl_agent_view_show_content (page->view);
}

static void
read_all (PlRestrictionsPage *page)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (page)))
    pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today,
                          page);
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
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_restrictions_page_new (PlClient *client, PlRecord *child)
{
  PlRestrictionsPage *page =
      g_object_new (PL_TYPE_RESTRICTIONS_PAGE, "title", C_ ("restriction", "Restrictions"), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *begin = gtk_button_new_with_label (C_ ("restriction", "Begin a restriction …"));
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", 720, "child", begin,
                                   "margin-top", 12, "margin-start", 12, "margin-end", 12, NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  page->list = pl_paged_list_new (C_ ("restriction", "Restrictions"));
  page->view = g_object_new (PL_TYPE_AGENT_VIEW, "content", page->list, NULL);
  gtk_widget_add_css_class (begin, "large");
  gtk_box_append (GTK_BOX (box), clamp);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (page->view));
  adw_bin_set_child (ADW_BIN (page), box);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_all), page);
  g_signal_connect_object (begin, "clicked", G_CALLBACK (on_begin), page, G_CONNECT_SWAPPED);
  g_signal_connect_object (page->list, "activated", G_CALLBACK (on_activated), page,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "news", G_CALLBACK (read_all), page, G_CONNECT_SWAPPED);
  return PL_SUBPAGE (page);
}
