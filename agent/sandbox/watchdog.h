/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/sandbox/notify.h"

G_BEGIN_DECLS

/*
 * The service manager's watchdog, sd_watchdog_enabled(3), without a wake-up of its own: a loop that hangs
 * is ended and started again; one that sleeps is left asleep.
 *
 * Whatever wakes the loop tells it that the loop turns. When nothing has for half of its time, it is put to
 * rest, and runs again from the next wake-up on, before anything is done there: a loop can hang only once it
 * has woken up.
 *
 * No clock is read here: times are milliseconds of one that the loop has looked at.
 */
typedef struct {
  PlNotify *notify; /* nullable, not owned */
  gint64 limit_ms;  /* WatchdogSec= of the unit; 0: it has none */
  gint64 told_ms;
  gboolean resting;
} PlWatchdog;

/* usec: $WATCHDOG_USEC; nullable: there is no watchdog, and nothing is told. */
void pl_watchdog_init (PlWatchdog *watchdog, PlNotify *notify, const char *usec, gint64 now_ms);

/* The loop has woken up. Tells it at most eight times in the watchdog's time. */
void pl_watchdog_wake (PlWatchdog *watchdog, gint64 now_ms);

/* When the loop shall wake up to put the watchdog to rest; G_MAXINT64: not at all. */
gint64 pl_watchdog_due (const PlWatchdog *watchdog);

/* At the end of a turn: puts it to rest if that is due. */
void pl_watchdog_rest (PlWatchdog *watchdog, gint64 now_ms);

G_END_DECLS
