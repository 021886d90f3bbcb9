/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/usage-store.h"

#include "agent/records/store-private.h"
#include "policy/time/calendar.h"

typedef struct {
  const PlUsageCharge *charges;
  guint n;
  const char *mark;
} Charging;

static gboolean
charge (PlStore *store, gpointer data, GError **error)
{
  const Charging *charging = data;

  for (guint i = 0; i < charging->n; i++) {
    const PlUsageCharge *one = &charging->charges[i];
    if (!pl_store_exec (store, error,
                        "INSERT INTO usage VALUES (?, ?, ?)"
                        " ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds",
                        PL_TEXT (one->child), PL_INT (one->day), PL_INT (one->seconds)))
      return FALSE;
  }
  return charging->mark == NULL ||
         pl_store_exec (store, error,
                        "INSERT INTO mark VALUES ('meter', ?)"
                        " ON CONFLICT DO UPDATE SET value = excluded.value",
                        PL_TEXT (charging->mark));
}

gboolean
pl_usage_store_charge (PlStore *store,
                       const PlUsageCharge *charges,
                       guint n,
                       const char *mark,
                       gboolean synced,
                       GError **error)
{
  Charging charging = { charges, n, mark };

  return synced ? pl_store_transact (store, charge, &charging, error)
                : pl_store_transact_unsynced (store, charge, &charging, error);
}

char *
pl_usage_store_mark (PlStore *store, GError **error)
{
  g_autoptr (sqlite3_stmt) row =
      pl_store_query (store, error, "SELECT value FROM mark WHERE name = 'meter'");
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  if (got < 0)
    return NULL;
  return got > 0 ? pl_store_column_text (row, 0) : g_strdup ("");
}

gboolean
pl_usage_store_read (PlStore *store, const char *child, gint64 day, PlUsage *usage, GError **error)
{
  gint64 monday = day - pl_calendar_weekday (day);
  PlUsage read;

  if (!pl_store_number (store, error, &read.today_s, 0,
                        "SELECT seconds FROM usage WHERE child = ? AND day = ?", PL_TEXT (child),
                        PL_INT (day)) ||
      !pl_store_number (store, error, &read.week_s, 0,
                        "SELECT coalesce (sum (seconds), 0) FROM usage"
                        " WHERE child = ? AND day BETWEEN ? AND ?",
                        PL_TEXT (child), PL_INT (monday), PL_INT (day)))
    return FALSE;
  *usage = read;
  return TRUE;
}

gboolean
pl_usage_store_days (
    PlStore *store, const char *child, gint64 first, gint64 last, gint64 *seconds, GError **error)
{
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error, "SELECT day, seconds FROM usage WHERE child = ? AND day BETWEEN ? AND ?",
      PL_TEXT (child), PL_INT (first), PL_INT (last));

  for (gint64 day = first; day <= last; day++)
    seconds[day - first] = 0;
  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    seconds[sqlite3_column_int64 (rows, 0) - first] = sqlite3_column_int64 (rows, 1);
  return got == 0;
}
