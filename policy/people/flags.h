/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * What staff are prompted about a person of the home: birthdays that change the rules (F3, L5), reviews (L3), consent to
 * monitoring (H4), accounts that end (L8, D4). A prompt never loosens or tightens anything. Days as in policy/time/calendar.h.
 */
typedef enum {
  PL_FLAG_NO_PROFILE, /* a child's account without a profile; no day */
  PL_FLAG_TURNS_13,   /* soon: a review is due about social networks (F3) */
  PL_FLAG_IS_13,      /* and there was no review since, so that they stay closed */
  PL_FLAG_TURNS_18,   /* soon: control ends, unless the young adult agrees that it goes on (L5) */
  PL_FLAG_IS_18,      /* whether or not they agreed */
  PL_FLAG_AGREEMENT_ENDS, /* soon: what the young adult agreed to */
  PL_FLAG_EMERGENCY_REVIEW, /* the level is provisional until a review, due on this day or past (L3) */
  PL_FLAG_REVIEW_SOON,
  PL_FLAG_REVIEW_PAST,
  PL_FLAG_NO_REVIEW,  /* none was ever recorded; no day */
  PL_FLAG_NO_CONSENT, /* of the placing authority, in writing, to what is recorded (H4); no day */
  PL_FLAG_STAY_ENDS,  /* soon: a short placement (L8). No log-in is refused for it */
  PL_FLAG_STAY_ENDED, /* and the child was not taken out */
  PL_FLAG_ACCOUNT_EXPIRES, /* soon: an account of staff's, no log-in from this day on (D4) */
  PL_FLAG_ACCOUNT_EXPIRED,
  PL_FLAG_NO_NAME, /* a staff account of no person: perhaps a shared one (D4); no day */
  PL_FLAG_KINDS
} PlFlagKind;

typedef struct {
  PlFlagKind kind;
  gint64 day; /* 0: none */
} PlFlag;

/* How far ahead "soon" is, in days. */
#define PL_FLAG_BIRTHDAY_DAYS      28 /* time to hold a placement review */
#define PL_FLAG_REVIEW_DAYS        7
#define PL_FLAG_STAY_ENDS_DAYS     3 /* an emergency placement is short */
#define PL_FLAG_STAFF_EXPIRES_DAYS 14

typedef struct {
  gint64 born;         /* 0: there is no profile */
  gint64 agreed_until; /* 0: no agreement */
  gboolean social_until_review;
  gint64 reviewed;      /* when the last review was held that was not provisional; 0: never */
  gint64 review_due;    /* 0: no review was ever recorded */
  gboolean provisional; /* the newest one is */
  gboolean consented;   /* the placing authority, in writing (H4) */
  gint64 stays_until;   /* the day on which a short placement ends; 0: not known */
} PlChildFacts;

typedef struct {
  gint64 expires;    /* the account, from this day on; 0: never */
  gboolean has_name; /* of a person */
} PlStaffFacts;

#define PL_FLAGS_MAX PL_FLAG_KINDS

/* The flags that hold today, in the order of PlFlagKind; how many. */
guint pl_flags_of_child (const PlChildFacts *facts, gint64 today, PlFlag flags[PL_FLAGS_MAX]);
guint pl_flags_of_staff (const PlStaffFacts *facts, gint64 today, PlFlag flags[PL_FLAGS_MAX]);

/* "turns-13" ...; static. */
const char *pl_flag_code (PlFlagKind kind);
/* FALSE if there is no such flag. */
gboolean pl_flag_parse (const char *code, PlFlagKind *kind);

G_END_DECLS
