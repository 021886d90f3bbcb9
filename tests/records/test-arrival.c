/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/arrival.h"

#include <glib/gstdio.h>
#include <string.h>

#include "agent/records/review.h"
#include "policy/error.h"
#include "policy/time/calendar.h"
#include "tests/folder.h"
#include "tests/records/stand.h"

#define FILE  "children/nobody.conf"
#define TODAY (PL_DAY_OF_UNIX_EPOCH + 20000) /* in 2024 */

static PlChild child = { .account = (char *)"nobody", .uid = 65534 };
static char *house, *home, *children, *state;
static PlHouseholdPaths paths;
static PlHousehold *household;

static void
set_up (void)
{
  stand_set_up ();
  house = pl_test_folder ();
  home = g_build_filename (house, "home.conf", NULL);
  children = g_build_filename (house, "children", NULL);
  state = g_build_filename (house, "state", NULL);
  paths = (PlHouseholdPaths){ .home = home, .children = children, .state = state };
  pl_test_write (house, "home.conf", "");
  g_mkdir (children, 0700);
  household = pl_household_read (&paths);
}

static void
tear_down (void)
{
  g_clear_pointer (&household, pl_household_free);
  g_clear_pointer (&child.text, g_free);
  pl_test_remove (house);
  g_free (house);
  g_free (home);
  g_free (children);
  g_free (state);
  stand_tear_down ();
}

static gint64
add (const char *text, GError **error)
{
  PlArrival arrival = { &child, text, "an emergency placement", TODAY, TODAY + 3 };

  return pl_arrival_add (store, &paths, household, &jo, &arrival, error);
}

static char *
file_text (void)
{
  g_autofree char *path = g_build_filename (house, FILE, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

START_TEST (who_arrives_has_the_most_guarded_level_and_a_review_that_is_due)
{
  g_autoptr (GError) error = NULL;
  ck_assert_msg (add ("[Child]\nBorn=2008-01-01\n", &error) > 0, "%s",
                 error != NULL ? error->message : "");
  g_autofree char *text = file_text ();
  g_autoptr (GPtrArray) reviews = pl_review_list (store, "nobody", 0, 10, NULL);
  const PlReviewRecord *review = reviews->pdata[0];

  ck_assert_ptr_nonnull (strstr (text, "Level=close-support\n"));
  ck_assert_ptr_null (strstr (text, "SocialUntilReview"));
  ck_assert_uint_eq (reviews->len, 1);
  ck_assert (review->fields.provisional);
  ck_assert_int_eq (review->fields.next_day, TODAY + 3);
  ck_assert_str_eq (review->fields.level_after, "close-support");
}
END_TEST

START_TEST (under_13_social_networks_wait_for_a_review)
{
  ck_assert_int_gt (add ("[Child]\nBorn=2015-01-01\nLevel=guided\n", NULL), 0);
  g_autofree char *text = file_text ();

  ck_assert_ptr_nonnull (strstr (text, "SocialUntilReview=true\n"));
  ck_assert_ptr_nonnull (strstr (text, "Level=guided\n"));
}
END_TEST

START_TEST (what_is_refused_leaves_no_file_and_no_record)
{
  const char *const texts[] = { "[Child]\n", "[Child]\nBorn=2012-01-01\nLevel=none\n", "nonsense" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;
    ck_assert_int_eq (add (texts[i], &error), 0);
    ck_assert_ptr_nonnull (error);
    ck_assert_ptr_null (text = file_text ());
  }
  g_autoptr (GPtrArray) reviews = pl_review_list (store, "nobody", 0, 10, NULL);
  ck_assert_uint_eq (reviews->len, 0);
}
END_TEST

START_TEST (a_profile_that_is_there_is_not_written_over)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  pl_test_write (house, FILE, "# somebody's\n");
  ck_assert_int_eq (add ("[Child]\nBorn=2012-01-01\n", &error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  ck_assert_str_eq (text = file_text (), "# somebody's\n");
}
END_TEST

START_TEST (an_account_is_not_handed_to_another_child)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL, *none = NULL;

  ck_assert_int_gt (add ("[Child]\nBorn=2012-01-01\n", NULL), 0);
  child.text = file_text ();
  ck_assert (pl_departure_add (store, &paths, &jo, &child, "moved", &last, &error));
  ck_assert_str_eq (last, child.text);
  ck_assert_ptr_null (none = file_text ());
  ck_assert_int_eq (add ("[Child]\nBorn=2013-01-01\n", &error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_DENIED));
  ck_assert_int_gt (add ("[Child]\nBorn=2012-01-01\n", NULL), 0);
}
END_TEST

START_TEST (a_departure_needs_a_reason)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *last = NULL, *text = NULL;

  ck_assert_int_gt (add ("[Child]\nBorn=2012-01-01\n", NULL), 0);
  child.text = file_text ();
  ck_assert (!pl_departure_add (store, &paths, &jo, &child, " ", &last, &error));
  ck_assert_ptr_nonnull (text = file_text ());
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    who_arrives_has_the_most_guarded_level_and_a_review_that_is_due,
    under_13_social_networks_wait_for_a_review,
    what_is_refused_leaves_no_file_and_no_record,
    a_profile_that_is_there_is_not_written_over,
    an_account_is_not_handed_to_another_child,
    a_departure_needs_a_reason,
    NULL,
  };

  return pl_tap_main_with ("arrival", tests, 30, set_up, tear_down);
}
