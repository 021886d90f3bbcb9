/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/courier.h"

#include "agent/occasion.h"
#include "agent/post/lookout.h"
#include "agent/post/sender.h"
#include "agent/records/kept-file.h"
#include "agent/records/reader-route.h"
#include "agent/time/alarm.h"
#include "agent/time/clock.h"
#include "policy/error.h"

/* After a store that could not be written. */
#define STORE_RETRY_MS (60 * 1000)
/* The longest sleep: a clock that was set is seen by the alarm itself. */
#define LATEST_MS (24 * 60 * 60 * 1000)

struct _PlCourier {
  PlCourierOptions options;
  PlRoutes *routes;
  PlCarrier carrier; /* of the routes */
  GPtrArray *problems;
  PlAlarm *alarm;
  PlOccasion *occasion; /* NULL: there is nothing that could come back within reach */
  guint wake;           /* a turn that is about to be */
  gboolean eager;       /* what failed is tried when the letters are looked through next */
  GPtrArray *senders;   /* of PlSender: of every route that a letter was for */
  GPtrArray
      *lookouts; /* of PlLookout: of every route of today's on which something can come back */
};

static void on_change (gpointer data);

/* ---- routes ---- */

static void
add_lookout (PlCourier *courier, const char *route)
{
  const PlLookoutOptions options = {
    courier->options.store, &courier->carrier, courier->options.arrived,
    courier->options.data,  on_change,         courier
  };

  if (pl_carrier_brings_back (&courier->carrier, route))
    g_ptr_array_add (courier->lookouts, pl_lookout_new (route, &options));
}

static void
on_occasion (gpointer data)
{
  pl_courier_hurry (data);
}

/* Notices need no network and no stick: a home that has nothing else is not woken up for them. */
static void
watch_for_occasions (PlCourier *courier)
{
  const PlRoutes *routes = courier->routes;

  if (routes->out.server == NULL && routes->back.server == NULL && routes->folders->len == 0)
    g_clear_pointer (&courier->occasion, pl_occasion_free);
  else if (courier->occasion == NULL)
    courier->occasion =
        pl_occasion_new (PL_OCCASION_NETWORK | PL_OCCASION_MOUNTS, on_occasion, courier);
}

void
pl_courier_reload (PlCourier *courier)
{
  g_autoptr (GError) error = NULL;

  g_ptr_array_set_size (courier->problems, 0);
  PlRoutes *routes = g_file_test (courier->options.routes, G_FILE_TEST_EXISTS)
                         ? pl_kept_file_read (courier->options.routes, courier->options.kept,
                                              pl_routes_parse, NULL, courier->problems)
                         : NULL;
  g_ptr_array_set_size (courier->lookouts, 0);
  g_clear_pointer (&courier->routes, pl_routes_free);
  courier->routes = routes != NULL ? routes : pl_routes_new ();
  courier->carrier = (PlCarrier){ courier->routes, courier->options.authorities };
  add_lookout (courier, PL_ROUTE_MAIL);
  for (guint i = 0; i < courier->routes->folders->len; i++)
    add_lookout (courier, ((const PlRouteFolder *)courier->routes->folders->pdata[i])->id);
  watch_for_occasions (courier);
  if (!pl_reader_route_check (courier->options.store, courier->routes, &error))
    g_warning ("routes: %s", error->message);
  pl_courier_hurry (courier);
}

const PlRoutes *
pl_courier_routes (const PlCourier *courier)
{
  return courier->routes;
}

void
pl_courier_problems (const PlCourier *courier, GPtrArray *problems)
{
  for (guint i = 0; i < courier->problems->len; i++)
    g_ptr_array_add (problems, g_strdup (courier->problems->pdata[i]));
}

/* ---- sending ---- */

static void
on_out (gpointer data)
{
  PlCourier *courier = data;

  for (guint i = 0; i < courier->lookouts->len; i++)
    pl_lookout_soon (courier->lookouts->pdata[i]);
}

/* Also of a route that is no more: it says so, and the next route has its turn. */
static PlSender *
sender_of (PlCourier *courier, const char *route)
{
  const PlSenderOptions options = { courier->options.store,
                                    &courier->carrier,
                                    courier->options.notice,
                                    courier->options.data,
                                    on_out,
                                    on_change,
                                    courier };

  for (guint i = 0; i < courier->senders->len; i++)
    if (g_str_equal (pl_sender_route (courier->senders->pdata[i]), route))
      return courier->senders->pdata[i];
  g_ptr_array_add (courier->senders, pl_sender_new (route, &options));
  return courier->senders->pdata[courier->senders->len - 1];
}

/* A sender that has a letter out keeps what it has to do after it, but for an occasion: it asks when it is through. */
static GPtrArray *
free_senders (const PlCourier *courier)
{
  GPtrArray *kept = g_ptr_array_new ();

  for (guint i = 0; i < courier->senders->len; i++) {
    PlSender *sender = courier->senders->pdata[i];
    if (pl_sender_is_busy (sender) && !courier->eager)
      g_ptr_array_add (kept, sender);
    else
      pl_sender_clear (sender);
  }
  return kept;
}

/*
 * Gives each sender what is due on its route; *n: how much that was. *next_ms: when the next is, in wall time. FALSE: the
 * store does not say.
 */
static gboolean
look_through_letters (PlCourier *courier, gint64 *next_ms, guint *n)
{
  for (guint i = 0; i < courier->senders->len; i++)
    courier->eager |= pl_sender_take_occasion (courier->senders->pdata[i]);
  g_autoptr (GPtrArray) kept = free_senders (courier);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) due =
      pl_outbox_due (courier->options.store, pl_clock_wall_ms (), courier->eager, next_ms, &error);

  if (due == NULL)
    return FALSE;
  courier->eager = FALSE;
  for (guint i = 0; i < due->len; i++) {
    const PlOutboxDue *one = &g_array_index (due, PlOutboxDue, i);
    PlSender *sender = sender_of (courier, one->route);
    if (g_ptr_array_find (kept, sender, NULL))
      continue;
    pl_sender_add (sender, one);
    *n += 1;
  }
  return TRUE;
}

/* What has ended already, as notices do, is due again at a time that is not known yet. FALSE: the store refuses. */
static gboolean
send_letters (PlCourier *courier, gint64 *next_ms)
{
  guint n = 0;
  gboolean good = look_through_letters (courier, next_ms, &n);

  for (guint i = 0; i < courier->senders->len; i++)
    good &= pl_sender_go (courier->senders->pdata[i]);
  if (good && n > 0)
    on_change (courier);
  return good;
}

/* ---- turns ---- */

/* Does what is due, and sleeps until something is again. Who is through wakes it up. */
static gboolean
turn (gpointer data)
{
  PlCourier *courier = data;
  gint64 due_ms = G_MAXINT64, wake_ms = G_MAXINT64;

  courier->wake = 0;
  gint64 away_ms = !send_letters (courier, &due_ms)
                       ? STORE_RETRY_MS
                       : MIN (due_ms, pl_clock_wall_ms () + LATEST_MS) - pl_clock_wall_ms ();
  for (guint i = 0; i < courier->lookouts->len; i++)
    wake_ms = MIN (wake_ms, pl_lookout_go (courier->lookouts->pdata[i]));
  pl_alarm_set (courier->alarm,
                MIN (wake_ms, pl_clock_boottime_ms () + CLAMP (away_ms, 0, LATEST_MS)));
  return G_SOURCE_REMOVE;
}

/* A transaction may still go on where this is called from. */
static void
on_change (gpointer data)
{
  PlCourier *courier = data;

  if (courier->wake == 0)
    courier->wake = g_idle_add (turn, courier);
}

void
pl_courier_hurry (PlCourier *courier)
{
  courier->eager = TRUE;
  for (guint i = 0; i < courier->senders->len; i++)
    pl_sender_note_occasion (courier->senders->pdata[i]);
  for (guint i = 0; i < courier->lookouts->len; i++)
    pl_lookout_now (courier->lookouts->pdata[i]);
  on_change (courier);
}

PlCourier *
pl_courier_new (const PlCourierOptions *options, GError **error)
{
  g_autoptr (PlCourier) courier = g_new0 (PlCourier, 1);
  g_autoptr (GError) failure = NULL;

  courier->options = *options;
  courier->problems = g_ptr_array_new_with_free_func (g_free);
  courier->senders = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_sender_free);
  courier->lookouts = g_ptr_array_new_with_free_func ((GDestroyNotify)pl_lookout_free);
  courier->alarm = pl_alarm_new (on_change, courier, error);
  if (courier->alarm == NULL)
    return NULL;
  if (!pl_outbox_recover (options->store, &failure))
    g_warning ("letters: %s", failure->message);
  pl_outbox_on_change (options->store, on_change, courier);
  pl_courier_reload (courier);
  return g_steal_pointer (&courier);
}

void
pl_courier_free (PlCourier *courier)
{
  if (courier == NULL)
    return;
  pl_outbox_on_change (courier->options.store, NULL, NULL);
  g_clear_handle_id (&courier->wake, g_source_remove);
  g_ptr_array_unref (courier->lookouts);
  g_ptr_array_unref (courier->senders);
  g_clear_pointer (&courier->occasion, pl_occasion_free);
  g_clear_pointer (&courier->alarm, pl_alarm_free);
  g_clear_pointer (&courier->routes, pl_routes_free);
  g_ptr_array_unref (courier->problems);
  g_free (courier);
}
