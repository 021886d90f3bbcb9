/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The people who may read what a child tells, and those who must not (C5). Whoever is not to read is
 * named by an account or, since agency staff may have none, by a name as the child typed it.
 */

/* The roles of readers, in the order of a home's ladder. Values are stored and sent and never change. */
typedef enum {
  PL_READER_STAFF = 0,       /* on shift */
  PL_READER_TRUSTED = 1,     /* the one person whom the child chose; nobody's own role */
  PL_READER_MANAGER = 2,     /* the registered manager, and who acts for them */
  PL_READER_LEAD = 3,        /* the safeguarding lead */
  PL_READER_RESPONSIBLE = 4, /* the responsible individual */
  PL_READER_OUTSIDE = 5,     /* an officer outside the home */
} PlReaderRole;

#define PL_READER_ROLES 6

#define PL_READER_BIT(role) (1u << (role))

/* "staff", "trusted", "manager" ...; static. */
const char *pl_reader_role_code (PlReaderRole role);
/* FALSE, and *role untouched, if no role has that code. */
gboolean pl_reader_role_parse (const char *code, PlReaderRole *role);

/* One entry of the home's people; somebody may have several. Texts are the caller's. */
typedef struct {
  const char *id;      /* of the entry, each once: the reader's, or the account's name */
  const char *account; /* nullable: an outside officer has none here */
  const char *name;    /* nullable: what people call them */
  guint roles;         /* a set of PL_READER_BIT */
  gboolean on_shift;
  gboolean has_key; /* a reader key: without one nothing can be sealed to them */
} PlPerson;

typedef struct {
  const PlPerson *people;
  guint n;
  gboolean
      shifts_known; /* FALSE: the home keeps no shifts, and all of its staff stand for those on shift */
} PlPeople;

/* "Not this person". Texts are the caller's. */
typedef struct {
  const char *
      account; /* or the id of an entry; of a typed name: what it was linked with later; nullable */
  const char *typed; /* nullable: a name as the child wrote it */
} PlExclusion;

typedef struct {
  const PlExclusion *items;
  guint n;
} PlExclusions;

/*
 * TRUE if a name, as somebody typed it, may mean a person of that name or account: letter case, accents, titles
 * and signs aside, the words of the one are among those of the other. "Jo" means every Jo: who
 * is wrongly left out reads one concern less, who is wrongly let in reads what is about them.
 */
gboolean pl_typed_name_means (const char *typed, const char *name);

/*
 * Which entries are one person: of the same account, or of the same whole name. person (of people->n) gets
 * the place of the first entry of each.
 */
void pl_people_tell_apart (const PlPeople *people, guint *person);

/* Marks in excluded (of people->n) all entries of those whom the exclusions mean, by account or typed name. */
void
pl_exclusions_mark (const PlExclusions *exclusions, const PlPeople *people, gboolean *excluded);

/*
 * TRUE if the account's owner must learn nothing of a concern with these exclusions: it is named, or
 * linked, or one of people's that is marked. name: what they are called, for an account that is not
 * among people; nullable.
 */
gboolean pl_exclusions_cover (const PlExclusions *exclusions,
                              const PlPeople *people,
                              const char *account,
                              const char *name);

G_END_DECLS
