/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/flags.h"

#include "policy/time/calendar.h"
#include "tests/tap.h"

#define CASES 20000

static gint64
date (int year, int month, int day)
{
  g_autoptr (GDate) made = g_date_new_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year);

  return g_date_get_julian (made);
}

/* Sam was 13 on 1 May 2025, and is 18 on 1 May 2030. */
static PlChildFacts
sam (void)
{
  return (PlChildFacts){ .born = date (2012, 5, 1),
                         .reviewed = date (2025, 5, 2),
                         .review_due = date (2030, 12, 1),
                         .consented = TRUE };
}

/* "turns-13 review-past" of a child. */
static char *
words (const PlChildFacts *facts, gint64 today)
{
  PlFlag flags[PL_FLAGS_MAX];
  guint n = pl_flags_of_child (facts, today, flags);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", pl_flag_code (flags[i].kind));
  return g_string_free (text, FALSE);
}

static void
expect (const PlChildFacts *facts, gint64 today, const char *flags)
{
  g_autofree char *held = words (facts, today);

  ck_assert_str_eq (held, flags);
}

START_TEST (a_13th_birthday_prompts_before_and_until_a_review)
{
  PlChildFacts facts = sam ();

  facts.social_until_review = TRUE;
  facts.reviewed = date (2025, 3, 1);
  expect (&facts, date (2025, 4, 2), "");
  expect (&facts, date (2025, 4, 3), "turns-13");
  expect (&facts, date (2025, 4, 30), "turns-13");
  expect (&facts, date (2025, 5, 1), "is-13");
  expect (&facts, date (2027, 5, 1), "is-13");
  facts.reviewed = date (2025, 5, 1);
  expect (&facts, date (2027, 5, 1), "");
  /* One whose profile came later was never closed for that reason. */
  facts.reviewed = 0;
  facts.social_until_review = FALSE;
  expect (&facts, date (2027, 5, 1), "");
}
END_TEST

START_TEST (an_18th_birthday_and_the_end_of_an_agreement_are_told)
{
  PlChildFacts facts = sam ();

  expect (&facts, date (2030, 4, 3), "turns-18");
  expect (&facts, date (2030, 5, 1), "is-18");
  facts.agreed_until = date (2030, 9, 1);
  expect (&facts, date (2030, 5, 1), "is-18");
  expect (&facts, date (2030, 8, 4), "is-18 agreement-ends");
  expect (&facts, date (2030, 9, 1), "is-18");
}
END_TEST

START_TEST (consent_to_monitoring_is_asked_for_while_there_is_control)
{
  PlChildFacts facts = sam ();

  facts.consented = FALSE;
  expect (&facts, date (2027, 5, 1), "no-consent");
  expect (&facts, date (2030, 5, 1), "is-18");
  facts.born = 0;
  expect (&facts, date (2027, 5, 1), "no-profile");
}
END_TEST

START_TEST (reviews_that_are_near_or_past_are_told_and_none_after_control)
{
  PlChildFacts facts = sam ();

  facts.review_due = date (2026, 3, 10);
  expect (&facts, date (2026, 3, 2), "");
  expect (&facts, date (2026, 3, 3), "review-soon");
  expect (&facts, date (2026, 3, 10), "review-soon");
  expect (&facts, date (2026, 3, 11), "review-past");
  facts.provisional = TRUE;
  expect (&facts, date (2026, 3, 2), "emergency-review");
  expect (&facts, date (2026, 3, 11), "emergency-review");
  facts.review_due = 0;
  expect (&facts, date (2026, 3, 11), "no-review");
  expect (&facts, date (2031, 3, 11), "is-18");
  facts.born = 0;
  expect (&facts, date (2026, 3, 11), "no-profile");
}
END_TEST

START_TEST (stays_and_accounts_that_end_are_told_and_shared_ones)
{
  PlChildFacts facts = sam ();
  PlStaffFacts jo = { date (2026, 3, 20), FALSE };
  PlFlag flags[PL_FLAGS_MAX];

  facts.stays_until = date (2026, 3, 4);
  expect (&facts, date (2026, 2, 28), "");
  expect (&facts, date (2026, 3, 1), "stay-ends");
  expect (&facts, date (2026, 3, 4), "stay-ended");
  ck_assert_uint_eq (pl_flags_of_staff (&jo, date (2026, 3, 6), flags), 2);
  ck_assert_int_eq (flags[0].kind, PL_FLAG_ACCOUNT_EXPIRES);
  ck_assert_int_eq (flags[0].day, jo.expires);
  ck_assert_int_eq (flags[1].kind, PL_FLAG_NO_NAME);
  jo.has_name = TRUE;
  ck_assert_uint_eq (pl_flags_of_staff (&jo, date (2026, 3, 5), flags), 0);
}
END_TEST

static gint64
some_day (GRand *rand)
{
  return date (2026, 1, 1) + g_rand_int_range (rand, 0, 200);
}

/* How old somebody is on a day, counted by years. */
static int
age (gint64 born, gint64 day)
{
  int years = -1;

  while (pl_calendar_birthday ((guint32)born, (guint)(years + 1)) <= day)
    years++;
  return years;
}

/* Will be that old in so many days, and is not yet. */
static gboolean
becomes (gint64 born, int years, gint64 today, gint64 days)
{
  for (gint64 day = today + 1; day <= today + days; day++)
    if (age (born, today) < years && age (born, day) == years)
      return TRUE;
  return FALSE;
}

static gboolean
expected (const PlChildFacts *facts, PlFlagKind kind, gint64 today)
{
  int years = age (facts->born, today);
  gboolean controlled = years < 18 || today < facts->agreed_until;

  switch (kind) {
    case PL_FLAG_TURNS_13:
      return becomes (facts->born, 13, today, PL_FLAG_BIRTHDAY_DAYS);
    case PL_FLAG_IS_13:
      return years >= 13 && controlled && facts->social_until_review &&
             (facts->reviewed == 0 || age (facts->born, facts->reviewed) < 13);
    case PL_FLAG_TURNS_18:
      return becomes (facts->born, 18, today, PL_FLAG_BIRTHDAY_DAYS);
    case PL_FLAG_IS_18:
      return years >= 18;
    case PL_FLAG_EMERGENCY_REVIEW:
      return controlled && facts->review_due != 0 && facts->provisional;
    case PL_FLAG_REVIEW_PAST:
      return controlled && facts->review_due != 0 && !facts->provisional &&
             facts->review_due < today;
    case PL_FLAG_NO_REVIEW:
      return controlled && facts->review_due == 0;
    case PL_FLAG_NO_CONSENT:
      return controlled && !facts->consented;
    case PL_FLAG_STAY_ENDED:
      return facts->stays_until != 0 && facts->stays_until <= today;
    default:
      return FALSE;
  }
}

START_TEST (flags_hold_as_counted_day_by_day)
{
  static const PlFlagKind kinds[] = { PL_FLAG_TURNS_13,    PL_FLAG_IS_13,
                                      PL_FLAG_TURNS_18,    PL_FLAG_IS_18,
                                      PL_FLAG_NO_REVIEW,   PL_FLAG_EMERGENCY_REVIEW,
                                      PL_FLAG_REVIEW_PAST, PL_FLAG_NO_CONSENT,
                                      PL_FLAG_STAY_ENDED };
  g_autoptr (GRand) rand = g_rand_new_with_seed (13);

  for (int i = 0; i < CASES; i++) {
    gint64 today = some_day (rand);
    PlChildFacts facts = {
      .born = some_day (rand) - 365 * g_rand_int_range (rand, 12, 20),
      .agreed_until = g_rand_boolean (rand) ? some_day (rand) : 0,
      .social_until_review = g_rand_boolean (rand),
      .reviewed = g_rand_boolean (rand) ? some_day (rand) : 0,
      .review_due = g_rand_boolean (rand) ? some_day (rand) : 0,
      .provisional = g_rand_boolean (rand),
      .consented = g_rand_boolean (rand),
      .stays_until = g_rand_boolean (rand) ? some_day (rand) : 0,
    };
    g_autofree char *held = words (&facts, today);
    g_auto (GStrv) codes = g_strsplit (held, " ", -1);
    for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
      ck_assert_msg (g_strv_contains ((const char *const *)codes, pl_flag_code (kinds[k])) ==
                         expected (&facts, kinds[k], today),
                     "case %d: %s: %s", i, pl_flag_code (kinds[k]), held);
  }
}
END_TEST

START_TEST (codes_are_read_as_written)
{
  for (PlFlagKind kind = 0; kind < PL_FLAG_KINDS; kind++) {
    PlFlagKind read;
    ck_assert (pl_flag_parse (pl_flag_code (kind), &read));
    ck_assert_int_eq (read, kind);
  }
  ck_assert (!pl_flag_parse ("turns-14", &(PlFlagKind){ 0 }));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_13th_birthday_prompts_before_and_until_a_review,
    an_18th_birthday_and_the_end_of_an_agreement_are_told,
    consent_to_monitoring_is_asked_for_while_there_is_control,
    reviews_that_are_near_or_past_are_told_and_none_after_control,
    stays_and_accounts_that_end_are_told_and_shared_ones,
    flags_hold_as_counted_day_by_day,
    codes_are_read_as_written,
    NULL,
  };

  return pl_tap_main ("flags", tests, 30);
}
