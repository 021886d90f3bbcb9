/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/deadlines.h"

G_BEGIN_DECLS

/*
 * Who must be told of a concern, in which order and by when (C10, R4). Which kind asks for whom is data:
 * policy/data/care.conf. Values are stored and sent and never change.
 */
typedef enum {
  PL_TOLD_MANAGER = 0,
  PL_TOLD_SOCIAL_WORKER = 1,
  PL_TOLD_FAMILY = 2,
  PL_TOLD_LADO = 3, /* the local authority's designated officer */
  PL_TOLD_POLICE = 4,
  PL_TOLD_CEOP = 5,
  PL_TOLD_OFSTED = 6,
  PL_TOLD_PREVENT = 7,
  PL_TOLD_SAFEGUARDING_BOARD = 8,
} PlTold;

#define PL_TOLD_PARTIES 9

/* Values in the order in which things are to be done. */
typedef enum {
  PL_TOLD_FIRST = 0,        /* before the others: their advice is asked for */
  PL_TOLD_NOW = 1,          /* without delay */
  PL_TOLD_DAY = 2,          /* within 24 hours */
  PL_TOLD_AFTER_POLICE = 3, /* once the police have given advice, within 24 hours */
  PL_TOLD_DECIDE = 4,       /* staff decide, and record what they decided */
  PL_TOLD_NO = 5,
} PlToldWhen;

/* What is known of it. Instants are Unix seconds; 0: not yet, or none. */
typedef struct {
  gint64 known;                 /* when staff came to know of the concern: times run from it */
  gint64 police_advice;         /* when the police advised */
  gint64 hold_from, hold_until; /* the family is not told in [from, until); until 0: open-ended */
} PlToldClock;

/*
 * How telling somebody stands at now; done: when they were told, 0: not yet. Even what is to be done first or now is
 * overdue only after the 24 hours that regulation and guidance give at most. No time can be said (due 0) for what
 * staff decide, for a family whose police advice is awaited (held) and in an open-ended hold.
 * when is not PL_TOLD_NO.
 */
PlDutyStatus pl_told_status (const PlToldClock *clock,
                             PlTold party,
                             PlToldWhen when,
                             gint64 done,
                             GTimeZone *zone,
                             gint64 now);

/* "social-worker", "lado" ...; static. */
const char *pl_told_code (PlTold party);
gboolean pl_told_parse (const char *code, PlTold *party);
/* "The local authority's designated officer (LADO)"; static. */
const char *pl_told_name (PlTold party);

/* "first", "now", "day", "after-police", "decide", "no"; static. */
const char *pl_told_when_code (PlToldWhen when);
gboolean pl_told_when_parse (const char *code, PlToldWhen *when);

G_END_DECLS
