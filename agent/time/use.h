/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * One child's use, second by second of CLOCK_BOOTTIME (T3, T7, T8). No clock is read here.
 *
 * A second counts while the child is online and
 *  - a session is in use, unless the child is at what does not count: the traffic of that second or the last
 *    before it, less than PL_USE_READING_S ago, went to learning sites, help or agreed contact alone (T3; a page
 *    takes time to read). No traffic at all, for longer than that, counts: T3 is about learning, not about
 *    being off line;
 *  - or, whatever the session says, that child's other traffic flows: in that second, or before and
 *    after it with less than PL_USE_GAP_S between (T7: a faked lock or idle hint stops nothing).
 *
 * What the traffic was is told late (by the proxy, with each lease), so the last PL_USE_OPEN_S seconds are kept open: they count as what is known
 * says, and are settled when they are older.
 *
 * It is a flat structure, so that it can lie in a file that outlives the agent (agent/time/meter.h).
 */
#define PL_USE_READING_S 60
#define PL_USE_GAP_S     10
#define PL_USE_OPEN_S    96
#define PL_USE_WINDOW    128
#define PL_USE_DAYS      8

/* What held in a second. */
typedef enum {
  PL_USE_ONLINE = 1 << 0,  /* the child's time runs at all */
  PL_USE_SESSION = 1 << 1, /* a session is in use */
  PL_USE_TRAFFIC = 1 << 2,
  PL_USE_FREE = 1 << 3, /* traffic to what does not count */
} PlUseFlags;

typedef struct {
  gint64 day; /* calendar.h; 0: none */
  gint64 seconds;
} PlUseDay;

typedef struct {
  gint64 next;         /* the first second that nothing is known of */
  gint64 oldest;       /* the first that is not settled */
  gint64 last_traffic; /* settled seconds with traffic that counts, with any: the last ones */
  gint64 last_any;
  guint32 last_any_is_free;
  guint32 padding;
  guint8 flags[PL_USE_WINDOW]; /* of second s: flags[s % PL_USE_WINDOW] */
  guint8 place[PL_USE_WINDOW]; /* its day's, in days */
  PlUseDay days[PL_USE_DAYS];  /* settled */
} PlUse;

/* Nothing was used before second. */
void pl_use_init (PlUse *use, gint64 second);

/* What of a day was used before, elsewhere kept: replaces what is settled of it. */
void pl_use_set_day (PlUse *use, gint64 day, gint64 seconds);

/* The seconds up to second (excluded) belonged to a day, and this held: PL_USE_ONLINE, PL_USE_SESSION. */
void pl_use_mark (PlUse *use, gint64 second, guint flags, gint64 day);

/*
 * Traffic: bit i stands for second first + i. free: to what does not count. Seconds that are settled
 * or lie ahead by more than half a minute are passed over.
 */
void pl_use_traffic (PlUse *use, gint64 first, guint64 traffic, guint64 free);

/* TRUE if traffic that counts is known of in a second or less than PL_USE_GAP_S before it: it may go on. */
gboolean pl_use_flows (const PlUse *use, gint64 second);

/* Seconds that count, of the days from first to last. */
gint64 pl_use_between (const PlUse *use, gint64 first, gint64 last);

/* FALSE if a file's bytes are no such structure: then nothing of it may be used. */
gboolean pl_use_is_sound (const PlUse *use);

G_END_DECLS
