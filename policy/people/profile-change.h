/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/people/profile.h"

G_BEGIN_DECLS

/*
 * What differs between two profiles of a child, and which way access goes with it. What tightens
 * outside a review is a restriction (R1, L4, T10); the child reads what changed before and after
 * (L2).
 */
typedef enum {
  PL_PROFILE_NAME = 0,
  PL_PROFILE_BORN = 1,
  PL_PROFILE_LEVEL = 2,
  PL_PROFILE_SOCIAL = 3, /* social networks until the review (F3) */
  PL_PROFILE_AGREED = 4, /* control past 18 (L5) */
  PL_PROFILE_TIMETABLE = 5,
  PL_PROFILE_EXCEPTION = 6,
  PL_PROFILE_ALLOWANCE = 7,
  PL_PROFILE_ALLOWANCE_WEEK = 8,
  PL_PROFILE_QUIET = 9,
  PL_PROFILE_ALLOW = 10,
  PL_PROFILE_BLOCK = 11,
  PL_PROFILE_CONTACT = 12,
  PL_PROFILE_TIME_UP = 13,
  PL_PROFILE_NEEDS = 14,           /* easy read, large type, read aloud, language (L6) */
  PL_PROFILE_DECIDES_CONTACT = 15, /* who decides about agreed contact (T10) */
  PL_PROFILE_DECIDES_SOCIAL = 16,  /* and about social media */
} PlProfileField;

/* Access can be more at one time and less at another: both. */
typedef enum {
  PL_LOOSENS = 1 << 0,
  PL_TIGHTENS = 1 << 1,
} PlDirection;

typedef struct {
  PlProfileField field;
  guint direction; /* of PlDirection; 0: neither */
  int weekday;     /* Monday 0, of what is set by weekday; else -1 */
  guint32 day;     /* of an exception, as pl_date_parse; else 0 */
  char *name;      /* of a site or a contact's service; else NULL */
} PlProfileChange;

/*
 * The changes from before to after, in the order of PlProfileField; within it by weekday, day and name.
 * home: the one of both, for days on which the child's timetable is missing. Transfer full: of
 * PlProfileChange; empty where nothing differs.
 */
GPtrArray *pl_profile_changes (const PlHome *home, const PlProfile *before, const PlProfile *after);

/* The windows of a weekday: the child's own, else the home's; NULL: from midnight to midnight. */
const PlWindows *pl_profile_windows (const PlHome *home, const PlProfile *profile, guint weekday);
/* The same of one day: its exception, else what holds without one. */
const PlWindows *pl_profile_windows_on (const PlHome *home, const PlProfile *profile, guint32 day);

/* All directions of the changes together. */
guint pl_profile_changes_direction (const GPtrArray *changes);

G_END_DECLS
