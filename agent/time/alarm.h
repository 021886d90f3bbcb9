/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * One moment of CLOCK_BOOTTIME to wake up at, in the thread's default main context. Unlike a GLib
 * timeout it also counts the time that the machine was suspended. It also wakes up at once when
 * somebody sets the wall clock (timerfd's cancel-on-set), since what holds now may then have
 * changed (T8).
 */
typedef struct _PlAlarm PlAlarm;

/* Runs callback at each wake-up. NULL and PL_ERROR_IO if the kernel has no timers to give. */
PlAlarm *pl_alarm_new (void (*callback) (gpointer data), gpointer data, GError **error);
void pl_alarm_free (PlAlarm *alarm);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlAlarm, pl_alarm_free)

/* Replaces the moment: milliseconds of pl_clock_boottime_ms. One that has passed wakes up at once. */
void pl_alarm_set (PlAlarm *alarm, gint64 boottime_ms);

G_END_DECLS
