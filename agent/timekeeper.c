/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/timekeeper.h"

#include "agent/records/grant.h"
#include "agent/records/request.h"
#include "agent/time/clock.h"
#include "agent/time/meter.h"
#include "agent/usage-ledger.h"
#include "policy/time/zone.h"
#include <glib/gi18n.h>

/* What is counted, and why, is told at most once in so long a child: hints can flip without end. */
#define LOG_EVERY_MS 60000

/* More than any allowance: used so little, none is ever used up. */
#define NOTHING_USED_S (-(gint64)PL_VERDICT_HORIZON_S * 4)

struct _PlTimekeeper {
  PlSessions *sessions;
  PlMeter *meter;
  PlUsageLedger *ledger; /* NULL without a store */
  PlStore *store;        /* nullable, not owned */
  GTimeZone *utc;
  PlClockReading now;
  GHashTable *said;    /* uid: Said */
  GHashTable *decided; /* uid: Decided */
};

typedef struct {
  gboolean running;
  gint64 at_ms;
} Said;

/* What staff have decided for one child. */
typedef struct {
  GArray *adjustments; /* of PlAdjustment */
  char **sites;
} Decided;

static void
decided_free (gpointer data)
{
  Decided *decided = data;

  g_clear_pointer (&decided->adjustments, g_array_unref);
  g_strfreev (decided->sites);
  g_free (decided);
}

PlTimekeeper *
pl_timekeeper_new (const PlTimekeeperOptions *options)
{
  PlTimekeeper *keeper = g_new0 (PlTimekeeper, 1);
  g_autofree char *path = g_build_filename (options->run, "meter", NULL);

  keeper->meter = pl_meter_new (path);
  keeper->sessions = pl_sessions_new (options->bus_address, options->changed, options->data);
  keeper->utc = g_time_zone_new_utc ();
  keeper->said = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  keeper->decided = g_hash_table_new_full (NULL, NULL, NULL, decided_free);
  return keeper;
}

static GTimeZone *
zone_of (const PlTimekeeper *keeper, const PlHousehold *household)
{
  return household->home != NULL ? household->home->zone : keeper->utc;
}

static gint64
today (const PlTimekeeper *keeper, const PlHousehold *household)
{
  return pl_zone_day (zone_of (keeper, household), pl_timekeeper_wall_ms (keeper) / 1000);
}

static void
save (PlTimekeeper *keeper, const PlHousehold *household, gint64 ahead_day)
{
  if (keeper->ledger != NULL)
    pl_usage_ledger_save (keeper->ledger, household, pl_timekeeper_wall_ms (keeper), ahead_day);
}

void
pl_timekeeper_close (PlTimekeeper *keeper, const PlHousehold *household)
{
  if (keeper == NULL)
    return;
  if (household != NULL) {
    pl_timekeeper_look (keeper, household);
    save (keeper, household, 0);
  }
  pl_usage_ledger_free (keeper->ledger);
  pl_sessions_free (keeper->sessions);
  pl_meter_free (keeper->meter);
  g_time_zone_unref (keeper->utc);
  g_hash_table_unref (keeper->said);
  g_hash_table_unref (keeper->decided);
  g_free (keeper);
}

void
pl_timekeeper_set_store (PlTimekeeper *keeper, PlStore *store)
{
  keeper->store = store;
  keeper->ledger = pl_usage_ledger_new (keeper->meter, store);
}

void
pl_timekeeper_set_household (PlTimekeeper *keeper, const PlHousehold *household)
{
  pl_timekeeper_look (keeper, household);
  if (keeper->ledger != NULL)
    pl_usage_ledger_load (keeper->ledger, household, today (keeper, household));
}

gboolean
pl_timekeeper_is_ready (const PlTimekeeper *keeper)
{
  return pl_sessions_is_settled (keeper->sessions);
}

PlSessions *
pl_timekeeper_sessions (PlTimekeeper *keeper)
{
  return keeper->sessions;
}

void
pl_timekeeper_look (PlTimekeeper *keeper, const PlHousehold *household)
{
  pl_clock_read (&keeper->now);
  pl_meter_advance (keeper->meter, zone_of (keeper, household), &keeper->now);
}

gint64
pl_timekeeper_boottime_ms (const PlTimekeeper *keeper)
{
  return keeper->now.boottime_ms;
}

gint64
pl_timekeeper_wall_ms (const PlTimekeeper *keeper)
{
  return pl_meter_wall_ms (keeper->meter, keeper->now.boottime_ms);
}

/* What cannot be read leaves what was read before: a restriction does not end with a failing disk. */
static void
reread_child (PlTimekeeper *keeper, const PlChild *child)
{
  gint64 wall_ms = pl_timekeeper_wall_ms (keeper);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) adjustments =
      pl_adjustments_read (keeper->store, child->account, wall_ms / 1000, &error);
  char **sites = adjustments != NULL
                     ? pl_request_allowed_sites (keeper->store, child->account, wall_ms, &error)
                     : NULL;

  if (sites == NULL) {
    g_warning ("%s: %s", child->account, error->message);
    return;
  }
  Decided *decided = g_new (Decided, 1);
  *decided = (Decided){ g_steal_pointer (&adjustments), sites };
  g_hash_table_replace (keeper->decided, GUINT_TO_POINTER (child->uid), decided);
}

void
pl_timekeeper_reread (PlTimekeeper *keeper, const PlHousehold *household)
{
  for (guint i = 0; keeper->store != NULL && i < household->children->len; i++)
    reread_child (keeper, household->children->pdata[i]);
}

static const Decided *
decided_of (const PlTimekeeper *keeper, const PlChild *child)
{
  return g_hash_table_lookup (keeper->decided, GUINT_TO_POINTER (child->uid));
}

const char *const *
pl_timekeeper_allowed_sites (const PlTimekeeper *keeper, const PlChild *child)
{
  const Decided *decided = decided_of (keeper, child);

  return decided != NULL ? (const char *const *)decided->sites : NULL;
}

gboolean
pl_timekeeper_is_here (const PlTimekeeper *keeper,
                       const PlHousehold *household,
                       const PlChild *child)
{
  return (household->home == NULL || household->home->device_kind != PL_DEVICE_OFFICE) &&
         pl_sessions_present (keeper->sessions, child->uid);
}

gboolean
pl_timekeeper_anybody_here (const PlTimekeeper *keeper, const PlHousehold *household)
{
  if (!pl_sessions_is_known (keeper->sessions))
    return TRUE;
  for (guint i = 0; i < household->children->len; i++)
    if (pl_timekeeper_is_here (keeper, household, household->children->pdata[i]))
      return TRUE;
  for (guint i = 0; i < household->staff->len; i++)
    if (pl_sessions_present (keeper->sessions, g_array_index (household->staff, uid_t, i)))
      return TRUE;
  return FALSE;
}

gint64
pl_timekeeper_next_day (const PlTimekeeper *keeper, const PlHousehold *household)
{
  return pl_zone_instant (zone_of (keeper, household), today (keeper, household) + 1, 0);
}

/* At one reading of the clock. spared: as if nothing had been used. */
static void
judge (const PlTimekeeper *keeper,
       const PlHousehold *household,
       const PlChild *child,
       gint64 wall_ms,
       gboolean spared,
       PlVerdict *verdict)
{
  PlUsage usage = { NOTHING_USED_S, NOTHING_USED_S };
  gint64 now = wall_ms / 1000;

  if (!spared)
    pl_meter_usage (keeper->meter, child->uid, pl_zone_day (household->home->zone, now), &usage);
  const Decided *decided = decided_of (keeper, child);
  pl_verdict_adjusted (household->home, child->profile, now, &usage,
                       decided != NULL ? decided->adjustments : NULL, verdict);
}

void
pl_timekeeper_day (const PlTimekeeper *keeper,
                   const PlHousehold *household,
                   const PlChild *child,
                   PlDay *day)
{
  const Decided *decided = decided_of (keeper, child);

  pl_day_init (day, household->home, child->profile, pl_timekeeper_wall_ms (keeper) / 1000,
               decided != NULL ? decided->adjustments : NULL);
}

static void
judge_doubting (const PlTimekeeper *keeper,
                const PlHousehold *household,
                const PlChild *child,
                gboolean spared,
                PlVerdict *verdict)
{
  gint64 wall_ms = pl_timekeeper_wall_ms (keeper);
  PlVerdict shown;

  if (household->home == NULL || child->profile == NULL) {
    *verdict = (PlVerdict){ .until = PL_INSTANT_NONE,
                            .left_s = PL_NO_LIMIT,
                            .contact_until = PL_INSTANT_NONE };
    return;
  }
  judge (keeper, household, child, wall_ms, spared, verdict);
  if (!pl_meter_in_doubt (keeper->meter))
    return;
  judge (keeper, household, child, keeper->now.wall_ms, spared, &shown);
  pl_verdict_take_stricter (verdict, wall_ms / 1000, &shown, keeper->now.wall_ms / 1000);
}

void
pl_timekeeper_verdict (const PlTimekeeper *keeper,
                       const PlHousehold *household,
                       const PlChild *child,
                       PlVerdict *verdict)
{
  judge_doubting (keeper, household, child, FALSE, verdict);
}

gboolean
pl_timekeeper_enforced (const PlTimekeeper *keeper,
                        const PlHousehold *household,
                        const PlChild *child,
                        PlVerdict *verdict)
{
  PlVerdict spared;

  judge_doubting (keeper, household, child, FALSE, verdict);
  if (!verdict->drawn || verdict->left_s < 0 || pl_sessions_in_use (keeper->sessions, child->uid) ||
      pl_meter_flows (keeper->meter, child->uid))
    return FALSE;
  judge_doubting (keeper, household, child, TRUE, &spared);
  if (!spared.online)
    return FALSE;
  verdict->until = spared.until;
  return TRUE;
}

gboolean
pl_timekeeper_sees_ports (const PlTimekeeper *keeper,
                          const PlChild *child,
                          const PlVerdict *verdict)
{
  return !verdict->drawn || verdict->left_s < 0 ||
         pl_sessions_in_use (keeper->sessions, child->uid);
}

/* What is counted, and why (T7). */
static void
say (PlTimekeeper *keeper, const PlChild *child, gboolean running, gboolean online)
{
  Said *said = g_hash_table_lookup (keeper->said, GUINT_TO_POINTER (child->uid));

  if (said == NULL) {
    said = g_new0 (Said, 1);
    said->at_ms = -LOG_EVERY_MS;
    g_hash_table_insert (keeper->said, GUINT_TO_POINTER (child->uid), said);
  }
  if (said->running == running || keeper->now.boottime_ms - said->at_ms < LOG_EVERY_MS)
    return;
  g_autofree char *words = pl_sessions_words (keeper->sessions, child->uid);
  g_message ("%s: time %s: %s", child->account,
             running  ? "runs"
             : online ? "runs only while there is traffic"
                      : "does not run",
             *words == '\0' ? "no session" : words);
  *said = (Said){ running, keeper->now.boottime_ms };
}

void
pl_timekeeper_hold (PlTimekeeper *keeper,
                    const PlChild *child,
                    const PlVerdict *verdict,
                    gboolean here,
                    gint64 until_ms)
{
  gboolean online = here && verdict->drawn && !verdict->adult;
  gboolean in_use = pl_sessions_in_use (keeper->sessions, child->uid);

  pl_meter_set (keeper->meter, child->uid,
                (online ? PL_USE_ONLINE : 0) | (in_use ? PL_USE_SESSION : 0), until_ms);
  say (keeper, child, online && in_use, online);
}

void
pl_timekeeper_traffic (PlTimekeeper *keeper, const PlChild *child, const PlWorkerMessage *activity)
{
  gint64 now_s = pl_clock_boottime_ms () / 1000;
  /* Beside open ports nobody can say that learning was all (T3). */
  gboolean all_seen = child->profile == NULL || child->profile->level->n_ports == 0;

  if (activity->activity.first < 0 || activity->activity.first > now_s)
    return;
  pl_meter_traffic (keeper->meter, child->uid, activity->activity.first, activity->activity.traffic,
                    all_seen ? activity->activity.free : 0);
}

void
pl_timekeeper_save (PlTimekeeper *keeper, const PlHousehold *household)
{
  save (keeper, household, today (keeper, household));
}

void
pl_timekeeper_problems (const PlTimekeeper *keeper, GPtrArray *problems)
{
  if (pl_meter_in_doubt (keeper->meter))
    g_ptr_array_add (
        problems, g_strdup (NC_ ("said", "The clock was changed, and no time service has confirmed "
                                         "it. Until it is right, the stricter time holds for "
                                         "children: check date and time.")));
  if (pl_sessions_is_settled (keeper->sessions) && !pl_sessions_is_known (keeper->sessions))
    g_ptr_array_add (
        problems, g_strdup (NC_ ("said", "Nobody can tell who is logged in (systemd-logind is not "
                                         "there). Children have help sites only.")));
}
