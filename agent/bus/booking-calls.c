/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time on this computer that reviews allocate (T9). */
#include "agent/bus/actor.h"

#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/bus/person.h"
#include "agent/records/booking.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include <glib/gi18n.h>

static gboolean
check (const PlCall *call, const PlBooking *booking, GError **error)
{
  if (!pl_bus_check_time ("from", booking->from, error) ||
      !pl_bus_check_time ("until", booking->until, error) ||
      pl_bus_child (call, booking->child, error) == NULL)
    return FALSE;
  if (!booking->beyond_maximum || pl_bus_is_manager (call))
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_DENIED,
               NC_ ("said", "only a manager books time past the home's maximum"));
  return FALSE;
}

/* The booking stands, whether or not it can be said whose are at the same time. */
static void
return_booking (PlCall *call, gint64 id, const PlBooking *booking)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) overlaps = pl_booking_overlaps (call->agent->store, booking, &error);
  GVariantBuilder rows;

  if (overlaps == NULL)
    g_warning ("bookings: %s", error->message);
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(sxx)"));
  for (guint i = 0; overlaps != NULL && i < overlaps->len; i++) {
    const PlBooking *other = &((PlBookingRecord *)overlaps->pdata[i])->fields;
    g_variant_builder_add (&rows, "(sxx)", other->child, other->from, other->until);
  }
  pl_call_return (call, g_variant_new ("(xa(sxx))", id, &rows));
}

void
pl_answer_book (PlCall *call)
{
  PlBooking booking = { 0 };
  g_auto (PlActor) actor = { 0 };
  GError *error = NULL;
  gint64 id = 0;

  g_variant_get (call->arguments, "(&sxx&sxb)", &booking.child, &booking.from, &booking.until,
                 &booking.reason, &booking.review, &booking.beyond_maximum);
  pl_bus_actor_init (&actor, call);
  if (check (call, &booking, &error))
    id = pl_booking_add (call->agent->store, &actor, &booking, &error);
  if (id == 0) {
    pl_call_fail (call, error);
    return;
  }
  pl_bus_decided (call);
  return_booking (call, id, &booking);
}

void
pl_answer_cancel_booking (PlCall *call)
{
  g_auto (PlActor) actor = { 0 };
  GError *error = NULL;
  const char *reason;
  gint64 id;

  g_variant_get (call->arguments, "(x&s)", &id, &reason);
  pl_bus_actor_init (&actor, call);
  gboolean done = pl_booking_cancel (call->agent->store, &actor, id, reason, &error);
  if (done)
    pl_bus_decided (call);
  pl_bus_return_done (call, done, error);
}

static void
add_booking (PlCall *call, GVariantBuilder *rows, const PlBookingRecord *record)
{
  const PlBooking *booking = &record->fields;

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_time (rows, "id", record->id);
  pl_bus_add_account (call, rows, "child", booking->child, PL_BUS_NOW);
  pl_bus_add_time (rows, "from", booking->from);
  pl_bus_add_time (rows, "until", booking->until);
  pl_bus_add_text (rows, "reason", booking->reason);
  pl_bus_add_time (rows, "review", booking->review);
  g_variant_builder_add (rows, "{sv}", "beyond", g_variant_new_boolean (booking->beyond_maximum));
  pl_bus_add_time (rows, "made", record->made_ms / 1000);
  pl_bus_add_account (call, rows, "made-by", record->made_by, record->made_ms);
  pl_bus_add_time (rows, "cancelled", record->cancelled_ms / 1000);
  pl_bus_add_account (call, rows, "cancelled-by", record->cancelled_by, record->cancelled_ms);
  pl_bus_add_text (rows, "cancel-reason", record->cancel_reason);
  g_variant_builder_close (rows);
}

static void
return_bookings (PlCall *call, const char *child, gint64 after, gint64 before, guint limit)
{
  GVariantBuilder rows;
  GError *error = NULL;
  g_autoptr (GPtrArray) records =
      pl_booking_list (call->agent->store, child, after, before, limit, &error);

  if (records == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < records->len; i++)
    add_booking (call, &rows, records->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

void
pl_answer_list_bookings (PlCall *call)
{
  const char *child;
  gboolean current;
  gint64 before;
  guint limit;

  g_variant_get (call->arguments, "(&sbxu)", &child, &current, &before, &limit);
  return_bookings (call, *child != '\0' ? child : NULL, current ? pl_clock_wall_ms () / 1000 : 0,
                   before, limit);
}

void
pl_answer_list_own_bookings (PlCall *call)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  gint64 before;
  guint limit;

  g_variant_get (call->arguments, "(xu)", &before, &limit);
  return_bookings (call, pl_household_child (household, call->caller)->account, 0, before, limit);
}
