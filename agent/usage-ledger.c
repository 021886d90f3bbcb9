/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/usage-ledger.h"

#include <string.h>

#include "agent/records/usage-store.h"
#include "policy/time/calendar.h"

struct _PlUsageLedger {
  PlMeter *meter;
  PlStore *store;
  GHashTable *stored; /* "ACCOUNT DAY": seconds that the store has (gint64 *) */
  gboolean marked;    /* the last mark holds something of a child's */
};

/* One save on its way. */
typedef struct {
  GArray *charges; /* of PlUsageCharge */
  GString *mark;   /* "WALL_MS", then lines "ACCOUNT DAY SECONDS", to be added up */
  gboolean marked;
} Save;

static gint64 *
stored_of (PlUsageLedger *ledger, const char *account, gint64 day)
{
  g_autofree char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, account, day);
  gint64 *seconds = g_hash_table_lookup (ledger->stored, key);

  if (seconds == NULL) {
    seconds = g_new0 (gint64, 1);
    g_hash_table_insert (ledger->stored, g_steal_pointer (&key), seconds);
  }
  return seconds;
}

/* FALSE: it is no line of a mark. charge->child points into fields. */
static gboolean
read_line (char **fields, PlUsageCharge *charge)
{
  if (g_strv_length (fields) != 3)
    return FALSE;
  charge->child = fields[0];
  return g_ascii_string_to_signed (fields[1], 10, 1, G_MAXINT32, &charge->day, NULL) &&
         g_ascii_string_to_signed (fields[2], 10, 0, PL_SECONDS_A_DAY + 3600, &charge->seconds,
                                   NULL);
}

/* The machine was off: what the mark held open has to be taken as used. */
static void
charge_mark (PlUsageLedger *ledger, char **lines)
{
  g_autoptr (GArray) charges = g_array_new (FALSE, FALSE, sizeof (PlUsageCharge));
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_autoptr (GError) error = NULL;

  for (char **line = lines + 1; *line != NULL; line++) {
    PlUsageCharge charge;
    char **fields = g_strsplit (*line, " ", -1);
    g_ptr_array_add (kept, fields);
    if (read_line (fields, &charge))
      g_array_append_val (charges, charge);
  }
  if (charges->len > 0 &&
      !pl_usage_store_charge (ledger->store, (const PlUsageCharge *)charges->data, charges->len,
                              lines[0], TRUE, &error))
    g_warning ("usage: %s", error->message);
}

static void
read_mark (PlUsageLedger *ledger)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mark = pl_usage_store_mark (ledger->store, &error);
  gint64 seen_ms;

  if (mark == NULL) {
    g_warning ("usage: %s", error->message);
    return;
  }
  g_auto (GStrv) lines = g_strsplit (mark, "\n", -1);
  if (lines[0] == NULL || !g_ascii_string_to_signed (lines[0], 10, 0, G_MAXINT64, &seen_ms, NULL))
    return;
  pl_meter_set_seen (ledger->meter, seen_ms);
  charge_mark (ledger, lines);
}

PlUsageLedger *
pl_usage_ledger_new (PlMeter *meter, PlStore *store)
{
  PlUsageLedger *ledger = g_new0 (PlUsageLedger, 1);

  ledger->meter = meter;
  ledger->store = store;
  ledger->stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  ledger->marked = TRUE;
  if (!pl_meter_is_resumed (meter))
    read_mark (ledger);
  return ledger;
}

void
pl_usage_ledger_free (PlUsageLedger *ledger)
{
  if (ledger == NULL)
    return;
  g_hash_table_unref (ledger->stored);
  g_free (ledger);
}

/* Both what the meter may still know of the week before, and the whole week of a day. */
#define DAYS_BACK (PL_USE_DAYS - 1)

static void
load_child (PlUsageLedger *ledger, const PlChild *child, gint64 today)
{
  gint64 seconds[DAYS_BACK + 1];
  g_autoptr (GError) error = NULL;
  gboolean known = pl_meter_knows (ledger->meter, child->uid);

  if (!pl_usage_store_days (ledger->store, child->account, today - DAYS_BACK, today, seconds,
                            &error)) {
    g_warning ("usage of %s: %s", child->account, error->message);
    return;
  }
  for (gint64 i = 0; i <= DAYS_BACK; i++) {
    gint64 day = today - DAYS_BACK + i;
    *stored_of (ledger, child->account, day) = seconds[i];
    if (!known && seconds[i] > 0)
      pl_meter_restore (ledger->meter, child->uid, day, seconds[i]);
  }
}

void
pl_usage_ledger_load (PlUsageLedger *ledger, const PlHousehold *household, gint64 today)
{
  for (guint i = 0; i < household->children->len; i++)
    load_child (ledger, household->children->pdata[i], today);
}

static void
add_line (Save *save, const PlChild *child, gint64 day, gint64 seconds)
{
  if (seconds <= 0)
    return;
  g_string_append_printf (save->mark, "\n%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, child->account,
                          day, seconds);
  save->marked = TRUE;
}

static void
add_child (PlUsageLedger *ledger, Save *save, const PlChild *child, gint64 ahead_day)
{
  PlMeterDay days[PL_USE_DAYS];
  guint n = pl_meter_days (ledger->meter, child->uid, days);
  gint64 ahead_s = pl_meter_is_running (ledger->meter, child->uid) ? PL_USAGE_AHEAD_S : 0;

  for (guint i = 0; i < n; i++) {
    gint64 more = days[i].settled_s - *stored_of (ledger, child->account, days[i].day);
    PlUsageCharge charge = { child->account, days[i].day, more };
    if (more > 0)
      g_array_append_val (save->charges, charge);
    add_line (save, child, days[i].day, days[i].open_s);
  }
  if (ahead_day != 0)
    add_line (save, child, ahead_day, ahead_s);
}

static void
write_save (PlUsageLedger *ledger, const Save *save)
{
  g_autoptr (GError) error = NULL;
  const PlUsageCharge *charges = (const PlUsageCharge *)save->charges->data;

  if (!pl_usage_store_charge (ledger->store, charges, save->charges->len, save->mark->str, TRUE,
                              &error)) {
    g_warning ("usage: %s", error->message);
    return;
  }
  for (guint i = 0; i < save->charges->len; i++)
    *stored_of (ledger, charges[i].child, charges[i].day) += charges[i].seconds;
  ledger->marked = save->marked;
}

void
pl_usage_ledger_save (PlUsageLedger *ledger,
                      const PlHousehold *household,
                      gint64 wall_ms,
                      gint64 ahead_day)
{
  g_autoptr (GArray) charges = g_array_new (FALSE, FALSE, sizeof (PlUsageCharge));
  g_autoptr (GString) mark = g_string_new (NULL);
  Save save = { charges, mark, FALSE };

  g_string_append_printf (mark, "%" G_GINT64_FORMAT, wall_ms);
  for (guint i = 0; i < household->children->len; i++)
    add_child (ledger, &save, household->children->pdata[i], ahead_day);
  if (charges->len > 0 || save.marked || ledger->marked)
    write_save (ledger, &save);
}
