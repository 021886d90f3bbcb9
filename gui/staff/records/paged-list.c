/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/paged-list.h"

#include "gui/app/client-call.h"
#include "gui/widgets/agent-view.h"
#include "gui/widgets/row-text.h"
#include "gui/widgets/status-page.h"
#include "gui/widgets/tab-stop.h"

/* How many heights of the view before the end the next page is asked for. */
#define HEIGHTS 2

struct _PlPagedList {
  AdwBin parent;
  PlClient *client;
  GCancellable *cancellable;
  PlPagedRows rows;
  PlAgentView *view;
  GtkStack *places;
  GtkListView *list;
  PlStatusPage *nothing;
  GListStore *records; /* of PlRecord */
  gint64 before;
  gboolean asking, whole;
};

G_DEFINE_FINAL_TYPE (PlPagedList, pl_paged_list, ADW_TYPE_BIN)

enum {
  ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

guint
pl_paged_list_count (PlPagedList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list->records));
}

/* Pages. */

static gint64
number_of (GVariant *row, const char *key)
{
  gint64 number = 0;
  guint64 serial = 0;

  if (!g_variant_lookup (row, key, "x", &number) && g_variant_lookup (row, key, "t", &serial))
    number = (gint64)serial;
  return number;
}

static void
take_page (PlPagedList *list, GVariant *page)
{
  gsize n = g_variant_n_children (page);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < n; i++) {
    GVariant *row = g_variant_get_child_value (page, i);
    list->before = number_of (row, list->rows.key);
    g_ptr_array_add (records, pl_record_new (row));
    g_variant_unref (row);
  }
  list->whole = n < PL_PAGED_LIST_ROWS;
  g_list_store_splice (list->records, pl_paged_list_count (list), 0, records->pdata, records->len);
}

static void
on_page (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlPagedList *list = data;
  list->asking = FALSE;
  if (reply == NULL) {
    pl_agent_view_show_error (list->view, error);
    return;
  }
  g_autoptr (GVariant) page = g_variant_get_child_value (reply, 0);
  take_page (list, page);
  gtk_stack_set_visible_child_name (list->places,
                                    pl_paged_list_count (list) > 0 ? "rows" : "nothing");
  pl_agent_view_show_content (list->view);
}

static void
ask (PlPagedList *list)
{
  if (list->asking || list->whole || list->client == NULL)
    return;
  list->asking = TRUE;
  pl_client_call_staff (list->client, list->rows.interface, list->rows.method,
                        list->rows.arguments (list->before, list->rows.data), list->cancellable,
                        on_page, list);
}

static void
on_scrolled (PlPagedList *list, GtkAdjustment *adjustment)
{
  double height = gtk_adjustment_get_page_size (adjustment);

  if (gtk_adjustment_get_value (adjustment) + (1 + HEIGHTS) * height >=
      gtk_adjustment_get_upper (adjustment))
    ask (list);
}

void
pl_paged_list_reload (PlPagedList *list)
{
  g_cancellable_cancel (list->cancellable);
  g_clear_object (&list->cancellable);
  list->cancellable = g_cancellable_new ();
  g_list_store_remove_all (list->records);
  list->before = 0;
  list->asking = list->whole = FALSE;
  ask (list);
}

void
pl_paged_list_show (PlPagedList *list, PlClient *client, const PlPagedRows *rows)
{
  if (g_set_object (&list->client, client))
    pl_agent_view_await (list->view, client, G_CALLBACK (pl_paged_list_reload), list);
  list->rows = *rows;
  pl_status_page_set_title (list->nothing, rows->nothing);
  pl_paged_list_reload (list);
}

/* Rows. */

/* A box of two texts. */
static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = pl_row_text_new (), *subtitle = pl_row_text_new ();

  gtk_widget_add_css_class (title, "row-title");
  gtk_widget_add_css_class (subtitle, "quieter");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), subtitle);
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, PlPagedList *list)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  g_autofree char *title = NULL, *subtitle = NULL;

  list->rows.words (gtk_list_item_get_item (item), &title, &subtitle, list->rows.data);
  pl_row_text_say (PL_ROW_TEXT (gtk_widget_get_first_child (box)), title);
  pl_row_text_say (PL_ROW_TEXT (gtk_widget_get_last_child (box)), subtitle);
  g_autofree char *all = g_strdup_printf ("%s\n%s", title, subtitle != NULL ? subtitle : "");
  /* GTK 4.8 has no label of a list's item of its own. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
}

static void
on_activate (PlPagedList *list, guint position)
{
  g_autoptr (PlRecord) record = g_list_model_get_item (G_LIST_MODEL (list->records), position);

  if (record != NULL)
    g_signal_emit (list, signals[ACTIVATED], 0, record);
}

static void
pl_paged_list_dispose (GObject *object)
{
  PlPagedList *list = PL_PAGED_LIST (object);

  g_cancellable_cancel (list->cancellable);
  g_clear_object (&list->cancellable);
  g_clear_object (&list->client);
  g_clear_object (&list->records);
  G_OBJECT_CLASS (pl_paged_list_parent_class)->dispose (object);
}

static void
pl_paged_list_class_init (PlPagedListClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_paged_list_dispose;
  signals[ACTIVATED] = g_signal_new ("activated", PL_TYPE_PAGED_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, PL_TYPE_RECORD);
  g_type_ensure (PL_TYPE_AGENT_VIEW);
  g_type_ensure (PL_TYPE_STATUS_PAGE);
  g_type_ensure (PL_TYPE_TAB_STOP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/paged-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PlPagedList, view);
  gtk_widget_class_bind_template_child (widget_class, PlPagedList, places);
  gtk_widget_class_bind_template_child (widget_class, PlPagedList, list);
  gtk_widget_class_bind_template_child (widget_class, PlPagedList, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_scrolled);
}

static void
pl_paged_list_init (PlPagedList *list)
{
  gtk_widget_init_template (GTK_WIDGET (list));
  list->cancellable = g_cancellable_new ();
  list->records = g_list_store_new (PL_TYPE_RECORD);
  g_autoptr (GtkNoSelection) selection =
      gtk_no_selection_new (g_object_ref (G_LIST_MODEL (list->records)));
  gtk_list_view_set_model (list->list, GTK_SELECTION_MODEL (selection));
}

PlPagedList *
pl_paged_list_new (const char *label)
{
  PlPagedList *list = g_object_new (PL_TYPE_PAGED_LIST, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (list->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return list;
}
