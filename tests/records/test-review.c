/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/review.h"

#include "policy/error.h"
#include "tests/records/stand.h"

#define TODAY 739577

static PlReview
meeting (const char *child)
{
  return (PlReview){
    .child = child,
    .held_day = TODAY,
    .took_part = "Sam, Jo (key worker), Ms Hill (social worker)",
    .child_view = "I want to see my friends' videos",
    .reason = "three good months",
    .level_before = "supported",
    .level_after = "guided",
    .next_day = TODAY + 90,
  };
}

START_TEST (a_review_is_kept_as_it_was_held)
{
  PlReview review = meeting ("sam");
  gint64 id = pl_review_add (store, &jo, &review, NULL);
  g_autoptr (GPtrArray) reviews = pl_review_list (store, "sam", 0, 10, NULL);
  const PlReviewRecord *record = reviews->pdata[0];

  ck_assert_uint_eq (reviews->len, 1);
  ck_assert_int_eq (record->id, id);
  ck_assert_int_eq (record->fields.held_day, TODAY);
  ck_assert_str_eq (record->fields.took_part, review.took_part);
  ck_assert_str_eq (record->fields.child_view, review.child_view);
  ck_assert_str_eq (record->fields.reason, review.reason);
  ck_assert_str_eq (record->fields.level_before, "supported");
  ck_assert_str_eq (record->fields.level_after, "guided");
  ck_assert_int_eq (record->fields.next_day, TODAY + 90);
  ck_assert (!record->fields.provisional);
  ck_assert_str_eq (record->made_by, "jo");
}
END_TEST

START_TEST (the_childs_view_is_asked_for_except_in_an_emergency)
{
  PlReview review = meeting ("sam");
  g_autoptr (GError) error = NULL;

  review.child_view = "";
  ck_assert_int_eq (pl_review_add (store, &jo, &review, &error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  review.provisional = TRUE;
  ck_assert_int_gt (pl_review_add (store, &jo, &review, NULL), 0);
}
END_TEST

START_TEST (there_is_always_a_next_review)
{
  PlReview review = meeting ("sam");
  PlReviewStanding standing;

  review.next_day = TODAY;
  ck_assert_int_eq (pl_review_add (store, &jo, &review, NULL), 0);
  ck_assert (pl_review_standing (store, "sam", &standing, NULL));
  ck_assert_int_eq (standing.due, 0);
  review.next_day = TODAY + 7;
  ck_assert_int_gt (pl_review_add (store, &jo, &review, NULL), 0);
  review.next_day = TODAY + 30;
  ck_assert_int_gt (pl_review_add (store, &jo, &review, NULL), 0);
  ck_assert (pl_review_standing (store, "sam", &standing, NULL));
  ck_assert_int_eq (standing.due, TODAY + 30);
}
END_TEST

START_TEST (a_provisional_level_stands_until_a_review)
{
  PlReview review = meeting ("sam");
  PlReviewStanding standing;

  review.provisional = TRUE;
  ck_assert_int_gt (pl_review_add (store, &jo, &review, NULL), 0);
  ck_assert (pl_review_standing (store, "sam", &standing, NULL));
  ck_assert (standing.provisional && standing.held == 0);
  review.provisional = FALSE;
  ck_assert_int_gt (pl_review_add (store, &jo, &review, NULL), 0);
  ck_assert (pl_review_standing (store, "sam", &standing, NULL));
  ck_assert (!standing.provisional && standing.held == TODAY);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_review_is_kept_as_it_was_held,
    the_childs_view_is_asked_for_except_in_an_emergency,
    there_is_always_a_next_review,
    a_provisional_level_stands_until_a_review,
    NULL,
  };

  return pl_tap_main_with ("review", tests, 10, stand_set_up, stand_tear_down);
}
