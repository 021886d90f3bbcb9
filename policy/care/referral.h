/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/letter.h"
#include "policy/care/told.h"

G_BEGIN_DECLS

/*
 * A referral that belongs to a concern (R4): lines of a sealed letter to its readers, Referred-to, Referred-when and
 * Reference, and in its words what was said and advised. The home's agent carries it and knows nothing of it: who has been
 * told, and by when, is made out by a reader's own process, from what it opened.
 */

/* when: in the writer's words, when it was and with whom they spoke; reference: theirs, or "". */
void pl_referral_add (PlLetterHead *head, PlTold party, const char *when, const char *reference);

/* Whom the letter says was told; FALSE: it is no referral. */
gboolean pl_referral_party (const guint8 *letter, gsize length, PlTold *party);

/* When each was first told, Unix seconds; 0: not yet. Clear with pl_referrals_clear. */
typedef struct {
  gint64 at[PL_TOLD_PARTIES];
  char *reference[PL_TOLD_PARTIES]; /* of the first letter that gives one; NULL: none */
} PlReferrals;

void pl_referrals_clear (PlReferrals *referrals);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlReferrals, pl_referrals_clear)

/* Takes in a letter of a reader's that was signed then; one that is no referral changes nothing. */
void pl_referrals_add (PlReferrals *referrals, const guint8 *letter, gsize length, gint64 at);

/* How telling the party stands: pl_told_status of what is known so. known: when staff came to know of it. */
PlDutyStatus pl_referrals_status (const PlReferrals *referrals,
                                  gint64 known,
                                  PlTold party,
                                  PlToldWhen when,
                                  GTimeZone *zone,
                                  gint64 now);

G_END_DECLS
