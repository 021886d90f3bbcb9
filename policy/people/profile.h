/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/language.h"
#include "policy/people/home.h"
#include "policy/people/level.h"
#include "policy/people/site-end.h"
#include "policy/time/timetable.h"

G_BEGIN_DECLS

/* A weekly time of an agreed contact: Monday 18:00-19:00. */
typedef struct {
  guint8 weekday; /* Monday 0 */
  PlWindow window;
} PlContactTime;

/* Agreed contact (T10): services that stay open for it. */
typedef struct {
  char *id;
  char **names;    /* normal form */
  gboolean always; /* no When */
  guint n_times;
  PlContactTime *times;
} PlContact;

/* What helps a child to read (L6). Never a reason for a verdict. */
typedef struct {
  gboolean easy_read;         /* simpler words, one idea a screen */
  gboolean large_type;        /* 20 pt */
  gboolean read_aloud;        /* texts are offered to the ear, too */
  const PlLanguage *language; /* NULL: that of the session; static */
} PlNeeds;

/* Who decides about something (T10): who holds the authority, or the home where it was delegated to it. */
typedef enum {
  PL_DECIDES_NOT_RECORDED = 0,
  PL_DECIDES_PLACING_AUTHORITY = 1,
  PL_DECIDES_PARENTS = 2,
  PL_DECIDES_HOME = 3,
} PlDecides;

/* "placing-authority"; "not-recorded". In their order. */
extern const char *const pl_decides_names[];

/* A child's profile (design.md section 5). Immutable once read. Day numbers as pl_date_parse. */
typedef struct {
  char *name;
  guint32 born;
  const PlLevel *level; /* of the levels that it was read with */
  gboolean social_until_review;
  guint32 agreed_until; /* 0: none */
  PlTimetable timetable;
  PlAllowance allowance;
  PlQuiet quiet;
  char **allow, **block; /* normal form */
  GPtrArray *site_ends;  /* of PlSiteEnd: when a name of these stands there no more */
  GPtrArray *contacts;   /* of PlContact */
  PlDecides decides_contact, decides_social; /* about agreed contact, and about social media */
  PlNeeds needs;
  PlTimeUp time_up; /* the level's where the file does not say */
} PlProfile;

/*
 * Reads a profile. Only Born is required; a missing Level is read as the most guarded one, with a
 * warning. home and levels are kept by the caller as long as the profile. warnings:
 * nullable; gets "FILE:LINE: reason" texts of what is kept but cut (a window outside the home's
 * maximum). Errors: "FILE:LINE: reason", PL_ERROR_REFUSED.
 */
PlProfile *pl_profile_parse (const PlHome *home,
                             const PlLevels *levels,
                             const char *name,
                             const char *text,
                             gsize length,
                             GPtrArray *warnings,
                             GError **error);
void pl_profile_free (PlProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlProfile, pl_profile_free)

G_END_DECLS
