/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/people/profile.h"
#include "policy/time/allowance.h"

G_BEGIN_DECLS

/*
 * The one question: what holds for this child now, until when, and why? (design.md section 2.)
 * Pure: the time and the usage are arguments.
 */

/* Reasons, in the order in which they are told. */
typedef enum {
  PL_REASON_IN_HOURS = 1 << 0,
  PL_REASON_OUTSIDE_HOURS = 1 << 1,
  PL_REASON_HOME_MAXIMUM = 1 << 2,
  PL_REASON_EXCEPTION = 1 << 3,
  PL_REASON_QUIET_TIME = 1 << 4,
  PL_REASON_DAY_USED = 1 << 5,
  PL_REASON_WEEK_USED = 1 << 6,
  PL_REASON_CONTACT = 1 << 7,
  PL_REASON_ADULT = 1 << 8,
  /* the agent's only: */
  PL_REASON_CLOCK_DOUBT = 1 << 9,
  PL_REASON_GRANTED = 1 << 10,    /* staff's grant holds now (T6) */
  PL_REASON_RESTRICTED = 1 << 11, /* a restriction holds now (R1) */
  PL_REASON_NETWORK = 1 << 12,    /* this computer is on a network that is not for children (D3) */
} PlReason;

#define PL_REASON_LAST PL_REASON_NETWORK

/* until lies at most so far ahead, in seconds (336 hours). */
#define PL_VERDICT_HORIZON_S (336 * 3600)

typedef struct {
  gboolean online;         /* else help-only */
  gboolean adult;          /* control has ended (L5) */
  gint64 until;            /* Unix seconds; PL_INSTANT_NONE: no change within the horizon */
  gint64 left_s;           /* -1: no allowance is set */
  guint reasons;           /* of PlReason */
  gboolean social_blocked; /* F3 holds at this time */
  gboolean drawn;          /* use now is drawn from the allowance */
  gint64 contact_until;    /* when the open contacts next change; PL_INSTANT_NONE as in until */
} PlVerdict;

/* now: Unix seconds. usage: what was used before now. */
void pl_verdict (const PlHome *home,
                 const PlProfile *profile,
                 gint64 now,
                 const PlUsage *usage,
                 PlVerdict *verdict);

/* The same with what staff have added and taken (people/adjustment.h; nullable). */
void pl_verdict_adjusted (const PlHome *home,
                          const PlProfile *profile,
                          gint64 now,
                          const PlUsage *usage,
                          const GArray *adjustments,
                          PlVerdict *verdict);

/*
 * Where two clocks are possible (T8), at now and at other_now: makes verdict the stricter of both, in the
 * time of the first. Neither end is moved to or before now, so that what was to be used until then can be.
 */
void
pl_verdict_take_stricter (PlVerdict *verdict, gint64 now, const PlVerdict *other, gint64 other_now);

/* The midnight that begins the 18th birthday, or AgreedUntil where that is later: control ends (L5). */
gint64 pl_adult_from (const PlHome *home, const PlProfile *profile);

/* The names of the contacts that are open at now, sorted, each once; NULL-terminated. Container. */
const char **pl_verdict_contact_names (const PlHome *home, const PlProfile *profile, gint64 now);

/* "in-hours" ...; the code of one reason. */
const char *pl_reason_code (PlReason reason);

G_END_DECLS
