/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/concern-list.h"

#include "gui/app/client-call.h"

typedef struct {
  gboolean own;
  GVariantBuilder rows;
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_variant_builder_clear (&listing->rows);
  g_free (listing);
}

/* Adds a page's rows; the id of its last one, NULL where none comes after it. */
static const char *
add_page (Listing *listing, GVariant *page)
{
  gsize n = g_variant_n_children (page);
  const char *last = NULL;

  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (page, i);
    g_variant_builder_add_value (&listing->rows, row);
    if (i + 1 == n && n == PL_CONCERNS_A_PAGE)
      g_variant_lookup (row, "id", "&s", &last);
  }
  return last;
}

/* What else a reply says is the same on every page. */
static GVariant *
whole_reply (Listing *listing, GVariant *reply)
{
  GVariantBuilder whole;

  g_variant_builder_init (&whole, G_VARIANT_TYPE_TUPLE);
  g_variant_builder_add_value (&whole, g_variant_builder_end (&listing->rows));
  for (gsize i = 1; i < g_variant_n_children (reply); i++) {
    g_autoptr (GVariant) more = g_variant_get_child_value (reply, i);
    g_variant_builder_add_value (&whole, more);
  }
  return g_variant_ref_sink (g_variant_builder_end (&whole));
}

static void ask (GTask *task, const char *before);

static void
on_page (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (reply == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_autoptr (GVariant) page = g_variant_get_child_value (reply, 0);
  const char *before = add_page (g_task_get_task_data (task), page);
  if (before != NULL)
    ask (g_object_ref (task), before);
  else
    g_task_return_pointer (task, whole_reply (g_task_get_task_data (task), reply),
                           (GDestroyNotify)g_variant_unref);
}

static void
ask (GTask *task, const char *before)
{
  PlClient *client = g_task_get_source_object (task);
  GVariant *arguments = g_variant_new ("(su)", before, PL_CONCERNS_A_PAGE);
  Listing *listing = g_task_get_task_data (task);

  if (listing->own)
    pl_client_call (client, "ListConcerns", arguments, g_task_get_cancellable (task), on_page,
                    task);
  else
    pl_client_call_staff (client, "Concerns", "List", arguments, g_task_get_cancellable (task),
                          on_page, task);
}

static void
list (PlClient *client,
      gboolean own,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer data)
{
  GTask *task = g_task_new (client, cancellable, callback, data);
  Listing *listing = g_new (Listing, 1);

  listing->own = own;
  g_variant_builder_init (&listing->rows, G_VARIANT_TYPE ("aa{sv}"));
  g_task_set_task_data (task, listing, listing_free);
  ask (task, "");
}

void
pl_client_list_own_concerns (PlClient *client,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer data)
{
  list (client, TRUE, cancellable, callback, data);
}

void
pl_client_list_told_concerns (PlClient *client,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data)
{
  list (client, FALSE, cancellable, callback, data);
}

GVariant *
pl_client_list_concerns_finish (PlClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
