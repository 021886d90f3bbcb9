/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "agent/time/clock.h"
#include "agent/time/use.h"
#include "policy/time/allowance.h"

G_BEGIN_DECLS

/*
 * Counts what children use (T3, T7, T8), from what it is told of sessions and traffic, on clocks that nobody can
 * set. Suspend is not use: CLOCK_MONOTONIC stands still in it, CLOCK_BOOTTIME does not. Which day a
 * second belongs to goes by the clock's trusted reading (agent/time/trust.h).
 *
 * All of it lies in a file in memory (/run) that outlives the agent: after a crash what held is taken
 * to have held on, for as long as the workers had been told that it would, so nothing is lost. After a power cut
 * the file is gone, and the store tells what was charged ahead.
 */
typedef struct _PlMeter PlMeter;

/* path: of the file; one that cannot be made or used is done without, and told. */
PlMeter *pl_meter_new (const char *path);
void pl_meter_free (PlMeter *meter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlMeter, pl_meter_free)

/* TRUE if the file was of an agent of this boot: its counts are exact, the store's are not needed. */
gboolean pl_meter_is_resumed (const PlMeter *meter);
/* Otherwise: the latest time that the clock is known to have shown, 0 if none is. */
void pl_meter_set_seen (PlMeter *meter, gint64 wall_ms);
/* TRUE if there is a count for the child. */
gboolean pl_meter_knows (const PlMeter *meter, uid_t uid);
/* And if there is none: what of a day was used. */
void pl_meter_restore (PlMeter *meter, uid_t uid, gint64 day, gint64 seconds);

/* Counts up to now. zone: the home's. */
void pl_meter_advance (PlMeter *meter, GTimeZone *zone, const PlClockReading *now);

/*
 * What holds for a child from now (where pl_meter_advance has been) until a boot time, and not longer: flags of
 * PL_USE_ONLINE and PL_USE_SESSION.
 */
void pl_meter_set (PlMeter *meter, uid_t uid, guint flags, gint64 until_ms);
/* As pl_use_traffic. */
void pl_meter_traffic (PlMeter *meter, uid_t uid, gint64 first, guint64 traffic, guint64 free);

/* What a child has used of a day, and of its week up to that day. */
void pl_meter_usage (const PlMeter *meter, uid_t uid, gint64 day, PlUsage *usage);

/*
 * What of its days is counted for good, and what may still be taken back; the number of days that
 * were filled in. For the store.
 */
typedef struct {
  gint64 day;
  gint64 settled_s;
  gint64 open_s;
} PlMeterDay;
guint pl_meter_days (const PlMeter *meter, uid_t uid, PlMeterDay days[PL_USE_DAYS]);

/* TRUE if the child's traffic flows now, as far as is told: then time runs without a session in use, too. */
gboolean pl_meter_flows (const PlMeter *meter, uid_t uid);

/* TRUE while a session in use makes the child's time run. */
gboolean pl_meter_is_running (const PlMeter *meter, uid_t uid);

/* The time that it is, as far as is known, and whether that is in doubt. */
gint64 pl_meter_wall_ms (const PlMeter *meter, gint64 boottime_ms);
gboolean pl_meter_in_doubt (const PlMeter *meter);

G_END_DECLS
