/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "policy/care/deadlines.h"
#include "policy/people/adjustment.h"

G_BEGIN_DECLS

/*
 * Restrictions (R1, R2): what reduces a child's access outside a review, with the fields of
 * regulation 35. Each is of one child and ends by itself; how it enters the verdict:
 * pl_adjustments_read.
 */

typedef enum {
  PL_GROUND_HARM = 1,    /* significant harm */
  PL_GROUND_DAMAGE = 2,  /* serious damage */
  PL_GROUND_OFFENCE = 3, /* a criminal offence */
  PL_GROUND_OTHER = 4,
} PlGround;

typedef enum {
  PL_ANSWER_NO = 0,
  PL_ANSWER_YES = 1,
  PL_ANSWER_PARTLY = 2,
} PlAnswer;

#define PL_RESTRICTION_MAX_S    (28 * 24 * 3600) /* longer than that is a review's to say */
#define PL_EMERGENCY_STOP_MAX_S (24 * 3600)
#define PL_RESTRICTION_LIST_MAX 200
/* What is no restriction of time: another thing that was agreed or taken away; recorded alone. */
#define PL_RESTRICTION_OTHER 100

/* As it is recorded. Instants are Unix seconds. */
typedef struct {
  const char *child;
  int kind;      /* PL_ADJUSTMENT_NO_INTERNET, PL_ADJUSTMENT_DAY_MINUTES, PL_RESTRICTION_OTHER */
  guint minutes; /* of PL_ADJUSTMENT_DAY_MINUTES */
  gint64 from, until; /* an end, always */
  gint64 review;      /* when it is looked at again; at the latest at its end */
  PlGround ground;
  const char *what;      /* in words: "no internet until tomorrow 18:00" */
  const char *behaviour; /* that led to it */
  const char *place;
  gint64 happened;
  const char *tried;      /* first */
  const char *decided_by; /* names, as the record is to say them */
  const char *used_by;
  const char *present;
  PlAnswer told, agreed; /* the child */
} PlRestriction;

/* As it stands in the store; the texts are owned. */
typedef struct {
  gint64 id;
  PlRestriction fields;
  char *emergency; /* the same for every child of one emergency stop; "" for none */
  gint64 made;
  char *made_by;
  gint64 ended; /* 0: not before its end */
  char *ended_by;
  char *worked; /* whether it worked, as staff say; "" yet */
  PlDutyClock clock;
  gboolean held; /* a hold keeps the family from being told */
} PlRestrictionRecord;

void pl_restriction_record_free (PlRestrictionRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlRestrictionRecord, pl_restriction_record_free)

/*
 * Records a restriction, audited; its duty PL_DUTY_RECORD is done by that. The id; 0 and
 * PL_ERROR_ARGUMENT for a field that is missing, PL_ERROR_DENIED for one that another child has for the same
 * behaviour at the same time (group restrictions are refused), PL_ERROR_IO.
 */
gint64 pl_restriction_add (PlStore *store,
                           const PlActor *actor,
                           const PlRestriction *restriction,
                           GError **error);

/*
 * Stops the internet of every child of the home at once, recorded per child. fields: as above, the
 * child aside; at most PL_EMERGENCY_STOP_MAX_S long.
 */
gboolean pl_restriction_emergency_stop (PlStore *store,
                                        const PlActor *actor,
                                        const PlRestriction *fields,
                                        const char *const *children,
                                        GError **error);

/* Ends one early, and says whether it worked. PL_ERROR_ARGUMENT if it has ended. */
gboolean pl_restriction_end (
    PlStore *store, const PlActor *actor, gint64 id, const char *worked, GError **error);

/*
 * A duty was done: who was told or spoken with, in words, and for PL_DUTY_CHILD_SPOKE the child's own account.
 * PL_DUTY_SIGNED only after PL_DUTY_MANAGER_SPOKE. Once.
 */
gboolean pl_restriction_duty (
    PlStore *store, const PlActor *actor, gint64 id, PlDuty duty, const char *note, GError **error);

/*
 * The family is not told until then (0: until it is lifted), and why. A second call moves its end; PL_ERROR_ARGUMENT where it does
 * not: somebody else held it just so, and for a reason of theirs.
 */
gboolean pl_restriction_hold (PlStore *store,
                              const PlActor *actor,
                              gint64 id,
                              gint64 until,
                              const char *reason,
                              GError **error);

/* PL_ERROR_ARGUMENT if there is none of that number. Transfer full. */
PlRestrictionRecord *pl_restriction_get (PlStore *store, gint64 id, GError **error);

/* Newest first; child: nullable; before: 0, or lower ids only. Transfer full: of PlRestrictionRecord. */
GPtrArray *
pl_restriction_list (PlStore *store, const char *child, gint64 before, guint limit, GError **error);

/* Those of which a duty is not done yet, oldest first. Transfer full: of PlRestrictionRecord. */
GPtrArray *pl_restriction_open (PlStore *store, GError **error);

/* "significant-harm" ...; static. NULL for none. */
const char *pl_ground_code (PlGround ground);
gboolean pl_ground_parse (const char *code, PlGround *ground);

G_END_DECLS
