/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The records of care that are alike (R3, R4, R9, R10, F7, H4, D5): one table says of each kind what is
 * written down, by whom, who reads it, and by when something is due. Records that change what holds for
 * a child (restrictions, reviews, grants) are not among them; nor are concerns and what belongs to
 * them, which are sealed.
 */

/* What a field is typed as. Values are texts: as they are kept, and as they are checked. */
typedef enum {
  PL_RECORD_LINE = 0,   /* a few words: names, a reference */
  PL_RECORD_TEXT = 1,   /* sentences */
  PL_RECORD_DAY = 2,    /* YYYY-MM-DD */
  PL_RECORD_TIME = 3,   /* Unix seconds, in decimal */
  PL_RECORD_CHOICE = 4, /* one of the field's choices */
  PL_RECORD_FLAG = 5,   /* "yes" or "no" */
  PL_RECORD_SITE = 6,   /* the name of a site, in normal form */
  PL_RECORD_LINK = 7,   /* the number of another record of the same kind */
} PlRecordType;

#define PL_RECORD_LINE_MAX 200  /* characters */
#define PL_RECORD_TEXT_MAX 8000 /* characters: the whole of a phone contract */

/* When a field is given. */
typedef enum {
  PL_RECORD_MAY = 0,      /* when the record is made, or later */
  PL_RECORD_MUST = 1,     /* when the record is made */
  PL_RECORD_MAY_END = 2,  /* when it is closed */
  PL_RECORD_MUST_END = 3, /* when it is closed */
} PlRecordNeed;

typedef struct {
  const char *name;  /* "taken-by" */
  const char *title; /* "Taken by": on paper */
  PlRecordType type;
  PlRecordNeed need;
  const char *choices; /* of PL_RECORD_CHOICE: "police prevent other" */
} PlRecordField;

/* Something that is to be done about a record, by when. */
typedef struct {
  const char *code;
  const char *title;
  guint hours; /* from the kind's from field */
} PlRecordStep;

/* Whom a record is about. */
typedef enum {
  PL_RECORD_OF_CHILD = 0,
  PL_RECORD_OF_STAFF = 1,
  PL_RECORD_OF_HOME = 2,     /* nobody */
  PL_RECORD_OF_ANY_CHILD = 3 /* a child, or nobody */
} PlRecordSubject;

/* Who makes and reads records; a set. */
typedef enum {
  PL_RECORD_STAFF = 1 << 0,   /* each of them */
  PL_RECORD_MANAGER = 1 << 1, /* managers, and root where it is about reading */
  PL_RECORD_LEAD = 1 << 2,    /* safeguarding leads */
  PL_RECORD_AUTHOR = 1 << 3,  /* who made it */
  PL_RECORD_CHILD = 1 << 4,   /* the child whom it is about */
} PlRecordPeople;

#define PL_RECORD_FIELDS_MAX 16
#define PL_RECORD_STEPS_MAX  10

typedef struct {
  const char *id; /* "referral": also the word on the command line */
  const char *title;
  const char *what; /* a sentence for whoever fills it in */
  PlRecordSubject subject;
  guint writers, readers; /* of PlRecordPeople */
  gboolean holds;         /* while it is open, nothing of the child's is deleted (R7) */
  gboolean repeats; /* is never closed: the next one of the same subject takes its due day over */
  const char *due;  /* the field that says by which day something is due; nullable */
  const char *due_title; /* what is due then */
  const char *months_of; /* where due is not given: so many months after this field; nullable */
  guint months;
  const char *from; /* the field from which the steps' hours run; nullable */
  const PlRecordField *fields;
  gsize n_fields;
  const PlRecordStep *steps;
  gsize n_steps;
} PlRecordKind;

extern const PlRecordKind pl_record_kinds[];
extern const gsize pl_record_n_kinds;

/* NULL if there is none. */
const PlRecordKind *pl_record_kind (const char *id);
/* The place of a field in the kind's fields; -1 if it has none of that name. */
int pl_record_field (const PlRecordKind *kind, const char *name);
/* -1 if it has none of that code. */
int pl_record_step (const PlRecordKind *kind, const char *code);

/* TRUE if a record of the kind is closed at some time. */
gboolean pl_record_kind_closes (const PlRecordKind *kind);

/* TRUE if everybody on the staff reads the kind: then the log of acts may say what was written. */
gboolean pl_record_kind_is_open (const PlRecordKind *kind);

/* FALSE where value cannot stand in the field: what is wrong, for the person who wrote it. Texts are not looked into. */
gboolean pl_record_value_check (const PlRecordField *field, const char *value, GError **error);

/*
 * By when something is due, Unix seconds: the end of the day, in the home's zone; 0: never. values: a text a field,
 * nullable.
 */
gint64 pl_record_due (const PlRecordKind *kind, const char *const *values, GTimeZone *zone);

/* By when a step is to be done; 0 where it cannot be said. */
gint64 pl_record_step_due (const PlRecordKind *kind, gsize step, const char *const *values);

G_END_DECLS
