/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/time/time-up.h"

#include "tests/tap.h"

#define MINUTE 60000

static PlTimeEnd *end;
static GString *done;
static gint64 now_ms;
static gboolean online;
static gint64 until_ms;
static gboolean stands;
static PlTimeUp action;
static PlTimeEndSession sessions[4];
static guint n_sessions;

static void
notice (gpointer data, PlNotice what, gint64 in_ms)
{
  static const char *const names[] = { "", "time", "leave", "visit", "begins" };

  g_string_append_printf (done, "%s%d ", names[what], (int)(in_ms / 1000));
}

static void
lock (gpointer data, const char *session)
{
  g_string_append_printf (done, "lock-%s ", session);
  for (guint i = 0; i < n_sessions; i++)
    if (g_str_equal (sessions[i].id, session))
      sessions[i].locked = TRUE;
}

static void
finish (gpointer data, const char *session)
{
  g_string_append_printf (done, "end-%s ", session);
}

static gint64
step (void)
{
  static const PlTimeEndDeeds deeds = { notice, lock, finish };
  PlTimeEndInput input = { now_ms, online, until_ms, stands, action, n_sessions, sessions };

  return pl_time_end_step (end, &input, &deeds, NULL);
}

/* Lives until a time, waking up only when asked to; what was done, with the minutes between. */
static void
live_until (gint64 last_ms)
{
  gint64 next = step ();

  while (next <= last_ms) {
    ck_assert_int_gt (next, now_ms);
    now_ms = next;
    if (online && now_ms >= until_ms)
      online = FALSE;
    next = step ();
  }
  now_ms = last_ms;
  if (online && now_ms >= until_ms)
    online = FALSE;
  step ();
}

static const char *
what_was_done (void)
{
  static char *said;

  g_free (said);
  said = g_strdup (g_strchomp (done->str));
  g_string_truncate (done, 0);
  return said;
}

static void
set_up (void)
{
  end = pl_time_end_new (PL_VISIT_MS);
  done = g_string_new (NULL);
  now_ms = 0;
  online = TRUE;
  until_ms = 60 * MINUTE;
  stands = FALSE;
  action = PL_TIME_UP_INTERNET_OFF;
  n_sessions = 1;
  sessions[0] = (PlTimeEndSession){ "1", FALSE };
}

static void
tear_down (void)
{
  g_clear_pointer (&end, pl_time_end_free);
  g_string_free (done, TRUE);
}

START_TEST (a_child_is_warned_15_and_5_and_1_minutes_before_the_end)
{
  live_until (60 * MINUTE - 1);
  ck_assert_str_eq (what_was_done (), "time900 time300 time60");
  live_until (300 * MINUTE);
  ck_assert_str_eq (what_was_done (), "");
}
END_TEST

START_TEST (who_comes_late_is_told_once_how_much_is_left)
{
  until_ms = 200000;
  step ();
  step ();
  ck_assert_str_eq (what_was_done (), "time200");
}
END_TEST

START_TEST (more_time_is_warned_of_again)
{
  live_until (56 * MINUTE);
  ck_assert_str_eq (what_was_done (), "time900 time300");
  until_ms += 10 * MINUTE;
  live_until (until_ms - 1);
  ck_assert_str_eq (what_was_done (), "time300 time60");
}
END_TEST

START_TEST (time_that_stands_for_a_while_is_not_warned_of_anew)
{
  live_until (56 * MINUTE);
  ck_assert_str_eq (what_was_done (), "time900 time300");
  for (int i = 0; i < 4; i++) {
    gint64 left_ms = until_ms - now_ms;
    until_ms = i % 2 == 0 ? G_MAXINT64 : now_ms + 300 * MINUTE;
    stands = TRUE;
    step ();
    now_ms += MINUTE;
    stands = FALSE;
    until_ms = now_ms + left_ms;
    step ();
  }
  ck_assert_str_eq (what_was_done (), "");
  live_until (until_ms - 1);
  ck_assert_str_eq (what_was_done (), "time60");
}
END_TEST

START_TEST (nobody_is_warned_who_is_not_there)
{
  n_sessions = 0;
  live_until (60 * MINUTE);
  ck_assert_str_eq (what_was_done (), "");
}
END_TEST

START_TEST (a_session_is_locked_and_unlocked_it_is_a_help_visit)
{
  action = PL_TIME_UP_LOCK;
  live_until (60 * MINUTE);
  ck_assert_str_eq (what_was_done (), "time900 time300 time60 lock-1");
  live_until (90 * MINUTE);
  ck_assert_str_eq (what_was_done (), "");
  for (int i = 0; i < 2; i++) {
    sessions[0].locked = FALSE;
    live_until (now_ms + 15 * MINUTE - 1);
    ck_assert_str_eq (what_was_done (), "begins900 visit60");
    live_until (now_ms + 1);
    ck_assert_str_eq (what_was_done (), "lock-1");
    step ();
  }
}
END_TEST

START_TEST (a_session_is_ended_after_a_last_minute)
{
  action = PL_TIME_UP_END_SESSION;
  live_until (60 * MINUTE);
  ck_assert_str_eq (what_was_done (), "time900 time300 time60 leave60");
  live_until (61 * MINUTE - 1);
  ck_assert_str_eq (what_was_done (), "");
  live_until (61 * MINUTE);
  ck_assert_str_eq (what_was_done (), "end-1");
}
END_TEST

START_TEST (more_time_in_the_last_minute_saves_the_session)
{
  action = PL_TIME_UP_END_SESSION;
  live_until (60 * MINUTE + 1000);
  what_was_done ();
  online = TRUE;
  until_ms = 200 * MINUTE;
  live_until (100 * MINUTE);
  ck_assert_str_eq (what_was_done (), "");
}
END_TEST

START_TEST (a_log_in_out_of_hours_is_a_visit_and_the_open_session_stays)
{
  for (int i = 0; i < 3; i++) {
    tear_down ();
    set_up ();
    action = (PlTimeUp[]){ PL_TIME_UP_INTERNET_OFF, PL_TIME_UP_END_SESSION, PL_TIME_UP_LOCK }[i];
    n_sessions = 0;
    online = FALSE;
    step ();
    n_sessions = 1;
    live_until (14 * MINUTE - 1);
    ck_assert_str_eq (what_was_done (), "begins900");
    live_until (15 * MINUTE);
    ck_assert_str_eq (what_was_done (), i == 2 ? "visit60 lock-1" : "visit60 end-1");
  }
}
END_TEST

START_TEST (time_that_comes_back_makes_a_visit_an_ordinary_session)
{
  online = FALSE;
  n_sessions = 0;
  step ();
  n_sessions = 1;
  step ();
  now_ms = 10 * MINUTE;
  online = TRUE;
  until_ms = G_MAXINT64;
  live_until (60 * MINUTE);
  ck_assert_str_eq (what_was_done (), "begins900");
  ck_assert (pl_time_end_visit (end) == G_MAXINT64);
}
END_TEST

START_TEST (a_visit_is_known_while_it_lasts_and_no_longer)
{
  step ();
  ck_assert (pl_time_end_visit (end) == G_MAXINT64);
  online = FALSE;
  n_sessions = 0;
  step ();
  n_sessions = 1;
  now_ms = 2 * MINUTE;
  step ();
  ck_assert_int_eq (pl_time_end_visit (end), 17 * MINUTE);
  live_until (17 * MINUTE);
  ck_assert (pl_time_end_visit (end) == G_MAXINT64);
}
END_TEST

START_TEST (beside_a_session_that_stayed_open_it_is_no_visit)
{
  step ();
  online = FALSE;
  step ();
  sessions[1] = (PlTimeEndSession){ "2", FALSE };
  n_sessions = 2;
  step ();
  ck_assert (pl_time_end_visit (end) == G_MAXINT64);
  sessions[0].locked = TRUE;
  step ();
  ck_assert_int_eq (pl_time_end_visit (end), now_ms + 15 * MINUTE);
}
END_TEST

START_TEST (a_child_ends_a_visit_and_may_begin_another)
{
  action = PL_TIME_UP_LOCK;
  ck_assert (!pl_time_end_leave_visit (end, now_ms));
  live_until (60 * MINUTE);
  sessions[0].locked = FALSE;
  step ();
  what_was_done ();
  now_ms += MINUTE;
  ck_assert (pl_time_end_leave_visit (end, now_ms));
  step ();
  ck_assert_str_eq (what_was_done (), "lock-1");
  step ();
  ck_assert (!pl_time_end_leave_visit (end, now_ms));
  sessions[0].locked = FALSE;
  step ();
  ck_assert_str_eq (what_was_done (), "begins900");
}
END_TEST

START_TEST (a_child_stays_longer_as_often_as_needed_and_is_warned_each_time)
{
  action = PL_TIME_UP_END_SESSION;
  ck_assert (!pl_time_end_extend_visit (end, now_ms));
  n_sessions = 0;
  online = FALSE;
  step ();
  n_sessions = 1;
  for (int i = 0; i < 3; i++) {
    live_until (now_ms + 14 * MINUTE + 30000);
    ck_assert_str_eq (what_was_done (), i == 0 ? "begins900 visit60" : "visit60");
    ck_assert (pl_time_end_extend_visit (end, now_ms));
    ck_assert_int_eq (pl_time_end_visit (end), now_ms + 15 * MINUTE);
  }
  live_until (now_ms + 15 * MINUTE);
  ck_assert_str_eq (what_was_done (), "visit60 end-1");
  ck_assert (!pl_time_end_extend_visit (end, now_ms));
}
END_TEST

START_TEST (a_minute_that_is_left_to_save_work_is_no_visit_to_be_extended)
{
  action = PL_TIME_UP_END_SESSION;
  live_until (60 * MINUTE);
  ck_assert (!pl_time_end_extend_visit (end, now_ms));
  what_was_done ();
  live_until (61 * MINUTE);
  ck_assert_str_eq (what_was_done (), "end-1");
}
END_TEST

START_TEST (an_agent_that_starts_again_throws_nobody_out_at_once)
{
  online = FALSE;
  step ();
  live_until (10 * MINUTE);
  ck_assert_str_eq (what_was_done (), "");
  live_until (500 * MINUTE);
  ck_assert_str_eq (what_was_done (), "");
}
END_TEST

/* The agent ends, and another takes its place. */
static void
start_again (void)
{
  g_autoptr (GVariant) kept = g_variant_ref_sink (pl_time_end_keep (end));

  ck_assert (g_variant_is_of_type (kept, G_VARIANT_TYPE (PL_TIME_END_KEPT)));
  pl_time_end_free (end);
  end = pl_time_end_new (PL_VISIT_MS);
  pl_time_end_resume (end, kept);
}

START_TEST (a_visit_goes_on_through_a_new_start_of_the_agent_and_ends_when_it_was_to)
{
  online = FALSE;
  n_sessions = 0;
  step ();
  n_sessions = 1;
  live_until (14 * MINUTE + 30000);
  ck_assert_str_eq (what_was_done (), "begins900 visit60");
  start_again ();
  ck_assert_int_eq (pl_time_end_visit (end), 15 * MINUTE);
  sessions[1] = (PlTimeEndSession){ "2", FALSE };
  n_sessions = 2;
  step ();
  ck_assert_str_eq (what_was_done (), "begins900");
  ck_assert_int_eq (pl_time_end_visit (end), now_ms + 15 * MINUTE);
  live_until (15 * MINUTE);
  ck_assert_str_eq (what_was_done (), "end-1");
}
END_TEST

START_TEST (an_ordinary_session_is_none_after_a_new_start)
{
  live_until (56 * MINUTE);
  ck_assert_str_eq (what_was_done (), "time900 time300");
  start_again ();
  live_until (60 * MINUTE);
  ck_assert_str_eq (what_was_done (), "time60");
  start_again ();
  live_until (300 * MINUTE);
  ck_assert_str_eq (what_was_done (), "");
  ck_assert (pl_time_end_visit (end) == G_MAXINT64);
}
END_TEST

START_TEST (a_session_that_is_met_when_time_is_up_is_a_visit_also_where_it_ended_unseen)
{
  action = PL_TIME_UP_LOCK;
  n_sessions = 0;
  online = TRUE;
  step ();
  sessions[0].locked = FALSE;
  n_sessions = 1;
  start_again ();
  now_ms = 70 * MINUTE;
  online = FALSE;
  step ();
  ck_assert_str_eq (what_was_done (), "begins900");
}
END_TEST

START_TEST (nothing_is_due_while_nothing_is_near)
{
  until_ms = G_MAXINT64;
  ck_assert (step () == G_MAXINT64);
  online = FALSE;
  ck_assert (step () == G_MAXINT64);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_child_is_warned_15_and_5_and_1_minutes_before_the_end,
    who_comes_late_is_told_once_how_much_is_left,
    more_time_is_warned_of_again,
    time_that_stands_for_a_while_is_not_warned_of_anew,
    nobody_is_warned_who_is_not_there,
    a_session_is_locked_and_unlocked_it_is_a_help_visit,
    a_session_is_ended_after_a_last_minute,
    more_time_in_the_last_minute_saves_the_session,
    a_log_in_out_of_hours_is_a_visit_and_the_open_session_stays,
    time_that_comes_back_makes_a_visit_an_ordinary_session,
    a_visit_is_known_while_it_lasts_and_no_longer,
    beside_a_session_that_stayed_open_it_is_no_visit,
    a_child_ends_a_visit_and_may_begin_another,
    a_child_stays_longer_as_often_as_needed_and_is_warned_each_time,
    a_minute_that_is_left_to_save_work_is_no_visit_to_be_extended,
    an_agent_that_starts_again_throws_nobody_out_at_once,
    a_visit_goes_on_through_a_new_start_of_the_agent_and_ends_when_it_was_to,
    an_ordinary_session_is_none_after_a_new_start,
    a_session_that_is_met_when_time_is_up_is_a_visit_also_where_it_ended_unseen,
    nothing_is_due_while_nothing_is_near,
    NULL,
  };

  return pl_tap_main_with ("time-up", tests, 10, set_up, tear_down);
}
