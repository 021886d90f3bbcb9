/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/loop-watchdog.h"

#include "agent/sandbox/watchdog.h"

typedef struct {
  GSource source;
  PlWatchdog watchdog;
} LoopWatchdog;

/* What the loop has looked at already; like the service manager's, it stands still during suspend. */
static gint64
now_ms (GSource *source)
{
  return g_source_get_time (source) / 1000;
}

/* Before the loop sleeps. */
static gboolean
prepare (GSource *source, int *timeout_ms)
{
  gint64 due_ms = pl_watchdog_due (&((LoopWatchdog *)source)->watchdog);

  *timeout_ms = due_ms == G_MAXINT64 ? -1 : (int)CLAMP (due_ms - now_ms (source), 0, G_MAXINT);
  return *timeout_ms == 0;
}

/* After it has slept, and before any other source is asked: none has a higher priority. */
static gboolean
check (GSource *source)
{
  PlWatchdog *watchdog = &((LoopWatchdog *)source)->watchdog;
  gint64 now = now_ms (source);

  pl_watchdog_wake (watchdog, now);
  return now >= pl_watchdog_due (watchdog);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  pl_watchdog_rest (&((LoopWatchdog *)source)->watchdog, now_ms (source));
  return G_SOURCE_CONTINUE;
}

void
pl_loop_watchdog_start (PlNotify *notify, const char *usec)
{
  static GSourceFuncs functions = { .prepare = prepare, .check = check, .dispatch = dispatch };
  GSource *source = g_source_new (&functions, sizeof (LoopWatchdog));

  g_source_set_static_name (source, "watchdog");
  g_source_set_priority (source, G_MININT);
  g_source_attach (source, NULL);
  pl_watchdog_init (&((LoopWatchdog *)source)->watchdog, notify, usec, now_ms (source));
  g_source_unref (source);
}
