/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"
#include "gui/app/today.h"

G_BEGIN_DECLS

/*
 * A concern's receipt (C7) in words: only what is true. receipt: as FileConcern returns it. today: nullable,
 * for the home's clock. All are transfer full.
 */

/* How far a concern is; each state holds the ones before. */
typedef enum {
  PL_RECEIPT_SAVED = 0,
  PL_RECEIPT_SENT,
  PL_RECEIPT_SEEN,
  PL_RECEIPT_ACTING,
  PL_RECEIPT_CLOSED,
  PL_RECEIPT_STATES,
} PlReceiptState;

PlReceiptState pl_receipt_state (PlRecord *receipt);

/* "Saved, 7:42 pm" */
char *pl_receipt_title (PlRecord *receipt, const PlToday *today);
/* What a state is called, with who and when where that is known: "Seen by the manager at 8:10 pm". */
char *pl_receipt_step (PlRecord *receipt, const PlToday *today, PlReceiptState state);
/* What happens next; or that nobody was alerted, and to tell an adult. */
char *pl_receipt_next (PlRecord *receipt, const PlToday *today);
/* "If nobody has read it by 8 pm, Priya will see it too."; NULL where nobody comes after. */
char *pl_receipt_later (PlRecord *receipt, const PlToday *today);

/* "the manager" ... of a role's code. Of the language of the screen. */
const char *pl_role_words (const char *role);

G_END_DECLS
