/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The outbox for those who carry: what is due, and how a hand-over goes (outbox.h). */
#include <string.h>

#include "agent/records/outbox-private.h"
#include "agent/records/reader-route.h"
#include "agent/records/store-private.h"
#include "agent/records/vault.h"
#include "policy/care/envelope.h"
#include "policy/error.h"

/* ---- what is due ---- */

typedef struct {
  PlStore *store;
  gint64 now_ms, next_ms;
  gboolean eager;
  GPtrArray *routes; /* of all readers */
  GArray *due;
} Look;

/*
 * When a route is to take a row, G_MAXINT64: not again; *after_ms: when it is the next one's turn. A moment that no clock
 * that goes right could have written is of one that went ahead: nothing waits for it.
 */
static gint64
moment_of (const Look *look, const PlOutboxRow *row, const PlDelivery *delivery, gint64 *after_ms)
{
  switch (delivery->state) {
    case PL_DELIVERY_TAKEN:
      *after_ms =
          delivery->taken_ms > look->now_ms ? 0 : delivery->taken_ms + PL_OUTBOX_FALLBACK_MS;
      return G_MAXINT64;
    case PL_DELIVERY_BEGUN:
      *after_ms = G_MAXINT64;
      return G_MAXINT64;
    case PL_DELIVERY_FAILED:
      *after_ms = 0;
      if (delivery->next_ms > look->now_ms + PL_OUTBOX_RETRY_MAX_MS)
        return row->due_ms;
      return look->eager && !delivery->unsure ? row->due_ms : delivery->next_ms;
    default:
      *after_ms = G_MAXINT64;
      return row->due_ms;
  }
}

static gboolean
is_route_of (const PlOutboxRow *row, const PlReaderRouteState *route)
{
  return memcmp (route->reader, row->reader, sizeof row->reader) == 0 &&
         !(row->purpose == PL_OUTBOX_DUTY && g_str_equal (route->route, PL_ROUTE_NOTICES)) &&
         (*row->only == '\0' || g_str_equal (row->only, route->route));
}

/* One route that takes nothing keeps no other from its own. */
static gboolean
is_full (const Look *look, const char *route)
{
  guint n = 0;

  for (guint i = 0; i < look->due->len; i++)
    n += g_str_equal (g_array_index (look->due, PlOutboxDue, i).route, route);
  return n >= PL_OUTBOX_DUE_MAX;
}

static void
note_moment (Look *look, gint64 number, const char *route, gint64 moment_ms)
{
  PlOutboxDue due = { .number = number };

  if (moment_ms > look->now_ms) {
    look->next_ms = MIN (look->next_ms, moment_ms);
    return;
  }
  if (is_full (look, route))
    return;
  g_strlcpy (due.route, route, sizeof due.route);
  g_array_append_val (look->due, due);
}

/* The routes of its reader in their order, as far as it is their turn. */
static gboolean
on_row (gint64 number, GBytes *record, gpointer data)
{
  Look *look = data;
  PlOutboxRow row;

  if (!pl_outbox_row_read (record, &row))
    return TRUE;
  gint64 turn_ms = row.due_ms;
  for (guint i = 0; i < look->routes->len; i++) {
    const PlReaderRouteState *route = look->routes->pdata[i];
    PlDelivery *delivery =
        is_route_of (&row, route) ? pl_outbox_row_delivery (&row, route->route) : NULL;
    if (delivery == NULL)
      continue;
    gint64 after_ms, moment_ms = moment_of (look, &row, delivery, &after_ms);
    if (moment_ms < G_MAXINT64)
      note_moment (look, number, route->route,
                   g_str_equal (route->route, PL_ROUTE_NOTICES) ? moment_ms
                                                                : MAX (moment_ms, turn_ms));
    /* A notice is no copy: it goes at once, and nothing waits for it. */
    if (!row.every_route && !g_str_equal (route->route, PL_ROUTE_NOTICES))
      turn_ms = MAX (turn_ms, after_ms);
  }
  return TRUE;
}

GArray *
pl_outbox_due (PlStore *store, gint64 now_ms, gboolean eager, gint64 *next_ms, GError **error)
{
  g_autoptr (GPtrArray) routes = pl_reader_route_list (store, NULL, error);
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (PlOutboxDue));
  Look look = { .store = store,
                .now_ms = now_ms,
                .next_ms = G_MAXINT64,
                .eager = eager,
                .routes = routes,
                .due = due };

  if (routes == NULL || !pl_vault_each (store, PL_VAULT_OUTBOX, on_row, &look, error))
    return NULL;
  *next_ms = look.next_ms;
  return g_steal_pointer (&due);
}

/* ---- a hand-over ---- */

/* A row, and what is done with it. */
typedef struct {
  const PlOutboxDue *due;
  PlOutboxEnd end;
  guint32 chance;
  PlOutboxRow row;
  gboolean there; /* FALSE: there is no such row any more, or nothing is to be done with it */
  GBytes *sealed;
} Handover;

/* What of an error of the vault is none: that there is no such record. */
static GBytes *
get (PlStore *store, PlVaultKind kind, gint64 number, gboolean *failed, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GBytes *record = pl_vault_get (store, kind, number, &failure);

  *failed = failure != NULL;
  if (*failed)
    g_propagate_error (error, g_steal_pointer (&failure));
  return record;
}

static gboolean
read_row (PlStore *store, Handover *handover, GError **error)
{
  gboolean failed;
  g_autoptr (GBytes) record = get (store, PL_VAULT_OUTBOX, handover->due->number, &failed, error);

  handover->there = record != NULL && pl_outbox_row_read (record, &handover->row);
  return !failed;
}

static gboolean
begin (PlStore *store, gpointer data, GError **error)
{
  Handover *handover = data;
  gboolean failed;

  if (!read_row (store, handover, error))
    return FALSE;
  PlDelivery *delivery =
      handover->there ? pl_outbox_row_delivery (&handover->row, handover->due->route) : NULL;
  handover->there = delivery != NULL && delivery->state != PL_DELIVERY_TAKEN;
  if (!handover->there)
    return TRUE;
  handover->sealed = get (store, PL_VAULT_LETTER, handover->row.sealed, &failed, error);
  if (handover->sealed == NULL)
    return !failed;
  delivery->state = PL_DELIVERY_BEGUN;
  return pl_outbox_row_put (store, handover->due->number, &handover->row, error);
}

void
pl_outbox_parcel_free (PlOutboxParcel *parcel)
{
  g_free (parcel->address);
  g_free (parcel->name);
  g_bytes_unref (parcel->envelope);
  g_free (parcel);
}

static char *
address_of (PlStore *store, const PlOutboxRow *row, const char *route, GError **error)
{
  g_autoptr (GPtrArray) routes = pl_reader_route_list (store, row->reader, error);

  for (guint i = 0; routes != NULL && i < routes->len; i++) {
    const PlReaderRouteState *state = routes->pdata[i];
    if (g_str_equal (state->route, route))
      return g_strdup (state->address);
  }
  return routes != NULL ? g_strdup ("") : NULL;
}

/* How many copies the reader may have before one goes by that route: those that are on their way by another count. */
static guint
copies_before (const PlOutboxRow *row, const char *route)
{
  guint copies = row->copies;

  for (guint i = 0; i < PL_READER_ROUTES_MAX; i++)
    copies += row->deliveries[i].state == PL_DELIVERY_BEGUN &&
              !g_str_equal (row->deliveries[i].route, PL_ROUTE_NOTICES) &&
              !g_str_equal (row->deliveries[i].route, route);
  return copies;
}

static PlOutboxParcel *
parcel_of (const PlOutboxRow *row, const char *route, GBytes *sealed, char *address)
{
  PlOutboxParcel *parcel = g_new0 (PlOutboxParcel, 1);
  PlEnvelope envelope = { .copy = (guint8)MIN (copies_before (row, route), G_MAXUINT8) };

  envelope.sealed = g_bytes_get_data (sealed, &envelope.length);
  memcpy (envelope.id, row->envelope, sizeof envelope.id);
  memcpy (parcel->id, row->id, sizeof parcel->id);
  memcpy (parcel->reader, row->reader, sizeof parcel->reader);
  parcel->purpose = (PlOutboxPurpose)row->purpose;
  parcel->address = address;
  parcel->name = pl_care_id_text (row->envelope);
  parcel->envelope = pl_envelope_write (&envelope);
  return parcel;
}

PlOutboxParcel *
pl_outbox_begin (PlStore *store, const PlOutboxDue *due, GError **error)
{
  Handover handover = { .due = due };
  PlOutboxParcel *parcel = NULL;
  char *address = NULL;

  if (pl_store_transact (store, begin, &handover, error) && handover.sealed != NULL &&
      (address = address_of (store, &handover.row, due->route, error)) != NULL)
    parcel = parcel_of (&handover.row, due->route, handover.sealed, address);
  g_clear_pointer (&handover.sealed, g_bytes_unref);
  return parcel;
}

/* 1, 2, 4 ... minutes, and up to a quarter more, so that not everything comes at once. */
static gint64
pause_ms (guint failures, PlOutboxEnd end, guint32 chance)
{
  gint64 pause = (gint64)PL_OUTBOX_RETRY_MIN_MS << MIN (MAX (failures, 1) - 1, 12);

  if (end == PL_OUTBOX_UNSURE)
    pause = MAX (pause, PL_OUTBOX_UNSURE_MIN_MS);
  pause = MIN (pause, PL_OUTBOX_RETRY_MAX_MS * 4 / 5);
  return pause + (gint64)(chance % (guint32)(pause / 4));
}

static void
note_end (PlOutboxRow *row, const char *route, PlOutboxEnd end, guint32 chance, gint64 now_ms)
{
  PlDelivery *delivery = pl_outbox_row_delivery (row, route);

  if (delivery == NULL)
    return;
  gboolean notice = g_str_equal (route, PL_ROUTE_NOTICES);
  if (end != PL_OUTBOX_FAILED && !notice)
    row->copies++;
  if (end == PL_OUTBOX_TAKEN) {
    delivery->state = PL_DELIVERY_TAKEN;
    delivery->taken_ms = now_ms;
    row->sent_ms = row->sent_ms > 0 || notice ? row->sent_ms : now_ms;
    return;
  }
  delivery->state = PL_DELIVERY_FAILED;
  delivery->failures++;
  delivery->unsure = end == PL_OUTBOX_UNSURE;
  delivery->next_ms = now_ms + pause_ms (delivery->failures, end, chance);
}

static gboolean
finish (PlStore *store, gpointer data, GError **error)
{
  Handover *handover = data;
  PlMoment now;

  if (!read_row (store, handover, error))
    return FALSE;
  if (!handover->there)
    return TRUE;
  pl_store_now (store, &now);
  /* Nobody answers such a letter. */
  if (handover->row.purpose == PL_OUTBOX_DUTY && handover->end == PL_OUTBOX_TAKEN)
    return pl_outbox_withdraw (store, handover->row.id, handover->row.reader, error);
  note_end (&handover->row, handover->due->route, handover->end, handover->chance, now.wall_ms);
  return pl_outbox_row_put (store, handover->due->number, &handover->row, error);
}

gboolean
pl_outbox_end (
    PlStore *store, const PlOutboxDue *due, PlOutboxEnd end, guint32 chance, GError **error)
{
  Handover handover = { .due = due, .end = end, .chance = chance };

  return pl_store_transact (store, finish, &handover, error);
}

/* ---- the start ---- */

static gboolean
on_begun (gint64 number, GBytes *record, gpointer data)
{
  GArray *begun = data;
  PlOutboxRow row;

  if (!pl_outbox_row_read (record, &row))
    return TRUE;
  for (guint i = 0; i < PL_READER_ROUTES_MAX; i++) {
    PlOutboxDue due = { .number = number };
    if (row.deliveries[i].state != PL_DELIVERY_BEGUN)
      continue;
    memcpy (due.route, row.deliveries[i].route, sizeof due.route);
    g_array_append_val (begun, due);
  }
  return TRUE;
}

gboolean
pl_outbox_recover (PlStore *store, GError **error)
{
  g_autoptr (GArray) begun = g_array_new (FALSE, FALSE, sizeof (PlOutboxDue));

  if (!pl_vault_each (store, PL_VAULT_OUTBOX, on_begun, begun, error))
    return FALSE;
  for (guint i = 0; i < begun->len; i++)
    if (!pl_outbox_end (store, &g_array_index (begun, PlOutboxDue, i), PL_OUTBOX_UNSURE, 0, error))
      return FALSE;
  return TRUE;
}
