/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/household-record.h"

#include <string.h>

#include "agent/records/review.h"
#include "policy/error.h"
#include "tests/folder.h"
#include "tests/records/stand.h"

/* The one account of every machine that may be a child's: its uid is over 999. */
#define ACCOUNT "nobody"
#define FILE    "children/" ACCOUNT ".conf"
#define FIRST   "# ours\n[Child]\nBorn=2012-05-01\nLevel=guided\n[Allowance]\nMonday=60\n"
#define MORE    "# ours\n[Child]\nBorn=2012-05-01\nLevel=guided\n[Allowance]\nMonday=90\n"
#define LESS    "# ours\n[Child]\nBorn=2012-05-01\nLevel=guided\n[Allowance]\nMonday=30\n"
#define LEVEL   "# ours\n[Child]\nBorn=2012-05-01\nLevel=independent\n[Allowance]\nMonday=60\n"

static char *house;
static char *home;
static char *children;
static char *state;
static PlHouseholdPaths paths;
static PlHousehold *household;
static GPtrArray *problems;

/* As the agent does at start and at each reload. */
static const PlChild *
read_it (void)
{
  g_clear_pointer (&household, pl_household_free);
  household = pl_household_read (&paths);
  pl_household_record_found (store, household, problems);
  return household->children->pdata[0];
}

static void
set_up (void)
{
  stand_set_up ();
  house = pl_test_folder ();
  home = g_build_filename (house, "home.conf", NULL);
  children = g_build_filename (house, "children", NULL);
  state = g_build_filename (house, "state", NULL);
  paths = (PlHouseholdPaths){ .home = home, .children = children, .state = state };
  problems = g_ptr_array_new_with_free_func (g_free);
  pl_test_write (house, "home.conf", "");
  pl_test_write (house, FILE, FIRST);
  read_it ();
}

static void
tear_down (void)
{
  g_clear_pointer (&household, pl_household_free);
  g_ptr_array_unref (problems);
  pl_test_remove (house);
  g_free (house);
  g_free (home);
  g_free (children);
  g_free (state);
  stand_tear_down ();
}

static GPtrArray *
versions (void)
{
  return pl_file_version_list (store, FILE, 0, NULL);
}

/* Tries an edit of what is in force; the error's code, or -1 if it was done. */
static int
edit (const char *text, const char *reason, gint64 review)
{
  const PlChild *child = household->children->pdata[0];
  g_autoptr (PlFileVersion) seen = pl_household_profile (store, child, NULL);
  g_autoptr (GError) error = NULL;
  PlProfileEdit it = { child, seen->id, text, reason, review };

  if (pl_household_edit_profile (store, &paths, household, &jo, &it, &error) != 0)
    return -1;
  ck_assert (error->domain == PL_ERROR);
  return error->code;
}

/* A review that left the child at a level. */
static gint64
review_to (const char *level)
{
  const PlReview review = {
    .child = ACCOUNT,
    .held_day = 739942,
    .took_part = "jo, the social worker",
    .child_view = "fine by me",
    .reason = "it is time",
    .level_before = "guided",
    .level_after = level,
    .next_day = 740000,
  };
  gint64 id = pl_review_add (store, &jo, &review, NULL);

  ck_assert_int_gt (id, 0);
  return id;
}

static void
check_in_force (const char *text, guint n_versions)
{
  g_autofree char *path = g_build_filename (house, FILE, NULL);
  g_autofree char *written = NULL;
  g_autoptr (GPtrArray) all = NULL;

  ck_assert (g_file_get_contents (path, &written, NULL, NULL));
  ck_assert_str_eq (written, text);
  ck_assert_str_eq (read_it ()->text, text);
  all = versions ();
  ck_assert_uint_eq (all->len, n_versions);
}

START_TEST (a_profile_that_is_found_is_recorded_once)
{
  check_in_force (FIRST, 1);
  read_it ();
  g_autoptr (GPtrArray) all = versions ();
  const PlFileVersion *version = all->pdata[0];

  ck_assert_uint_eq (all->len, 1);
  ck_assert_int_eq (version->ground, PL_FILE_FOUND);
  ck_assert_str_eq (version->text, FIRST);
  ck_assert_uint_eq (problems->len, 0);
}
END_TEST

START_TEST (a_change_by_hand_is_on_record)
{
  pl_test_write (house, FILE, LESS);
  read_it ();
  g_autoptr (GPtrArray) all = versions ();
  const PlFileVersion *version = all->pdata[0];

  ck_assert_uint_eq (all->len, 2);
  ck_assert_int_eq (version->ground, PL_FILE_FOUND);
  ck_assert_str_eq (version->made_by, "root");
  ck_assert_str_eq (version->text, LESS);
}
END_TEST

START_TEST (a_text_that_is_refused_by_hand_is_not_in_force_and_not_on_record)
{
  pl_test_write (house, FILE, "[Child]\nLevel=none\n");
  ck_assert_str_eq (read_it ()->text, FIRST);
  g_autoptr (GPtrArray) all = versions ();

  ck_assert_uint_eq (all->len, 1);
}
END_TEST

START_TEST (staff_give_more_with_a_reason)
{
  ck_assert_int_eq (edit (MORE, "", 0), PL_ERROR_ARGUMENT);
  check_in_force (FIRST, 1);
  ck_assert_int_eq (edit (MORE, "we agreed it", 0), -1);
  check_in_force (MORE, 2);
  g_autoptr (GPtrArray) all = versions ();
  const PlFileVersion *version = all->pdata[0];
  ck_assert_str_eq (version->made_by, jo.account);
  ck_assert_str_eq (version->reason, "we agreed it");
  ck_assert_int_eq (version->ground, PL_FILE_CHANGED);
}
END_TEST

START_TEST (to_take_something_away_needs_a_review)
{
  ck_assert_int_eq (edit (LESS, "too much", 0), PL_ERROR_DENIED);
  check_in_force (FIRST, 1);
  ck_assert_int_eq (edit (LESS, "as the review decided", review_to ("guided")), -1);
  check_in_force (LESS, 2);
}
END_TEST

START_TEST (a_level_changes_at_a_review_in_either_direction)
{
  ck_assert_int_eq (edit (LEVEL, "well done", 0), PL_ERROR_DENIED);
  check_in_force (FIRST, 1);
  ck_assert_int_eq (edit (LEVEL, "as the review decided", review_to ("independent")), -1);
  check_in_force (LEVEL, 2);
}
END_TEST

START_TEST (a_review_counts_that_is_of_this_child_and_recent_and_of_that_level)
{
  gint64 id = review_to ("guided");

  ck_assert_int_eq (edit (LESS, "as the review decided", id + 1), PL_ERROR_ARGUMENT);
  ck_assert_int_eq (edit (LEVEL, "as the review decided", id), PL_ERROR_DENIED);
  stand_time.wall_ms += 29 * STAND_DAY_MS;
  ck_assert_int_eq (edit (LESS, "as the review decided", id), PL_ERROR_DENIED);
  check_in_force (FIRST, 1);
}
END_TEST

START_TEST (two_people_never_overwrite_each_other)
{
  const PlChild *child = household->children->pdata[0];
  g_autoptr (PlFileVersion) seen = pl_household_profile (store, child, NULL);
  PlProfileEdit late = { child, seen->id, LEVEL, "late", review_to ("independent") };
  g_autoptr (GError) error = NULL;

  ck_assert_int_eq (edit (MORE, "first", 0), -1);
  read_it ();
  late.child = household->children->pdata[0];
  ck_assert_int_eq (pl_household_edit_profile (store, &paths, household, &jo, &late, &error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  ck_assert_ptr_nonnull (strstr (error->message, jo.account));
  check_in_force (MORE, 2);
}
END_TEST

START_TEST (a_text_that_is_refused_changes_nothing_and_says_where)
{
  const PlChild *child = household->children->pdata[0];
  g_autoptr (PlFileVersion) seen = pl_household_profile (store, child, NULL);
  PlProfileEdit it = { child, seen->id, "[Child]\nBorn=2012-05-01\nLevel=none\n", "x", 0 };
  g_autoptr (GError) error = NULL;

  ck_assert_int_eq (pl_household_edit_profile (store, &paths, household, &jo, &it, &error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert (g_str_has_prefix (error->message, ACCOUNT ".conf:3: "));
  check_in_force (FIRST, 1);
  ck_assert_int_eq (edit (FIRST, "nothing", 0), PL_ERROR_ARGUMENT);
}
END_TEST

START_TEST (what_cannot_be_written_is_not_on_record)
{
  g_autofree char *gone = g_build_filename (house, "gone", NULL);

  paths.children = gone;
  ck_assert_int_eq (edit (MORE, "we agreed it", 0), PL_ERROR_IO);
  paths.children = children;
  check_in_force (FIRST, 1);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_profile_that_is_found_is_recorded_once,
    a_change_by_hand_is_on_record,
    a_text_that_is_refused_by_hand_is_not_in_force_and_not_on_record,
    staff_give_more_with_a_reason,
    to_take_something_away_needs_a_review,
    a_level_changes_at_a_review_in_either_direction,
    a_review_counts_that_is_of_this_child_and_recent_and_of_that_level,
    two_people_never_overwrite_each_other,
    a_text_that_is_refused_changes_nothing_and_says_where,
    what_cannot_be_written_is_not_on_record,
    NULL,
  };

  return pl_tap_main_with ("household-record", tests, 30, set_up, tear_down);
}
