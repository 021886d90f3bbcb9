/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "agent/records/level-file.h"
#include "policy/care/care.h"
#include "policy/care/rules.h"
#include "policy/people/profile.h"

G_BEGIN_DECLS

/*
 * The home as its files describe it: home.conf, the levels, a profile for each child's account. A
 * file that is refused changes nothing: the last good one, kept in the state folder, stays, and the
 * refusal is told (design.md section 5).
 */
typedef struct {
  char *account;
  uid_t uid;
  PlProfile *profile; /* NULL: no readable profile was ever there; the child is help-only */
  char *text;         /* of the profile in force; NULL with it */
} PlChild;

typedef struct {
  char *home_text;        /* of the home file in force; NULL with it */
  char *rules_text;       /* of rules.conf, where the home has its own */
  PlHome *home;           /* NULL: no readable home file was ever there; every child is help-only */
  PlCare *care;           /* what ships, changed by care.conf beside home.conf; never NULL */
  PlLevels *levels;       /* NULL with home */
  GPtrArray *level_files; /* of PlLevelFile: what levels was read from */
  gboolean levels_alone;  /* nothing that ships is beside them */
  PlRules *rules;         /* the home's own (rules.conf beside home.conf), or those that ship */
  GPtrArray *children;    /* of PlChild, sorted by uid */
  GArray *staff; /* of uid_t, sorted: members of the three staff groups, unless expired (D4) */
  GPtrArray *problems; /* of char *: "FILE:LINE: reason", for staff to read */
} PlHousehold;

typedef struct {
  const char *home;     /* path of home.conf */
  const char *levels;   /* nullable: a folder that replaces the shipped levels; else levels.d beside
                           home.conf changes them */
  const char *children; /* folder of ACCOUNT.conf */
  const char *state;    /* folder in which the last good files are kept */
  gint64 day;           /* today, since 1 January 1970; 0: no account has expired */
} PlHouseholdPaths;

/* The Unix group that children's accounts are in. */
#define PL_CHILDREN_GROUP "porchlight-children"

/*
 * Reads everything. Always gives a household; what could not be read is in its problems. A member
 * of PL_CHILDREN_GROUP without a profile is a child with profile NULL. A child who is staff as well
 * stays a child.
 */
PlHousehold *pl_household_read (const PlHouseholdPaths *paths);
void pl_household_free (PlHousehold *household);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlHousehold, pl_household_free)

/* Where the home's own level files are. Transfer full. */
char *pl_household_levels_folder (const PlHouseholdPaths *paths);

/*
 * TRUE if every profile that is in force can still be read in a home and with levels that say this; else FALSE and
 * PL_ERROR_REFUSED, "FILE:LINE: reason".
 */
gboolean pl_household_fits (const PlHousehold *household,
                            PlHome *home,
                            const PlLevels *levels,
                            GError **error);

gboolean pl_household_is_staff (const PlHousehold *household, uid_t uid);
/* What people call a child: as the profile says, or as the account does; the account itself where nobody knows. Transfer full. */
char *pl_child_person (const PlChild *child);
/* NULL if the account is not a child's. */
const PlChild *pl_household_child (const PlHousehold *household, uid_t uid);

G_END_DECLS
