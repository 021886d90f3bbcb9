/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What the use of a restriction asks of staff, and by when (R2; Children's Homes (England)
 * Regulations 2015, regulation 35). Pure: the time is an argument.
 */
typedef enum {
  PL_DUTY_RECORD = 0,             /* 24 hours: the record is made */
  PL_DUTY_MANAGER_TOLD = 1,       /* 24 hours */
  PL_DUTY_SOCIAL_WORKER_TOLD = 2, /* 24 hours */
  PL_DUTY_FAMILY_TOLD = 3,        /* 24 hours, unless a hold applies (C10) */
  PL_DUTY_MANAGER_SPOKE = 4,      /* 48 hours: with the person who used it */
  PL_DUTY_SIGNED = 5,             /* 48 hours: by the manager */
  PL_DUTY_CHILD_SPOKE = 6,        /* 5 days: the child was spoken with, and their account added */
} PlDuty;

#define PL_DUTIES 7

/* A duty that is overdue is the manager's to see to; so much later the lead is told, too. */
#define PL_DUTY_LEAD_S (24 * 3600)

typedef enum {
  PL_DUTY_OPEN = 0,
  PL_DUTY_DONE = 1, /* in time */
  PL_DUTY_LATE = 2, /* done, after it was due */
  PL_DUTY_OVERDUE = 3,
  PL_DUTY_HELD = 4, /* not to be done while the hold lasts */
} PlDutyState;

/* What is known of a restriction's duties. Instants are Unix seconds; 0: not yet, or none. */
typedef struct {
  gint64 used; /* when the restriction was used: the clocks run from it */
  gint64 done[PL_DUTIES];
  gint64 hold_from, hold_until; /* the family is not told in [from, until); until 0: open-ended */
} PlDutyClock;

typedef struct {
  gint64 due; /* Unix seconds; 0: no time can be said (an open-ended hold) */
  PlDutyState state;
} PlDutyStatus;

/*
 * The time by which something is to be done that may take so many days from an instant: after that
 * many times 24 hours, or at the same time of the local clock so many days later, whichever is
 * earlier. Where the clock changes between, neither reading finds it late.
 */
gint64 pl_deadline (GTimeZone *zone, gint64 from, guint days);

/*
 * What a hold in [hold_from, hold_until) makes of something that would be due then: one that begins before gives
 * it a new day once it is over. 0: no hold; until 0: open-ended.
 */
PlDutyStatus
pl_duty_hold (gint64 due, gint64 hold_from, gint64 hold_until, GTimeZone *zone, gint64 now);
/* Says of it that it was done then (0: was not), in time, late, or is overdue at now. */
PlDutyStatus pl_duty_settle (PlDutyStatus status, gint64 done, gint64 now);

/* How a duty stands at now. */
PlDutyStatus pl_duty_status (const PlDutyClock *clock, PlDuty duty, GTimeZone *zone, gint64 now);

/* "manager-told" ...; static. */
const char *pl_duty_code (PlDuty duty);
/* FALSE if no duty has that code. */
gboolean pl_duty_parse (const char *code, PlDuty *duty);
/* "open", "done", "late", "overdue", "held"; static. */
const char *pl_duty_state_code (PlDutyState state);

G_END_DECLS
