/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/booking.h"

#include <string.h>

#include "agent/records/restriction.h"
#include "agent/records/review.h"
#include "policy/error.h"
#include "tests/records/stand.h"

#define NOW  (STAND_NOW_MS / 1000)
#define HOUR 3600

static gint64
hold_review (const char *child)
{
  PlReview review = {
    .child = child,
    .held_day = 739577,
    .took_part = "sam, jo, the social worker",
    .child_view = "I look for a job",
    .reason = "planned",
    .level_before = "guided",
    .level_after = "guided",
    .next_day = 739577 + 90,
  };
  g_autoptr (GError) error = NULL;
  gint64 id = pl_review_add (store, &jo, &review, &error);

  ck_assert_msg (id > 0, "%s", error != NULL ? error->message : "");
  return id;
}

static PlBooking
tomorrow (const char *child, gint64 review)
{
  return (PlBooking){ .child = child,
                      .from = NOW + 24 * HOUR,
                      .until = NOW + 26 * HOUR,
                      .reason = "job search",
                      .review = review };
}

static void
expect_refused (PlBooking booking, PlError code, const char *message)
{
  g_autoptr (GError) error = NULL;

  ck_assert_int_eq (pl_booking_add (store, &jo, &booking, &error), 0);
  ck_assert_msg (g_error_matches (error, PL_ERROR, (gint)code), "%s", error->message);
  ck_assert_str_eq (error->message, message);
}

static guint
adjustments (const char *child)
{
  g_autoptr (GArray) read = pl_adjustments_read (store, child, stand_time.wall_ms / 1000, NULL);

  return read->len;
}

static guint
standing (const char *child)
{
  g_autoptr (GPtrArray) records =
      pl_booking_list (store, child, stand_time.wall_ms / 1000, 0, 10, NULL);

  return records->len;
}

START_TEST (a_booking_is_a_grant_from_a_time_to_come)
{
  PlBooking booking = tomorrow ("sam", hold_review ("sam"));

  ck_assert_int_gt (pl_booking_add (store, &jo, &booking, NULL), 0);
  g_autoptr (GArray) read = pl_adjustments_read (store, "sam", NOW, NULL);
  ck_assert_uint_eq (read->len, 1);
  const PlAdjustment *one = pl_adjustments_nth (read, 0);
  ck_assert_uint_eq (one->kind, PL_ADJUSTMENT_GRANT_UNTIL);
  ck_assert_int_eq (one->from, booking.from);
  ck_assert_int_eq (one->until, booking.until);
  ck_assert (!one->beyond_maximum);
  ck_assert_uint_eq (adjustments ("alex"), 0);
}
END_TEST

START_TEST (a_booking_names_a_review_of_the_same_child)
{
  gint64 of_alex = hold_review ("alex");
  PlBooking booking = tomorrow ("sam", of_alex);

  expect_refused (booking, PL_ERROR_ARGUMENT, "there is no such review of this child");
  booking.review = 99;
  expect_refused (booking, PL_ERROR_ARGUMENT, "there is no such review of this child");
  ck_assert_uint_eq (adjustments ("sam"), 0);
}
END_TEST

START_TEST (a_booking_has_a_reason_and_a_time_that_makes_sense)
{
  PlBooking booking = tomorrow ("sam", hold_review ("sam"));
  PlBooking wrong = booking;

  wrong.until = wrong.from;
  expect_refused (wrong, PL_ERROR_ARGUMENT, "a booking ends after it begins");
  wrong.until = wrong.from + 12 * HOUR + 1;
  expect_refused (wrong, PL_ERROR_ARGUMENT, "a booking is of at most 12 hours");
  wrong.from = NOW - 2 * HOUR;
  wrong.until = NOW;
  expect_refused (wrong, PL_ERROR_ARGUMENT, "this time is over");
  wrong.from = NOW + PL_BOOKING_AHEAD_S + 1;
  wrong.until = wrong.from + HOUR;
  expect_refused (wrong, PL_ERROR_ARGUMENT, "a booking begins within half a year");
  wrong = booking;
  wrong.reason = "";
  ck_assert_int_eq (pl_booking_add (store, &jo, &wrong, NULL), 0);
}
END_TEST

START_TEST (a_child_has_one_booking_at_a_time)
{
  PlBooking booking = tomorrow ("sam", hold_review ("sam")), next;
  gint64 id = pl_booking_add (store, &jo, &booking, NULL);
  g_autofree char *message =
      g_strdup_printf ("booking %" G_GINT64_FORMAT " of this child falls into that time", id);

  next = booking;
  next.from += HOUR;
  next.until += HOUR;
  expect_refused (next, PL_ERROR_ARGUMENT, message);
  next.from = booking.until;
  next.until = booking.until + HOUR;
  ck_assert_int_gt (pl_booking_add (store, &jo, &next, NULL), 0);
}
END_TEST

START_TEST (whose_booking_is_at_the_same_time_is_told)
{
  PlBooking of_sam = tomorrow ("sam", hold_review ("sam"));
  PlBooking of_alex = tomorrow ("alex", hold_review ("alex"));

  ck_assert_int_gt (pl_booking_add (store, &jo, &of_sam, NULL), 0);
  of_alex.from += HOUR;
  of_alex.until += HOUR;
  gint64 id = pl_booking_add (store, &jo, &of_alex, NULL);
  ck_assert_int_gt (id, 0);
  g_autoptr (GPtrArray) overlaps = pl_booking_overlaps (store, &of_alex, NULL);
  ck_assert_uint_eq (overlaps->len, 1);
  ck_assert_str_eq (((PlBookingRecord *)overlaps->pdata[0])->fields.child, "sam");

  ck_assert (pl_booking_cancel (store, &jo, id, "moved", NULL));
  g_autoptr (GPtrArray) none = pl_booking_overlaps (store, &of_sam, NULL);
  ck_assert_uint_eq (none->len, 0);
}
END_TEST

START_TEST (a_booking_that_is_taken_back_opens_nothing_and_stays_on_record)
{
  PlBooking booking = tomorrow ("sam", hold_review ("sam"));
  gint64 id = pl_booking_add (store, &jo, &booking, NULL);
  g_autoptr (GError) error = NULL;

  ck_assert_uint_eq (standing ("sam"), 1);
  ck_assert (!pl_booking_cancel (store, &jo, id, "", NULL));
  ck_assert (pl_booking_cancel (store, &jo, id, "the computer is away", NULL));
  ck_assert_uint_eq (adjustments ("sam"), 0);
  ck_assert_uint_eq (standing ("sam"), 0);
  g_autoptr (GPtrArray) grants = pl_grant_list (store, "sam", NOW, 0, 10, NULL);
  ck_assert_uint_eq (grants->len, 0);
  g_autoptr (GPtrArray) all = pl_booking_list (store, "sam", 0, 0, 10, NULL);
  ck_assert_uint_eq (all->len, 1);
  const PlBookingRecord *record = all->pdata[0];
  ck_assert_int_eq (record->cancelled_ms, STAND_NOW_MS);
  ck_assert_str_eq (record->cancelled_by, "jo");
  ck_assert_str_eq (record->cancel_reason, "the computer is away");
  ck_assert (!pl_booking_cancel (store, &jo, id, "again", &error));
  ck_assert_str_eq (error->message, "there is no such booking, or it is over");
}
END_TEST

START_TEST (one_that_is_over_cannot_be_taken_back)
{
  PlBooking booking = tomorrow ("sam", hold_review ("sam"));
  gint64 id = pl_booking_add (store, &jo, &booking, NULL);

  stand_time.wall_ms += 27 * HOUR * 1000;
  ck_assert (!pl_booking_cancel (store, &jo, id, "late", NULL));
  ck_assert (!pl_booking_cancel (store, &jo, id + 1, "no such", NULL));
}
END_TEST

START_TEST (nothing_is_booked_into_a_restriction)
{
  PlBooking booking = tomorrow ("sam", hold_review ("sam"));
  PlRestriction fields = {
    .child = "sam",
    .kind = PL_ADJUSTMENT_NO_INTERNET,
    .from = NOW,
    .until = NOW + 25 * HOUR,
    .review = NOW + 25 * HOUR,
    .ground = PL_GROUND_HARM,
    .what = "no internet",
    .behaviour = "threats",
    .place = "lounge",
    .happened = NOW - 600,
    .tried = "talking",
    .decided_by = "jo",
    .used_by = "jo",
    .present = "",
  };
  gint64 id = pl_restriction_add (store, &jo, &fields, NULL);
  g_autofree char *message =
      g_strdup_printf ("restriction %" G_GINT64_FORMAT " holds then: end it first", id);

  expect_refused (booking, PL_ERROR_DENIED, message);
  booking.from = NOW + 25 * HOUR;
  ck_assert_int_gt (pl_booking_add (store, &jo, &booking, NULL), 0);
}
END_TEST

START_TEST (a_child_has_so_many_bookings_to_come_and_no_more)
{
  PlBooking booking = tomorrow ("sam", hold_review ("sam"));

  for (guint i = 0; i < PL_BOOKING_OPEN_MAX; i++) {
    booking.from = NOW + (24 + (gint64)i) * HOUR;
    booking.until = booking.from + HOUR;
    ck_assert_int_gt (pl_booking_add (store, &jo, &booking, NULL), 0);
  }
  booking.from = booking.until;
  booking.until += HOUR;
  expect_refused (booking, PL_ERROR_LIMIT, "a child has at most 100 bookings");
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_booking_is_a_grant_from_a_time_to_come,
    a_booking_names_a_review_of_the_same_child,
    a_booking_has_a_reason_and_a_time_that_makes_sense,
    a_child_has_one_booking_at_a_time,
    whose_booking_is_at_the_same_time_is_told,
    a_booking_that_is_taken_back_opens_nothing_and_stays_on_record,
    one_that_is_over_cannot_be_taken_back,
    nothing_is_booked_into_a_restriction,
    a_child_has_so_many_bookings_to_come_and_no_more,
    NULL,
  };

  return pl_tap_main_with ("booking", tests, 30, stand_set_up, stand_tear_down);
}
