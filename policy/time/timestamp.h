/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A time as it was written: RFC 3339, or a local time of a zone that the writer left unsaid. */
typedef struct {
  gint64 day;     /* as in calendar.h */
  int second;     /* of the day, 0 to 86399 */
  gboolean local; /* no offset was given */
  int offset;     /* seconds that the written time is ahead of UTC; 0 if local */
} PlTimestamp;

/*
 * Reads RFC 3339 ("2026-03-29T01:30:00+00:00", "T" and "Z" in either case) or a local
 * "2026-03-29T01:30". Fractions of a second are dropped; a leap second, allowed where UTC may have
 * one, is read as the second before it, so that it stays on its day. FALSE if text is neither, or
 * the year is not 2 to 9998.
 */
gboolean pl_timestamp_parse (const char *text, PlTimestamp *timestamp);

/* The instant in Unix seconds; zone is that of a local time (pl_zone_instant). */
gint64 pl_timestamp_instant (const PlTimestamp *timestamp, GTimeZone *zone);

/* RFC 3339 in a zone with numeric offset, never "Z": "2026-03-29T02:30:00+01:00". Transfer full. */
char *pl_timestamp_format (gint64 instant, GTimeZone *zone);

G_END_DECLS
