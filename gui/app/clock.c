/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/clock.h"

static GTimeZone *zone_of_home; /* NULL before the agent has said it */
static int year_of_home;        /* 0 before that */

gint64
pl_app_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

GTimeZone *
pl_app_zone (void)
{
  if (zone_of_home == NULL)
    zone_of_home = g_time_zone_new_local ();
  return zone_of_home;
}

void
pl_app_set_zone (const char *identifier)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (identifier);

  if (zone == NULL)
    return;
  g_clear_pointer (&zone_of_home, g_time_zone_unref);
  zone_of_home = g_steal_pointer (&zone);
}

GDateTime *
pl_app_time (gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant);

  return utc != NULL ? g_date_time_to_timezone (utc, pl_app_zone ()) : NULL;
}

GDateTime *
pl_app_day (const char *date)
{
  g_autofree char *noon = g_strconcat (date, "T12:00:00Z", NULL);

  return g_date_time_new_from_iso8601 (noon, NULL);
}

static int
year_of (gint64 instant)
{
  g_autoptr (GDateTime) at = pl_app_time (instant);

  return at != NULL ? g_date_time_get_year (at) : 0;
}

int
pl_app_year (void)
{
  return year_of_home != 0 ? year_of_home : year_of (pl_app_now ());
}

void
pl_app_set_year (gint64 now)
{
  year_of_home = year_of (now);
}
