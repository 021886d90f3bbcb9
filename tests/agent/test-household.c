/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/household.h"

#include "agent/bus/calls.h"
#include "agent/records/level-record.h"
#include "policy/error.h"
#include "policy/people/key-edit.h"
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

#define GUIDED "levels.d/guided.conf"

START_TEST (a_level_file_beside_the_home_takes_the_place_of_the_one_that_ships)
{
  pl_test_write (folder, GUIDED, "[Level]\nId=guided\nName=Ours\nOrder=3\n");
  pl_test_write (folder, "levels.d/calm.conf", "[Level]\nId=calm\nOrder=9\n");
  g_autoptr (PlHousehold) household = read_it ();

  ck_assert_uint_eq (household->problems->len, 0);
  ck_assert_uint_eq (pl_levels_count (household->levels), 5);
  ck_assert_str_eq (pl_household_child (household, UID)->profile->level->name, "Ours");
  ck_assert (pl_level_files_of (household->level_files, "guided")->own);
  ck_assert (!pl_level_files_of (household->level_files, "supported")->own);
  ck_assert_str_eq (pl_levels_nth (household->levels, 4)->id, "calm");
}
END_TEST

START_TEST (a_refused_level_file_leaves_the_last_good_one_and_else_the_one_that_ships)
{
  g_autofree char *path = g_build_filename (folder, GUIDED, NULL);

  pl_test_write (folder, GUIDED, "[Level]\nId=guided\nName=Bad\nOrder=4\n");
  g_autoptr (PlHousehold) never_good = read_it ();
  ck_assert (has_problem (never_good, "guided.conf:4: Order=4 is that of level"));
  ck_assert_str_eq (pl_levels_find (never_good->levels, "guided")->name, "Guided");

  pl_test_write (folder, GUIDED, "[Level]\nId=guided\nName=Ours\nOrder=3\n");
  pl_household_free (read_it ());
  pl_test_write (folder, GUIDED, "[Level]\nId=guided\nName=Bad\n");
  g_autoptr (PlHousehold) last_good = read_it ();
  ck_assert (has_problem (last_good, "guided.conf:1: Order is missing"));
  ck_assert_str_eq (pl_levels_find (last_good->levels, "guided")->name, "Ours");

  /* Taken away and put wrong again: nothing of long ago comes back. */
  g_remove (path);
  pl_household_free (read_it ());
  pl_test_write (folder, GUIDED, "[Level]\nId=guided\nName=Bad\n");
  g_autoptr (PlHousehold) without = read_it ();
  ck_assert_str_eq (pl_levels_find (without->levels, "guided")->name, "Guided");
}
END_TEST

START_TEST (a_level_that_a_child_is_on_is_not_taken_away_and_no_two_have_one_place)
{
  pl_test_write (folder, "levels.d/calm.conf", "[Level]\nId=calm\nOrder=9\n");
  pl_test_write (folder, "children/" ACCOUNT ".conf", "[Child]\nBorn=2012-05-01\nLevel=calm\n");
  g_autoptr (PlHousehold) household = read_it ();
  static const struct {
    const char *file, *text, *message;
  } refused[] = {
    { "levels.d/calm.conf", "",
      ACCOUNT " is on this level: another one is decided at a review first" },
    { "levels.d/calm.conf", "[Level]\nId=other\nOrder=9\n",
      "levels.d/calm.conf:2: Id must be \"calm\": profiles name the level by it" },
    { "levels.d/calm.conf", "[Level]\nId=calm\nOrder=3\n",
      "levels.d/calm.conf:3: Order=3 is that of level \"guided\" already" },
    { "levels.d/new.conf", "[Level]\nId=new\nOrder=5\n[Sites]\nBlock=cats;\n",
      "levels.d/new.conf:5: unknown category \"cats\"" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    ck_assert_ptr_null (pl_level_record_with (household, refused[i].file, refused[i].text, &error));
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
    ck_assert_str_eq (error->message, refused[i].message);
  }
}
END_TEST

START_TEST (a_change_of_a_level_concerns_those_who_are_on_it)
{
  g_autoptr (PlHousehold) household = read_it ();
  static const struct {
    const char *file, *more, *concerned;
  } edits[] = {
    { GUIDED, "", "" },
    { GUIDED, "\n[Level]\nAbout=ours\n", "" },
    { "levels.d/supported.conf", NULL, "" },
    { GUIDED, NULL, ACCOUNT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (edits); i++) {
    g_autofree char *shipped = pl_level_file_shipped (edits[i].file);
    g_autofree char *text = edits[i].more != NULL
                                ? g_strconcat (shipped, edits[i].more, NULL)
                                : pl_key_edit ("a", shipped, "SafeSearch", "Search", "off", NULL);
    g_autoptr (PlLevels) levels = pl_level_record_with (household, edits[i].file, text, NULL);
    g_autofree char *concerned = pl_level_record_concerned (household, levels);
    ck_assert_str_eq (concerned, edits[i].concerned);
  }
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
    a_level_file_beside_the_home_takes_the_place_of_the_one_that_ships,
    a_refused_level_file_leaves_the_last_good_one_and_else_the_one_that_ships,
    a_level_that_a_child_is_on_is_not_taken_away_and_no_two_have_one_place,
    a_change_of_a_level_concerns_those_who_are_on_it,
    a_profile_without_an_account_is_told,
    a_system_account_is_never_a_child,
    who_is_who_is_who_may_call_what,
    a_child_is_never_told_of_the_others,
    a_call_that_is_not_in_the_table_is_denied_to_root,
    NULL,
  };

  return pl_tap_main_with ("household", tests, 10, set_up, tear_down);
}
