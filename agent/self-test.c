/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/self-test.h"

#include <glib/gi18n.h>
#include <sys/stat.h>

#include "agent/net/firewall-neighbours.h"
#include "agent/probe/probe-run.h"
#include "agent/self-test-lists.h"
#include "agent/self-test-texts.h"
#include "agent/self-test-untriable.h"
#include "agent/time/clock.h"
#include "policy/error.h"

/* A worker tells of traffic within a second; then a slot is as always. */
#define QUIET_S 2

/* Porchlight was not there before; a clock that says so has lost its battery. */
#define EARLIEST_S G_GINT64_CONSTANT (1735689600) /* 2025-01-01 */

typedef struct {
  PlSelfTest *test;
  char *account;
  PlProbeRun *probe; /* NULL: none was needed, or it could not start */
  GPtrArray *rows;
} Run;

struct _PlSelfTest {
  PlEnforcer *enforcer;
  const PlHostsBackstop *hosts;
  const PlUpdater *updater; /* nullable */
  GPtrArray *rows;          /* NULL: no test is going on */
  GPtrArray *runs;
  guint pending;
  guint quiet;
  PlSelfTestDone done;
  gpointer data;
};

const char *
pl_self_test_verdict_id (PlSelfTestVerdict verdict)
{
  static const char *const ids[] = { "ok", "failed", "not-sure" };

  return ids[verdict];
}

static void
row_free (gpointer data)
{
  PlSelfTestRow *row = data;

  g_free (row->child);
  g_free (row->sentence);
  g_free (row);
}

/* sentence: transfer full. */
static void
add (GPtrArray *rows,
     const char *layer,
     const char *child,
     PlSelfTestVerdict verdict,
     char *sentence)
{
  PlSelfTestRow *row = g_new (PlSelfTestRow, 1);

  *row = (PlSelfTestRow){ layer, g_strdup (child), verdict, sentence, FALSE };
  g_ptr_array_add (rows, row);
}

static void
add_whether (GPtrArray *rows, const char *layer, gboolean good, const char *yes, const char *no)
{
  add (rows, layer, "", good ? PL_SELF_TEST_OK : PL_SELF_TEST_FAILED, g_strdup (good ? yes : no));
}

static void
run_free (gpointer data)
{
  Run *run = data;

  pl_probe_run_free (run->probe);
  g_ptr_array_unref (run->rows);
  g_free (run->account);
  g_free (run);
}

/* What the agent knows itself. */

static void
add_firewall (GPtrArray *rows, const PlEnforcerHealth *health)
{
  g_autofree char *rival = pl_firewall_rival (NULL);

  add_whether (rows, "firewall", health->firewall_intact,
               NC_ ("said", "Holds the rules that it must."),
               NC_ ("said", "The rules had been changed; they were put back."));
  if (rival != NULL)
    add (rows, "firewall", "", PL_SELF_TEST_UNSURE,
         g_strdup_printf (NC_ ("said", "Another program redirects before it: %s."), rival));
}

static void
add_worker (GPtrArray *rows, const PlWorkerHealth *worker, const char *name)
{
  add (rows, "workers", "", worker->up && worker->current ? PL_SELF_TEST_OK : PL_SELF_TEST_FAILED,
       g_strdup_printf (worker->current
                            ? NC_ ("said", "The %s runs, with the newest rules and lists.")
                        : worker->up ? NC_ ("said", "The %s has old rules or lists.")
                                     : NC_ ("said", "The %s does not run."),
                        name));
}

static void
add_lists (GPtrArray *rows, const PlEnforcerHealth *health, PlListsState state)
{
  struct stat info;
  gboolean loaded = health->index >= 0 && fstat (health->index, &info) == 0 && info.st_size > 0;
  gint64 age_s = loaded ? pl_clock_wall_ms () / 1000 - info.st_mtim.tv_sec : 0;
  PlSelfTestVerdict verdict;
  char *sentence = pl_self_test_lists (state, loaded, age_s, &verdict);

  add (rows, "lists", "", verdict, sentence);
}

static void
add_hosts_file (GPtrArray *rows, const PlHostsBackstop *hosts)
{
  g_autoptr (GError) error = NULL;

  switch (pl_hosts_backstop_state (hosts, &error)) {
    case PL_HOSTS_STANDS:
      add (rows, "hosts-file", "", PL_SELF_TEST_OK,
           g_strdup (NC_ ("said", "Keeps well-known pornography out.")));
      break;
    case PL_HOSTS_NOT_USED:
      add (rows, "hosts-file", "", PL_SELF_TEST_OK,
           g_strdup (NC_ ("said", "Not used on this computer.")));
      break;
    case PL_HOSTS_MISSING:
      add (rows, "hosts-file", "", PL_SELF_TEST_FAILED,
           g_strdup (error != NULL ? error->message
                                   : NC_ ("said", "Porchlight's lines are not there.")));
      break;
  }
}

/* Doubt is the same for every child. */
static void
add_clock (PlSelfTest *test)
{
  const GPtrArray *children = pl_enforcer_household (test->enforcer)->children;
  PlVerdict verdict = { 0 };

  if (children->len > 0)
    pl_enforcer_verdict (test->enforcer, children->pdata[0], &verdict);
  add_whether (test->rows, "clock",
               pl_clock_wall_ms () / 1000 >= EARLIEST_S &&
                   (verdict.reasons & PL_REASON_CLOCK_DOUBT) == 0,
               NC_ ("said", "Tells a time that can be."),
               NC_ ("said", "The computer's clock cannot be right."));
}

static void
add_machine (PlSelfTest *test, const PlEnforcerHealth *health)
{
  add_firewall (test->rows, health);
  add_worker (test->rows, &health->resolver, NC_ ("said", "DNS stub"));
  add_worker (test->rows, &health->proxy, NC_ ("said", "web proxy"));
  add_whether (test->rows, "workers", health->lease_until_ms > pl_clock_boottime_ms (),
               NC_ ("said", "What they were told still holds."),
               NC_ ("said", "What they were told has run out."));
  add_lists (test->rows, health, pl_updater_lists (test->updater));
  add_hosts_file (test->rows, test->hosts);
  add_clock (test);
}

/* The children. */

static gboolean
on_quiet_over (gpointer data)
{
  PlSelfTest *test = data;

  test->quiet = 0;
  pl_enforcer_set_quiet (test->enforcer, 0);
  return G_SOURCE_REMOVE;
}

/* rows: NULL where it was stopped; taken. */
static void
end (PlSelfTest *test, GPtrArray *rows)
{
  test->quiet = g_timeout_add_seconds (QUIET_S, on_quiet_over, test);
  test->done (rows, test->data);
  g_clear_pointer (&rows, g_ptr_array_unref);
}

static gboolean
finish (gpointer data)
{
  PlSelfTest *test = data;
  GPtrArray *rows = g_steal_pointer (&test->rows);
  g_autoptr (GPtrArray) runs = g_steal_pointer (&test->runs);

  for (guint i = 0; i < runs->len; i++) {
    Run *run = runs->pdata[i];
    g_ptr_array_extend_and_steal (rows, g_ptr_array_ref (run->rows));
  }
  end (test, rows);
  return G_SOURCE_REMOVE;
}

gboolean
pl_self_test_stop (PlSelfTest *test)
{
  if (test->rows == NULL)
    return FALSE;
  g_idle_remove_by_data (test); /* all may have come in this moment */
  g_clear_pointer (&test->runs, g_ptr_array_unref);
  g_clear_pointer (&test->rows, g_ptr_array_unref);
  end (test, NULL);
  return TRUE;
}

static void
one_less (PlSelfTest *test)
{
  if (--test->pending == 0)
    g_idle_add (finish, test);
}

/* As a person reads them: layer by layer. */
static const guint order[] = {
  PL_PROBE_CLOSED,       PL_PROBE_FOREIGN_DNS,  PL_PROBE_CATEGORY,     PL_PROBE_CATEGORY + 1,
  PL_PROBE_CATEGORY + 2, PL_PROBE_CATEGORY + 3, PL_PROBE_CATEGORY + 4, PL_PROBE_CATEGORY + 5,
  PL_PROBE_CATEGORY + 6, PL_PROBE_CATEGORY + 7, PL_PROBE_CANARY,       PL_PROBE_HELP_NAME,
  PL_PROBE_SAFE_SEARCH,  PL_PROBE_BLOCKED_PAGE, PL_PROBE_BLOCKED_TLS,  PL_PROBE_HELP_PAGE,
};
G_STATIC_ASSERT (G_N_ELEMENTS (order) == PL_PROBE_CHECKS);

static void
add_finding (GPtrArray *rows, const char *account, const PlProbeFinding *finding)
{
  const char *layer;
  char *sentence = pl_self_test_text (finding, &layer);

  add (rows, layer, account, (PlSelfTestVerdict)finding->verdict, sentence);
  PlSelfTestRow *row = rows->pdata[rows->len - 1];
  row->untriable = pl_self_test_is_untriable (finding);
}

static void
on_findings (const PlProbeFinding *findings, gpointer data)
{
  Run *run = data;

  for (guint i = 0; i < PL_PROBE_CHECKS; i++)
    add_finding (run->rows, run->account, &findings[order[i]]);
  one_less (run->test);
}

static void
begin_probe (Run *run, const PlChild *child, int index)
{
  g_autoptr (GError) error = NULL;
  PlProbeJob job = {
    .version = PL_PROBE_VERSION,
    .uid = child->uid,
    .safe_search = child->profile != NULL && child->profile->level->search != PL_SAFE_SEARCH_OFF,
    .lists_come = pl_updater_lists (run->test->updater) == PL_LISTS_LOADING,
  };

  run->probe = pl_probe_run_new (&job, index, on_findings, run, &error);
  if (run->probe == NULL) {
    add (run->rows, "firewall", run->account, PL_SELF_TEST_UNSURE, g_strdup (error->message));
    one_less (run->test);
  }
}

/* Returns the slots that are tested. */
static guint64
begin_child (PlSelfTest *test, const PlChild *child, int index)
{
  guint slot = pl_enforcer_slot (test->enforcer, child);
  Run *run = g_new0 (Run, 1);
  PlVerdict verdict;

  run->test = test;
  run->account = g_strdup (child->account);
  run->rows = g_ptr_array_new_with_free_func (row_free);
  g_ptr_array_add (test->runs, run);
  test->pending++;
  pl_enforcer_verdict (test->enforcer, child, &verdict);
  if (verdict.adult) {
    add (run->rows, "firewall", run->account, PL_SELF_TEST_OK,
         g_strdup (NC_ ("said", "An adult: nothing is blocked.")));
    one_less (test);
  } else if (slot == 0) {
    add (run->rows, "firewall", run->account, PL_SELF_TEST_FAILED,
         g_strdup (NC_ ("said", "Has no place in the filter: there are too many children.")));
    one_less (test);
  } else {
    begin_probe (run, child, index);
  }
  return slot != 0 ? G_GUINT64_CONSTANT (1) << slot : 0;
}

static gboolean
is_child (const PlSelfTest *test, const char *account)
{
  const GPtrArray *children = pl_enforcer_household (test->enforcer)->children;

  for (guint i = 0; i < children->len; i++)
    if (g_str_equal (((const PlChild *)children->pdata[i])->account, account))
      return TRUE;
  return FALSE;
}

static void
begin_children (PlSelfTest *test, const char *account, int index)
{
  const GPtrArray *children = pl_enforcer_household (test->enforcer)->children;
  guint64 slots = 0;

  for (guint i = 0; i < children->len; i++) {
    const PlChild *child = children->pdata[i];
    if (*account == '\0' || g_str_equal (child->account, account))
      slots |= begin_child (test, child, index);
  }
  g_clear_handle_id (&test->quiet, g_source_remove);
  pl_enforcer_set_quiet (test->enforcer, slots);
}

gboolean
pl_self_test_run (
    PlSelfTest *test, const char *account, PlSelfTestDone done, gpointer data, GError **error)
{
  PlEnforcerHealth health;

  if (test->rows != NULL) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_LIMIT, NC_ ("said", "a self-test is going on"));
    return FALSE;
  }
  if (*account != '\0' && !is_child (test, account)) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "\"%s\" is no child of this home"), account);
    return FALSE;
  }
  test->rows = g_ptr_array_new_with_free_func (row_free);
  test->runs = g_ptr_array_new_with_free_func (run_free);
  test->done = done;
  test->data = data;
  test->pending = 1; /* this call: a home without children has an answer, too */
  pl_enforcer_health (test->enforcer, &health);
  add_machine (test, &health);
  begin_children (test, account, health.index);
  one_less (test);
  return TRUE;
}

/* So far. */

/* As a probe goes through them; the check that is told once its layer is through. */
static const struct {
  PlProbeCheck last;
  const char *layer;
} stages[] = {
  { PL_PROBE_CLOSED, "firewall" },
  { PL_PROBE_HELP_NAME, "dns" },
  { PL_PROBE_HELP_PAGE, "web" },
};

static guint
stage_of (const PlProbeFinding *findings)
{
  guint stage = 0;

  while (stage < G_N_ELEMENTS (stages) - 1 && findings[stages[stage].last].version != 0)
    stage++;
  return stage;
}

static void
add_copies (GPtrArray *to, const GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++) {
    const PlSelfTestRow *row = rows->pdata[i];
    add (to, row->layer, row->child, row->verdict, g_strdup (row->sentence));
  }
}

/* Returns the stage in which the child's probe is; the last where there is nothing to wait for. */
static guint
add_so_far (GPtrArray *rows, const Run *run)
{
  if (run->rows->len > 0 || run->probe == NULL) {
    add_copies (rows, run->rows);
    return G_N_ELEMENTS (stages) - 1;
  }
  const PlProbeFinding *findings = pl_probe_run_so_far (run->probe);
  for (guint i = 0; i < PL_PROBE_CHECKS; i++)
    if (findings[order[i]].version != 0)
      add_finding (rows, run->account, &findings[order[i]]);
  return stage_of (findings);
}

GPtrArray *
pl_self_test_so_far (PlSelfTest *test, const char **layer, guint *of)
{
  guint stage = G_N_ELEMENTS (stages) - 1;

  if (test->rows == NULL)
    return NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);
  add_copies (rows, test->rows);
  *of = test->rows->len;
  for (guint i = 0; i < test->runs->len; i++) {
    const Run *run = test->runs->pdata[i];
    *of += run->rows->len > 0 ? run->rows->len : PL_PROBE_CHECKS;
    stage = MIN (stage, add_so_far (rows, run));
  }
  *layer = stages[stage].layer;
  return rows;
}

PlSelfTest *
pl_self_test_new (PlEnforcer *enforcer, const PlHostsBackstop *hosts, const PlUpdater *updater)
{
  PlSelfTest *test = g_new0 (PlSelfTest, 1);

  test->enforcer = enforcer;
  test->hosts = hosts;
  test->updater = updater;
  return test;
}

void
pl_self_test_free (PlSelfTest *test)
{
  if (test == NULL)
    return;
  g_clear_handle_id (&test->quiet, g_source_remove);
  g_clear_pointer (&test->rows, g_ptr_array_unref);
  g_clear_pointer (&test->runs, g_ptr_array_unref);
  while (g_source_remove_by_user_data (test))
    continue;
  g_free (test);
}
