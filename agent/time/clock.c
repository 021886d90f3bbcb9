/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/clock.h"

#include <time.h>

gint64
pl_clock_boottime_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

#ifdef PL_TEST_CLOCK

static gint64 test_start;
static gint64 test_start_boottime_ms = -1;

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
