/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/people/kept.h"

G_BEGIN_DECLS

/*
 * Which rows of the store are of which kind (policy/people/kept.h), when the time of each began to run, and how they go.
 * Every table of the schema is in one of these rows.
 */

/* What the days of a kind count from. */
typedef enum {
  PL_RETENTION_BY_DAY = 0, /* a day as in policy/time/calendar.h */
  PL_RETENTION_BY_MS = 1,  /* wall time in milliseconds */
  PL_RETENTION_NEVER = 2,  /* what is in use */
  PL_RETENTION_BY_CODE = 3 /* concerns: in the vault, where SQL sees nothing */
} PlRetentionBy;

#define PL_RETENTION_DELETES_MAX 3

typedef struct {
  PlKept kind;
  const char *tables; /* of the schema, separated by a space */
  PlRetentionBy by;
  /*
   * Of BY_DAY and BY_MS. ?1: what began before that goes; ?2: pl_store_name_list of those whose rows are held back.
   * going, held: how many rows go, and would if they were not held. next: when the time of the next one began (a number,
   * or null).
   */
  const char *going, *held, *next;
  const char *deletes[PL_RETENTION_DELETES_MAX]; /* the first takes ?1 and ?2, the others nothing */
} PlRetentionRule;

/* In the order in which they are carried out. */
extern const PlRetentionRule pl_retention_rules[];
extern const gsize pl_retention_n_rules;

G_END_DECLS
