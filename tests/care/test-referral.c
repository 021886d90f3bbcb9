/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sodium.h>
#include <string.h>

#include "policy/care/told-duty.h"
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
take_referral_as (PlReferrals *referrals, PlTold party, const char *reference, gint64 at)
{
  g_autoptr (PlLetterHead) head = pl_letter_head_new ();

  pl_letter_head_add (head, "From", "Lee");
  pl_referral_add (head, party, "6:20 pm, PC Hall", reference);
  take (referrals, head, "keep the phone as it is", at);
}

static void
take_referral (PlReferrals *referrals, PlTold party, gint64 at)
{
  take_referral_as (referrals, party, "", at);
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
    g_auto (PlReferrals) referrals = { 0 };
    take_referral (&referrals, (PlTold)i, SEEN + 1);
    for (guint j = 0; j < PL_TOLD_PARTIES; j++)
      ck_assert_int_eq (referrals.at[j], i == j ? SEEN + 1 : 0);
  }
}
END_TEST

START_TEST (words_that_look_like_a_referral_are_none)
{
  g_autoptr (PlLetterHead) plain = pl_letter_head_new (), strange = pl_letter_head_new ();
  g_auto (PlReferrals) referrals = { 0 };
  const PlReferrals nobody = { 0 };

  pl_letter_head_add (plain, "From", "Lee");
  take (&referrals, plain, "Referred-to: The police\n\nit was me", SEEN);
  pl_letter_head_add (strange, "Referred-to", "The mayor");
  take (&referrals, strange, "hello", SEEN);
  ck_assert_mem_eq (&referrals, &nobody, sizeof referrals);
}
END_TEST

START_TEST (who_was_told_first_counts)
{
  g_auto (PlReferrals) referrals = { 0 };

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
  g_auto (PlReferrals) referrals = { 0 };

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

/* A row of Concerns.List. manager_saw: 0: they have not. */
static GVariant *
asked (const char *const *pairs, gint64 known, gint64 manager_saw)
{
  static const char *const sources[] = { "the law", NULL };
  GVariantBuilder told, row, seen;

  g_variant_builder_init (&row, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&row, "{sv}", "known", g_variant_new_int64 (known));
  g_variant_builder_init (&seen, G_VARIANT_TYPE ("a(sx)"));
  g_variant_builder_add (&seen, "(sx)", "lead", known);
  if (manager_saw > 0)
    g_variant_builder_add (&seen, "(sx)", "manager", manager_saw);
  g_variant_builder_add (&row, "{sv}", "seen", g_variant_builder_end (&seen));
  g_variant_builder_init (&told, G_VARIANT_TYPE ("aa{sv}"));
  for (; pairs[0] != NULL; pairs += 2) {
    g_variant_builder_open (&told, G_VARIANT_TYPE_VARDICT);
    g_variant_builder_add (&told, "{sv}", "to", g_variant_new_string (pairs[0]));
    g_variant_builder_add (&told, "{sv}", "when", g_variant_new_string (pairs[1]));
    g_variant_builder_add (&told, "{sv}", "sources", g_variant_new_strv (sources, -1));
    g_variant_builder_close (&told);
  }
  g_variant_builder_add (&row, "{sv}", "told", g_variant_builder_end (&told));
  return g_variant_ref_sink (g_variant_builder_end (&row));
}

START_TEST (who_must_be_told_is_listed_in_order_with_when_and_the_reference)
{
  const char *const pairs[] = { "police", "first",  "social-worker", "now", "mayor",
                                "now",    "family", "after-police",  NULL };
  g_autoptr (GVariant) row = asked (pairs, SEEN, 0);
  g_auto (PlReferrals) referrals = { 0 };

  take_referral_as (&referrals, PL_TOLD_POLICE, "CAD 4711", SEEN + HOUR_S);
  take_referral_as (&referrals, PL_TOLD_POLICE, "later", SEEN + 2 * HOUR_S);
  g_autoptr (GPtrArray) duties = pl_told_duties (row, &referrals, utc, SEEN + 25 * HOUR_S);
  const PlToldDuty *police = duties->pdata[0], *worker = duties->pdata[1],
                   *family = duties->pdata[2];
  ck_assert_uint_eq (duties->len, 3);
  ck_assert_uint_eq (police->party, PL_TOLD_POLICE);
  ck_assert_uint_eq (police->status.state, PL_DUTY_DONE);
  ck_assert_int_eq (police->at, SEEN + HOUR_S);
  ck_assert_str_eq (police->reference, "CAD 4711");
  ck_assert_str_eq (police->sources[0], "the law");
  ck_assert_uint_eq (worker->status.state, PL_DUTY_OVERDUE);
  ck_assert_int_eq (worker->status.due, SEEN + 24 * HOUR_S);
  ck_assert_str_eq (worker->reference, "");
  ck_assert_uint_eq (family->status.state, PL_DUTY_OPEN);
}
END_TEST

START_TEST (before_anybody_has_seen_it_no_time_runs)
{
  const char *const pairs[] = { "lado", "now", NULL };
  g_autoptr (GVariant) row = asked (pairs, -1, 0);
  const PlReferrals nobody = { 0 };
  g_autoptr (GPtrArray) duties = pl_told_duties (row, &nobody, utc, SEEN + 1000 * HOUR_S);

  ck_assert_uint_eq (duties->len, 1);
  ck_assert_uint_eq (((PlToldDuty *)duties->pdata[0])->status.state, PL_DUTY_OPEN);
  ck_assert_int_eq (((PlToldDuty *)duties->pdata[0])->status.due, 0);
}
END_TEST

START_TEST (a_manager_who_has_seen_it_was_told)
{
  const char *const pairs[] = { "manager", "now", "lado", "now", NULL };
  g_autoptr (GVariant) row = asked (pairs, SEEN, SEEN + 3 * HOUR_S);
  const PlReferrals nobody = { 0 };
  g_autoptr (GPtrArray) duties = pl_told_duties (row, &nobody, utc, SEEN + 30 * HOUR_S);
  const PlToldDuty *manager = duties->pdata[0], *lado = duties->pdata[1];

  ck_assert_uint_eq (duties->len, 2);
  ck_assert_uint_eq (manager->status.state, PL_DUTY_DONE);
  ck_assert_int_eq (manager->at, SEEN + 3 * HOUR_S);
  ck_assert_uint_eq (lado->status.state, PL_DUTY_OVERDUE);
}
END_TEST

START_TEST (who_was_told_besides_comes_last)
{
  const char *const pairs[] = { "social-worker", "now", NULL };
  g_autoptr (GVariant) row = asked (pairs, SEEN, 0);
  g_auto (PlReferrals) referrals = { 0 };

  take_referral_as (&referrals, PL_TOLD_MANAGER, "in the hand-over book", SEEN + HOUR_S);
  g_autoptr (GPtrArray) duties = pl_told_duties (row, &referrals, utc, SEEN + 2 * HOUR_S);
  const PlToldDuty *manager = duties->pdata[1];
  ck_assert_uint_eq (duties->len, 2);
  ck_assert_uint_eq (manager->party, PL_TOLD_MANAGER);
  ck_assert_uint_eq (manager->when, PL_TOLD_NO);
  ck_assert_uint_eq (manager->status.state, PL_DUTY_DONE);
  ck_assert_str_eq (manager->reference, "in the hand-over book");
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
    who_must_be_told_is_listed_in_order_with_when_and_the_reference,
    before_anybody_has_seen_it_no_time_runs,
    a_manager_who_has_seen_it_was_told,
    who_was_told_besides_comes_last,
    NULL,
  };

  return pl_tap_main_with ("referral", tests, 10, set_up, tear_down);
}
