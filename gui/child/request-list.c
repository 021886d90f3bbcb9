/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/request-list.h"

#include "gui/app/client-call.h"
#include "gui/child/answer-page.h"
#include "gui/child/day-words.h"
#include "gui/child/request-words.h"
#include "gui/widgets/row-name.h"

#define REQUESTS 50

struct _PlRequestList {
  AdwBin parent;
  char *kind;
  PlClient *client;     /* NULL before it is read */
  GListStore *requests; /* of PlRecord */
  GCancellable *cancellable;
  GtkWidget *title;
  GtkListBox *rows;
};

enum {
  PROP_KIND = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PlRequestList, pl_request_list, ADW_TYPE_BIN)

static GtkWidget *
request_row (gpointer item, gpointer data)
{
  PlRequestList *list = data;
  const PlToday *today = pl_client_get_today (list->client);
  g_autofree char *title = pl_request_title (item);
  g_autofree char *when =
      today != NULL ? pl_words_moment (today, pl_record_number (item, "made")) : NULL;
  g_autofree char *words =
      g_strdup_printf ("%s\n%s", pl_request_answer (item), when != NULL ? when : "");
  AdwActionRow *row =
      g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, "title-lines", 0,
                    "subtitle", g_strchomp (words), "subtitle-lines", 0, "activatable", TRUE, NULL);

  /* The same may have been asked before. */
  if (when != NULL)
    pl_row_name (ADW_PREFERENCES_ROW (row), when);
  adw_action_row_add_suffix (row, gtk_image_new_from_icon_name ("porchlight-next-symbolic"));
  return GTK_WIDGET (row);
}

static void
on_row (PlRequestList *list, GtkListBoxRow *row)
{
  g_autoptr (PlRecord) request = g_list_model_get_item (G_LIST_MODEL (list->requests),
                                                        (guint)gtk_list_box_row_get_index (row));

  pl_subpage_open (GTK_WIDGET (list), pl_answer_page_new (request));
}

static gboolean
is_of_kind (PlRequestList *list, GVariant *fields)
{
  const char *kind = "";

  g_variant_lookup (fields, "kind", "&s", &kind);
  return g_str_equal (kind, list->kind);
}

static void
show_requests (PlRequestList *list, GVariant *rows)
{
  gsize n = g_variant_n_children (rows);

  g_list_store_remove_all (list->requests);
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) request = is_of_kind (list, fields) ? pl_record_new (fields) : NULL;

    if (request != NULL)
      g_list_store_append (list->requests, request);
  }
  pl_row_names_tell_apart (list->rows);
  gboolean some = g_list_model_get_n_items (G_LIST_MODEL (list->requests)) > 0;
  gtk_widget_set_visible (list->title, some);
  gtk_widget_set_visible (GTK_WIDGET (list->rows), some);
}

static void
on_requests (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  /* Without an answer there is nothing to add: the page says that the agent is away. */
  if (reply == NULL)
    return;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  show_requests (data, rows);
}

void
pl_request_list_read (PlRequestList *list, PlClient *client)
{
  g_set_object (&list->client, client);
  pl_client_call (client, "ListRequests", g_variant_new ("(xu)", (gint64)0, REQUESTS),
                  list->cancellable, on_requests, list);
}

static void
pl_request_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PL_REQUEST_LIST (object)->kind = g_value_dup_string (value);
}

static void
pl_request_list_dispose (GObject *object)
{
  PlRequestList *list = PL_REQUEST_LIST (object);

  g_cancellable_cancel (list->cancellable);
  g_clear_object (&list->cancellable);
  g_clear_object (&list->requests);
  g_clear_object (&list->client);
  g_clear_pointer (&list->kind, g_free);
  G_OBJECT_CLASS (pl_request_list_parent_class)->dispose (object);
}

static void
pl_request_list_class_init (PlRequestListClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = pl_request_list_dispose;
  object_class->set_property = pl_request_list_set_property;
  properties[PROP_KIND] = g_param_spec_string (
      "kind", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/request-list.ui");
  gtk_widget_class_bind_template_child (widget_class, PlRequestList, title);
  gtk_widget_class_bind_template_child (widget_class, PlRequestList, rows);
}

static void
pl_request_list_init (PlRequestList *list)
{
  gtk_widget_init_template (GTK_WIDGET (list));
  list->cancellable = g_cancellable_new ();
  list->requests = g_list_store_new (PL_TYPE_RECORD);
  gtk_list_box_bind_model (list->rows, G_LIST_MODEL (list->requests), request_row, list, NULL);
  g_signal_connect_object (list->rows, "row-activated", G_CALLBACK (on_row), list,
                           G_CONNECT_SWAPPED);
}
