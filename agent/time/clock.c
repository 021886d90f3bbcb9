/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/clock.h"

#include <sys/timex.h>
#include <time.h>

static gboolean is_test_clock (void);

gint64
pl_clock_boottime_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Not with a clock of the test's own, nor where the kernel does not tell us. */
static gboolean
is_synchronised (void)
{
  struct timex state = { .modes = 0 };

  return !is_test_clock () && adjtimex (&state) >= 0 && (state.status & STA_UNSYNC) == 0;
}

void
pl_clock_read (PlClockReading *reading)
{
  struct timespec monotonic;

  clock_gettime (CLOCK_MONOTONIC, &monotonic);
  *reading = (PlClockReading){
    .boottime_ms = pl_clock_boottime_ms (),
    .monotonic_ms = (gint64)monotonic.tv_sec * 1000 + monotonic.tv_nsec / 1000000,
    .wall_ms = pl_clock_wall_ms (),
    .synchronised = is_synchronised (),
  };
}

char *
pl_clock_boot_id (void)
{
  char *id = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &id, NULL, NULL))
    return g_strdup ("");
  return g_strchomp (id);
}

#ifdef PL_TEST_CLOCK

static gint64 test_start;
static gint64 test_start_boottime_ms = -1;

static gboolean
is_test_clock (void)
{
  return test_start_boottime_ms >= 0;
}

gint64
pl_clock_wall_ms (void)
{
  if (test_start_boottime_ms < 0)
    return g_get_real_time () / 1000;
  return test_start + pl_clock_boottime_ms () - test_start_boottime_ms;
}

gboolean
pl_clock_set_test_start (gint64 wall_ms)
{
  test_start = wall_ms;
  test_start_boottime_ms = pl_clock_boottime_ms ();
  return TRUE;
}

#else

static gboolean
is_test_clock (void)
{
  return FALSE;
}

gint64
pl_clock_wall_ms (void)
{
  return g_get_real_time () / 1000;
}

gboolean
pl_clock_set_test_start (gint64 wall_ms)
{
  return FALSE;
}

#endif
