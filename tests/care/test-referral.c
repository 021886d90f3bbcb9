/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sodium.h>
#include <string.h>

#include "policy/care/referral.h"
#include "policy/time/calendar.h"
#include "tests/tap.h"

/* Thursday, 27 November 2026, 16:20 UTC. */
#define SEEN   G_GINT64_CONSTANT (1795796400)
#define HOUR_S (60 * 60)

static GTimeZone *utc;

static void
set_up (void)
{
  utc = g_time_zone_new_utc ();
}

static void
tear_down (void)
{
  g_time_zone_unref (utc);
}

/* A letter with those lines, whose words are text. */
static void
take (PlReferrals *referrals, const PlLetterHead *head, const char *text, gint64 at)
{
  gsize length;
  guint8 *letter = pl_letter_new (head, (const guint8 *)text, strlen (text), &length);

  pl_referrals_add (referrals, letter, length, at);
  sodium_free (letter);
}

static void
take_referral (PlReferrals *referrals, PlTold party, gint64 at)
{
  g_autoptr (PlLetterHead) head = pl_letter_head_new ();

  pl_letter_head_add (head, "From", "Lee");
  pl_referral_add (head, party, "6:20 pm, PC Hall", "");
  take (referrals, head, "keep the phone as it is", at);
}

static PlDutyState
state_of (const PlReferrals *referrals, PlTold party, PlToldWhen when, gint64 now)
{
  return pl_referrals_status (referrals, SEEN, party, when, utc, now).state;
}

START_TEST (a_referral_reads_by_itself)
{
  g_autoptr (PlLetterHead) head = pl_letter_head_new ();
  gsize length;
  PlTold party;

  pl_referral_add (head, PL_TOLD_POLICE, "6:20 pm, PC Hall", "CAD 4711");
  guint8 *letter = pl_letter_new (head, (const guint8 *)"said", 4, &length);
  g_autofree char *text = g_strndup ((const char *)letter, length);
  ck_assert_str_eq (text, "Referred-to: The police\nReferred-when: 6:20 pm, PC Hall\n"
                          "Reference: CAD 4711\n\nsaid");
  ck_assert (pl_referral_party (letter, length, &party));
  ck_assert_uint_eq (party, PL_TOLD_POLICE);
  sodium_free (letter);
}
END_TEST

START_TEST (every_party_is_known_again)
{
  for (guint i = 0; i < PL_TOLD_PARTIES; i++) {
    PlReferrals referrals = { 0 };
    take_referral (&referrals, (PlTold)i, SEEN + 1);
    for (guint j = 0; j < PL_TOLD_PARTIES; j++)
      ck_assert_int_eq (referrals.at[j], i == j ? SEEN + 1 : 0);
  }
}
END_TEST

START_TEST (words_that_look_like_a_referral_are_none)
{
  g_autoptr (PlLetterHead) plain = pl_letter_head_new (), strange = pl_letter_head_new ();
  PlReferrals referrals = { 0 }, nobody = { 0 };

  pl_letter_head_add (plain, "From", "Lee");
  take (&referrals, plain, "Referred-to: The police\n\nit was me", SEEN);
  pl_letter_head_add (strange, "Referred-to", "The mayor");
  take (&referrals, strange, "hello", SEEN);
  ck_assert_mem_eq (&referrals, &nobody, sizeof referrals);
}
END_TEST

START_TEST (who_was_told_first_counts)
{
  PlReferrals referrals = { 0 };

  take_referral (&referrals, PL_TOLD_LADO, SEEN + 30 * HOUR_S);
  ck_assert_uint_eq (state_of (&referrals, PL_TOLD_LADO, PL_TOLD_NOW, SEEN + 40 * HOUR_S),
                     PL_DUTY_LATE);
  take_referral (&referrals, PL_TOLD_LADO, SEEN + 2 * HOUR_S);
  take_referral (&referrals, PL_TOLD_LADO, SEEN + 35 * HOUR_S);
  ck_assert_uint_eq (state_of (&referrals, PL_TOLD_LADO, PL_TOLD_NOW, SEEN + 40 * HOUR_S),
                     PL_DUTY_DONE);
}
END_TEST

START_TEST (the_family_waits_until_the_police_were_told)
{
  PlReferrals referrals = { 0 };

  ck_assert_uint_eq (
      state_of (&referrals, PL_TOLD_FAMILY, PL_TOLD_AFTER_POLICE, SEEN + 48 * HOUR_S),
      PL_DUTY_HELD);
  take_referral (&referrals, PL_TOLD_POLICE, SEEN + 20 * HOUR_S);
  PlDutyStatus family = pl_referrals_status (&referrals, SEEN, PL_TOLD_FAMILY, PL_TOLD_AFTER_POLICE,
                                             utc, SEEN + 25 * HOUR_S);
  ck_assert_uint_eq (family.state, PL_DUTY_OPEN);
  ck_assert_int_eq (family.due, SEEN + 44 * HOUR_S);
  ck_assert_uint_eq (
      state_of (&referrals, PL_TOLD_FAMILY, PL_TOLD_AFTER_POLICE, SEEN + 45 * HOUR_S),
      PL_DUTY_OVERDUE);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_referral_reads_by_itself,
    every_party_is_known_again,
    words_that_look_like_a_referral_are_none,
    who_was_told_first_counts,
    the_family_waits_until_the_police_were_told,
    NULL,
  };

  return pl_tap_main_with ("referral", tests, 10, set_up, tear_down);
}
