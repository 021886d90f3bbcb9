/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/care.h"
#include "policy/care/guidance.h"

#include <string.h>

#include "policy/error.h"
#include "policy/time/timestamp.h"
#include "tests/tap.h"

static PlCare *care;
static GTimeZone *london;

static void
set_up (void)
{
  care = pl_care_read (NULL, NULL, 0, NULL);
  london = g_time_zone_new_identifier ("Europe/London");
}

static void
tear_down (void)
{
  g_clear_pointer (&care, pl_care_free);
  g_clear_pointer (&london, g_time_zone_unref);
}

static gint64
at (const char *time)
{
  PlTimestamp read;

  ck_assert_msg (pl_timestamp_parse (time, &read), "%s", time);
  return pl_timestamp_instant (&read, london);
}

START_TEST (every_kind_is_known_by_its_code_and_just_to_talk_comes_first)
{
  PlConcernKind kind = PL_CONCERN_OTHER;

  ck_assert (!pl_concern_kind_parse ("homework", &kind));
  for (guint i = 0; i < PL_CONCERN_KINDS; i++) {
    const char *text = pl_concern_kind_text ((PlConcernKind)i, pl_language_english ());
    ck_assert (pl_concern_kind_parse (pl_concern_kind_code ((PlConcernKind)i), &kind));
    ck_assert_uint_eq (kind, i);
    ck_assert_uint_gt (strlen (text), 0);
  }
  ck_assert_str_eq (pl_concern_kind_text ((PlConcernKind)0, pl_language_english ()),
                    "I just want to talk");
  ck_assert_uint_eq (pl_concern_kind_asks (PL_CONCERN_TALK), 0);
}
END_TEST

START_TEST (the_kinds_of_harm_from_others_and_of_self_harm_are_serious)
{
  static const char serious[] = "stranger pictures shared self-harm meeting staff-member ";
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < PL_CONCERN_KINDS; i++)
    if (pl_care_is_serious (care, (PlConcernKind)i))
      g_string_append_printf (got, "%s ", pl_concern_kind_code ((PlConcernKind)i));
  ck_assert_str_eq (got->str, serious);
}
END_TEST

/* C10: police advice first; social worker, LADO and Ofsted now; the family after that advice. */
START_TEST (of_a_serious_kind_the_police_advise_first_and_the_family_hears_after_that)
{
  static const char first[] = "police manager social-worker lado ";

  for (guint kind = 0; kind < PL_CONCERN_KINDS; kind++) {
    PlTold order[PL_TOLD_PARTIES];
    g_autoptr (GString) got = g_string_new (NULL);
    if (!pl_care_is_serious (care, (PlConcernKind)kind))
      continue;
    guint n = pl_care_told_order (care, (PlConcernKind)kind, 0, order);
    for (guint i = 0; i < n; i++)
      g_string_append_printf (got, "%s ", pl_told_code (order[i]));
    ck_assert_msg (g_str_has_prefix (got->str, first), "%s", got->str);
    ck_assert_ptr_nonnull (strstr (got->str, "ofsted family "));
    ck_assert_uint_eq (pl_care_told_when (care, (PlConcernKind)kind, PL_TOLD_LADO), PL_TOLD_NOW);
    ck_assert_uint_eq (pl_care_told_when (care, (PlConcernKind)kind, PL_TOLD_FAMILY),
                       PL_TOLD_AFTER_POLICE);
  }
}
END_TEST

START_TEST (a_manager_whom_it_is_about_is_not_told)
{
  PlTold order[PL_TOLD_PARTIES];
  guint n =
      pl_care_told_order (care, PL_CONCERN_STAFF_MEMBER, PL_READER_BIT (PL_READER_MANAGER), order);

  ck_assert_uint_gt (n, 0);
  for (guint i = 0; i < n; i++)
    ck_assert_uint_ne (order[i], PL_TOLD_MANAGER);
}
END_TEST

START_TEST (whatever_ships_names_its_source)
{
  for (guint kind = 0; kind < PL_CONCERN_KINDS; kind++)
    for (guint party = 0; party < PL_TOLD_PARTIES; party++)
      if (pl_care_told_when (care, (PlConcernKind)kind, (PlTold)party) != PL_TOLD_NO)
        ck_assert_ptr_nonnull (pl_care_told_sources (care, (PlConcernKind)kind, (PlTold)party)[0]);
  ck_assert_ptr_nonnull (strstr (
      pl_care_told_sources (care, PL_CONCERN_STAFF_MEMBER, PL_TOLD_OFSTED)[1], "regulation 40"));
}
END_TEST

START_TEST (a_home_changes_what_ships_key_by_key)
{
  static const char text[] = "[Sources]\nours=Our placement plan\n"
                             "[bullying]\nSerious=true\nfamily=decide;ours\nlado=now\n"
                             "[Serious]\nstaff=5\n";
  g_autoptr (PlCare) own = pl_care_read ("care.conf", text, strlen (text), NULL);

  ck_assert_ptr_nonnull (own);
  ck_assert (pl_care_is_serious (own, PL_CONCERN_BULLYING));
  ck_assert_int_eq (pl_care_minutes (own, PL_CONCERN_BULLYING, PL_READER_STAFF), 5);
  ck_assert_int_eq (pl_care_minutes (own, PL_CONCERN_TALK, PL_READER_STAFF), 120);
  ck_assert_uint_eq (pl_care_told_when (own, PL_CONCERN_BULLYING, PL_TOLD_FAMILY), PL_TOLD_DECIDE);
  ck_assert_str_eq (pl_care_told_sources (own, PL_CONCERN_BULLYING, PL_TOLD_FAMILY)[0],
                    "Our placement plan");
  ck_assert_ptr_null (pl_care_told_sources (own, PL_CONCERN_BULLYING, PL_TOLD_LADO)[0]);
  ck_assert_uint_eq (pl_care_told_when (own, PL_CONCERN_BULLYING, PL_TOLD_MANAGER), PL_TOLD_DAY);
}
END_TEST

START_TEST (what_a_home_got_wrong_is_refused_with_its_line)
{
  static const struct {
    const char *text, *error;
  } cases[] = {
    { "[Kitchen]\n", "care.conf:1: unknown section [Kitchen]" },
    { "[talk]\nmayor=now\n", "care.conf:2: unknown key \"mayor\" in [talk]" },
    { "[talk]\nfamily=soon\n",
      "care.conf:2: family=soon does not begin with one of: first, now, day, "
      "after-police, decide, no" },
    { "[talk]\nfamily=\n", "care.conf:2: family= does not begin with one of: first, now, day, "
                           "after-police, decide, no" },
    { "[talk]\nfamily=now;law\n", "care.conf:2: there is no \"law\" in [Sources]" },
    { "[talk]\n\nfamily=after-police\n",
      "care.conf:3: family waits for the police, who are not asked in [talk]" },
    { "[stranger]\npolice=no\n",
      "care.conf:1: family waits for the police, who are not asked in [stranger]" },
    { "[self-harm]\nSerious=false\n",
      "care.conf:2: [self-harm] is serious, and cannot be made less" },
    { "[Serious]\nstaff=4\n", "care.conf:2: staff=4 is not a whole number from 5 to 10080" },
    { "[Serious]\nstaff=121\n",
      "care.conf:2: staff has longer for what is serious (121 minutes) than "
      "for the rest (120)" },
    { "[Ordinary]\nstaff=29\n",
      "care.conf:2: staff has longer for what is serious (30 minutes) than "
      "for the rest (29)" },
    { "[Ordinary]\ncook=29\n", "care.conf:2: unknown key \"cook\" in [Ordinary]" },
    { "[Sources]\nA=b\n", "care.conf:2: \"A\" is not of the form [a-z][a-z0-9-]*" },
    { "[Sources]\na=\n", "care.conf:2: a names no source" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    ck_assert_ptr_null (pl_care_read ("care.conf", cases[i].text, strlen (cases[i].text), &error));
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
    ck_assert_str_eq (error->message, cases[i].error);
  }
}
END_TEST

static void
expect_told (const PlToldClock *clock, PlTold party, PlToldWhen when, const char *expected)
{
  PlDutyStatus status = pl_told_status (clock, party, when, 0, london, at ("2026-03-04T12:00"));
  g_autofree char *due =
      status.due == 0 ? g_strdup ("-") : pl_timestamp_format (status.due, london);
  g_autofree char *got = g_strdup_printf ("%s %.16s", pl_duty_state_code (status.state), due);

  ck_assert_str_eq (got, expected);
}

START_TEST (who_was_not_told_within_a_day_is_overdue)
{
  PlToldClock clock = { .known = at ("2026-03-03T13:00") };

  expect_told (&clock, PL_TOLD_LADO, PL_TOLD_NOW, "open 2026-03-04T13:00");
  clock.known = at ("2026-03-03T11:59");
  expect_told (&clock, PL_TOLD_LADO, PL_TOLD_NOW, "overdue 2026-03-04T11:59");
  expect_told (&clock, PL_TOLD_PREVENT, PL_TOLD_DECIDE, "open -");
}
END_TEST

START_TEST (the_family_waits_for_the_police_and_for_a_hold)
{
  PlToldClock clock = { .known = at ("2026-03-02T09:00") };

  expect_told (&clock, PL_TOLD_FAMILY, PL_TOLD_AFTER_POLICE, "held -");
  expect_told (&clock, PL_TOLD_FAMILY, PL_TOLD_DAY, "overdue 2026-03-03T09:00");
  clock.police_advice = at ("2026-03-04T10:00");
  expect_told (&clock, PL_TOLD_FAMILY, PL_TOLD_AFTER_POLICE, "open 2026-03-05T10:00");
  clock.hold_from = at ("2026-03-04T10:00");
  expect_told (&clock, PL_TOLD_FAMILY, PL_TOLD_AFTER_POLICE, "held -");
  expect_told (&clock, PL_TOLD_SOCIAL_WORKER, PL_TOLD_NOW, "overdue 2026-03-03T09:00");
  clock.hold_until = at ("2026-03-06T10:00");
  expect_told (&clock, PL_TOLD_FAMILY, PL_TOLD_AFTER_POLICE, "held 2026-03-07T10:00");
}
END_TEST

START_TEST (who_was_told_was_told_in_time_or_late)
{
  PlToldClock clock = { .known = at ("2026-03-02T09:00") };

  ck_assert_uint_eq (pl_told_status (&clock, PL_TOLD_LADO, PL_TOLD_NOW, at ("2026-03-03T09:00"),
                                     london, at ("2026-03-09T09:00"))
                         .state,
                     PL_DUTY_DONE);
  ck_assert_uint_eq (pl_told_status (&clock, PL_TOLD_LADO, PL_TOLD_NOW, at ("2026-03-03T09:01"),
                                     london, at ("2026-03-09T09:00"))
                         .state,
                     PL_DUTY_LATE);
}
END_TEST

START_TEST (parties_and_times_are_known_by_their_codes)
{
  PlTold party;
  PlToldWhen when;

  for (guint i = 0; i < PL_TOLD_PARTIES; i++) {
    ck_assert (pl_told_parse (pl_told_code ((PlTold)i), &party));
    ck_assert_uint_eq (party, i);
    ck_assert_uint_gt (strlen (pl_told_name ((PlTold)i)), 0);
  }
  for (guint i = 0; i <= PL_TOLD_NO; i++) {
    ck_assert (pl_told_when_parse (pl_told_when_code ((PlToldWhen)i), &when));
    ck_assert_uint_eq (when, i);
  }
  ck_assert (!pl_told_parse ("mayor", &party));
  ck_assert (!pl_told_when_parse ("soon", &when));
}
END_TEST

/* All that is said of a kind. Transfer full. */
static char *
guidance (PlConcernKind kind)
{
  g_autofree const char **sentences = pl_guidance_for (kind);

  return g_strjoinv ("\n", (char **)sentences);
}

START_TEST (guidance_says_for_every_kind_what_not_to_do)
{
  for (guint kind = 0; kind < PL_CONCERN_KINDS; kind++) {
    g_autofree char *all = guidance ((PlConcernKind)kind);
    ck_assert_ptr_nonnull (strstr (all, "Do not promise"));
    ck_assert_ptr_nonnull (strstr (all, "Do not look at"));
    ck_assert_ptr_nonnull (strstr (all, "Never ask for a password"));
  }
  g_autofree char *harm = guidance (PL_CONCERN_SELF_HARM), *other = guidance (PL_CONCERN_OTHER);
  ck_assert_ptr_nonnull (strstr (harm, "Stay with the child"));
  ck_assert_ptr_null (strstr (other, "Stay with the child"));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    every_kind_is_known_by_its_code_and_just_to_talk_comes_first,
    the_kinds_of_harm_from_others_and_of_self_harm_are_serious,
    of_a_serious_kind_the_police_advise_first_and_the_family_hears_after_that,
    a_manager_whom_it_is_about_is_not_told,
    whatever_ships_names_its_source,
    a_home_changes_what_ships_key_by_key,
    what_a_home_got_wrong_is_refused_with_its_line,
    who_was_not_told_within_a_day_is_overdue,
    the_family_waits_for_the_police_and_for_a_hold,
    who_was_told_was_told_in_time_or_late,
    parties_and_times_are_known_by_their_codes,
    guidance_says_for_every_kind_what_not_to_do,
    NULL,
  };

  return pl_tap_main_with ("care", tests, 10, set_up, tear_down);
}
