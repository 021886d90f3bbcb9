/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/concern-watch.h"

#include "agent/records/concern-message.h"
#include "agent/records/concern-notice.h"
#include "agent/time/alarm.h"
#include "agent/time/clock.h"

/* When the store could not be written, or nothing is due: the home's times may change meanwhile. */
#define AGAIN_S (60)
#define LONG_S  (24 * 60 * 60)

struct _PlConcernWatch {
  PlEnforcer *enforcer;
  PlStore *store;
  PlAlarm *alarm;
  char *boot;
  PlConcernAnswered answered; /* nullable */
  gpointer data;
};

static void
sleep_for (PlConcernWatch *watch, gint64 seconds)
{
  pl_alarm_set (watch->alarm, pl_clock_boottime_ms () + CLAMP (seconds, 1, LONG_S) * 1000);
}

void
pl_concern_watch_look (PlConcernWatch *watch)
{
  const PlHousehold *household = pl_enforcer_household (watch->enforcer);
  g_autoptr (GError) error = NULL;
  gint64 next = 0;

  if (household == NULL ||
      !pl_concern_turn (watch->store, household->care, watch->boot, &next, NULL, &error)) {
    sleep_for (watch, AGAIN_S);
    return;
  }
  sleep_for (watch, next != 0 ? next - pl_clock_wall_ms () / 1000 : LONG_S);
}

static void
on_alarm (gpointer data)
{
  pl_concern_watch_look (data);
}

PlConcernWatch *
pl_concern_watch_new (PlEnforcer *enforcer, PlStore *store, GError **error)
{
  PlConcernWatch *watch = g_new0 (PlConcernWatch, 1);

  watch->enforcer = enforcer;
  watch->store = store;
  watch->boot = pl_clock_boot_id ();
  watch->alarm = pl_alarm_new (on_alarm, watch, error);
  if (watch->alarm == NULL) {
    pl_concern_watch_free (watch);
    return NULL;
  }
  pl_concern_watch_look (watch);
  return watch;
}

void
pl_concern_watch_free (PlConcernWatch *watch)
{
  if (watch == NULL)
    return;
  pl_alarm_free (watch->alarm);
  g_free (watch->boot);
  g_free (watch);
}

gboolean
pl_concern_watch_place (PlConcernWatch *watch, PlFilingPlace *place, GError **error)
{
  const PlHousehold *household = pl_enforcer_household (watch->enforcer);

  *place = (PlFilingPlace){
    .people = pl_home_people_new (watch->store, household, error),
    .care = household->care,
    .home = household->home != NULL ? household->home->name : NULL,
    .boot = watch->boot,
  };
  return place->people != NULL;
}

void
pl_concern_watch_on_answered (PlConcernWatch *watch, PlConcernAnswered answered, gpointer data)
{
  watch->answered = answered;
  watch->data = data;
}

gboolean
pl_concern_watch_receive (
    PlConcernWatch *watch, const char *account, const guint8 *bytes, gsize length, GError **error)
{
  PlFilingPlace place = { 0 };
  g_autofree char *child = NULL;

  if (!pl_concern_watch_place (watch, &place, error))
    return FALSE;
  gboolean taken = pl_concern_receive (watch->store, &place, account, bytes, length, &child, error);
  pl_home_people_free ((PlHomePeople *)place.people);
  if (taken)
    pl_concern_watch_look (watch);
  if (child != NULL && watch->answered != NULL)
    watch->answered (child, watch->data);
  return taken;
}
