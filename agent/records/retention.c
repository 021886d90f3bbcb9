/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/retention.h"

#include <string.h>

#include "agent/records/act.h"
#include "agent/records/concern-delete.h"
#include "agent/records/hold.h"
#include "agent/records/retention-rules.h"
#include "agent/records/store-private.h"
#include "policy/time/calendar.h"
#include "policy/time/zone.h"

#define DAY_MS ((gint64)PL_SECONDS_A_DAY * 1000)

typedef struct {
  const PlKeptDays *kept;
  gint64 today;
  char **children;                /* whose rows are held back */
  char *held;                     /* the same as pl_store_name_list */
  guint64 deleted[PL_KEPT_KINDS]; /* by kind */
} Run;

/* What began before that goes. */
static gint64
bound (PlStore *store, const PlRetentionRule *rule, const Run *run)
{
  guint days = run->kept->days[rule->kind];
  PlMoment now;

  if (rule->by == PL_RETENTION_BY_DAY)
    return run->today - days;
  pl_store_now (store, &now);
  return now.wall_ms - days * DAY_MS;
}

static gboolean
is_in_force (const PlRetentionRule *rule, const PlKeptDays *kept)
{
  return rule->by != PL_RETENTION_NEVER && kept->days[rule->kind] != 0;
}

static gboolean
delete_by (PlStore *store, const PlRetentionRule *rule, Run *run, GError **error)
{
  if (!pl_store_exec (store, error, rule->deletes[0], PL_INT (bound (store, rule, run)),
                      PL_TEXT (run->held)))
    return FALSE;
  run->deleted[rule->kind] += (guint64)pl_store_changed (store);
  for (guint i = 1; i < PL_RETENTION_DELETES_MAX && rule->deletes[i] != NULL; i++)
    if (!pl_store_exec (store, error, rule->deletes[i]))
      return FALSE;
  return TRUE;
}

static gboolean
begin (PlStore *store, Run *run, GError **error)
{
  run->children = pl_hold_children (store, error);
  if (run->children != NULL)
    run->held = pl_store_name_list ((const char *const *)run->children);
  return run->children != NULL;
}

static void
clear (Run *run)
{
  g_strfreev (run->children);
  g_free (run->held);
}

static gboolean
delete_old (PlStore *store, Run *run, GError **error)
{
  /* Rows go before those that belong to them; all is whole again at the end. */
  if (!pl_store_exec (store, error, "PRAGMA defer_foreign_keys = ON"))
    return FALSE;
  for (gsize i = 0; i < pl_retention_n_rules; i++) {
    const PlRetentionRule *rule = &pl_retention_rules[i];
    if (!is_in_force (rule, run->kept))
      continue;
    if (rule->by == PL_RETENTION_BY_CODE
            ? !pl_concern_delete (store, bound (store, rule, run) / 1000,
                                  (const char *const *)run->children, error)
            : !delete_by (store, rule, run, error))
      return FALSE;
  }
  return TRUE;
}

/* How many, of what kind, and nothing of what they said. */
static guint64
count (const Run *run, PlPayload *payload)
{
  guint64 all = 0;

  for (guint i = 0; i < PL_KEPT_KINDS; i++) {
    if (run->deleted[i] == 0)
      continue;
    all += run->deleted[i];
    if (payload != NULL)
      pl_payload_number (payload, pl_kept_kinds[i].id, (gint64)run->deleted[i]);
  }
  return all;
}

static gboolean
say (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  count (data, payload);
  return TRUE;
}

static gboolean
delete_and_say (PlStore *store, gpointer data, GError **error)
{
  static const PlActor agent = { 0, "porchlightd", "" };
  static const PlAct act = { &agent, "retention", "" };
  Run *run = data;

  return begin (store, run, error) && delete_old (store, run, error) &&
         (count (run, NULL) == 0 || pl_act (store, &act, say, run, error));
}

gboolean
pl_retention_run (PlStore *store, const PlKeptDays *kept, gint64 today, GError **error)
{
  Run run = { kept, today, NULL, NULL, { 0 } };
  gboolean done = pl_store_transact (store, delete_and_say, &run, error);

  clear (&run);
  return done && pl_store_checkpoint (store, error);
}

static gint64
day_of (const PlRetentionRule *rule, const Run *run, GTimeZone *zone, gint64 over)
{
  guint days = run->kept->days[rule->kind];

  if (rule->by == PL_RETENTION_BY_DAY)
    return over + days + 1;
  return pl_zone_day (zone, (over + days * DAY_MS) / 1000) + 1;
}

static gboolean
look_by (PlStore *store,
         const PlRetentionRule *rule,
         const Run *run,
         GTimeZone *zone,
         PlRetentionSight *sight,
         GError **error)
{
  const PlValue began = PL_INT (bound (store, rule, run)), kept = PL_TEXT (run->held);
  gint64 going, held, next;

  if (!pl_store_number (store, error, &going, 0, rule->going, began, kept) ||
      !pl_store_number (store, error, &held, 0, rule->held, began, kept) ||
      !pl_store_number (store, error, &next, 0, rule->next, began, kept))
    return FALSE;
  sight->going += (guint64)going;
  sight->held += (guint64)held;
  if (next != 0) {
    gint64 day = day_of (rule, run, zone, next);
    sight->next_day = sight->next_day == 0 ? day : MIN (sight->next_day, day);
  }
  return TRUE;
}

gboolean
pl_retention_look (PlStore *store,
                   const PlKeptDays *kept,
                   gint64 today,
                   GTimeZone *zone,
                   PlRetentionSight sights[PL_KEPT_KINDS],
                   GError **error)
{
  Run run = { kept, today, NULL, NULL, { 0 } };
  gboolean good = begin (store, &run, error);

  memset (sights, 0, PL_KEPT_KINDS * sizeof *sights);
  for (gsize i = 0; good && i < pl_retention_n_rules; i++) {
    const PlRetentionRule *rule = &pl_retention_rules[i];
    if (is_in_force (rule, kept) && rule->by != PL_RETENTION_BY_CODE)
      good = look_by (store, rule, &run, zone, &sights[rule->kind], error);
  }
  clear (&run);
  return good;
}
