/* SPDX-License-Identifier: GPL-2.0-or-later */
/* org.porchlight.Agent1.Staff.GetToday: what the staff's first page begins with. */
#include "agent/bus/actor.h"
#include "agent/bus/calls.h"
#include "agent/bus/change-rows.h"
#include "agent/bus/child-state.h"
#include "agent/bus/fields.h"
#include "agent/bus/on-shift.h"
#include "agent/records/accounts.h"
#include "agent/records/care-record.h"
#include "agent/records/request.h"
#include "agent/time/clock.h"

static void
add_caller (GVariantBuilder *today, const PlCall *call)
{
  g_autofree char *account = pl_account_name (call->caller);
  g_autofree char *name = pl_account_display_name (call->caller);

  pl_bus_add_text (today, "account", account);
  pl_bus_add_text (today, "name", name != NULL ? name : account);
  pl_bus_add_text (today, "role", pl_bus_own_role (call));
}

static void
add_home (GVariantBuilder *today, const PlHome *home)
{
  pl_bus_add_text (today, "home", home != NULL ? home->name : "");
  pl_bus_add_text (today, "zone", home != NULL ? home->zone_id : "UTC");
  pl_bus_add_text (today, "room", home != NULL ? home->room : "");
}

static gboolean
add_shift (GVariantBuilder *today, const PlCall *call, GError **error)
{
  gint64 since;
  g_autoptr (GPtrArray) names = pl_bus_on_shift (call, &since, error);

  if (names == NULL)
    return FALSE;
  pl_bus_add_time (today, "shift", since != 0 ? since : -1);
  g_variant_builder_add (
      today, "{sv}", "on-shift",
      g_variant_new_strv ((const char *const *)names->pdata, (gssize)names->len));
  return TRUE;
}

static gboolean
add_requests (GVariantBuilder *today, const PlCall *call, GError **error)
{
  g_autoptr (GPtrArray) open =
      pl_request_list (call->agent->store, NULL, TRUE, 0, PL_REQUEST_LIST_MAX, error);

  if (open == NULL)
    return FALSE;
  g_variant_builder_add (today, "{sv}", "requests", g_variant_new_uint32 (open->len));
  return TRUE;
}

/* The newest check is of this computer: each self-test makes one (R10). */
static gboolean
add_check (GVariantBuilder *today, const PlCall *call, GError **error)
{
  const PlRecordKind *kind = pl_record_kind ("check");
  PlCareFilter filter = { .kind = kind, .open_only = TRUE, .limit = 1 };
  g_autoptr (GPtrArray) records = pl_care_record_list (call->agent->store, &filter, error);

  if (records == NULL)
    return FALSE;
  const PlCareRecord *newest = records->len > 0 ? records->pdata[0] : NULL;
  const char *result = newest != NULL ? newest->values[pl_record_field (kind, "result")] : NULL;
  pl_bus_add_time (today, "checked", newest != NULL ? newest->made_ms / 1000 : -1);
  pl_bus_add_text (today, "check", result != NULL ? result : "");
  return TRUE;
}

static gboolean
add_child (GVariantBuilder *rows, const PlCall *call, const PlChild *child, GError **error)
{
  const PlProfile *profile = child->profile;
  g_auto (GVariantBuilder) row = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  PlVerdict verdict;

  if (!pl_bus_add_review (&row, call, child, error))
    return FALSE;
  pl_enforcer_verdict (call->agent->enforcer, child, &verdict);
  pl_bus_add_text (&row, "account", child->account);
  pl_bus_add_text (&row, "name",
                   profile != NULL && profile->name != NULL ? profile->name : child->account);
  pl_bus_add_text (&row, "level", profile != NULL ? profile->level->id : "");
  pl_bus_add_text (&row, "level-name", profile != NULL ? profile->level->name : "");
  g_variant_builder_add (&row, "{sv}", "online", g_variant_new_boolean (verdict.online));
  pl_bus_add_time (&row, "until", pl_bus_instant (verdict.until));
  pl_bus_add_time (&row, "left", verdict.left_s);
  g_variant_builder_add (&row, "{sv}", "reasons", pl_bus_reasons (verdict.reasons));
  g_variant_builder_add_value (rows, g_variant_builder_end (&row));
  return TRUE;
}

static gboolean
add_children (GVariantBuilder *today, const PlCall *call, GError **error)
{
  const PlHousehold *household = pl_enforcer_household (call->agent->enforcer);
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < household->children->len; i++)
    if (!add_child (&rows, call, household->children->pdata[i], error))
      return FALSE;
  g_variant_builder_add (today, "{sv}", "children", g_variant_builder_end (&rows));
  return TRUE;
}

void
pl_answer_get_staff_today (PlCall *call)
{
  g_auto (GVariantBuilder) today = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GError *error = NULL;

  pl_bus_add_time (&today, "now", pl_clock_wall_ms () / 1000);
  pl_bus_add_time (&today, "disk", pl_store_free_bytes (call->agent->store));
  g_variant_builder_add (&today, "{sv}", "filtering",
                         g_variant_new_boolean (pl_enforcer_is_current (call->agent->enforcer)));
  pl_bus_add_text (&today, "lists", pl_lists_state_id (pl_updater_lists (call->agent->updater)));
  add_home (&today, pl_enforcer_household (call->agent->enforcer)->home);
  g_variant_builder_add (&today, "{sv}", "levels", pl_bus_levels (call));
  add_caller (&today, call);
  if (!add_shift (&today, call, &error) || !add_requests (&today, call, &error) ||
      !add_check (&today, call, &error) || !add_children (&today, call, &error)) {
    pl_call_fail (call, error);
    return;
  }
  pl_call_return (call, g_variant_new ("(a{sv})", &today));
}
