/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/watchdog.h"

/*
 * What rest is: a year. Not 0: systemd then forgets when it was told last, and with a limit again it would
 * count from the machine's start.
 */
#define REST "WATCHDOG_USEC=31536000000000"

#define REST_AFTER(limit_ms) ((limit_ms) / 2)
/*
 * A loop that something wakes at least once in a third of the time never rests: an eighth, within which a
 * wake-up is not told, and that third are less than half.
 */
#define TELL_AFTER(limit_ms) ((limit_ms) / 8)

void
pl_watchdog_init (PlWatchdog *watchdog, PlNotify *notify, const char *usec, gint64 now_ms)
{
  gint64 limit_ms = usec != NULL ? g_ascii_strtoll (usec, NULL, 10) / 1000 : 0;

  *watchdog = (PlWatchdog){
    .notify = notify,
    .limit_ms = MAX (limit_ms, 0),
    .told_ms = now_ms,
  };
}

static gboolean
is_due (const PlWatchdog *watchdog, gint64 now_ms)
{
  return now_ms >= pl_watchdog_due (watchdog);
}

void
pl_watchdog_wake (PlWatchdog *watchdog, gint64 now_ms)
{
  char state[64];

  if (watchdog->limit_ms == 0 || is_due (watchdog, now_ms))
    return;
  if (watchdog->resting) {
    g_snprintf (state, sizeof state, "WATCHDOG=1\nWATCHDOG_USEC=%" G_GINT64_FORMAT,
                watchdog->limit_ms * 1000);
    pl_notify_send (watchdog->notify, state, -1);
  } else if (now_ms - watchdog->told_ms >= TELL_AFTER (watchdog->limit_ms)) {
    pl_notify_send (watchdog->notify, "WATCHDOG=1", -1);
  } else {
    return;
  }
  watchdog->resting = FALSE;
  watchdog->told_ms = now_ms;
}

gint64
pl_watchdog_due (const PlWatchdog *watchdog)
{
  if (watchdog->limit_ms == 0 || watchdog->resting)
    return G_MAXINT64;
  return watchdog->told_ms + REST_AFTER (watchdog->limit_ms);
}

void
pl_watchdog_rest (PlWatchdog *watchdog, gint64 now_ms)
{
  if (!is_due (watchdog, now_ms))
    return;
  watchdog->resting = TRUE;
  pl_notify_send (watchdog->notify, REST, -1);
}
