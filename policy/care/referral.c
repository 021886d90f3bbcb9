/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/referral.h"

void
pl_referral_add (PlLetterHead *head, PlTold party, const char *when, const char *reference)
{
  pl_letter_head_add (head, "Referred-to", pl_told_name (party));
  pl_letter_head_add (head, "Referred-when", when);
  if (*reference != '\0')
    pl_letter_head_add (head, "Reference", reference);
}

gboolean
pl_referral_party (const guint8 *letter, gsize length, PlTold *party)
{
  g_autofree char *name = pl_letter_value (letter, length, "Referred-to");

  for (guint i = 0; name != NULL && i < PL_TOLD_PARTIES; i++)
    if (g_str_equal (name, pl_told_name ((PlTold)i))) {
      *party = (PlTold)i;
      return TRUE;
    }
  return FALSE;
}

void
pl_referrals_clear (PlReferrals *referrals)
{
  for (guint i = 0; i < PL_TOLD_PARTIES; i++)
    g_free (referrals->reference[i]);
}

void
pl_referrals_add (PlReferrals *referrals, const guint8 *letter, gsize length, gint64 at)
{
  PlTold party;

  if (!pl_referral_party (letter, length, &party))
    return;
  gboolean first = referrals->at[party] == 0 || at < referrals->at[party];
  g_autofree char *reference = pl_letter_value (letter, length, "Reference");
  if (reference != NULL && (first || referrals->reference[party] == NULL)) {
    g_free (referrals->reference[party]);
    referrals->reference[party] = g_steal_pointer (&reference);
  }
  if (first)
    referrals->at[party] = at;
}

PlDutyStatus
pl_referrals_status (const PlReferrals *referrals,
                     gint64 known,
                     PlTold party,
                     PlToldWhen when,
                     GTimeZone *zone,
                     gint64 now)
{
  const PlToldClock clock = { .known = known, .police_advice = referrals->at[PL_TOLD_POLICE] };

  return pl_told_status (&clock, party, when, referrals->at[party], zone, now);
}
