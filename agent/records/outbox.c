/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/outbox.h"

#include <string.h>

#include "agent/records/outbox-private.h"
#include "agent/records/store-private.h"
#include "agent/records/vault.h"
#include "policy/error.h"

gboolean
pl_outbox_row_read (GBytes *record, PlOutboxRow *row)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (record, &size);
  guint32 version;

  if (size != sizeof *row)
    return FALSE;
  memcpy (&version, bytes, sizeof version);
  if (version != PL_OUTBOX_VERSION)
    return FALSE;
  memcpy (row, bytes, sizeof *row);
  return TRUE;
}

gboolean
pl_outbox_row_put (PlStore *store, gint64 number, const PlOutboxRow *row, GError **error)
{
  g_autoptr (GBytes) record = g_bytes_new (row, sizeof *row);

  return pl_vault_put (store, PL_VAULT_OUTBOX, number, record, error);
}

PlDelivery *
pl_outbox_row_delivery (PlOutboxRow *row, const char *route)
{
  for (guint i = 0; i < PL_READER_ROUTES_MAX; i++) {
    PlDelivery *delivery = &row->deliveries[i];
    if (g_str_equal (delivery->route, route))
      return delivery;
    if (*delivery->route == '\0') {
      g_strlcpy (delivery->route, route, sizeof delivery->route);
      return delivery;
    }
  }
  return NULL;
}

typedef struct {
  PlOutboxRow row;
  GBytes *sealed;
} Adding;

static gboolean
add (PlStore *store, gpointer data, GError **error)
{
  Adding *adding = data;
  gint64 number;

  if (!pl_vault_append (store, PL_VAULT_LETTER, adding->sealed, &adding->row.sealed, error))
    return FALSE;
  g_autoptr (GBytes) record = g_bytes_new (&adding->row, sizeof adding->row);
  return pl_vault_append (store, PL_VAULT_OUTBOX, record, &number, error);
}

gboolean
pl_outbox_add (PlStore *store, const PlOutboxMessage *message, GError **error)
{
  Adding adding = { .sealed = message->sealed };
  PlOutboxRow *row = &adding.row;

  g_return_val_if_fail (g_bytes_get_size (message->sealed) <= PL_OUTBOX_SEALED_MAX, FALSE);
  *row = (PlOutboxRow){ .version = PL_OUTBOX_VERSION,
                        .purpose = message->purpose,
                        .every_route = message->every_route,
                        .due_ms = message->due_ms };
  memcpy (row->id, message->id, sizeof row->id);
  memcpy (row->reader, message->reader, sizeof row->reader);
  pl_care_id_new (row->envelope);
  g_strlcpy (row->only, message->only != NULL ? message->only : "", sizeof row->only);
  if (!pl_store_transact (store, add, &adding, error))
    return FALSE;
  pl_store_outbox_changed (store);
  return TRUE;
}

/* ---- all rows of an id ---- */

typedef struct {
  gint64 number;
  PlOutboxRow row;
} Found;

typedef struct _Search Search;
struct _Search {
  const guint8 *id;     /* nullable: all */
  const guint8 *reader; /* nullable: all */
  GArray *found;        /* of Found: those that it is about */
  gint64 sent_ms;       /* the first of them */
  const char *route;
  void (*change) (PlOutboxRow *row, const Search *search);
};

static gboolean
on_row (gint64 number, GBytes *record, gpointer data)
{
  Search *search = data;
  Found found = { .number = number };
  const PlOutboxRow *row = &found.row;

  if (!pl_outbox_row_read (record, &found.row) ||
      (search->id != NULL && memcmp (row->id, search->id, sizeof row->id) != 0) ||
      (search->reader != NULL && memcmp (row->reader, search->reader, sizeof row->reader) != 0))
    return TRUE;
  g_array_append_val (search->found, found);
  if (row->sent_ms > 0)
    search->sent_ms = search->sent_ms > 0 ? MIN (search->sent_ms, row->sent_ms) : row->sent_ms;
  return TRUE;
}

static void
search_clear (Search *search)
{
  g_array_unref (search->found);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static Search
search_new (const guint8 *id, const guint8 *reader)
{
  return (
      Search){ .id = id, .reader = reader, .found = g_array_new (FALSE, FALSE, sizeof (Found)) };
}

static gboolean
look (PlStore *store, Search *search, GError **error)
{
  return pl_vault_each (store, PL_VAULT_OUTBOX, on_row, search, error);
}

static gboolean
remove_all (PlStore *store, gpointer data, GError **error)
{
  Search *search = data;

  if (!look (store, search, error))
    return FALSE;
  for (guint i = 0; i < search->found->len; i++) {
    const Found *found = &g_array_index (search->found, Found, i);
    if (!pl_vault_remove (store, PL_VAULT_OUTBOX, found->number, error) ||
        !pl_vault_remove (store, PL_VAULT_LETTER, found->row.sealed, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
pl_outbox_acknowledge (PlStore *store,
                       const guint8 id[PL_CARE_ID_SIZE],
                       const guint8 reader[PL_CARE_ID_SIZE],
                       guint *n,
                       GError **error)
{
  g_auto (Search) search = search_new (id, reader);

  if (!pl_store_transact (store, remove_all, &search, error))
    return FALSE;
  if (n != NULL)
    *n = search.found->len;
  return TRUE;
}

gboolean
pl_outbox_withdraw (PlStore *store,
                    const guint8 id[PL_CARE_ID_SIZE],
                    const guint8 *reader,
                    GError **error)
{
  g_auto (Search) search = search_new (id, reader);

  return pl_store_transact (store, remove_all, &search, error);
}

/* Changes each row by change. */
static gboolean
change_all (PlStore *store, gpointer data, GError **error)
{
  Search *search = data;

  if (!look (store, search, error))
    return FALSE;
  for (guint i = 0; i < search->found->len; i++) {
    Found *found = &g_array_index (search->found, Found, i);
    search->change (&found->row, search);
    if (!pl_outbox_row_put (store, found->number, &found->row, error))
      return FALSE;
  }
  return TRUE;
}

static void
hasten (PlOutboxRow *row, const Search *search)
{
  row->every_route = TRUE;
  row->due_ms = 0;
  for (guint i = 0; i < PL_READER_ROUTES_MAX; i++)
    row->deliveries[i].next_ms = 0;
}

gboolean
pl_outbox_hasten (PlStore *store, const guint8 id[PL_CARE_ID_SIZE], GError **error)
{
  g_auto (Search) search = search_new (id, NULL);

  search.change = hasten;
  if (!pl_store_transact (store, change_all, &search, error))
    return FALSE;
  pl_store_outbox_changed (store);
  return TRUE;
}

static void
forget_route (PlOutboxRow *row, const Search *search)
{
  for (guint i = 0; i < PL_READER_ROUTES_MAX; i++)
    if (g_str_equal (row->deliveries[i].route, search->route))
      row->deliveries[i] = (PlDelivery){ 0 };
  /* Free places are at the end. */
  for (guint i = 0; i + 1 < PL_READER_ROUTES_MAX; i++)
    if (*row->deliveries[i].route == '\0') {
      row->deliveries[i] = row->deliveries[i + 1];
      row->deliveries[i + 1] = (PlDelivery){ 0 };
    }
}

gboolean
pl_outbox_forget_route (PlStore *store,
                        const guint8 reader[PL_CARE_ID_SIZE],
                        const char *route,
                        GError **error)
{
  g_auto (Search) search = search_new (NULL, reader);

  search.route = route;
  search.change = forget_route;
  if (!pl_store_transact (store, change_all, &search, error))
    return FALSE;
  pl_store_outbox_changed (store);
  return TRUE;
}

gboolean
pl_outbox_sent (PlStore *store, const guint8 id[PL_CARE_ID_SIZE], gint64 *sent_ms, GError **error)
{
  g_auto (Search) search = search_new (id, NULL);

  if (!look (store, &search, error))
    return FALSE;
  *sent_ms = search.sent_ms;
  return TRUE;
}

static gboolean
note_sent (gint64 number, GBytes *record, gpointer data)
{
  PlOutboxRow row;

  if (pl_outbox_row_read (record, &row) && row.sent_ms > 0)
    g_hash_table_add (data, g_bytes_new (row.id, sizeof row.id));
  return TRUE;
}

GHashTable *
pl_outbox_sent_ids (PlStore *store, GError **error)
{
  g_autoptr (GHashTable) ids =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);

  return pl_vault_each (store, PL_VAULT_OUTBOX, note_sent, ids, error) ? g_steal_pointer (&ids)
                                                                       : NULL;
}

static gboolean
on_waiting (gint64 number, GBytes *record, gpointer data)
{
  gboolean *waiting = data;
  PlOutboxRow row;

  *waiting = pl_outbox_row_read (record, &row) && row.copies > 0;
  return !*waiting;
}

gboolean
pl_outbox_is_waiting (PlStore *store, gboolean *waiting, GError **error)
{
  *waiting = FALSE;
  return pl_vault_each (store, PL_VAULT_OUTBOX, on_waiting, waiting, error);
}

typedef struct {
  const guint8 *reader;
  GArray *numbers; /* of gint64: their sealed bytes */
} Tests;

static gboolean
on_test (gint64 number, GBytes *record, gpointer data)
{
  Tests *tests = data;
  PlOutboxRow row;

  if (pl_outbox_row_read (record, &row) && row.purpose == PL_OUTBOX_TEST &&
      g_str_equal (row.only, PL_ROUTE_NOTICES) &&
      memcmp (row.reader, tests->reader, sizeof row.reader) == 0)
    g_array_append_val (tests->numbers, row.sealed);
  return TRUE;
}

GPtrArray *
pl_outbox_tests (PlStore *store, const guint8 reader[PL_CARE_ID_SIZE], GError **error)
{
  g_autoptr (GPtrArray) sealed = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  Tests tests = { reader, numbers };

  if (!pl_vault_each (store, PL_VAULT_OUTBOX, on_test, &tests, error))
    return NULL;
  for (guint i = 0; i < numbers->len; i++) {
    GBytes *bytes = pl_vault_get (store, PL_VAULT_LETTER, g_array_index (numbers, gint64, i), NULL);
    if (bytes != NULL)
      g_ptr_array_add (sealed, bytes);
  }
  return g_steal_pointer (&sealed);
}
