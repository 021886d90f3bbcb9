/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/retention.h"

#include "agent/records/attempt.h"
#include "agent/records/blocked.h"
#include "agent/records/care-record.h"
#include "agent/records/concern.h"
#include "agent/records/hold.h"
#include "agent/records/store-private.h"
#include "agent/records/usage-store.h"
#include "policy/time/calendar.h"

#define DAY_MS ((gint64)PL_SECONDS_A_DAY * 1000)

typedef struct {
  const PlRetention *retention;
  gint64 today;
} Run;

static gboolean
delete_old (PlStore *store, gpointer data, GError **error)
{
  const Run *run = data;
  gint64 oldest = run->today - run->retention->usage_days;
  g_auto (GStrv) held = pl_hold_children (store, error);
  const char *const *kept = (const char *const *)held;
  PlMoment now;

  pl_store_now (store, &now);
  if (held == NULL || !pl_usage_store_delete (store, oldest, kept, NULL, error) ||
      !pl_blocked_delete (store, oldest, kept, NULL, error) ||
      !pl_attempt_delete (store, run->today, error))
    return FALSE;
  if (run->retention->record_days == 0)
    return TRUE;
  gint64 before = now.wall_ms - run->retention->record_days * DAY_MS;
  return pl_concern_delete (store, before / 1000, error) &&
         pl_care_record_delete (store, before, kept, error) &&
         pl_audit_erase (store, before, NULL, kept, NULL, error);
}

gboolean
pl_retention_run (PlStore *store, const PlRetention *retention, gint64 today, GError **error)
{
  Run run = { retention, today };

  return pl_store_transact (store, delete_old, &run, error) && pl_store_checkpoint (store, error);
}
