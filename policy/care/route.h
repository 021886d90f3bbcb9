/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/kind.h"
#include "policy/care/people.h"

G_BEGIN_DECLS

/*
 * Who reads a concern, and in which order (C5, C9). It is sealed to all of them when it is filed; who
 * reads when is escalation.h's.
 *
 *   what the child chose     the path
 *   staff on shift           staff on shift, manager, lead, responsible individual, outside officer
 *   one trusted person       that person, manager, lead, responsible individual, outside officer
 *   manager                  manager, lead, responsible individual, outside officer
 *   lead                     lead, manager, responsible individual, outside officer
 *
 * About a member of staff (PL_CONCERN_STAFF_MEMBER), whatever was chosen:
 *
 *   about                    all at once, so that nobody alone can keep it
 *   somebody else            manager and lead
 *   a manager or a lead      the other, not a colleague in the same role, and the responsible individual
 *
 * There the responsible individual and then the outside officer stand in while it has fewer than two
 * readers, and, rather than nobody, a colleague in the same role; staff without another role never do. A trusted
 * person who may read it there has it first. Nobody is on a path twice, and nobody without a key.
 */

typedef enum {
  PL_CHOICE_STAFF = 0, /* the one that is made beforehand */
  PL_CHOICE_TRUSTED = 1,
  PL_CHOICE_MANAGER = 2,
  PL_CHOICE_LEAD = 3,
} PlReaderChoice;

#define PL_READER_CHOICES 4

/* A concern has as many readers, or a home is not set up. */
#define PL_READERS_MIN 2

/* What of a concern decides who reads it. */
typedef struct {
  PlConcernKind kind;
  PlReaderChoice choice;
  const char
      *trusted; /* the id or account of the one person, for PL_CHOICE_TRUSTED; the caller's */
  PlExclusions not_these;
} PlConcernWishes;

typedef struct {
  PlReaderRole role; /* as which they read it */
  gboolean at_once;  /* together with the step before */
  GArray *people;    /* of guint: places in PlPeople.people, rising; at least one */
} PlRouteStep;

typedef struct {
  guint n_steps;
  PlRouteStep steps[PL_READER_ROLES];
  guint
      n_readers; /* people, not keys, on all steps; fewer than PL_READERS_MIN, even 0, is filed all the same, and says so */
  guint barred;  /* PL_READER_BITs of the roles that those hold whom it is not for */
  guint without; /* PL_READER_BITs of roles of the path for which nobody is left who holds a key */
} PlRoute;

/* Never fails: what a child files is kept, whoever can read it. Transfer full. */
PlRoute *pl_route_new (const PlConcernWishes *wishes, const PlPeople *people);
void pl_route_free (PlRoute *route);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlRoute, pl_route_free)

/* For staff, where a path has fewer than PL_READERS_MIN readers: what is missing. NULL where it has them. */
char *pl_route_problem (const PlRoute *route);

/*
 * TRUE if every concern that may be filed in a home with these people, about any one of them and by any
 * choice, reaches PL_READERS_MIN readers, even with nobody on shift. Else PL_ERROR_REFUSED, in words that say
 * which reader is missing for what: with this a home is not set up.
 */
gboolean pl_people_are_enough (const PlPeople *people, GError **error);

/* "staff", "trusted", "manager", "lead"; static. */
const char *pl_reader_choice_code (PlReaderChoice choice);
gboolean pl_reader_choice_parse (const char *code, PlReaderChoice *choice);

G_END_DECLS
