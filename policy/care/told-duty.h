/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/care/referral.h"

G_BEGIN_DECLS

/* One who must be told of a concern, or was, and how that stands (C10, R4). Free with pl_told_duty_free. */
typedef struct {
  PlTold party;
  PlToldWhen when; /* PL_TOLD_NO: they were told, and need not have been */
  PlDutyStatus status;
  gint64 at;       /* when they were told, Unix seconds; 0: not yet */
  char *reference; /* theirs; "" */
  char **sources;  /* why they must be told, in words */
} PlToldDuty;

void pl_told_duty_free (PlToldDuty *duty);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlToldDuty, pl_told_duty_free)

/*
 * What a row (a{sv}) of Concerns.List says in told, known and seen, with the referrals that its reader opened: in the order in
 * which it is to be done, and then who was told besides. While nobody has seen it no time runs; a manager who has seen
 * it was told by that. Parties that this program does not know are left out. Of PlToldDuty; transfer full.
 */
GPtrArray *
pl_told_duties (GVariant *row, const PlReferrals *referrals, GTimeZone *zone, gint64 now);

G_END_DECLS
