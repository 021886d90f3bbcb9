/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The wall clock of a home and instants (Unix seconds), for any zone: clock changes of half an
 * hour, of two, in winter, at midnight, or of a whole day. Days are numbered as in calendar.h.
 */

/* What the wall clock shows beyond UTC at an instant, in seconds. */
gint pl_zone_offset (GTimeZone *zone, gint64 instant);

/*
 * The instant of a local time, so many minutes (0 and more, also beyond 24 hours) after the
 * midnight that is written at the start of day, read as RFC 5545 section 3.3.5 reads it: a local
 * time that occurs twice is the first; one that does not occur is taken with the offset before the
 * gap.
 */
gint64 pl_zone_instant (GTimeZone *zone, gint64 day, guint minutes);

/* The calendar day of an instant: that day's midnight is not after it, the next one's is. */
gint64 pl_zone_day (GTimeZone *zone, gint64 instant);

G_END_DECLS
