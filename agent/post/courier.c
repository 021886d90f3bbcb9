/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/post/courier.h"

#include <sodium.h>
#include <string.h>

#include "agent/post/carrier.h"
#include "agent/post/collection.h"
#include "agent/post/occasion.h"
#include "agent/records/kept-file.h"
#include "agent/records/reader-route.h"
#include "agent/time/alarm.h"
#include "agent/time/clock.h"
#include "policy/error.h"

/* After a store that could not be written. */
#define STORE_RETRY_MS (60 * 1000)
/* The longest sleep: a clock that was set is seen by the alarm itself. */
#define LATEST_MS (24 * 60 * 60 * 1000)
/* Between two looks: doubled from the one to the other while nothing comes. */
#define LOOK_SOON_MS (2 * 60 * 1000)
#define LOOK_SLOW_MS (60 * 60 * 1000)

/* Where something may come back, and when it is looked for there next (boot time). */
typedef struct {
  char *route;
  gint64 next_ms;
  gint64 pause_ms;
} Look;

struct _PlCourier {
  PlCourierOptions options;
  PlRoutes *routes;
  GPtrArray *problems;
  PlAlarm *alarm;
  PlOccasion *occasion;
  guint wake;       /* a turn that is about to be */
  gboolean eager;   /* what failed is tried when the queue is filled next */
  GArray *queue;    /* of PlOutboxDue; nullable */
  GPtrArray *looks; /* of Look */
  PlErrand *errand; /* that is out; NULL: none */

  /* the letter that is out */
  PlOutboxDue due;
  PlOutboxParcel *parcel;
  gboolean unwritten; /* it has ended so, and the store does not know yet */
  PlOutboxEnd end;
  PlPostAnswer answer;

  PlCollection *collection; /* the look that goes on; NULL: none */
  Look *looking;
};

static void turn (PlCourier *courier);

static PlCarrier
carrier_of (const PlCourier *courier)
{
  return (PlCarrier){ courier->routes, courier->options.authorities };
}

/* ---- routes ---- */

static void
look_free (gpointer data)
{
  Look *look = data;

  g_free (look->route);
  g_free (look);
}

static void
add_look (PlCourier *courier, const char *route)
{
  const PlCarrier carrier = carrier_of (courier);
  Look *look;

  if (!pl_carrier_brings_back (&carrier, route))
    return;
  look = g_new0 (Look, 1);
  look->route = g_strdup (route);
  look->pause_ms = LOOK_SOON_MS;
  g_ptr_array_add (courier->looks, look);
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
  g_clear_pointer (&courier->collection, pl_collection_free);
  courier->looking = NULL;
  g_clear_pointer (&courier->routes, pl_routes_free);
  courier->routes = routes != NULL ? routes : pl_routes_new ();
  g_ptr_array_set_size (courier->looks, 0);
  add_look (courier, PL_ROUTE_MAIL);
  for (guint i = 0; i < courier->routes->folders->len; i++)
    add_look (courier, ((const PlRouteFolder *)courier->routes->folders->pdata[i])->id);
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

/* What staff read of a test that was tried. */
static char *
problem_of (const PlPostAnswer *answer)
{
  if (answer->outcome == PL_POST_DONE)
    return g_strdup ("");
  return answer->status != 0
             ? g_strdup_printf ("%s (%u)", pl_post_failure_text (answer->failure), answer->status)
             : g_strdup (pl_post_failure_text (answer->failure));
}

/* Writes down how it went; FALSE while the store does not take it. */
static gboolean
write_end (PlCourier *courier)
{
  g_autoptr (GError) error = NULL;
  PlStore *store = courier->options.store;

  courier->unwritten =
      !pl_outbox_end (store, &courier->due, courier->end, randombytes_random (), &error);
  if (!courier->unwritten && courier->parcel->purpose == PL_OUTBOX_TEST) {
    g_autofree char *problem = problem_of (&courier->answer);
    pl_reader_route_tried (store, courier->parcel->id, problem, NULL);
  }
  if (courier->unwritten)
    return FALSE;
  g_clear_pointer (&courier->parcel, pl_outbox_parcel_free);
  return TRUE;
}

/* Something is out: what comes back is looked for soon. */
static void
look_soon (PlCourier *courier)
{
  for (guint i = 0; i < courier->looks->len; i++) {
    Look *look = courier->looks->pdata[i];
    look->pause_ms = LOOK_SOON_MS;
    look->next_ms = MIN (look->next_ms, pl_clock_boottime_ms () + LOOK_SOON_MS);
  }
}

static void
note_answer (PlCourier *courier, const PlPostAnswer *answer)
{
  static const PlOutboxEnd ends[] = {
    [PL_POST_DONE] = PL_OUTBOX_TAKEN,
    [PL_POST_FAILED] = PL_OUTBOX_FAILED,
    [PL_POST_UNSURE] = PL_OUTBOX_UNSURE,
  };

  courier->answer = *answer;
  courier->end = ends[answer->outcome];
  if (courier->end != PL_OUTBOX_FAILED && !g_str_equal (courier->due.route, PL_ROUTE_NOTICES))
    look_soon (courier);
  write_end (courier);
}

static void
on_sent (GBytes *bytes, gpointer data)
{
  PlCourier *courier = data;
  PlPostAnswer answer;

  g_clear_pointer (&courier->errand, pl_errand_free);
  /* Who ends without an answer may have done it. */
  if (bytes == NULL || !pl_post_read_answer (bytes, &answer))
    answer = (PlPostAnswer){ .outcome = PL_POST_UNSURE, .failure = PL_POST_FAILURE_STOPPED };
  note_answer (courier, &answer);
  turn (courier);
}

/* Who is not there now finds it when they come. */
static void
give_notice (PlCourier *courier)
{
  const PlPostAnswer answer = { .outcome = PL_POST_DONE };

  courier->options.notice (courier->parcel->reader, courier->options.data);
  note_answer (courier, &answer);
}

static void
send_parcel (PlCourier *courier)
{
  const PlCarrier carrier = carrier_of (courier);
  const PlOutboxParcel *parcel = courier->parcel;
  const PlCarrierLetter letter = { parcel->address, parcel->name, parcel->envelope,
                                   pl_clock_wall_ms () };
  PlPostAnswer answer = { .outcome = PL_POST_FAILED };
  PlPostFailure why;

  courier->errand = pl_carrier_send (&carrier, courier->due.route, &letter, on_sent, courier, &why);
  if (courier->errand != NULL)
    return;
  answer.failure = why;
  note_answer (courier, &answer);
}

/* Looks what is due where nothing is known to be. */
static gboolean
fill_queue (PlCourier *courier, gint64 *next_ms)
{
  g_autoptr (GError) error = NULL;

  if (courier->queue != NULL && courier->queue->len > 0)
    return TRUE;
  g_clear_pointer (&courier->queue, g_array_unref);
  courier->queue =
      pl_outbox_due (courier->options.store, pl_clock_wall_ms (), courier->eager, next_ms, &error);
  courier->eager = FALSE;
  return courier->queue != NULL;
}

/*
 * TRUE if something was begun. *next_ms: when the next is due, in wall time; 0: the store does not say, or does not
 * take down that something begins.
 */
static gboolean
send_next (PlCourier *courier, gint64 *next_ms)
{
  while (courier->errand == NULL && !courier->unwritten) {
    g_autoptr (GError) error = NULL;
    *next_ms = 0;
    if (!fill_queue (courier, next_ms) || courier->queue->len == 0)
      return FALSE;
    courier->due = g_array_index (courier->queue, PlOutboxDue, 0);
    g_array_remove_index (courier->queue, 0);
    courier->parcel = pl_outbox_begin (courier->options.store, &courier->due, &error);
    if (courier->parcel != NULL && g_str_equal (courier->due.route, PL_ROUTE_NOTICES))
      give_notice (courier);
    else if (courier->parcel != NULL)
      send_parcel (courier);
    else if (error != NULL) {
      g_array_set_size (courier->queue, 0);
      *next_ms = 0;
      return FALSE;
    }
  }
  return courier->errand != NULL;
}

/* ---- looking ---- */

static void
on_collected (PlCollectionEnd end, gpointer data)
{
  PlCourier *courier = data;
  gboolean waiting = FALSE;
  Look *look = courier->looking;

  g_clear_pointer (&courier->collection, pl_collection_free);
  courier->looking = NULL;
  pl_outbox_is_waiting (courier->options.store, &waiting, NULL);
  look->pause_ms = !waiting                    ? LOOK_SLOW_MS
                   : end == PL_COLLECTION_TOOK ? LOOK_SOON_MS
                                               : MIN (look->pause_ms * 2, LOOK_SLOW_MS);
  look->next_ms = pl_clock_boottime_ms () + (end == PL_COLLECTION_MORE ? 0 : look->pause_ms);
  turn (courier);
}

/* TRUE if a look was begun. *next_ms: when the next is due, in boot time. */
static gboolean
look_next (PlCourier *courier, gint64 *next_ms)
{
  const PlCarrier carrier = carrier_of (courier);
  gint64 now_ms = pl_clock_boottime_ms ();

  *next_ms = G_MAXINT64;
  for (guint i = 0; i < courier->looks->len; i++) {
    Look *look = courier->looks->pdata[i];
    if (look->next_ms > now_ms) {
      *next_ms = MIN (*next_ms, look->next_ms);
      continue;
    }
    const PlCollectionOptions options = {
      carrier, look->route, courier->options.arrived, courier->options.data, on_collected, courier
    };
    courier->looking = look;
    courier->collection = pl_collection_new (&options);
    if (courier->collection != NULL)
      return TRUE;
    look->next_ms = now_ms + LOOK_SLOW_MS;
    *next_ms = MIN (*next_ms, look->next_ms);
  }
  return FALSE;
}

/* ---- turns ---- */

static void
plan (PlCourier *courier, gint64 due_ms, gint64 look_ms)
{
  gint64 now_ms = pl_clock_boottime_ms ();
  gint64 away_ms = courier->unwritten || due_ms == 0
                       ? STORE_RETRY_MS
                       : MIN (due_ms, pl_clock_wall_ms () + LATEST_MS) - pl_clock_wall_ms ();

  pl_alarm_set (courier->alarm, MIN (look_ms, now_ms + CLAMP (away_ms, 0, LATEST_MS)));
}

/* Does the next thing, or sleeps until there is one. */
static void
turn (PlCourier *courier)
{
  gint64 due_ms = 0, look_ms = G_MAXINT64;

  if (courier->errand != NULL || courier->collection != NULL)
    return;
  if ((!courier->unwritten || write_end (courier)) && send_next (courier, &due_ms))
    return;
  if (!look_next (courier, &look_ms))
    plan (courier, due_ms, look_ms);
}

static gboolean
on_wake (gpointer data)
{
  PlCourier *courier = data;

  courier->wake = 0;
  turn (courier);
  return G_SOURCE_REMOVE;
}

/* A transaction may still go on where this is called from. */
static void
on_change (gpointer data)
{
  PlCourier *courier = data;

  if (courier->wake == 0)
    courier->wake = g_idle_add (on_wake, courier);
}

static void
on_alarm (gpointer data)
{
  turn (data);
}

void
pl_courier_hurry (PlCourier *courier)
{
  courier->eager = TRUE;
  for (guint i = 0; i < courier->looks->len; i++)
    ((Look *)courier->looks->pdata[i])->next_ms = 0;
  on_change (courier);
}

static void
on_occasion (gpointer data)
{
  pl_courier_hurry (data);
}

PlCourier *
pl_courier_new (const PlCourierOptions *options, GError **error)
{
  g_autoptr (PlCourier) courier = g_new0 (PlCourier, 1);
  g_autoptr (GError) failure = NULL;

  courier->options = *options;
  courier->problems = g_ptr_array_new_with_free_func (g_free);
  courier->looks = g_ptr_array_new_with_free_func (look_free);
  courier->alarm = pl_alarm_new (on_alarm, courier, error);
  if (courier->alarm == NULL)
    return NULL;
  if (!pl_outbox_recover (options->store, &failure))
    g_warning ("letters: %s", failure->message);
  courier->occasion = pl_occasion_new (on_occasion, courier);
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
  g_clear_pointer (&courier->collection, pl_collection_free);
  g_clear_pointer (&courier->errand, pl_errand_free);
  g_clear_pointer (&courier->parcel, pl_outbox_parcel_free);
  g_clear_pointer (&courier->occasion, pl_occasion_free);
  g_clear_pointer (&courier->alarm, pl_alarm_free);
  g_clear_pointer (&courier->routes, pl_routes_free);
  g_clear_pointer (&courier->queue, g_array_unref);
  g_ptr_array_unref (courier->problems);
  g_ptr_array_unref (courier->looks);
  g_free (courier);
}
