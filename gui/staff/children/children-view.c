/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/children-view.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/record.h"
#include "gui/staff/accounts/left-children-page.h"
#include "gui/staff/accounts/new-child-page.h"
#include "gui/staff/acts/restriction-form-page.h"
#include "gui/staff/children/child-page.h"
#include "gui/staff/children/child-row.h"
#include "gui/staff/children/child-words.h"
#include "gui/staff/children/why-page.h"
#include "gui/staff/row.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/status-page.h"
#include "policy/people/key-edit.h"

struct _PlChildrenView {
  AdwBin parent;
  PlClient *client;
  GCancellable *cancellable;
  PlAgentView *view;
  GtkStack *stack;
  GtkListBox *list;
  GListStore *children; /* of PlRecord: child-words.h */
  GVariant *flags;      /* what ListFlags said; nullable */
  GVariant *shown;      /* of what the rows were made; nullable */
};

G_DEFINE_FINAL_TYPE (PlChildrenView, pl_children_view, ADW_TYPE_BIN)

/* The child is called by name once the profile has said it. */
static void
take_name (PlChildrenView *view, const char *account, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view->children)); i++) {
    g_autoptr (PlRecord) child = g_list_model_get_item (G_LIST_MODEL (view->children), i);

    if (!g_str_equal (pl_record_text (child, "account"), account) ||
        g_str_equal (pl_record_text (child, "name"), name))
      continue;
    g_autoptr (GVariant) row = pl_record_value (child, "row", G_VARIANT_TYPE ("(ssbxxas)"));
    g_autoptr (PlRecord) named = pl_child_record_new (row, view->flags, name);
    gpointer items[] = { named };
    g_list_store_splice (view->children, i, 1, items, 1);
  }
}

typedef struct {
  PlChildrenView *view; /* not owned: looked at only where the call was not cancelled */
  char *account;
} NameCall;

static void
on_profile (GObject *source, GAsyncResult *result, gpointer data)
{
  NameCall *call = data;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);
  const char *text;

  if (reply != NULL) {
    g_variant_get (reply, "(x&s)", NULL, &text);
    g_autofree char *name = pl_key_value (text, "Child", "Name");
    if (name != NULL && *name != '\0')
      take_name (call->view, call->account, name);
  }
  g_free (call->account);
  g_free (call);
}

static void
ask_name (PlChildrenView *view, const char *account)
{
  NameCall *call = g_new0 (NameCall, 1);

  call->view = view;
  call->account = g_strdup (account);
  pl_client_call_staff (view->client, "Profiles", "Get", g_variant_new ("(s)", account),
                        view->cancellable, on_profile, call);
}

static void
fill (PlChildrenView *view, GVariant *rows)
{
  g_list_store_remove_all (view->children);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) child = pl_child_record_new (row, view->flags, NULL);
    g_list_store_append (view->children, child);
  }
}

/* Whoever comes back is on the row that they came from: what is as it was stays. */
static void
show_children (PlChildrenView *view, GVariant *rows)
{
  g_autoptr (GVariant) facts = g_variant_ref_sink (g_variant_new ("(@*@*)", rows, view->flags));
  guint n = (guint)g_variant_n_children (rows);

  if (view->shown == NULL || !g_variant_equal (view->shown, facts))
    fill (view, rows);
  g_clear_pointer (&view->shown, g_variant_unref);
  view->shown = g_steal_pointer (&facts);
  for (guint i = 0; i < n; i++) {
    g_autoptr (PlRecord) child = g_list_model_get_item (G_LIST_MODEL (view->children), i);
    if (*pl_record_text (child, "level") != '\0')
      ask_name (view, pl_record_text (child, "account"));
  }
  gtk_stack_set_visible_child_name (view->stack, n > 0 ? "children" : "none");
}

static void
on_children (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlChildrenView *view = data;
  if (reply == NULL) {
    pl_agent_view_show_error (view->view, error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  show_children (view, rows);
  pl_agent_view_show_content (view->view);
}

static void
on_flags (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlChildrenView *view = data;
  if (reply == NULL) {
    pl_agent_view_show_error (view->view, error);
    return;
  }
  g_clear_pointer (&view->flags, g_variant_unref);
  view->flags = g_variant_get_child_value (reply, 0);
  pl_client_call_staff (view->client, "Staff", "ListChildren", NULL, view->cancellable, on_children,
                        view);
}

static void
read_children (PlChildrenView *view)
{
  g_cancellable_cancel (view->cancellable);
  g_set_object (&view->cancellable, NULL);
  view->cancellable = g_cancellable_new ();
  pl_client_call_staff (view->client, "Staff", "ListFlags", NULL, view->cancellable, on_flags,
                        view);
}

static void
pl_children_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_children_view_parent_class)->map (widget);
  if (PL_CHILDREN_VIEW (widget)->client != NULL)
    read_children (PL_CHILDREN_VIEW (widget));
}

/* Rows. */

static void
on_child (AdwActionRow *row, PlChildrenView *view)
{
  PlRecord *child = g_object_get_data (G_OBJECT (row), "child");

  pl_subpage_open (GTK_WIDGET (view), pl_child_page_new (view->client, child));
}

static GtkWidget *
row_new (gpointer child, gpointer view)
{
  AdwActionRow *row = pl_child_row_new (child);

  g_object_set_data_full (G_OBJECT (row), "child", g_object_ref (child), g_object_unref);
  pl_staff_row_lead (row, G_CALLBACK (on_child), view);
  return GTK_WIDGET (row);
}

static void
on_why (PlChildrenView *view)
{
  pl_subpage_open (GTK_WIDGET (view), pl_why_page_new (view->client, NULL));
}

/* The form says first what it does. */
static void
on_stop (PlChildrenView *view)
{
  pl_subpage_open (GTK_WIDGET (view), pl_restriction_form_page_new_stop (view->client));
}

static void
on_new (PlChildrenView *view)
{
  pl_subpage_open (GTK_WIDGET (view), pl_new_child_page_new (view->client));
}

static void
on_left (PlChildrenView *view)
{
  pl_subpage_open (GTK_WIDGET (view), pl_left_children_page_new (view->client));
}

static void
pl_children_view_dispose (GObject *object)
{
  PlChildrenView *view = PL_CHILDREN_VIEW (object);

  g_cancellable_cancel (view->cancellable);
  g_clear_object (&view->cancellable);
  g_clear_object (&view->client);
  g_clear_object (&view->children);
  g_clear_pointer (&view->flags, g_variant_unref);
  g_clear_pointer (&view->shown, g_variant_unref);
  G_OBJECT_CLASS (pl_children_view_parent_class)->dispose (object);
}

static void
pl_children_view_class_init (PlChildrenViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_children_view_dispose;
  widget_class->map = pl_children_view_map;
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_STATUS_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/children-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PlChildrenView, view);
  gtk_widget_class_bind_template_child (widget_class, PlChildrenView, stack);
  gtk_widget_class_bind_template_child (widget_class, PlChildrenView, list);
  gtk_widget_class_bind_template_callback (widget_class, on_new);
  gtk_widget_class_bind_template_callback (widget_class, on_left);
  gtk_widget_class_bind_template_callback (widget_class, on_why);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
pl_children_view_init (PlChildrenView *view)
{
  gtk_widget_init_template (GTK_WIDGET (view));
  view->children = g_list_store_new (PL_TYPE_RECORD);
  gtk_list_box_bind_model (view->list, G_LIST_MODEL (view->children), row_new, view, NULL);
}

void
pl_children_view_set_client (PlChildrenView *view, PlClient *client)
{
  g_set_object (&view->client, client);
  pl_agent_view_await (view->view, client, G_CALLBACK (read_children), view);
}
