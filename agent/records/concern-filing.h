/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/concern.h"
#include "agent/records/home-people.h"
#include "policy/care/care.h"

G_BEGIN_DECLS

/* What a child tells gets onto the disk here, sealed, or it is an error (C7); and what staff log (R8). */

/* So many with words within an hour; after that the kind is kept, and the words are not. */
#define PL_FILINGS_AN_HOUR 20
/* So many parts a concern takes; after that it is told in a new one. */
#define PL_CONCERN_PARTS_MAX 200
/* Names of "not this person". */
#define PL_NOT_THESE_MAX      16
#define PL_NOT_THESE_NAME_MAX 200

/* Texts are the caller's. */
typedef struct {
  const char *client; /* what the app calls it: the same again is the same concern */
  const char *child;  /* the account of whom it is about */
  const char *child_name;
  const PlActor *staff; /* NULL: the child files; else who of staff does */
  PlConcernKind kind;
  PlReaderChoice choice;
  const char *trusted;             /* nullable */
  const char *const *not_accounts; /* NULL-terminated */
  const char *const *not_typed;    /* NULL-terminated */
  const guint8 *words;
  gsize length;
} PlFiling;

/* What filing asks of the home and of the moment. */
typedef struct {
  const PlHomePeople *people;
  const PlCare *care;
  const char *home; /* the home's name, for the letter; nullable */
  const char *boot; /* pl_clock_boot_id */
} PlFilingPlace;

/* Where it would go: what the child is told before sending (C9). Nothing is kept. Transfer full. */
PlConcern *pl_concern_plan (PlStore *store, const PlFilingPlace *place, const PlFiling *filing);

/*
 * Files it: on disk when it returns. The same client's again gives the one that is there. NULL and
 * PL_ERROR_ARGUMENT, or PL_ERROR_IO.
 */
PlConcern *pl_concern_file (PlStore *store,
                            const PlFilingPlace *place,
                            const PlFiling *filing,
                            GError **error);

/*
 * The child adds words to one of theirs. client: as of PlFiling. PL_ERROR_ARGUMENT where it is not that
 * child's; PL_ERROR_LIMIT, since here there is somebody who has what was said before.
 */
PlConcern *pl_concern_add_words (PlStore *store,
                                 const PlFilingPlace *place,
                                 const PlFiling *filing,
                                 const guint8 concern[PL_CARE_ID_SIZE],
                                 GError **error);

G_END_DECLS
