/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/outbox.h"

#include <string.h>

#include "agent/records/outbox-private.h"
#include "agent/records/store-private.h"
#include "agent/records/vault.h"
#include "policy/error.h"

gboolean
pl_outbox_row_read (GBytes *record, PlOutboxRow *row, GBytes **sealed)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (record, &size);
  guint32 version;

  if (size < sizeof *row)
    return FALSE;
  memcpy (&version, bytes, sizeof version);
  if (version != PL_OUTBOX_VERSION)
    return FALSE;
  memcpy (row, bytes, sizeof *row);
  if (sealed != NULL)
    *sealed = g_bytes_new_from_bytes (record, sizeof *row, size - sizeof *row);
  return TRUE;
}

GBytes *
pl_outbox_row_write (const PlOutboxRow *row, GBytes *sealed)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (sealed, &size);
  guint8 *record = g_malloc (sizeof *row + size);

  memcpy (record, row, sizeof *row);
  memcpy (record + sizeof *row, bytes, size);
  return g_bytes_new_take (record, sizeof *row + size);
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

gboolean
pl_outbox_add (PlStore *store, const PlOutboxMessage *message, GError **error)
{
  PlOutboxRow row = { .version = PL_OUTBOX_VERSION,
                      .purpose = message->purpose,
                      .every_route = message->every_route,
                      .due_ms = message->due_ms };
  gint64 number;

  g_return_val_if_fail (g_bytes_get_size (message->sealed) <= PL_OUTBOX_SEALED_MAX, FALSE);
  memcpy (row.id, message->id, sizeof row.id);
  memcpy (row.reader, message->reader, sizeof row.reader);
  pl_care_id_new (row.envelope);
  g_strlcpy (row.only, message->only != NULL ? message->only : "", sizeof row.only);
  g_autoptr (GBytes) record = pl_outbox_row_write (&row, message->sealed);
  if (!pl_vault_append (store, PL_VAULT_OUTBOX, record, &number, error))
    return FALSE;
  pl_store_outbox_changed (store);
  return TRUE;
}

/* ---- all rows of an id ---- */

typedef struct _Search Search;
struct _Search {
  const guint8 *id;     /* nullable: all */
  const guint8 *reader; /* nullable: all */
  GArray *numbers;      /* of gint64: those that it is about */
  gint64 sent_ms;       /* the first of them */
  const char *route;
  void (*change) (PlOutboxRow *row, const Search *search);
};

static gboolean
on_row (gint64 number, GBytes *record, gpointer data)
{
  Search *search = data;
  PlOutboxRow row;

  if (!pl_outbox_row_read (record, &row, NULL) ||
      (search->id != NULL && memcmp (row.id, search->id, sizeof row.id) != 0) ||
      (search->reader != NULL && memcmp (row.reader, search->reader, sizeof row.reader) != 0))
    return TRUE;
  g_array_append_val (search->numbers, number);
  if (row.sent_ms > 0)
    search->sent_ms = search->sent_ms > 0 ? MIN (search->sent_ms, row.sent_ms) : row.sent_ms;
  return TRUE;
}

static void
search_clear (Search *search)
{
  g_array_unref (search->numbers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static Search
search_new (const guint8 *id, const guint8 *reader)
{
  return (
      Search){ .id = id, .reader = reader, .numbers = g_array_new (FALSE, FALSE, sizeof (gint64)) };
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
  for (guint i = 0; i < search->numbers->len; i++)
    if (!pl_vault_remove (store, PL_VAULT_OUTBOX, g_array_index (search->numbers, gint64, i),
                          error))
      return FALSE;
  return TRUE;
}

gboolean
pl_outbox_acknowledge (PlStore *store,
                       const guint8 id[PL_CARE_ID_SIZE],
                       const guint8 reader[PL_CARE_ID_SIZE],
                       GError **error)
{
  g_auto (Search) search = search_new (id, reader);

  return pl_store_transact (store, remove_all, &search, error);
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

/* Changes one row by change. */
static gboolean
change_row (PlStore *store,
            gint64 number,
            void (*change) (PlOutboxRow *row, const Search *search),
            const Search *search,
            GError **error)
{
  g_autoptr (GBytes) record = pl_vault_get (store, PL_VAULT_OUTBOX, number, error);
  g_autoptr (GBytes) sealed = NULL;
  PlOutboxRow row;

  if (record == NULL || !pl_outbox_row_read (record, &row, &sealed))
    return FALSE;
  change (&row, search);
  g_autoptr (GBytes) changed = pl_outbox_row_write (&row, sealed);
  return pl_vault_put (store, PL_VAULT_OUTBOX, number, changed, error);
}

static gboolean
change_all (PlStore *store, gpointer data, GError **error)
{
  Search *search = data;

  if (!look (store, search, error))
    return FALSE;
  for (guint i = 0; i < search->numbers->len; i++)
    if (!change_row (store, g_array_index (search->numbers, gint64, i), search->change, search,
                     error))
      return FALSE;
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
on_waiting (gint64 number, GBytes *record, gpointer data)
{
  gboolean *waiting = data;
  PlOutboxRow row;

  *waiting = pl_outbox_row_read (record, &row, NULL) && row.copies > 0;
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
  GPtrArray *sealed;
} Tests;

static gboolean
on_test (gint64 number, GBytes *record, gpointer data)
{
  Tests *tests = data;
  g_autoptr (GBytes) sealed = NULL;
  PlOutboxRow row;

  if (pl_outbox_row_read (record, &row, &sealed) && row.purpose == PL_OUTBOX_TEST &&
      g_str_equal (row.only, PL_ROUTE_NOTICES) &&
      memcmp (row.reader, tests->reader, sizeof row.reader) == 0)
    g_ptr_array_add (tests->sealed, g_steal_pointer (&sealed));
  return TRUE;
}

GPtrArray *
pl_outbox_tests (PlStore *store, const guint8 reader[PL_CARE_ID_SIZE], GError **error)
{
  g_autoptr (GPtrArray) sealed = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  Tests tests = { reader, sealed };

  return pl_vault_each (store, PL_VAULT_OUTBOX, on_test, &tests, error) ? g_steal_pointer (&sealed)
                                                                        : NULL;
}
