/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bookkeeper.h"

#include "agent/records/attempt.h"
#include "agent/records/blocked.h"
#include "agent/records/daybook.h"
#include "agent/records/request.h"
#include "agent/records/shift.h"
#include "agent/time/clock.h"
#include "policy/sites/attempts.h"
#include "policy/sites/category.h"
#include "policy/sites/pattern.h"
#include "policy/sites/site-rules.h"
#include "policy/time/zone.h"

struct _PlBookkeeper {
  PlEnforcer *enforcer;
  PlStore *store;
  PlBlockedLog *blocked;
  GHashTable *attempts; /* uid -> PlAttempts */
  guint said;           /* pl_store_changes when trouble was told last */
  void (*page_blocked) (uid_t uid, gpointer data);
  gpointer data;
};

static gint64
today (const PlHousehold *household)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return pl_zone_day (household->home != NULL ? household->home->zone : utc,
                      pl_clock_wall_ms () / 1000);
}

static PlAttempts *
attempts_of (PlBookkeeper *keeper, const PlChild *child)
{
  PlAttempts *attempts = g_hash_table_lookup (keeper->attempts, GUINT_TO_POINTER (child->uid));

  if (attempts == NULL) {
    attempts = g_new0 (PlAttempts, 1);
    g_hash_table_insert (keeper->attempts, GUINT_TO_POINTER (child->uid), attempts);
  }
  return attempts;
}

/* A child tried, and has read why it is closed: often enough, that is a pattern (F7). */
static void
count_attempt (PlBookkeeper *keeper, const PlChild *child, const char *id, int category)
{
  const PlAttempt attempt = {
    .child = child->account,
    .day = today (pl_enforcer_household (keeper->enforcer)),
    .category = id,
    .pattern = pl_pattern_times (category),
  };
  g_autoptr (GError) error = NULL;

  if (attempt.pattern > 0 && !pl_attempt_add (keeper->store, &attempt, &error))
    g_warning ("an attempt is not counted: %s", error->message);
}

/* What is closed because of the time or the network says nothing of the site: programs ask all night. */
static void
on_blocked (const PlChild *child, const PlWorkerMessage *message, gpointer data)
{
  PlBookkeeper *keeper = data;
  const PlHousehold *household = pl_enforcer_household (keeper->enforcer);
  const char *category = "";

  if (message->blocked.cause == PL_SITE_BY_HELP_ONLY ||
      message->blocked.cause == PL_SITE_BY_OTHER_NETWORK || household->home == NULL)
    return;
  guint flags = pl_attempts_take (attempts_of (keeper, child), message->blocked.name,
                                  (PlSeen)message->blocked.seen, pl_clock_boottime_ms ());
  if (flags != 0 && message->blocked.category >= 0 &&
      (guint)message->blocked.category < pl_categories_count (household->home->categories))
    category = pl_categories_id (household->home->categories, (guint)message->blocked.category);
  if (flags & PL_ATTEMPT_RECORD)
    pl_blocked_log_add (keeper->blocked, child->account, today (household), message->blocked.name,
                        category, (int)message->blocked.cause);
  if (flags & PL_ATTEMPT_COUNTS)
    count_attempt (keeper, child, category, message->blocked.category);
  if (flags & PL_ATTEMPT_TELL && keeper->page_blocked != NULL)
    keeper->page_blocked (child->uid, keeper->data);
}

static void
on_asked (const char *account, const char *name, gpointer data)
{
  PlBookkeeper *keeper = data;
  g_autoptr (GError) error = NULL;

  if (pl_request_add (keeper->store, account, PL_REQUEST_SITE, name, 0, "", &error) == 0)
    g_warning ("a child's request for a site is not kept: %s", error->message);
}

/* Both are told that control has ended (L5): the child by its own state, staff by the record. */
static void
tell_adults (PlBookkeeper *keeper, const PlHousehold *household)
{
  for (guint i = 0; i < household->children->len; i++) {
    const PlChild *child = household->children->pdata[i];
    PlVerdict verdict;
    pl_enforcer_verdict (keeper->enforcer, child, &verdict);
    if (verdict.adult &&
        pl_daybook_tell_once (keeper->store, child->account, "control-ended", NULL))
      g_message ("%s is 18: control has ended", child->account);
  }
}

void
pl_bookkeeper_turn (PlBookkeeper *keeper)
{
  const PlHousehold *household = pl_enforcer_household (keeper->enforcer);
  const PlHome *home = household != NULL ? household->home : NULL;
  g_autoptr (GError) error = NULL;

  if (home == NULL)
    return;
  if (pl_blocked_log_flush (keeper->blocked, &error) && pl_shift_turn (keeper->store, &error) &&
      pl_daybook_turn (keeper->store, &home->kept, today (household), &error))
    tell_adults (keeper, household);
  /* The store tells of its own troubles, once; what else there is belongs in the journal. */
  if (error != NULL && keeper->said != pl_store_changes (keeper->store))
    g_warning ("records: %s", error->message);
  keeper->said = pl_store_changes (keeper->store);
}

PlBookkeeper *
pl_bookkeeper_new (PlEnforcer *enforcer, PlStore *store)
{
  PlBookkeeper *keeper = g_new0 (PlBookkeeper, 1);

  keeper->enforcer = enforcer;
  keeper->store = store;
  keeper->blocked = pl_blocked_log_new (store);
  keeper->attempts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  pl_enforcer_on_blocked (enforcer, on_blocked, keeper);
  pl_enforcer_on_asked (enforcer, on_asked, keeper);
  return keeper;
}

void
pl_bookkeeper_on_page_blocked (PlBookkeeper *keeper,
                               void (*callback) (uid_t uid, gpointer data),
                               gpointer data)
{
  keeper->page_blocked = callback;
  keeper->data = data;
}

void
pl_bookkeeper_free (PlBookkeeper *keeper)
{
  if (keeper == NULL)
    return;
  pl_enforcer_on_blocked (keeper->enforcer, NULL, NULL);
  pl_enforcer_on_asked (keeper->enforcer, NULL, NULL);
  pl_blocked_log_free (keeper->blocked);
  g_hash_table_unref (keeper->attempts);
  g_free (keeper);
}
