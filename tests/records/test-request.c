/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/request.h"

#include <string.h>

#include "policy/error.h"
#include "tests/records/stand.h"

static gint64
ask_site (const char *child, const char *site)
{
  gint64 id = pl_request_add (store, child, PL_REQUEST_SITE, site, 0, "for homework", NULL);

  ck_assert_int_gt (id, 0);
  return id;
}

static gboolean
answer (gint64 id, PlRequestState state, PlRequestScope scope, gint64 until_ms)
{
  PlRequestDecision decision = { id, state, "we talked about it", scope, until_ms };

  return pl_request_decide (store, &jo, &decision, NULL);
}

static char *
allowed (const char *child)
{
  g_auto (GStrv) sites = pl_request_allowed_sites (store, child, stand_time.wall_ms, NULL);

  return g_strjoinv (" ", sites);
}

START_TEST (what_is_asked_is_kept_as_it_was_asked)
{
  gint64 id = pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 30, "to finish a film", NULL);
  g_autoptr (PlRequest) request = pl_request_get (store, id, NULL);

  ck_assert_str_eq (request->child, "sam");
  ck_assert_int_eq (request->kind, PL_REQUEST_TIME);
  ck_assert_str_eq (request->site, "");
  ck_assert_uint_eq (request->minutes, 30);
  ck_assert_str_eq (request->words, "to finish a film");
  ck_assert_int_eq (request->made_ms, STAND_NOW_MS);
  ck_assert_int_eq (request->state, PL_REQUEST_OPEN);
}
END_TEST

/* U+202E: "no" would be read as "on"; U+2067: so would what stands behind it. What is copied from elsewhere ends its isolates. */
START_TEST (words_that_others_would_read_another_way_round_are_refused)
{
  static const char *const turned[] = { "\u202Eon", "a \u202Dfilm", "\u202B30\u202C", "\u2067film",
                                        "film\u2069 \u2066" };

  for (gsize i = 0; i < G_N_ELEMENTS (turned); i++) {
    g_autoptr (GError) error = NULL;
    ck_assert_int_eq (pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 30, turned[i], &error),
                      0);
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  }
  ck_assert_int_gt (
      pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 30, "\u2068فيلم\u2069 \u200F30", NULL),
      0);
}
END_TEST

START_TEST (asking_again_for_what_is_open_is_the_same_request)
{
  gint64 id = ask_site ("sam", "example.org");

  ck_assert_int_eq (ask_site ("sam", "example.org"), id);
  ck_assert_int_ne (ask_site ("sam", "example.net"), id);
  ck_assert_int_ne (ask_site ("alex", "example.org"), id);
  ck_assert (answer (id, PL_REQUEST_DENIED, PL_REQUEST_SCOPE_NONE, 0));
  ck_assert_int_ne (ask_site ("sam", "example.org"), id);
}
END_TEST

START_TEST (a_child_cannot_ask_without_end)
{
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < PL_REQUESTS_OPEN_MAX; i++) {
    g_autofree char *site = g_strdup_printf ("site-%d.example", i);
    ask_site ("sam", site);
  }
  ck_assert_int_eq (pl_request_add (store, "sam", PL_REQUEST_SITE, "more.example", 0, "", &error),
                    0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_LIMIT));
  ask_site ("alex", "more.example");
}
END_TEST

static gint64
open_site (const char *child, PlRequestScope scope, gint64 until_ms)
{
  const PlSiteOpening opening = { child, "example.org", scope, until_ms, "for his art class" };

  return pl_request_open_site (store, &jo, &opening, NULL);
}

static void
assert_allowed (const char *child, const char *expected)
{
  g_autofree char *sites = allowed (child);

  ck_assert_str_eq (sites, expected);
}

START_TEST (staff_open_a_site_unasked)
{
  ck_assert_int_gt (open_site ("sam", PL_REQUEST_SCOPE_TIME, STAND_NOW_MS + 1000), 0);
  assert_allowed ("sam", "example.org");
  stand_time.wall_ms += 1000;
  assert_allowed ("sam", "");
  ck_assert_int_gt (open_site ("", PL_REQUEST_SCOPE_HOME, 0), 0);
  assert_allowed ("alex", "example.org");
}
END_TEST

START_TEST (what_does_not_fit_opens_nothing)
{
  ck_assert_int_eq (open_site ("", PL_REQUEST_SCOPE_CHILD, 0), 0);
  ck_assert_int_eq (open_site ("sam", PL_REQUEST_SCOPE_HOME, 0), 0);
  ck_assert_int_eq (open_site ("sam", PL_REQUEST_SCOPE_NONE, 0), 0);
  ck_assert_int_eq (open_site ("sam", PL_REQUEST_SCOPE_TIME, 0), 0);
  ck_assert_int_eq (open_site ("sam", PL_REQUEST_SCOPE_TIME, STAND_NOW_MS), 0);
  assert_allowed ("sam", "");
}
END_TEST

START_TEST (opening_what_a_child_has_asked_for_answers_the_child)
{
  gint64 id = ask_site ("sam", "example.org");

  ck_assert_int_eq (open_site ("sam", PL_REQUEST_SCOPE_CHILD, 0), id);
  g_autoptr (PlRequest) request = pl_request_get (store, id, NULL);
  ck_assert_int_eq (request->state, PL_REQUEST_GRANTED);
  ck_assert_str_eq (request->reason, "for his art class");
}
END_TEST

START_TEST (a_mistake_is_taken_back_for_a_quarter_of_an_hour)
{
  g_autoptr (GError) error = NULL;
  gint64 id = open_site ("", PL_REQUEST_SCOPE_HOME, 0);
  gint64 later = open_site ("sam", PL_REQUEST_SCOPE_CHILD, 0);

  ck_assert (pl_request_close_site (store, &jo, id, "another site was meant", NULL));
  assert_allowed ("alex", "");
  stand_time.wall_ms += PL_SITE_UNDO_MS + 1;
  ck_assert (!pl_request_close_site (store, &jo, later, "another site was meant", &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_DENIED));
  assert_allowed ("sam", "example.org");
}
END_TEST

/* Undo, pressed twice; or pressed by two. */
START_TEST (what_is_closed_again_keeps_its_end_and_is_on_record_once)
{
  gint64 id = open_site ("sam", PL_REQUEST_SCOPE_CHILD, 0);
  gint64 closed_ms = stand_time.wall_ms += 1000;

  ck_assert (pl_request_close_site (store, &jo, id, "another site was meant", NULL));
  stand_time.wall_ms += 1000;
  ck_assert (pl_request_close_site (store, &jo, id, "another site was meant", NULL));
  stand_time.wall_ms += PL_SITE_UNDO_MS;
  ck_assert (pl_request_close_site (store, &jo, id, "another site was meant", NULL));
  g_autoptr (PlRequest) request = pl_request_get (store, id, NULL);
  ck_assert_int_eq (request->until_ms, closed_ms);
  ck_assert_uint_eq (stand_entries ("site-closed"), 1);
}
END_TEST

START_TEST (what_was_open_for_a_time_keeps_the_end_that_was_told)
{
  gint64 until_ms = STAND_NOW_MS + 1000;
  gint64 id = open_site ("sam", PL_REQUEST_SCOPE_TIME, until_ms);

  stand_time.wall_ms += 60000;
  ck_assert (pl_request_close_site (store, &jo, id, "another site was meant", NULL));
  g_autoptr (PlRequest) request = pl_request_get (store, id, NULL);
  ck_assert_int_eq (request->until_ms, until_ms);
  ck_assert_uint_eq (stand_entries ("site-closed"), 0);
}
END_TEST

START_TEST (nor_by_getting_answers)
{
  for (int i = 0; i < PL_REQUESTS_DAY_MAX; i++)
    ck_assert (
        answer (ask_site ("sam", "example.org"), PL_REQUEST_DENIED, PL_REQUEST_SCOPE_NONE, 0));
  ck_assert_int_eq (pl_request_add (store, "sam", PL_REQUEST_SITE, "example.org", 0, "", NULL), 0);
  stand_time.wall_ms += STAND_DAY_MS;
  ask_site ("sam", "example.org");
}
END_TEST

START_TEST (words_are_plain_text_of_a_bounded_length)
{
  g_autofree char *most = g_strnfill (PL_REQUEST_WORDS_MAX, 'x');
  g_autofree char *more = g_strnfill (PL_REQUEST_WORDS_MAX + 1, 'x');
  g_autofree char *huge = g_strnfill (64 * 1024, 'x');
  const char *const bad[] = { more, huge, "\xff\xfe", "\033[2J" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    ck_assert_int_eq (pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 5, bad[i], &error), 0);
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  }
  ck_assert_int_gt (pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 5, most, NULL), 0);
}
END_TEST

START_TEST (lists_are_of_a_child_or_all_newest_first_and_by_pages)
{
  gint64 first = ask_site ("sam", "a.example");
  gint64 second = ask_site ("alex", "b.example");
  gint64 third = ask_site ("sam", "c.example");
  ck_assert (answer (third, PL_REQUEST_DENIED, PL_REQUEST_SCOPE_NONE, 0));
  g_autoptr (GPtrArray) all = pl_request_list (store, NULL, FALSE, 0, 10, NULL);
  g_autoptr (GPtrArray) sams = pl_request_list (store, "sam", FALSE, 0, 10, NULL);
  g_autoptr (GPtrArray) open = pl_request_list (store, NULL, TRUE, 0, 10, NULL);
  g_autoptr (GPtrArray) page = pl_request_list (store, NULL, FALSE, third, 1, NULL);

  ck_assert_uint_eq (all->len, 3);
  ck_assert_int_eq (((PlRequest *)all->pdata[0])->id, third);
  ck_assert_int_eq (((PlRequest *)all->pdata[2])->id, first);
  ck_assert_uint_eq (sams->len, 2);
  ck_assert_uint_eq (open->len, 2);
  ck_assert_uint_eq (page->len, 1);
  ck_assert_int_eq (((PlRequest *)page->pdata[0])->id, second);
}
END_TEST

START_TEST (an_answer_is_kept_with_who_gave_it_and_why_and_audited)
{
  gint64 id = ask_site ("sam", "example.org");
  PlAuditHead before, after;

  ck_assert (pl_audit_head (store, PL_AUDIT_PUBLIC, &before, NULL));
  stand_time.wall_ms += 1000;
  ck_assert (answer (id, PL_REQUEST_GRANTED, PL_REQUEST_SCOPE_CHILD, 0));
  ck_assert (pl_audit_head (store, PL_AUDIT_PUBLIC, &after, NULL));
  ck_assert_uint_eq (after.serial, before.serial + 1);
  g_autoptr (PlRequest) request = pl_request_get (store, id, NULL);
  ck_assert_int_eq (request->state, PL_REQUEST_GRANTED);
  ck_assert_str_eq (request->decided_by, "jo");
  ck_assert_str_eq (request->reason, "we talked about it");
  ck_assert_int_eq (request->decided_ms, STAND_NOW_MS + 1000);
}
END_TEST

START_TEST (an_answer_is_given_once_with_a_reason_and_for_somebody)
{
  gint64 id = ask_site ("sam", "example.org");
  gint64 time = pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 5, "", NULL);
  PlRequestDecision blank = { id, PL_REQUEST_DENIED, " \n", PL_REQUEST_SCOPE_NONE, 0 };

  ck_assert (!pl_request_decide (store, &jo, &blank, NULL));
  ck_assert (!answer (id, PL_REQUEST_OPEN, PL_REQUEST_SCOPE_NONE, 0));
  ck_assert (!answer (id, PL_REQUEST_GRANTED, PL_REQUEST_SCOPE_NONE, 0));
  ck_assert (!answer (id, PL_REQUEST_GRANTED, PL_REQUEST_SCOPE_TIME, 0));
  ck_assert (!answer (id, PL_REQUEST_DENIED, PL_REQUEST_SCOPE_HOME, 0));
  ck_assert (!answer (time, PL_REQUEST_GRANTED, PL_REQUEST_SCOPE_HOME, 0));
  ck_assert (!answer (999, PL_REQUEST_DENIED, PL_REQUEST_SCOPE_NONE, 0));
  ck_assert (answer (id, PL_REQUEST_DENIED, PL_REQUEST_SCOPE_NONE, 0));
  ck_assert (!answer (id, PL_REQUEST_GRANTED, PL_REQUEST_SCOPE_CHILD, 0));
}
END_TEST

START_TEST (a_site_is_allowed_to_a_child_for_a_time_or_for_the_home)
{
  gint64 until = STAND_NOW_MS + STAND_DAY_MS;

  answer (ask_site ("sam", "own.example"), PL_REQUEST_GRANTED, PL_REQUEST_SCOPE_CHILD, 0);
  answer (ask_site ("sam", "day.example"), PL_REQUEST_GRANTED, PL_REQUEST_SCOPE_TIME, until);
  answer (ask_site ("alex", "all.example"), PL_REQUEST_GRANTED, PL_REQUEST_SCOPE_HOME, 0);
  answer (ask_site ("sam", "no.example"), PL_REQUEST_DENIED, PL_REQUEST_SCOPE_NONE, 0);
  ask_site ("sam", "open.example");
  g_autofree char *sam = allowed ("sam");
  g_autofree char *alex = allowed ("alex");
  ck_assert_str_eq (sam, "all.example day.example own.example");
  ck_assert_str_eq (alex, "all.example");
  stand_time.wall_ms = until;
  g_autofree char *later = allowed ("sam");
  ck_assert_str_eq (later, "all.example own.example");
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    what_is_asked_is_kept_as_it_was_asked,
    words_that_others_would_read_another_way_round_are_refused,
    asking_again_for_what_is_open_is_the_same_request,
    a_child_cannot_ask_without_end,
    staff_open_a_site_unasked,
    what_does_not_fit_opens_nothing,
    opening_what_a_child_has_asked_for_answers_the_child,
    a_mistake_is_taken_back_for_a_quarter_of_an_hour,
    what_is_closed_again_keeps_its_end_and_is_on_record_once,
    what_was_open_for_a_time_keeps_the_end_that_was_told,
    nor_by_getting_answers,
    words_are_plain_text_of_a_bounded_length,
    lists_are_of_a_child_or_all_newest_first_and_by_pages,
    an_answer_is_kept_with_who_gave_it_and_why_and_audited,
    an_answer_is_given_once_with_a_reason_and_for_somebody,
    a_site_is_allowed_to_a_child_for_a_time_or_for_the_home,
    NULL,
  };

  return pl_tap_main_with ("request", tests, 10, stand_set_up, stand_tear_down);
}
