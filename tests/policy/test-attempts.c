/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/attempts.h"
#include "tests/tap.h"

static PlAttempts attempts;

static void
set_up (void)
{
  attempts = (PlAttempts){ 0 };
}

static guint
take (const char *name, PlSeen seen, gint64 now_ms)
{
  return pl_attempts_take (&attempts, name, seen, now_ms);
}

/* What a browser that is sent to a closed site makes the two workers tell. */
START_TEST (one_visit_is_one_record_and_one_attempt)
{
  ck_assert_uint_eq (take ("bad.example", PL_SEEN_LOOKUP, 0), PL_ATTEMPT_RECORD);
  ck_assert_uint_eq (take ("bad.example", PL_SEEN_LOOKUP, 5), 0);
  ck_assert_uint_eq (take ("bad.example", PL_SEEN_CONNECTION, 20), 0);
  ck_assert_uint_eq (take ("bad.example", PL_SEEN_PAGE, 40), PL_ATTEMPT_COUNTS | PL_ATTEMPT_TELL);
  ck_assert_uint_eq (take ("bad.example", PL_SEEN_REQUEST, 60), 0);
  ck_assert_uint_eq (take ("bad.example", PL_SEEN_PAGE, 2000), 0);
}
END_TEST

START_TEST (workers_may_tell_in_any_order)
{
  ck_assert_uint_eq (take ("bad.example", PL_SEEN_PAGE, 0),
                     PL_ATTEMPT_RECORD | PL_ATTEMPT_COUNTS | PL_ATTEMPT_TELL);
  ck_assert_uint_eq (take ("bad.example", PL_SEEN_LOOKUP, 1), 0);
}
END_TEST

START_TEST (what_happens_by_itself_never_counts)
{
  for (gint64 now = 0; now < 100 * PL_ATTEMPT_SAME_MS; now += PL_ATTEMPT_SAME_MS / 7)
    for (PlSeen seen = PL_SEEN_LOOKUP; seen < PL_SEEN_PAGE; seen++)
      ck_assert_uint_eq (take ("ads.example", seen, now) & PL_ATTEMPT_COUNTS, 0);
}
END_TEST

START_TEST (later_visit_is_another_one)
{
  take ("bad.example", PL_SEEN_PAGE, 0);
  ck_assert_uint_eq (take ("bad.example", PL_SEEN_PAGE, PL_ATTEMPT_SAME_MS - 1), 0);
  ck_assert_uint_eq (take ("bad.example", PL_SEEN_PAGE, 2 * PL_ATTEMPT_SAME_MS),
                     PL_ATTEMPT_RECORD | PL_ATTEMPT_COUNTS | PL_ATTEMPT_TELL);
}
END_TEST

START_TEST (a_session_is_told_of_a_page_at_most_once_a_minute)
{
  for (PlSeen seen = PL_SEEN_LOOKUP; seen < PL_SEEN_PAGE; seen++)
    ck_assert_uint_eq (take ("ads.example", seen, 0) & PL_ATTEMPT_TELL, 0);
  ck_assert (take ("one.example", PL_SEEN_PAGE, 0) & PL_ATTEMPT_TELL);
  for (gint64 now = 1; now < PL_ATTEMPT_TELL_MS; now += PL_ATTEMPT_TELL_MS / 7) {
    g_autofree char *name = g_strdup_printf ("n%d.example", (int)now);
    ck_assert_uint_eq (take (name, PL_SEEN_PAGE, now) & PL_ATTEMPT_TELL, 0);
  }
  ck_assert (take ("two.example", PL_SEEN_PAGE, PL_ATTEMPT_TELL_MS) & PL_ATTEMPT_TELL);
  ck_assert_uint_eq (take ("one.example", PL_SEEN_PAGE, PL_ATTEMPT_TELL_MS + 1) & PL_ATTEMPT_TELL,
                     0);
}
END_TEST

START_TEST (names_are_told_apart_and_the_oldest_is_forgotten)
{
  take ("bad.example", PL_SEEN_PAGE, 0);
  ck_assert_uint_eq (take ("www.bad.example", PL_SEEN_PAGE, 0),
                     PL_ATTEMPT_RECORD | PL_ATTEMPT_COUNTS);
  for (guint i = 0; i < PL_ATTEMPT_NAMES - 1; i++) {
    g_autofree char *name = g_strdup_printf ("n%u.example", i);
    ck_assert_uint_eq (take (name, PL_SEEN_LOOKUP, 1), PL_ATTEMPT_RECORD);
  }
  ck_assert_uint_eq (take ("www.bad.example", PL_SEEN_PAGE, 2), 0);
  ck_assert_uint_eq (take ("bad.example", PL_SEEN_LOOKUP, 2), PL_ATTEMPT_RECORD);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { one_visit_is_one_record_and_one_attempt,
                                 workers_may_tell_in_any_order,
                                 what_happens_by_itself_never_counts,
                                 later_visit_is_another_one,
                                 a_session_is_told_of_a_page_at_most_once_a_minute,
                                 names_are_told_apart_and_the_oldest_is_forgotten,
                                 NULL };

  return pl_tap_main_with ("attempts", tests, 10, set_up, NULL);
}
