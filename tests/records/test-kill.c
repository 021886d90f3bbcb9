/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/records/audit-verify.h"
#include "agent/records/request.h"
#include "agent/records/usage-store.h"
#include "tests/records/stand.h"

/* Kills of a run; PL_KILLS asks for more. */
#define KILLS 80

#define TODAY 739577

/* What a writer says over its pipe after each act that it was told is written. */
typedef struct {
  gint64 request;
  gint64 seconds; /* charged so far, by this writer */
} Acknowledged;

static gboolean
act (gint64 *id)
{
  PlUsageCharge charge = { "sam", TODAY, 1 };
  PlRequestDecision decision = { 0, PL_REQUEST_DENIED, "bed time", PL_REQUEST_SCOPE_NONE, 0 };

  stand_time.wall_ms += STAND_DAY_MS;
  *id = decision.id = pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 10, "please", NULL);
  return *id > 0 && pl_request_decide (store, &jo, &decision, NULL) &&
         pl_usage_store_charge (store, &charge, 1, NULL, *id % 2 == 0, NULL);
}

/* A process that writes until it is killed. */
static void
write_forever (int pipe)
{
  Acknowledged said = { 0 };

  store = pl_store_new (stand_folder, stand_clock);
  while (act (&said.request)) {
    said.seconds++;
    if (write (pipe, &said, sizeof said) != sizeof said)
      break;
  }
  _exit (1);
}

/* Lets a writer write, and kills it anywhere. Returns the last that it was sure of. */
static Acknowledged
write_and_kill (GRand *rand)
{
  Acknowledged last = { 0 }, said;
  int fds[2];

  ck_assert_int_eq (pipe (fds), 0);
  pid_t writer = fork ();
  if (writer == 0)
    write_forever (fds[1]);
  close (fds[1]);
  for (int acts = g_rand_int_range (rand, 0, 6); acts > 0; acts--)
    ck_assert_int_eq (read (fds[0], &last, sizeof last), sizeof last);
  /* and then in the midst of the next one */
  struct pollfd wait = { .fd = fds[0], .events = 0 };
  poll (&wait, 1, g_rand_int_range (rand, 0, 4));
  kill (writer, SIGKILL);
  while (read (fds[0], &said, sizeof said) == sizeof said)
    last = said;
  close (fds[0]);
  waitpid (writer, NULL, 0);
  return last;
}

static void
expect_answered (gint64 id)
{
  g_autoptr (PlRequest) request = pl_request_get (store, id, NULL);

  ck_assert_msg (request != NULL, "request %d is lost", (int)id);
  ck_assert_int_eq (request->state, PL_REQUEST_DENIED);
}

START_TEST (a_killed_agent_loses_nothing_that_it_acknowledged)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GArray) requests = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *more = g_getenv ("PL_KILLS");
  int kills = more != NULL ? atoi (more) : KILLS;
  gint64 before = 0;

  g_clear_pointer (&store, pl_store_free);
  for (int i = 0; i < kills; i++) {
    g_auto (PlAuditReport) report = { NULL };
    PlUsage usage;

    Acknowledged last = write_and_kill (rand);
    stand_time.wall_ms += 100 * STAND_DAY_MS;
    stand_reopen ();
    ck_assert_uint_eq (stand_problems (), 0);
    if (last.request > 0)
      g_array_append_val (requests, last.request);
    ck_assert (pl_usage_store_read (store, "sam", TODAY, &usage, NULL));
    ck_assert_int_ge (usage.today_s, before + last.seconds);
    ck_assert_int_le (usage.today_s, before + last.seconds + 1);
    before = usage.today_s;
    ck_assert (pl_audit_verify (store, NULL, &report, NULL));
    ck_assert_uint_eq (report.findings->len, 0);
    g_clear_pointer (&store, pl_store_free);
  }
  stand_reopen ();
  ck_assert_uint_gt (requests->len, (guint)kills / 2);
  for (guint i = 0; i < requests->len; i++)
    expect_answered (g_array_index (requests, gint64, i));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { a_killed_agent_loses_nothing_that_it_acknowledged, NULL };

  return pl_tap_main_with ("kill", tests, 300, stand_set_up, stand_tear_down);
}
