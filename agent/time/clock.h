/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The one place where clocks are read (design.md section 3): whoever needs a time gets it as an
 * argument from a caller that asked here.
 */

/* Milliseconds of CLOCK_BOOTTIME: for durations and leases; goes on during suspend, never jumps. */
gint64 pl_clock_boottime_ms (void);

/* The wall clock in milliseconds since the Unix epoch. */
gint64 pl_clock_wall_ms (void);

/* One look at every clock. */
typedef struct {
  gint64 boottime_ms;
  gint64 monotonic_ms; /* CLOCK_MONOTONIC: stands still while the machine is suspended */
  gint64 wall_ms;
  gboolean
      synchronised; /* the kernel says that a time service keeps the wall clock (adjtimex(2)) */
} PlClockReading;
void pl_clock_read (PlClockReading *reading);

/* Which start of the machine this is (random(4)). Transfer full; "" if the kernel does not say. */
char *pl_clock_boot_id (void);

/*
 * Makes the wall clock start at wall_ms and run on from there: the practice home's
 * --now. FALSE in a build without -Dtest_clock=true, which changes nothing.
 */
gboolean pl_clock_set_test_start (gint64 wall_ms);

G_END_DECLS
