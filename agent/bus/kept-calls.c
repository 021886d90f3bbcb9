/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How long what is kept, and what goes next (R7). */
#include "agent/bus/actor.h"

#include "agent/bus/calls.h"
#include "agent/bus/fields.h"
#include "agent/records/retention.h"
#include "agent/time/clock.h"
#include "policy/error.h"
#include "policy/time/zone.h"
#include <glib/gi18n.h>

/* The key of home.conf by which a home changes it. */
static const char *const changes[] = {
  [PL_KEPT_AS_USAGE] = "usage-days",
  [PL_KEPT_AS_RECORDS] = "kept",
  [PL_KEPT_FIXED] = "",
  [PL_KEPT_IN_USE] = "",
};

static void
add_day (GVariantBuilder *row, const char *key, gint64 day)
{
  char text[sizeof "YYYY-MM-DD" + 8] = "";
  GDate date;

  if (day > 0) {
    g_date_clear (&date, 1);
    g_date_set_julian (&date, (guint32)day);
    g_date_strftime (text, sizeof text, "%Y-%m-%d", &date);
  }
  pl_bus_add_text (row, key, text);
}

static void
add_kind (
    GVariantBuilder *rows, guint i, guint days, const PlRetentionSight *sight, gboolean with_held)
{
  const PlKeptKind *kind = &pl_kept_kinds[i];

  g_variant_builder_open (rows, G_VARIANT_TYPE_VARDICT);
  pl_bus_add_text (rows, "kind", kind->id);
  pl_bus_add_text (rows, "title", kind->title);
  pl_bus_add_time (rows, "days", days);
  pl_bus_add_text (rows, "from", kind->from);
  pl_bus_add_text (rows, "why", kind->why);
  pl_bus_add_text (rows, "changes", changes[kind->term]);
  if (days > 0 && i != PL_KEPT_CONCERNS) {
    pl_bus_add_time (rows, "going", (gint64)sight->going);
    if (with_held)
      pl_bus_add_time (rows, "held", (gint64)sight->held);
    add_day (rows, "next", sight->next_day);
  }
  g_variant_builder_close (rows);
}

void
pl_answer_list_kept (PlCall *call)
{
  const PlHome *home = pl_enforcer_household (call->agent->enforcer)->home;
  PlRetentionSight sights[PL_KEPT_KINDS];
  GVariantBuilder rows;
  GError *error = NULL;

  if (home == NULL)
    error = g_error_new_literal (PL_ERROR, PL_ERROR_FAILED,
                                 NC_ ("said", "the home's file cannot be read"));
  else
    pl_retention_look (call->agent->store, &home->kept,
                       pl_zone_day (home->zone, pl_clock_wall_ms () / 1000), home->zone, sights,
                       &error);
  if (error != NULL) {
    pl_call_fail (call, error);
    return;
  }
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  /* That something is held is for those who may read why (hold-calls.c). */
  gboolean with_held = pl_bus_is_manager_or_lead (call);
  for (guint i = 0; i < PL_KEPT_KINDS; i++)
    add_kind (&rows, i, home->kept.days[i], &sights[i], with_held);
  pl_call_return (call, g_variant_new ("(aa{sv})", &rows));
}
