/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * When something opens, as a page can say it without a clock and without the home's time zone: by
 * local day and time of day. Part of the snapshot: never changes.
 */
typedef struct {
  guint8 day;     /* 0: not known; 1: today; 2: tomorrow, and so on */
  guint8 weekday; /* Monday 0 to Sunday 6 */
  guint16 minute; /* of that day, 0 to 1439 */
} PlOpening;

/* Days ahead that can be told: the verdict looks ahead 14. */
#define PL_OPENING_DAYS 16

/* instant and now: Unix seconds, instant not before now. */
PlOpening pl_opening_at (GTimeZone *zone, gint64 now, gint64 instant);

/* FALSE for what pl_opening_at never gives. */
gboolean pl_opening_is_sound (const PlOpening *opening);

G_END_DECLS
