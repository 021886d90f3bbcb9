/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sqlite3.h>
#include <string.h>

#include "agent/records/audit-verify.h"
#include "agent/records/hold.h"
#include "agent/records/request.h"
#include "agent/records/restriction.h"
#include "agent/records/retention.h"
#include "agent/records/usage-store.h"
#include "tests/records/disk.h"
#include "tests/records/stand.h"

/*
 * Random acts on the store and on a model that is too simple to be wrong; the disk fails now and
 * then. What was refused has changed nothing, what was done is all there.
 */

#define ACTS     6000
#define CHILDREN 3
#define DAYS     40
#define IDS_MAX  ACTS
#define TODAY    739577

static const char *const names[CHILDREN] = { "alex", "robin", "sam" };

/* The model. Ids count from 1. */
static struct {
  guint n_requests, n_restrictions, n_holds;
  struct {
    guint child;
    PlRequestState state;
    char *site;
  } requests[IDS_MAX];
  struct {
    guint child;
    gboolean ended;
  } restrictions[IDS_MAX], holds[IDS_MAX];
  gint64 seconds[CHILDREN][DAYS];
  guint64 acts;
} model;

static GRand *rand_source;

static guint
any (guint n)
{
  return (guint)g_rand_int_range (rand_source, 0, (gint32)n);
}

static guint
open_requests (guint child, const char *site)
{
  guint id = 0;

  for (guint i = 1; i <= model.n_requests; i++)
    if (model.requests[i].child == child && model.requests[i].state == PL_REQUEST_OPEN &&
        g_str_equal (model.requests[i].site, site))
      id = i;
  return id;
}

static void
ask (void)
{
  guint child = any (CHILDREN);
  g_autofree char *site = g_strdup_printf ("site-%u.example", any (6));
  guint known = open_requests (child, site);
  gint64 id = pl_request_add (store, names[child], PL_REQUEST_SITE, site, 0, "", NULL);

  if (id == 0)
    return;
  ck_assert_int_eq (id, known > 0 ? known : ++model.n_requests);
  if (known > 0)
    return;
  model.requests[id].child = child;
  model.requests[id].state = PL_REQUEST_OPEN;
  model.requests[id].site = g_steal_pointer (&site);
}

static void
answer (void)
{
  guint id = any (model.n_requests + 2);
  gboolean yes = g_rand_boolean (rand_source);
  PlRequestDecision decision = { id, yes ? PL_REQUEST_GRANTED : PL_REQUEST_DENIED, "so",
                                 yes ? PL_REQUEST_SCOPE_CHILD : PL_REQUEST_SCOPE_NONE, 0 };

  if (!pl_request_decide (store, &jo, &decision, NULL))
    return;
  ck_assert (id >= 1 && id <= model.n_requests && model.requests[id].state == PL_REQUEST_OPEN);
  model.requests[id].state = decision.state;
  model.acts++;
}

static void
use (void)
{
  PlUsageCharge charges[2];
  guint child[2], day[2], n = 1 + any (2);

  for (guint i = 0; i < n; i++) {
    child[i] = any (CHILDREN);
    day[i] = any (DAYS);
    charges[i] = (PlUsageCharge){ names[child[i]], TODAY - day[i], 1 + any (60) };
  }
  if (!pl_usage_store_charge (store, charges, n, NULL, g_rand_boolean (rand_source), NULL))
    return;
  for (guint i = 0; i < n; i++)
    model.seconds[child[i]][day[i]] += charges[i].seconds;
}

static void
restrict_one (void)
{
  gint64 now = stand_time.wall_ms / 1000;
  guint child = any (CHILDREN);
  g_autofree char *behaviour = g_strdup_printf ("%u", model.n_restrictions);
  PlRestriction fields = {
    .child = names[child],
    .kind = PL_ADJUSTMENT_NO_INTERNET,
    .from = now,
    .until = now + 3600,
    .review = now + 3600,
    .ground = PL_GROUND_OTHER,
    .what = "x",
    .behaviour = behaviour,
    .place = "x",
    .happened = now,
    .tried = "x",
    .decided_by = "x",
    .used_by = "x",
    .present = "",
  };

  if (pl_restriction_add (store, &jo, &fields, NULL) == 0)
    return;
  model.restrictions[++model.n_restrictions].child = child;
  model.acts++;
}

static void
end_one (void)
{
  guint id = any (model.n_restrictions + 2);

  if (!pl_restriction_end (store, &jo, id, "so", NULL))
    return;
  ck_assert (id >= 1 && id <= model.n_restrictions && !model.restrictions[id].ended);
  model.restrictions[id].ended = TRUE;
  model.acts++;
}

static void
hold_one (void)
{
  guint child = any (CHILDREN);

  if (pl_hold_add (store, &jo, names[child], "so", NULL) == 0)
    return;
  model.holds[++model.n_holds].child = child;
  model.acts++;
}

static void
unhold (void)
{
  guint id = any (model.n_holds + 2);

  if (!pl_hold_end (store, &jo, id, NULL, NULL))
    return;
  ck_assert (id >= 1 && id <= model.n_holds && !model.holds[id].ended);
  model.holds[id].ended = TRUE;
  model.acts++;
}

static gboolean
is_held (guint child)
{
  for (guint i = 1; i <= model.n_holds; i++)
    if (model.holds[i].child == child && !model.holds[i].ended)
      return TRUE;
  return FALSE;
}

static void
retain (void)
{
  guint days = 20 + any (20), gone = 0;
  PlKeptDays kept;

  /* On a disk that works: where only emptying the log fails, what is old is gone already. */
  disk_set_write_result (SQLITE_OK);
  pl_kept_days_set (&kept, days, 0);
  ck_assert (pl_retention_run (store, &kept, TODAY, NULL));
  for (guint child = 0; child < CHILDREN; child++)
    for (guint day = days + 1; day < DAYS; day++)
      if (!is_held (child)) {
        gone += model.seconds[child][day] > 0;
        model.seconds[child][day] = 0;
      }
  /* That some went is an act of its own. */
  model.acts += gone > 0;
}

static void
reopen (void)
{
  if (any (10) == 0)
    stand_reopen ();
}

static void
fail_disk (void)
{
  disk_set_write_result (any (3) == 0 ? SQLITE_FULL : SQLITE_OK);
}

static void
pass_time (void)
{
  stand_time.wall_ms += any (STAND_DAY_MS / 10);
}

static void
compare (void)
{
  for (guint child = 0; child < CHILDREN; child++) {
    gint64 seconds[DAYS];
    ck_assert (pl_usage_store_days (store, names[child], TODAY - DAYS + 1, TODAY, seconds, NULL));
    for (guint day = 0; day < DAYS; day++)
      ck_assert_int_eq (seconds[DAYS - 1 - day], model.seconds[child][day]);
  }
  for (guint i = 1; i <= model.n_requests; i++) {
    g_autoptr (PlRequest) request = pl_request_get (store, i, NULL);
    ck_assert_int_eq (request->state, model.requests[i].state);
    ck_assert_str_eq (request->site, model.requests[i].site);
  }
  for (guint i = 1; i <= model.n_restrictions; i++) {
    g_autoptr (PlRestrictionRecord) record = pl_restriction_get (store, i, NULL);
    ck_assert_str_eq (record->fields.child, names[model.restrictions[i].child]);
    ck_assert_int_eq (record->ended != 0, model.restrictions[i].ended);
  }
  g_auto (PlAuditReport) report = { NULL };
  ck_assert (pl_audit_verify (store, NULL, &report, NULL));
  ck_assert_uint_eq (report.findings->len, 0);
  ck_assert_uint_eq (report.entries, model.acts);
}

static const struct {
  guint weight;
  void (*act) (void);
} acts[] = {
  { 20, ask },    { 20, answer },   { 30, use },       { 8, restrict_one },
  { 8, end_one }, { 4, hold_one },  { 4, unhold },     { 1, retain },
  { 5, reopen },  { 5, fail_disk }, { 15, pass_time },
};

static void
do_any (void)
{
  guint sum = 0, at;

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    sum += acts[i].weight;
  at = any (sum);
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++) {
    if (at < acts[i].weight) {
      acts[i].act ();
      return;
    }
    at -= acts[i].weight;
  }
}

START_TEST (random_acts_leave_the_store_as_the_model_says)
{
  rand_source = g_rand_new_with_seed (8);
  for (int i = 1; i <= ACTS; i++) {
    do_any ();
    if (i % 250 == 0)
      compare ();
  }
  disk_set_write_result (SQLITE_OK);
  stand_reopen ();
  compare ();
  /* or nothing was tried */
  ck_assert_uint_gt (model.acts, ACTS / 20);
  for (guint i = 1; i <= model.n_requests; i++)
    g_free (model.requests[i].site);
  g_rand_free (rand_source);
}
END_TEST

static void
set_up (void)
{
  disk_install ();
  stand_set_up ();
}

int
main (void)
{
  const TTest *const tests[] = { random_acts_leave_the_store_as_the_model_says, NULL };

  return pl_tap_main_with ("model", tests, 120, set_up, stand_tear_down);
}
