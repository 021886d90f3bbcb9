/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is kept of a child's use, for the child and for staff alike (H4). */
#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/records/blocked.h"
#include "agent/records/usage-store.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include "policy/sites/site-reason.h"
#include "policy/time/zone.h"

#define DAYS_MAX 90

/* The calendar days up to today that a caller asks for. */
static void
days_of (const PlCall *call, guint days, gint64 *first, gint64 *last)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  *last = pl_zone_day (home != NULL ? home->zone : utc, pl_clock_wall_ms () / 1000);
  *first = *last - CLAMP (days, 1, DAYS_MAX) + 1;
}

/* "YYYY-MM-DD"; g_free. */
static char *
date_of (gint64 day)
{
  GDate date;
  char text[sizeof "YYYY-MM-DD" + 8];

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)day);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &date);
  return g_strdup (text);
}

static void
return_usage (PlCall *call, const char *child, guint days)
{
  gint64 first, last, seconds[DAYS_MAX];
  GVariantBuilder rows;
  GError *error = NULL;

  days_of (call, days, &first, &last);
  if (!pl_usage_store_days (call->agent->store, child, first, last, seconds, &error)) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(sx)"));
  for (gint64 day = first; day <= last; day++) {
    g_autofree char *date = date_of (day);
    g_variant_builder_add (&rows, "(sx)", date, seconds[day - first]);
  }
  pl_call_return (call, g_variant_new ("(a(sx))", &rows));
}

static void
add_blocked (GVariantBuilder *rows, const PlBlocked *blocked)
{
  g_autofree char *date = date_of (blocked->day);

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (rows, "date", date);
  pl_bus_add_text (rows, "name", blocked->name);
  pl_bus_add_text (rows, "category", blocked->category);
  pl_bus_add_text (rows, "cause", pl_site_cause_code (blocked->cause));
  pl_bus_add_time (rows, "first", blocked->first_ms / 1000);
  pl_bus_add_time (rows, "last", blocked->last_ms / 1000);
  g_variant_builder_add (rows, "{sv}", "times", g_variant_new_int64 (blocked->times));
  g_variant_builder_close (rows);
}

static void
return_blocked (PlCall *call, const char *child, guint days)
{
  gint64 first, last;
  GVariantBuilder rows;
  GError *error = NULL;

  days_of (call, days, &first, &last);
  g_autoptr (GPtrArray) blocked =
      pl_blocked_list (call->agent->store, child, first, last, PL_BLOCKED_LIST_MAX, &error);
  if (blocked == NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < blocked->len; i++)
    add_blocked (&rows, blocked->pdata[i]);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}

/* Of the child that a member of staff names. */
static void
answer_staff (PlCall *call, void (*answer) (PlCall *call, const char *child, guint days))
{
  const char *child;
  guint days;
  GError *error = NULL;

  g_variant_get (call->arguments, "(&su)", &child, &days);
  if (pl_bus_child (call, child, &error) != NULL)
    answer (call, child, days);
  else
    pl_call_fail (call, error);
}

/* Of the child who calls. */
static void
answer_child (PlCall *call, void (*answer) (PlCall *call, const char *child, guint days))
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  guint days;

  g_variant_get (call->arguments, "(u)", &days);
  answer (call, pl_household_child (household, call->caller)->account, days);
}

void
pl_answer_list_usage (PlCall *call)
{
  answer_staff (call, return_usage);
}

void
pl_answer_list_blocked (PlCall *call)
{
  answer_staff (call, return_blocked);
}

void
pl_answer_list_own_usage (PlCall *call)
{
  answer_child (call, return_usage);
}

void
pl_answer_list_own_blocked (PlCall *call)
{
  answer_child (call, return_blocked);
}
