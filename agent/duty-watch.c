/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/duty-watch.h"

#include <glib/gi18n.h>

#include "agent/records/duty-letter.h"
#include "agent/time/alarm.h"
#include "agent/time/clock.h"
#include "policy/care/people.h"

/* When the store could not be read, or nothing is due. */
#define AGAIN_S (60)
#define LONG_S  (24 * 60 * 60)

struct _PlDutyWatch {
  PlEnforcer *enforcer;
  PlStore *store;
  PlAlarm *alarm;
  gint64 told; /* Unix seconds: of what became overdue until then */
  PlDutyWatchTell tell;
  gpointer data;
};

/* One look: what has become overdue in (from, now], when the next does, and all that is overdue. */
typedef struct {
  gint64 from, now, next;
  guint roles;
  GArray *overdue; /* of PlOverdueDuty */
} Look;

static GTimeZone *
zone_of (const PlDutyWatch *watch)
{
  const PlHousehold *household = pl_enforcer_household (watch->enforcer);

  return household != NULL && household->home != NULL ? g_time_zone_ref (household->home->zone)
                                                      : g_time_zone_new_utc ();
}

static void
note (Look *look, gint64 moment, guint role)
{
  if (moment > look->now)
    look->next = MIN (look->next, moment);
  else if (moment > look->from)
    look->roles |= role;
}

/* A duty is overdue after the second in which it is due. */
static void
look_at (Look *look, const PlRestrictionRecord *record, GTimeZone *zone)
{
  for (guint i = 0; i < PL_DUTIES; i++) {
    PlDutyStatus status = pl_duty_status (&record->clock, (PlDuty)i, zone, look->now);
    if (status.due == 0 || status.state == PL_DUTY_DONE || status.state == PL_DUTY_LATE)
      continue;
    note (look, status.due + 1, PL_READER_BIT (PL_READER_MANAGER));
    note (look, status.due + 1 + PL_DUTY_LEAD_S, PL_READER_BIT (PL_READER_LEAD));
    if (status.state != PL_DUTY_OVERDUE)
      continue;
    PlOverdueDuty overdue = { record->id, record->fields.child, (PlDuty)i, status.due,
                              PL_READER_BIT (PL_READER_MANAGER) };
    if (look->now > status.due + PL_DUTY_LEAD_S)
      overdue.roles |= PL_READER_BIT (PL_READER_LEAD);
    g_array_append_val (look->overdue, overdue);
  }
}

/* By mail and folder, to those whom such a route leads to; what the store does not take is tried at the next look. */
static void
write_letters (PlDutyWatch *watch, const GArray *overdue, GTimeZone *zone)
{
  const PlHousehold *household = pl_enforcer_household (watch->enforcer);
  g_autoptr (GError) error = NULL;

  if (overdue->len == 0 || household == NULL || household->home == NULL)
    return;
  g_autoptr (PlHomePeople) people = pl_home_people_new (watch->store, household, &error);
  if (people != NULL)
    pl_duty_letters_write (watch->store, people, overdue, household->home->name, zone, &error);
  if (error != NULL)
    g_warning ("what is overdue is not sent: %s", error->message);
}

void
pl_duty_watch_look (PlDutyWatch *watch)
{
  g_autoptr (GPtrArray) open = pl_restriction_open (watch->store, NULL);
  g_autoptr (GTimeZone) zone = zone_of (watch);
  gint64 now = pl_clock_wall_ms () / 1000, away = AGAIN_S;
  g_autoptr (GArray) overdue = g_array_new (FALSE, FALSE, sizeof (PlOverdueDuty));
  Look look = { MIN (watch->told, now), now, now + LONG_S, 0, overdue };

  for (guint i = 0; open != NULL && i < open->len; i++)
    look_at (&look, open->pdata[i], zone);
  write_letters (watch, overdue, zone);
  if (open != NULL) {
    watch->told = now;
    away = look.next - now;
  }
  if (look.roles != 0)
    watch->tell (look.roles, watch->data);
  pl_alarm_set (watch->alarm, pl_clock_boottime_ms () + away * 1000);
}

static void
add_overdue (GPtrArray *problems, const PlRestrictionRecord *record, GTimeZone *zone, gint64 now)
{
  for (guint i = 0; i < PL_DUTIES; i++) {
    PlDutyStatus status = pl_duty_status (&record->clock, (PlDuty)i, zone, now);
    if (status.state != PL_DUTY_OVERDUE)
      continue;
    g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (status.due);
    g_autoptr (GDateTime) due = g_date_time_to_timezone (utc, zone);
    g_autofree char *time = g_date_time_format (due, "%Y-%m-%d %H:%M");
    g_ptr_array_add (problems, g_strdup_printf (NC_ ("said", "restriction %d: %s was due by %s"),
                                                (int)record->id, pl_duty_code ((PlDuty)i), time));
  }
}

void
pl_duty_watch_problems (const PlDutyWatch *watch, GPtrArray *problems)
{
  g_autoptr (GPtrArray) open = pl_restriction_open (watch->store, NULL);
  g_autoptr (GTimeZone) zone = zone_of (watch);

  for (guint i = 0; open != NULL && i < open->len; i++)
    add_overdue (problems, open->pdata[i], zone, pl_clock_wall_ms () / 1000);
}

static void
on_alarm (gpointer data)
{
  pl_duty_watch_look (data);
}

PlDutyWatch *
pl_duty_watch_new (
    PlEnforcer *enforcer, PlStore *store, PlDutyWatchTell tell, gpointer data, GError **error)
{
  g_autoptr (PlDutyWatch) watch = g_new0 (PlDutyWatch, 1);

  watch->enforcer = enforcer;
  watch->store = store;
  watch->tell = tell;
  watch->data = data;
  watch->alarm = pl_alarm_new (on_alarm, watch, error);
  if (watch->alarm == NULL)
    return NULL;
  pl_alarm_set (watch->alarm, 0);
  return g_steal_pointer (&watch);
}

void
pl_duty_watch_free (PlDutyWatch *watch)
{
  if (watch == NULL)
    return;
  g_clear_pointer (&watch->alarm, pl_alarm_free);
  g_free (watch);
}
