/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/watchdog.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/folder.h"
#include "tests/tap.h"

#define LIMIT   "90000000" /* WATCHDOG_USEC */
#define ARMED   "WATCHDOG=1\nWATCHDOG_USEC=90000000"
#define TURNS   "WATCHDOG=1"
#define NOTHING ""

static char *folder;
static int manager; /* in the service manager's place */
static PlNotify *notify;
static PlWatchdog watchdog;

static void
set_up (void)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };

  folder = pl_test_folder ();
  g_snprintf (address.sun_path, sizeof address.sun_path, "%s/notify", folder);
  manager = socket (AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ck_assert_int_eq (bind (manager, (struct sockaddr *)&address, sizeof address), 0);
  notify = pl_notify_new (address.sun_path);
  ck_assert_ptr_nonnull (notify);
  pl_watchdog_init (&watchdog, notify, LIMIT, 0);
}

static void
tear_down (void)
{
  g_clear_pointer (&notify, pl_notify_free);
  close (manager);
  pl_test_remove (folder);
  g_clear_pointer (&folder, g_free);
}

static void
assert_told (const char *expected)
{
  char text[128];
  gssize n = recv (manager, text, sizeof text - 1, MSG_DONTWAIT);

  text[MAX (n, 0)] = '\0';
  ck_assert_str_eq (text, expected);
}

/* One turn of a loop that something wakes. */
static void
turn (gint64 now_ms, const char *expected)
{
  pl_watchdog_wake (&watchdog, now_ms);
  assert_told (expected);
  pl_watchdog_rest (&watchdog, now_ms);
}

static gboolean
rests_at (gint64 now_ms)
{
  turn (now_ms, NOTHING);
  if (!watchdog.resting)
    return FALSE;
  assert_told ("WATCHDOG_USEC=31536000000000");
  return TRUE;
}

START_TEST (a_loop_that_is_woken_every_half_minute_is_watched_without_a_wake_up_more)
{
  for (gint64 now_ms = 30000; now_ms < 3600000; now_ms += 30000) {
    ck_assert_int_gt (pl_watchdog_due (&watchdog), now_ms);
    turn (now_ms, TURNS);
  }
}
END_TEST

/* Whatever else wakes it between, and whenever. */
START_TEST (other_wake_ups_make_no_difference)
{
  for (gint64 between_ms = 1; between_ms < 30000; between_ms += 7) {
    gint64 first_ms = between_ms * 1000000;
    pl_watchdog_init (&watchdog, notify, LIMIT, first_ms);
    pl_watchdog_wake (&watchdog, first_ms + between_ms);
    pl_watchdog_wake (&watchdog, first_ms + 30000);
    ck_assert_int_gt (pl_watchdog_due (&watchdog), first_ms + 60000);
    while (recv (manager, (char[64]){ 0 }, 64, MSG_DONTWAIT) > 0)
      continue;
  }
}
END_TEST

START_TEST (a_loop_that_turns_without_end_tells_eight_times_in_its_time)
{
  guint told = 0;

  for (gint64 now_ms = 0; now_ms <= 90000; now_ms++) {
    pl_watchdog_wake (&watchdog, now_ms);
    told += recv (manager, (char[64]){ 0 }, 64, MSG_DONTWAIT) > 0;
  }
  ck_assert_uint_eq (told, 8);
}
END_TEST

START_TEST (a_loop_that_nothing_wakes_is_left_asleep)
{
  ck_assert_int_eq (pl_watchdog_due (&watchdog), 45000);
  pl_watchdog_rest (&watchdog, 44999);
  ck_assert (!watchdog.resting && rests_at (45000));
  ck_assert_int_eq (pl_watchdog_due (&watchdog), G_MAXINT64);
}
END_TEST

/* It may hang in what it does now. */
START_TEST (one_that_wakes_after_a_rest_is_watched_before_it_does_anything)
{
  ck_assert (rests_at (45000));
  pl_watchdog_wake (&watchdog, 50000000);
  assert_told (ARMED);
  ck_assert_int_eq (pl_watchdog_due (&watchdog), 50045000);
  ck_assert (rests_at (50045000));
}
END_TEST

START_TEST (a_unit_without_a_watchdog_is_told_nothing)
{
  pl_watchdog_init (&watchdog, notify, NULL, 0);
  ck_assert_int_eq (pl_watchdog_due (&watchdog), G_MAXINT64);
  turn (1000000, NOTHING);
  ck_assert (!watchdog.resting);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_loop_that_is_woken_every_half_minute_is_watched_without_a_wake_up_more,
    other_wake_ups_make_no_difference,
    a_loop_that_turns_without_end_tells_eight_times_in_its_time,
    a_loop_that_nothing_wakes_is_left_asleep,
    one_that_wakes_after_a_rest_is_watched_before_it_does_anything,
    a_unit_without_a_watchdog_is_told_nothing,
    NULL,
  };

  return pl_tap_main_with ("watchdog", tests, 30, set_up, tear_down);
}
