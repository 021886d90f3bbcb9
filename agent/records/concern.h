/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/store.h"
#include "policy/care/escalation.h"
#include "policy/care/route.h"
#include "policy/care/sealed.h"

G_BEGIN_DECLS

/*
 * What is known of a concern besides its words (C5, C7, C9): whose it is, who may read it and when, and
 * how it stands. It lies in the vault; the words lie beside it, sealed (concern-part.h). The id says
 * nothing; everything that would count is the agent's own.
 */

/* One who may read it, in the order of the path. */
typedef struct {
  guint8 id[PL_CARE_ID_SIZE];
  PlReaderRole role; /* as which they read it */
  guint step;        /* of PlConcern.at_once */
} PlConcernReader;

/* Somebody saw it. */
typedef struct {
  guint8 reader[PL_CARE_ID_SIZE];
  PlReaderRole role;
  gint64 when; /* Unix seconds, as all times here */
} PlConcernSeen;

/* Acknowledgements are told from each other by their ids; the oldest of more than these is forgotten. */
#define PL_CONCERN_HEARD_MAX 256

/* A message in it: the first, what the child added, what readers said. */
typedef struct {
  gint64 number; /* of the vault */
  guint8 id[PL_CARE_ID_SIZE];
  PlSealedType type;
  gboolean by_child;
  guint8 reader[PL_CARE_ID_SIZE]; /* whose it is, where it is not the child's */
  PlReaderRole role;
  gint64 when;
} PlConcernPartNote;

typedef enum {
  PL_CONCERN_BY_CHILD = 0,
  PL_CONCERN_BY_STAFF = 1, /* an incident that staff logged (R8) */
} PlConcernOrigin;

typedef struct {
  gint64 number; /* of the vault; 0: not kept yet */
  guint8 id[PL_CARE_ID_SIZE];
  char *client; /* what the app called it; "" for staff's */
  char *child;  /* the account of whom it is about */
  PlConcernOrigin origin;
  char *made_by; /* the account of staff who logged it; "" */
  PlConcernKind kind;
  gint64 filed, latest; /* policy/care/escalation.h */
  gint64 boottime_s;    /* when it was filed, by the boot's clock */
  char *boot;           /* and of which start of the machine */
  gint64 elapsed_s;     /* what had passed by the last look, over all starts */
  gboolean words_kept;
  GPtrArray *not_accounts;           /* of char *: "not this person" */
  GPtrArray *not_typed;              /* of char * */
  gboolean at_once[PL_READER_ROLES]; /* of each step: together with the one before */
  guint n_steps;
  GArray *readers;       /* of PlConcernReader */
  guint n_told;          /* steps whose copies have been given to the ways out */
  GArray *seen;          /* of PlConcernSeen, as they came */
  GArray *heard;         /* ids of the acknowledgements that came: one that comes again is none */
  gint64 acting, closed; /* 0: not */
  PlReaderRole acting_role, closed_role;
  GArray *parts;                  /* of PlConcernPartNote */
  guint8 linked[PL_CARE_ID_SIZE]; /* another child's of the same matter; zeros: none */
  guint times; /* how often the kind was filed within the hour after words were kept no more */
} PlConcern;

/* How it stands, for the child (C7). Values of the codes are part of the contract. */
typedef enum {
  PL_CONCERN_SAVED = 0,
  PL_CONCERN_SENT = 1,
  PL_CONCERN_SEEN = 2,
  PL_CONCERN_ACTING = 3,
  PL_CONCERN_CLOSED = 4,
} PlConcernState;

PlConcern *pl_concern_new (void);
PlConcern *pl_concern_ref (PlConcern *concern);
void pl_concern_unref (PlConcern *concern);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlConcern, pl_concern_unref)

/* Keeps it: adds it to the vault, or puts it in the place of what was there. */
gboolean pl_concern_save (PlStore *store, PlConcern *concern, GError **error);

/*
 * Every one, oldest first; of PlConcern. NULL on errors. For the agent: who may see which is concern-view.h's. They are
 * read from the vault once, and stay with the store: whoever changes one does it in a transaction, and saves it or
 * fails.
 */
GPtrArray *pl_concern_list (PlStore *store, GError **error);

/* The one of an id in such a list; NULL. Owned by the list. */
PlConcern *pl_concern_find (const GPtrArray *concerns, const guint8 id[PL_CARE_ID_SIZE]);

/* "Not this person", as the policy takes it; *n of them. g_free; texts are the concern's. */
PlExclusion *pl_concern_exclusions (const PlConcern *concern, guint *n);

/* TRUE if somebody who read it said so; when the first did, 0 for nobody. */
gint64 pl_concern_first_seen (const PlConcern *concern);

/* Its path as the policy takes it: places of people are places in readers. Transfer full. */
PlRoute *pl_concern_route (const PlConcern *concern);

/* "saved", "sent", "seen", "acting", "closed"; static. sent: some copy has left for somebody. */
const char *pl_concern_state_code (const PlConcern *concern, gboolean sent);

G_END_DECLS
