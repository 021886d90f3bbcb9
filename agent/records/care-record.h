/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "policy/care/record-kind.h"

G_BEGIN_DECLS

/*
 * Records of care (R3, R4, R9, R10, F7, H4, D5) by the table of policy/care/record-kind.h. A record is
 * never overwritten: what is written into it later is an entry of its own, with its author and reason,
 * and the newest value of a field counts.
 */

/* What is to be written: a text for each field of the kind, in its order; NULL or "" where none is given. */
typedef struct {
  const PlRecordKind *kind;
  const char *subject; /* account, or "" */
  const char *values[PL_RECORD_FIELDS_MAX];
} PlCareDraft;

typedef struct {
  gint64 id;
  gint64 version; /* how often something was written into it */
  const PlRecordKind *kind;
  char *subject;
  char *values[PL_RECORD_FIELDS_MAX]; /* NULL: none */
  gint64 made_ms;
  char *made_by;
  gint64 closed_ms; /* 0: open, or of a kind that is never closed */
  char *closed_by;
  gint64 steps_ms[PL_RECORD_STEPS_MAX]; /* when each was done; 0: not yet */
} PlCareRecord;

void pl_care_record_free (PlCareRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlCareRecord, pl_care_record_free)

/*
 * Records it, audited; one that replaces another closes that. The id; 0 and PL_ERROR_ARGUMENT for a field that is
 * missing or wrong, PL_ERROR_IO. Who may write the kind, and whether the subject exists, is for the caller to ask.
 */
gint64
pl_care_record_add (PlStore *store, const PlActor *actor, const PlCareDraft *draft, GError **error);

/*
 * Fields that were missing or wrong; "" takes one out that may be missing. reason: required. draft: kind and values count. before: the
 * version that the caller has seen; PL_ERROR_ARGUMENT where something was written into it since.
 */
gboolean pl_care_record_amend (PlStore *store,
                               const PlActor *actor,
                               gint64 id,
                               gint64 before,
                               const PlCareDraft *draft,
                               const char *reason,
                               GError **error);

/* Closes one, with the fields that the kind asks for at its end. */
gboolean pl_care_record_close (
    PlStore *store, const PlActor *actor, gint64 id, const PlCareDraft *draft, GError **error);

/* Something that was to be done about it was done, once. note: with whom, what came of it. */
gboolean pl_care_record_step (PlStore *store,
                              const PlActor *actor,
                              gint64 id,
                              const char *code,
                              const char *note,
                              GError **error);

/* PL_ERROR_ARGUMENT if there is none of that number. Transfer full. */
PlCareRecord *pl_care_record_get (PlStore *store, gint64 id, GError **error);

typedef struct {
  const PlRecordKind *kind; /* nullable: of every kind */
  const char *subject;      /* nullable: about everybody and nobody */
  gboolean open_only; /* not closed; of a kind that is never closed, the newest of each subject */
  gint64 before;      /* 0, or lower ids only */
  guint limit;        /* at most PL_CARE_LIST_MAX */
} PlCareFilter;

#define PL_CARE_LIST_MAX 200

/* Newest first. Transfer full: of PlCareRecord. */
GPtrArray *pl_care_record_list (PlStore *store, const PlCareFilter *filter, GError **error);

/* What was written into a record, one after the other. Values are stored. */
typedef enum {
  PL_CARE_ADDED = 1,
  PL_CARE_AMENDED = 2,
  PL_CARE_CLOSED = 3,
  PL_CARE_STEP = 4,
  PL_CARE_REPLACED = 5,
} PlCareWhat;

typedef struct {
  PlCareWhat what;
  gint64 made_ms;
  char *made_by;
  char *step;                         /* its code, or "" */
  char *note;                         /* the reason of an amendment, the note of a step */
  char *values[PL_RECORD_FIELDS_MAX]; /* what it wrote; NULL: nothing */
} PlCareEntry;

void pl_care_entry_free (PlCareEntry *entry);

/* Oldest first. Transfer full: of PlCareEntry. */
GPtrArray *pl_care_record_history (PlStore *store, const PlCareRecord *record, GError **error);

G_END_DECLS
