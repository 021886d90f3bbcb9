/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/escalation.h"

#include "tests/tap.h"

#define BIT(role) PL_READER_BIT (PL_READER_##role)
#define FILED                                                                                      \
  G_GINT64_CONSTANT (1774659000) /* 28 March 2026, 00:50 UTC: the clocks go forward a day later */

static const PlPerson home[] = {
  { "jo", "jo", "Jo", BIT (STAFF), TRUE, TRUE },
  { "max", "max", "Max", BIT (MANAGER), FALSE, TRUE },
  { "liz", "liz", "Liz", BIT (LEAD), FALSE, TRUE },
};
static PlCare *care;
static PlRoute *route;

static void
route_of (PlConcernKind kind)
{
  PlConcernWishes wishes = { kind, PL_CHOICE_STAFF };

  g_clear_pointer (&route, pl_route_free);
  route = pl_route_new (&wishes, &(PlPeople){ home, G_N_ELEMENTS (home), TRUE });
}

static void
set_up (void)
{
  static const char text[] = "[Ordinary]\nstaff=60\nmanager=600\n[Serious]\nstaff=10\nmanager=20\n";

  care = pl_care_read ("care.conf", text, strlen (text), NULL);
  ck_assert_ptr_nonnull (care);
}

static void
tear_down (void)
{
  g_clear_pointer (&route, pl_route_free);
  g_clear_pointer (&care, pl_care_free);
}

/* After so many minutes: how many steps have it, which is next, and when. */
static void
expect (PlConcernKind kind, int seen_min, int now_min, guint n_reached, int next, int next_min)
{
  gint64 seen = seen_min < 0 ? 0 : FILED + seen_min * 60;
  PlEscalation state = pl_escalation_at (route, care, kind, FILED, seen, FILED + now_min * 60);

  ck_assert_uint_eq (state.n_reached, n_reached);
  ck_assert_int_eq (state.next, next);
  ck_assert_int_eq (state.next_at, next < 0 ? 0 : FILED + next_min * 60);
}

START_TEST (before_sending_the_child_is_told_who_reads_next_and_by_when)
{
  route_of (PL_CONCERN_TALK);
  expect (PL_CONCERN_TALK, -1, 0, 1, 1, 60);
}
END_TEST

START_TEST (an_unseen_concern_goes_from_step_to_step)
{
  route_of (PL_CONCERN_TALK);
  expect (PL_CONCERN_TALK, -1, 59, 1, 1, 60);
  expect (PL_CONCERN_TALK, -1, 60, 2, 2, 660);
  expect (PL_CONCERN_TALK, -1, 660, 3, -1, 0);
}
END_TEST

START_TEST (a_serious_kind_goes_faster)
{
  route_of (PL_CONCERN_SELF_HARM);
  expect (PL_CONCERN_SELF_HARM, -1, 10, 2, 2, 30);
}
END_TEST

START_TEST (what_was_seen_goes_no_further)
{
  route_of (PL_CONCERN_TALK);
  expect (PL_CONCERN_TALK, 30, 10000, 1, -1, 0);
  expect (PL_CONCERN_TALK, 100, 10000, 2, -1, 0);
}
END_TEST

START_TEST (about_a_member_of_staff_both_have_it_from_the_start)
{
  route_of (PL_CONCERN_STAFF_MEMBER);
  expect (PL_CONCERN_STAFF_MEMBER, -1, 0, 2, -1, 0);
}
END_TEST

START_TEST (what_one_of_them_saw_is_not_kept_from_the_other)
{
  route_of (PL_CONCERN_STAFF_MEMBER);
  expect (PL_CONCERN_STAFF_MEMBER, 0, 5, 2, -1, 0);
}
END_TEST

START_TEST (a_path_without_readers_has_no_next)
{
  PlConcernWishes wishes = { PL_CONCERN_TALK, PL_CHOICE_STAFF };

  route = pl_route_new (&wishes, &(PlPeople){ NULL, 0, TRUE });
  expect (PL_CONCERN_TALK, -1, 1000, 0, -1, 0);
}
END_TEST

START_TEST (a_clock_that_was_set_back_makes_nobody_wait_longer)
{
  PlEscalationClock clock = { .filed = FILED, .latest = FILED + 1200, .elapsed_s = 3600 };

  /* Set back by a day: the hour that was counted is over all the same. */
  ck_assert_int_eq (pl_escalation_now (&clock, FILED - 86400), FILED + 3600);
  /* The computer was off for a while: the wall clock knows of it. */
  ck_assert_int_eq (pl_escalation_now (&clock, FILED + 7200), FILED + 7200);
  /* Restarted with a clock that is behind: what was reached stays reached. */
  clock.elapsed_s = 0;
  ck_assert_int_eq (pl_escalation_now (&clock, FILED - 86400), FILED + 1200);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    before_sending_the_child_is_told_who_reads_next_and_by_when,
    an_unseen_concern_goes_from_step_to_step,
    a_serious_kind_goes_faster,
    what_was_seen_goes_no_further,
    about_a_member_of_staff_both_have_it_from_the_start,
    what_one_of_them_saw_is_not_kept_from_the_other,
    a_path_without_readers_has_no_next,
    a_clock_that_was_set_back_makes_nobody_wait_longer,
    NULL,
  };

  return pl_tap_main_with ("escalation", tests, 10, set_up, tear_down);
}
