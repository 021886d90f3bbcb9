/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/grant.h"

#include "agent/records/request.h"
#include "agent/records/restriction.h"
#include "policy/error.h"
#include "tests/records/stand.h"

#define NOW (STAND_NOW_MS / 1000)

static PlGrant
ten_minutes (const char *child)
{
  return (PlGrant){ .child = child,
                    .kind = PL_ADJUSTMENT_GRANT_MINUTES,
                    .from = NOW,
                    .until = NOW + 600,
                    .minutes = 10,
                    .reason = "helped with dinner" };
}

static gint64
stop (const char *child, gint64 until)
{
  PlRestriction fields = {
    .child = child,
    .kind = PL_ADJUSTMENT_NO_INTERNET,
    .from = NOW,
    .until = until,
    .review = until,
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

  ck_assert_int_gt (id, 0);
  return id;
}

static guint
adjustments (const char *child, gint64 now)
{
  g_autoptr (GArray) read = pl_adjustments_read (store, child, now, NULL);

  return read->len;
}

START_TEST (a_grant_is_an_adjustment_of_that_child)
{
  PlGrant grant = ten_minutes ("sam");

  grant.beyond_maximum = TRUE;
  ck_assert_int_gt (pl_grant_add (store, &jo, &grant, NULL), 0);
  g_autoptr (GArray) read = pl_adjustments_read (store, "sam", NOW, NULL);
  ck_assert_uint_eq (read->len, 1);
  const PlAdjustment *one = pl_adjustments_nth (read, 0);
  ck_assert_int_eq (one->kind, PL_ADJUSTMENT_GRANT_MINUTES);
  ck_assert_int_eq (one->from, NOW);
  ck_assert_int_eq (one->until, NOW + 600);
  ck_assert_uint_eq (one->minutes, 10);
  ck_assert (one->beyond_maximum);
  ck_assert_uint_eq (adjustments ("alex", NOW), 0);
}
END_TEST

START_TEST (adjustments_are_forgotten_when_they_no_longer_matter)
{
  PlGrant minutes = ten_minutes ("sam"), until = ten_minutes ("sam");

  until.kind = PL_ADJUSTMENT_GRANT_UNTIL;
  ck_assert_int_gt (pl_grant_add (store, &jo, &minutes, NULL), 0);
  ck_assert_int_gt (pl_grant_add (store, &jo, &until, NULL), 0);
  ck_assert_uint_eq (adjustments ("sam", NOW + 599), 2);
  ck_assert_uint_eq (adjustments ("sam", NOW + 600), 1);
  ck_assert_uint_eq (adjustments ("sam", NOW + 8 * 86400), 0);
}
END_TEST

START_TEST (a_grant_has_a_reason_and_an_end)
{
  PlGrant good = ten_minutes ("sam"), bad[6];

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    bad[i] = good;
  bad[0].reason = "";
  bad[1].minutes = 0;
  bad[2].minutes = PL_GRANT_MINUTES_MAX + 1;
  bad[3].until = bad[3].from;
  bad[4].kind = PL_ADJUSTMENT_GRANT_UNTIL;
  bad[4].until = bad[4].from + PL_GRANT_UNTIL_MAX_S + 1;
  bad[5].kind = PL_ADJUSTMENT_NO_INTERNET;
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    ck_assert_int_eq (pl_grant_add (store, &jo, &bad[i], &error), 0);
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  }
  ck_assert_int_gt (pl_grant_add (store, &jo, &good, NULL), 0);
}
END_TEST

START_TEST (a_grant_answers_the_request_that_it_is_for)
{
  PlGrant grant = ten_minutes ("sam");

  grant.request = pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 30, "please", NULL);
  ck_assert_int_gt (pl_grant_add (store, &jo, &grant, NULL), 0);
  g_autoptr (PlRequest) request = pl_request_get (store, grant.request, NULL);
  ck_assert_int_eq (request->state, PL_REQUEST_GRANTED);
  ck_assert_str_eq (request->reason, "helped with dinner");
  ck_assert_int_eq (pl_grant_add (store, &jo, &grant, NULL), 0);
}
END_TEST

START_TEST (a_request_of_another_child_or_kind_is_refused_with_the_grant)
{
  PlGrant grant = ten_minutes ("sam");

  grant.request = pl_request_add (store, "alex", PL_REQUEST_TIME, NULL, 30, "please", NULL);
  ck_assert_int_eq (pl_grant_add (store, &jo, &grant, NULL), 0);
  grant.request = pl_request_add (store, "sam", PL_REQUEST_SITE, "example.org", 0, "", NULL);
  ck_assert_int_eq (pl_grant_add (store, &jo, &grant, NULL), 0);
  grant.request = 999;
  ck_assert_int_eq (pl_grant_add (store, &jo, &grant, NULL), 0);
  ck_assert_uint_eq (adjustments ("sam", NOW), 0);
}
END_TEST

START_TEST (nothing_is_granted_beside_a_restriction_that_stops_all)
{
  PlGrant grant = ten_minutes ("sam"), other = ten_minutes ("alex");
  g_autoptr (GError) error = NULL;
  gint64 id = stop ("sam", NOW + 3600);

  ck_assert_int_eq (pl_grant_add (store, &jo, &grant, &error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_DENIED));
  ck_assert_int_gt (pl_grant_add (store, &jo, &other, NULL), 0);
  ck_assert (pl_restriction_end (store, &jo, id, "it did", NULL));
  ck_assert_int_gt (pl_grant_add (store, &jo, &grant, NULL), 0);
}
END_TEST

START_TEST (a_restriction_is_an_adjustment_until_it_ends)
{
  gint64 id = stop ("sam", NOW + 3600);

  ck_assert_uint_eq (adjustments ("sam", NOW + 3599), 1);
  ck_assert_uint_eq (adjustments ("sam", NOW + 3600), 0);
  ck_assert (pl_restriction_end (store, &jo, id, "it did", NULL));
  ck_assert_uint_eq (adjustments ("sam", NOW), 0);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_grant_is_an_adjustment_of_that_child,
    adjustments_are_forgotten_when_they_no_longer_matter,
    a_grant_has_a_reason_and_an_end,
    a_grant_answers_the_request_that_it_is_for,
    a_request_of_another_child_or_kind_is_refused_with_the_grant,
    nothing_is_granted_beside_a_restriction_that_stops_all,
    a_restriction_is_an_adjustment_until_it_ends,
    NULL,
  };

  return pl_tap_main_with ("grant", tests, 10, stand_set_up, stand_tear_down);
}
