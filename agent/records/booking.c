/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/booking.h"

#include <glib/gi18n.h>

#include "agent/records/request.h"
#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/error.h"

#define COLUMNS                                                                                    \
  "SELECT booking.id, child, from_ms, until_ms, beyond_maximum, time_grant.reason, review, "       \
  "made_ms,"                                                                                       \
  " made_by, ifnull (cancelled_ms, 0), ifnull (cancelled_by, ''), ifnull (booking.reason, '')"     \
  " FROM booking JOIN time_grant ON time_grant.id = booking.id"

typedef struct {
  const PlActor *actor;
  const PlBooking *booking;
  gint64 id;
} Booking;

typedef struct {
  const PlActor *actor;
  gint64 id;
  const char *reason;
} Cancelling;

static gboolean
say_wrong (const char *wrong, GError **error)
{
  g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, wrong);
  return FALSE;
}

static gboolean
check_time (PlStore *store, const PlBooking *booking, GError **error)
{
  PlMoment now;

  pl_store_now (store, &now);
  if (booking->until <= booking->from)
    return say_wrong (NC_ ("said", "a booking ends after it begins"), error);
  if (booking->until - booking->from > PL_BOOKING_MAX_S)
    return say_wrong (NC_ ("said", "a booking is of at most 12 hours"), error);
  if (booking->until <= now.wall_ms / 1000)
    return say_wrong ("this time is over", error);
  if (booking->from > now.wall_ms / 1000 + PL_BOOKING_AHEAD_S)
    return say_wrong (NC_ ("said", "a booking begins within half a year"), error);
  return TRUE;
}

static gboolean
check_review (PlStore *store, const PlBooking *booking, GError **error)
{
  gint64 id;

  if (!pl_store_number (store, error, &id, 0, "SELECT id FROM review WHERE id = ? AND child = ?",
                        PL_INT (booking->review), PL_TEXT (booking->child)))
    return FALSE;
  return id != 0 || say_wrong ("there is no such review of this child", error);
}

static gboolean
check_own (PlStore *store, const PlBooking *booking, GError **error)
{
  PlMoment now;
  gint64 id, open;

  pl_store_now (store, &now);
  if (!pl_store_number (
          store, error, &id, 0,
          "SELECT booking.id FROM booking JOIN time_grant ON time_grant.id = booking.id"
          " WHERE child = ? AND cancelled_ms IS NULL AND from_ms < ? AND until_ms > ?",
          PL_TEXT (booking->child), PL_INT (booking->until * 1000),
          PL_INT (booking->from * 1000)) ||
      !pl_store_number (
          store, error, &open, 0,
          "SELECT count (*) FROM booking JOIN time_grant ON time_grant.id = booking.id"
          " WHERE child = ? AND cancelled_ms IS NULL AND until_ms > ?",
          PL_TEXT (booking->child), PL_INT (now.wall_ms)))
    return FALSE;
  if (id != 0) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "booking %lld of this child falls into that time"), (long long)id);
    return FALSE;
  }
  if (open < PL_BOOKING_OPEN_MAX)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_LIMIT, NC_ ("said", "a child has at most %d bookings"),
               PL_BOOKING_OPEN_MAX);
  return FALSE;
}

static gboolean
book (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Booking *booking = data;
  const PlBooking *fields = booking->booking;
  PlGrant grant = {
    .child = fields->child,
    .kind = PL_ADJUSTMENT_GRANT_UNTIL,
    .from = fields->from,
    .until = fields->until,
    .beyond_maximum = fields->beyond_maximum,
    .reason = fields->reason,
  };

  if (!check_review (store, fields, error) || !check_own (store, fields, error) ||
      (booking->id = pl_grant_write (store, booking->actor, &grant, payload, error)) == 0 ||
      !pl_store_exec (store, error, "INSERT INTO booking (id, review) VALUES (?, ?)",
                      PL_INT (booking->id), PL_INT (fields->review)))
    return FALSE;
  pl_payload_time (payload, "from", fields->from * 1000);
  pl_payload_number (payload, "review", fields->review);
  return TRUE;
}

gint64
pl_booking_add (PlStore *store, const PlActor *actor, const PlBooking *booking, GError **error)
{
  PlAct act = { actor, "booking", booking->child };
  Booking making = { actor, booking, 0 };

  if (!check_time (store, booking, error) || !pl_act (store, &act, book, &making, error))
    return 0;
  return making.id;
}

static gboolean
cancel (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Cancelling *cancelling = data;
  PlMoment now;

  pl_store_now (store, &now);
  if (!pl_store_exec (store, error,
                      "UPDATE booking SET cancelled_ms = ?1, cancelled_by = ?2, reason = ?3"
                      " WHERE id = ?4",
                      PL_INT (now.wall_ms), PL_TEXT (cancelling->actor->account),
                      PL_TEXT (cancelling->reason), PL_INT (cancelling->id)))
    return FALSE;
  pl_payload_number (payload, "booking", cancelling->id);
  pl_payload_text (payload, "reason", cancelling->reason);
  return TRUE;
}

/* The booking of that id that stands; NULL and an error. */
static PlBookingRecord *
find_standing (PlStore *store, gint64 id, GError **error)
{
  PlMoment now;

  pl_store_now (store, &now);
  g_autoptr (GPtrArray) records =
      pl_booking_list (store, NULL, now.wall_ms / 1000, id == G_MAXINT64 ? 0 : id + 1, 1, error);
  if (records == NULL)
    return NULL;
  if (records->len == 1 && ((PlBookingRecord *)records->pdata[0])->id == id)
    return g_ptr_array_steal_index (records, 0);
  say_wrong ("there is no such booking, or it is over", error);
  return NULL;
}

gboolean
pl_booking_cancel (
    PlStore *store, const PlActor *actor, gint64 id, const char *reason, GError **error)
{
  Cancelling cancelling = { actor, id, reason };

  if (!pl_text_check (NC_ ("said", "the reason"), reason, PL_REASON_TEXT_MAX, TRUE, error))
    return FALSE;
  g_autoptr (PlBookingRecord) record = find_standing (store, id, error);
  if (record == NULL)
    return FALSE;
  PlAct act = { actor, "booking-cancel", record->fields.child };
  return pl_act (store, &act, cancel, &cancelling, error);
}

void
pl_booking_record_free (PlBookingRecord *record)
{
  g_free ((char *)record->fields.child);
  g_free ((char *)record->fields.reason);
  g_free (record->made_by);
  g_free (record->cancelled_by);
  g_free (record->cancel_reason);
  g_free (record);
}

static PlBookingRecord *
record_of (sqlite3_stmt *row)
{
  PlBookingRecord *record = g_new0 (PlBookingRecord, 1);

  record->id = sqlite3_column_int64 (row, 0);
  record->fields.child = pl_store_column_text (row, 1);
  record->fields.from = sqlite3_column_int64 (row, 2) / 1000;
  record->fields.until = sqlite3_column_int64 (row, 3) / 1000;
  record->fields.beyond_maximum = sqlite3_column_int (row, 4) != 0;
  record->fields.reason = pl_store_column_text (row, 5);
  record->fields.review = sqlite3_column_int64 (row, 6);
  record->made_ms = sqlite3_column_int64 (row, 7);
  record->made_by = pl_store_column_text (row, 8);
  record->cancelled_ms = sqlite3_column_int64 (row, 9);
  record->cancelled_by = pl_store_column_text (row, 10);
  record->cancel_reason = pl_store_column_text (row, 11);
  return record;
}

/* rows: nullable, with the error set. */
static GPtrArray *
records_of (PlStore *store, sqlite3_stmt *rows, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_booking_record_free);
  int got = -1;

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (records, record_of (rows));
  return got == 0 ? g_steal_pointer (&records) : NULL;
}

GPtrArray *
pl_booking_list (
    PlStore *store, const char *child, gint64 after, gint64 before, guint limit, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      COLUMNS " WHERE (?1 IS NULL OR child = ?1)"
              " AND (?2 = 0 OR (until_ms > ?2 AND cancelled_ms IS NULL)) AND booking.id < ?3"
              " ORDER BY booking.id DESC LIMIT ?4",
      PL_TEXT (child), PL_INT (after * 1000), PL_INT (before > 0 ? before : G_MAXINT64),
      PL_INT (MIN (limit, PL_BOOKING_LIST_MAX)));

  return records_of (store, rows, error);
}

GPtrArray *
pl_booking_overlaps (PlStore *store, const PlBooking *booking, GError **error)
{
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      COLUMNS " WHERE child <> ? AND cancelled_ms IS NULL AND from_ms < ? AND until_ms > ?"
              " ORDER BY from_ms, booking.id LIMIT ?",
      PL_TEXT (booking->child), PL_INT (booking->until * 1000), PL_INT (booking->from * 1000),
      PL_INT (PL_BOOKING_LIST_MAX));

  return records_of (store, rows, error);
}
