/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/household.h"

#include "agent/bus/calls.h"
#include "tests/folder.h"
#include "tests/tap.h"

/* The one account of every machine that may be a child's: its uid is over 999. */
#define ACCOUNT "nobody"
#define UID     65534

static char *folder;
static char *home;
static char *children;
static char *state;

static void
set_up (void)
{
  folder = pl_test_folder ();
  home = g_build_filename (folder, "home.conf", NULL);
  children = g_build_filename (folder, "children", NULL);
  state = g_build_filename (folder, "state", NULL);
  pl_test_write (folder, "home.conf", "[Home]\nName=Oak House\n");
  pl_test_write (folder, "children/" ACCOUNT ".conf", "[Child]\nBorn=2012-05-01\nLevel=guided\n");
}

static void
tear_down (void)
{
  pl_test_remove (folder);
  g_clear_pointer (&folder, g_free);
  g_clear_pointer (&home, g_free);
  g_clear_pointer (&children, g_free);
  g_clear_pointer (&state, g_free);
}

static PlHousehold *
read_it (void)
{
  PlHouseholdPaths paths = { .home = home, .children = children, .state = state };

  return pl_household_read (&paths);
}

static gboolean
has_problem (const PlHousehold *household, const char *part)
{
  for (guint i = 0; i < household->problems->len; i++)
    if (strstr (household->problems->pdata[i], part) != NULL)
      return TRUE;
  return FALSE;
}

START_TEST (a_profile_is_a_child)
{
  g_autoptr (PlHousehold) household = read_it ();
  const PlChild *child = pl_household_child (household, UID);

  ck_assert_uint_eq (household->problems->len, 0);
  ck_assert_str_eq (household->home->name, "Oak House");
  ck_assert_ptr_nonnull (child);
  ck_assert_str_eq (child->profile->level->id, "guided");
}
END_TEST

START_TEST (a_refused_profile_leaves_the_last_good_one)
{
  pl_household_free (read_it ());
  pl_test_write (folder, "children/" ACCOUNT ".conf", "[Child]\nBorn=2012-05-01\nLevel=none\n");
  g_autoptr (PlHousehold) household = read_it ();

  ck_assert_str_eq (pl_household_child (household, UID)->profile->level->id, "guided");
  ck_assert (has_problem (household, ACCOUNT ".conf:3: "));
}
END_TEST

START_TEST (a_profile_that_was_never_good_leaves_a_child_without)
{
  pl_test_write (folder, "children/" ACCOUNT ".conf", "[Child]\n");
  g_autoptr (PlHousehold) household = read_it ();

  ck_assert_ptr_nonnull (pl_household_child (household, UID));
  ck_assert_ptr_null (pl_household_child (household, UID)->profile);
}
END_TEST

START_TEST (a_home_that_was_never_good_leaves_every_child_without)
{
  pl_test_write (folder, "home.conf", "[Hom]\n");
  g_autoptr (PlHousehold) household = read_it ();

  ck_assert_ptr_null (household->home);
  ck_assert_ptr_null (pl_household_child (household, UID)->profile);
  ck_assert (has_problem (household, "home.conf:1: "));
}
END_TEST

START_TEST (what_a_home_decides_about_concerns_lies_over_what_ships)
{
  pl_test_write (folder, "care.conf", "[Serious]\nstaff=7\n");
  g_autoptr (PlHousehold) household = read_it ();

  ck_assert_uint_eq (household->problems->len, 0);
  ck_assert_int_eq (pl_care_minutes (household->care, PL_CONCERN_MEETING, PL_READER_STAFF), 7);
}
END_TEST

START_TEST (a_refused_care_file_leaves_the_last_good_one_and_a_missing_one_what_ships)
{
  pl_test_write (folder, "care.conf", "[Serious]\nstaff=7\n");
  pl_household_free (read_it ());
  pl_test_write (folder, "care.conf", "[Serious]\nstaff=soon\n");
  g_autoptr (PlHousehold) refused = read_it ();
  g_autofree char *path = g_build_filename (folder, "care.conf", NULL);

  ck_assert (has_problem (refused, "care.conf:2: "));
  ck_assert_int_eq (pl_care_minutes (refused->care, PL_CONCERN_MEETING, PL_READER_STAFF), 7);
  g_remove (path);
  g_autoptr (PlHousehold) without = read_it ();
  ck_assert_uint_eq (without->problems->len, 0);
  ck_assert_int_eq (pl_care_minutes (without->care, PL_CONCERN_MEETING, PL_READER_STAFF), 30);
}
END_TEST

START_TEST (a_profile_without_an_account_is_told)
{
  pl_test_write (folder, "children/no-such-account.conf", "[Child]\nBorn=2012-05-01\n");
  g_autoptr (PlHousehold) household = read_it ();

  ck_assert_uint_eq (household->children->len, 1);
  ck_assert (has_problem (household, "no-such-account"));
}
END_TEST

START_TEST (a_system_account_is_never_a_child)
{
  pl_test_write (folder, "children/root.conf", "[Child]\nBorn=2012-05-01\n");
  g_autoptr (PlHousehold) household = read_it ();

  ck_assert_ptr_null (pl_household_child (household, 0));
  ck_assert (has_problem (household, "system account"));
}
END_TEST

START_TEST (who_is_who_is_who_may_call_what)
{
  g_autoptr (PlHousehold) household = read_it ();
  const uid_t jo = 4242;

  g_array_append_val (household->staff, jo);
  ck_assert_uint_eq (pl_role_of (household, UID), PL_ROLE_CHILD);
  ck_assert_uint_eq (pl_role_of (household, 0), PL_ROLE_ROOT);
  ck_assert_uint_eq (pl_role_of (household, jo), PL_ROLE_STAFF);
  ck_assert_uint_eq (pl_role_of (household, 4243), PL_ROLE_OTHER);
}
END_TEST

START_TEST (a_child_is_never_told_of_the_others)
{
  const char *staff = "org.porchlight.Agent1.Staff";

  ck_assert (!pl_call_is_allowed (staff, "ListChildren", PL_ROLE_CHILD));
  ck_assert (!pl_call_is_allowed (staff, "ListChildren", PL_ROLE_OTHER));
  ck_assert (!pl_call_is_allowed (staff, "GetProblems", PL_ROLE_CHILD));
  ck_assert (pl_call_is_allowed (staff, "ListChildren", PL_ROLE_STAFF));
}
END_TEST

START_TEST (a_call_that_is_not_in_the_table_is_denied_to_root)
{
  ck_assert (!pl_call_is_allowed ("org.porchlight.Agent1", "Frobnicate", PL_ROLE_ROOT));
  ck_assert (!pl_call_is_allowed ("org.porchlight.Agent1.Child", "GetState", PL_ROLE_ROOT));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_profile_is_a_child,
    a_refused_profile_leaves_the_last_good_one,
    a_profile_that_was_never_good_leaves_a_child_without,
    a_home_that_was_never_good_leaves_every_child_without,
    what_a_home_decides_about_concerns_lies_over_what_ships,
    a_refused_care_file_leaves_the_last_good_one_and_a_missing_one_what_ships,
    a_profile_without_an_account_is_told,
    a_system_account_is_never_a_child,
    who_is_who_is_who_may_call_what,
    a_child_is_never_told_of_the_others,
    a_call_that_is_not_in_the_table_is_denied_to_root,
    NULL,
  };

  return pl_tap_main_with ("household", tests, 10, set_up, tear_down);
}
