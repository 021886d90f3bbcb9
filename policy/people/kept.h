/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * How long what is kept, from which moment, and why (R7): a row for each kind of thing that is on record. Which tables of
 * the store a kind is: agent/records/retention-rules.c.
 */
typedef enum {
  PL_KEPT_USAGE = 0,
  PL_KEPT_BLOCKED = 1,
  PL_KEPT_ATTEMPTS = 2,
  PL_KEPT_REQUESTS = 3,
  PL_KEPT_GRANTS = 4,
  PL_KEPT_RESTRICTIONS = 5,
  PL_KEPT_REVIEWS = 6,
  PL_KEPT_VERSIONS = 7,
  PL_KEPT_RULES = 8,
  PL_KEPT_SHIFTS = 9,
  PL_KEPT_CARE = 10,
  PL_KEPT_CONCERNS = 11,
  PL_KEPT_HOLDS = 12,
  PL_KEPT_TOLD = 13,
  PL_KEPT_ACTS = 14,
  PL_KEPT_ACCOUNTS = 15,
  PL_KEPT_READERS = 16,
  PL_KEPT_CODES = 17,
  PL_KEPT_MARKS = 18,
} PlKept;

#define PL_KEPT_KINDS 19

/* What says how long. */
typedef enum {
  PL_KEPT_AS_USAGE = 0,   /* UsageDays */
  PL_KEPT_AS_RECORDS = 1, /* ActDays, or the home's word on this kind */
  PL_KEPT_FIXED = 2,      /* so many days, whatever a home says */
  PL_KEPT_IN_USE = 3,     /* no number of days: as long as it is used */
} PlKeptTerm;

typedef struct {
  const char *id;    /* "shifts": also the key in home.conf */
  const char *title; /* "Shifts and handover notes" */
  PlKeptTerm term;
  guint days; /* of PL_KEPT_FIXED */
  const char *
      from; /* the moment from which its days count, in words; of what is in use: how long that is */
  const char *why; /* and where that is written */
} PlKeptKind;

/* By PlKept. */
extern const PlKeptKind pl_kept_kinds[PL_KEPT_KINDS];

/* The kind of that id; -1 for none. */
int pl_kept_find (const char *id);

#define PL_KEPT_USAGE_DAYS_MIN 7
#define PL_KEPT_USAGE_DAYS_MAX 400
#define PL_KEPT_DAYS_MAX       36500

/* After how many days each kind is deleted; 0: for good, or as long as it is used. */
typedef struct {
  guint days[PL_KEPT_KINDS];
} PlKeptDays;

/* As a home that says nothing of single kinds has it. record_days: 0: for good. */
void pl_kept_days_set (PlKeptDays *kept, guint usage_days, guint record_days);

G_END_DECLS
