/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <string.h>

#include "policy/verdict.h"

/* How long one verdict takes: the agent asks for one a child at every change and renewal. */

#define VERDICTS 5000
#define START    1772323200 /* 1 March 2026, and from there hour by hour through both clock changes */

static const char home_text[] = "[Home]\n[Timetable]\nMonday=12:00-22:00\nFriday=12:00-23:00\n";
static const char child_text[] = "[Child]\nBorn=2012-05-01\nLevel=supported\n"
                                 "[Timetable]\nMonday=16:00-20:00;20:30-21:30\nFriday=22:00-01:00\n"
                                 "[Allowance]\nMonday=120\nWeekly=600\n"
                                 "[Quiet]\nLightsOut=21:30\n"
                                 "[Contact]\nmum=example.org\nmum.When=Monday 18:00-19:00\n";

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlHome) home = pl_home_parse ("home", home_text, strlen (home_text), &error);
  g_assert_no_error (error);
  g_autoptr (PlLevels) levels = pl_levels_new_shipped (home->categories);
  g_autoptr (PlProfile) child =
      pl_profile_parse (home, levels, "child", child_text, strlen (child_text), NULL, &error);
  g_assert_no_error (error);

  const PlUsage usage = { 0, 0 };
  guint online = 0;
  gint64 start = g_get_monotonic_time ();
  for (gint64 i = 0; i < VERDICTS; i++) {
    PlVerdict verdict;

    pl_verdict (home, child, START + i * 3600, &usage, &verdict);
    online += (guint)verdict.online;
  }
  gint64 elapsed = g_get_monotonic_time () - start;

  printf ("verdicts=%d online=%u us_each=%.1f\n", VERDICTS, online, (double)elapsed / VERDICTS);
  return 0;
}
