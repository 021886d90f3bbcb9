/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/data/shipped.h"
#include "policy/error.h"
#include "policy/people/profile.h"
#include "tests/tap.h"

#define BORN "[Child]\nBorn=2012-05-01\n"

/* A home, its levels, and a profile read with them. */
typedef struct {
  PlHome *home;
  PlLevels *levels;
  GPtrArray *warnings;
  PlProfile *profile;
  GError *error;
} World;

static void
world_read (World *world, const char *home, const char *text)
{
  world->home = pl_home_parse ("home.conf", home, strlen (home), NULL);
  world->levels = pl_levels_new_shipped (world->home->categories);
  world->warnings = g_ptr_array_new_with_free_func (g_free);
  world->profile = pl_profile_parse (world->home, world->levels, "sam.conf", text, strlen (text),
                                     world->warnings, &world->error);
}

static void
world_clear (World *world)
{
  pl_profile_free (world->profile);
  g_ptr_array_unref (world->warnings);
  pl_levels_free (world->levels);
  pl_home_free (world->home);
  g_clear_error (&world->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

START_TEST (every_key_of_the_contract_is_read)
{
  g_auto (World) world = { 0 };
  guint32 born, agreed, christmas;

  world_read (&world, "",
              "[Child]\nName=Sam\nBorn=2012-05-01\nLevel=supported\nSocialUntilReview=true\n"
              "AgreedUntil=2031-01-02\n"
              "[Timetable]\nMonday=16:00-20:00;20:30-21:30\nTuesday=\nFriday=22:00-01:00\n"
              "[Exceptions]\n2026-12-25=09:00-23:00\n"
              "[Allowance]\nMonday=120\nSunday=0\nWeekly=600\n"
              "[Quiet]\nLightsOut=21:30\nMinutes=60\nFriday=00:30\nSaturday=\n"
              "[Sites]\nAllow=Example.org;\nBlock=example.com;b.example;\n"
              "[Contact]\nmum=call.example;video.example;\n"
              "mum.When=Monday 18:00-19:00;Sunday  23:00-01:00;\ndad=dad.example\n"
              "[Needs]\nEasyRead=true\nReadAloud=true\nLanguage=fa-AF\n"
              "[TimeUp]\nAction=lock\n");
  const PlProfile *profile = world.profile;
  ck_assert_msg (profile != NULL, "%s", world.error != NULL ? world.error->message : "");
  ck_assert (pl_date_parse ("2012-05-01", &born) && pl_date_parse ("2031-01-02", &agreed) &&
             pl_date_parse ("2026-12-25", &christmas));
  ck_assert_str_eq (profile->name, "Sam");
  ck_assert_uint_eq (profile->born, born);
  ck_assert_str_eq (profile->level->id, "supported");
  ck_assert (profile->social_until_review);
  ck_assert_uint_eq (profile->agreed_until, agreed);
  ck_assert_uint_eq (profile->timetable.weekday[0]->n, 2);
  ck_assert_uint_eq (profile->timetable.weekday[1]->n, 0);
  ck_assert_ptr_null (profile->timetable.weekday[2]);
  ck_assert_uint_eq (profile->timetable.weekday[4]->windows[0].end, 25 * 60);
  ck_assert_ptr_nonnull (
      g_hash_table_lookup (profile->timetable.exceptions, GUINT_TO_POINTER (christmas)));
  ck_assert_int_eq (profile->allowance.weekday[0], 120);
  ck_assert_int_eq (profile->allowance.weekday[1], -1);
  ck_assert_int_eq (profile->allowance.weekday[6], 0);
  ck_assert_int_eq (profile->allowance.week, 600);
  ck_assert_int_eq (profile->quiet.minutes, 60);
  ck_assert_int_eq (profile->quiet.lights_out[0], 21 * 60 + 30);
  ck_assert_int_eq (profile->quiet.lights_out[4], 30);
  ck_assert_int_eq (profile->quiet.lights_out[5], -1);
  ck_assert_str_eq (profile->allow[0], "example.org");
  ck_assert_str_eq (profile->block[0], "b.example");
  ck_assert_str_eq (profile->block[1], "example.com");
  ck_assert (profile->needs.easy_read && !profile->needs.large_type && profile->needs.read_aloud);
  ck_assert_str_eq (pl_language_tag (profile->needs.language), "fa-AF");
  ck_assert_int_eq (profile->time_up, PL_TIME_UP_LOCK);
  ck_assert_uint_eq (world.warnings->len, 0);

  ck_assert_uint_eq (profile->contacts->len, 2);
  const PlContact *mum = profile->contacts->pdata[0], *dad = profile->contacts->pdata[1];
  ck_assert_str_eq (mum->id, "mum");
  ck_assert_str_eq (mum->names[0], "call.example");
  ck_assert (!mum->always);
  ck_assert_uint_eq (mum->n_times, 2);
  ck_assert_uint_eq (mum->times[1].weekday, 6);
  ck_assert_uint_eq (mum->times[1].window.start, 23 * 60);
  ck_assert_uint_eq (mum->times[1].window.end, 25 * 60);
  ck_assert (dad->always);
}
END_TEST

START_TEST (only_a_date_of_birth_is_required_and_no_level_is_the_most_guarded)
{
  g_auto (World) world = { 0 };

  world_read (&world, "", BORN);
  ck_assert_ptr_nonnull (world.profile);
  ck_assert_str_eq (world.profile->level->id, "close-support");
  ck_assert_uint_eq (world.warnings->len, 1);
  ck_assert_str_eq (world.warnings->pdata[0],
                    "sam.conf:1: Level is missing; \"close-support\", the most guarded, holds");
  ck_assert_int_eq (world.profile->quiet.minutes, 90);
  for (int i = 0; i < PL_WEEKDAYS; i++) {
    ck_assert_ptr_null (world.profile->timetable.weekday[i]);
    ck_assert_int_eq (world.profile->quiet.lights_out[i], -1);
    ck_assert_int_eq (world.profile->allowance.weekday[i], -1);
  }
  ck_assert_int_eq (world.profile->allowance.week, -1);
  ck_assert_uint_eq (world.profile->agreed_until, 0);
  ck_assert_ptr_null (world.profile->allow[0]);
  ck_assert_int_eq (world.profile->time_up, PL_TIME_UP_INTERNET_OFF);
}
END_TEST

#define MAXIMUM "[Timetable]\nMonday=12:00-22:00\nFriday=12:00-24:00\nSaturday=00:00-01:00\n"
#define CHILD   "[Child]\nBorn=2012-05-01\nLevel=guided\n"

/* What is kept but cut. The warning is NULL where the home's maximum holds the window. */
static const struct {
  const char *home, *text, *warning;
} cuts[] = {
  { MAXIMUM, CHILD "[Timetable]\nMonday=12:00-22:00\n", NULL },
  { MAXIMUM, CHILD "[Timetable]\nMonday=11:59-22:00\n",
    "sam.conf:5: window 11:59-22:00 goes beyond the home's maximum and is cut" },
  { MAXIMUM, CHILD "[Timetable]\nMonday=12:00-13:00;20:00-22:01\n",
    "sam.conf:5: window 20:00-22:01 goes beyond the home's maximum and is cut" },
  /* Tuesday has no key at home: nothing is cut. */
  { MAXIMUM, CHILD "[Timetable]\nTuesday=00:00-24:00\n", NULL },
  /* Friday's window runs into Saturday, which the home allows until 01:00. */
  { MAXIMUM, CHILD "[Timetable]\nFriday=22:00-01:00\n", NULL },
  { MAXIMUM, CHILD "[Timetable]\nFriday=22:00-01:01\n",
    "sam.conf:5: window 22:00-01:01 goes beyond the home's maximum and is cut" },
  { "[Timetable]\nMonday=\n", CHILD "[Timetable]\nMonday=12:00-24:00\n",
    "sam.conf:5: window 12:00-24:00 goes beyond the home's maximum and is cut" },
  /* 2026-12-21 is a Monday. */
  { MAXIMUM, CHILD "[Exceptions]\n2026-12-21=12:00-22:00\n", NULL },
  { MAXIMUM, CHILD "[Exceptions]\n2026-12-21=12:00-23:00\n",
    "sam.conf:5: window 12:00-23:00 goes beyond the home's maximum and is cut" },
  { MAXIMUM "[Exceptions]\n2026-12-21=10:00-23:00\n",
    CHILD "[Exceptions]\n2026-12-21=12:00-23:00\n", NULL },
  { MAXIMUM "[Exceptions]\n2026-12-21=\n", CHILD "[Exceptions]\n2026-12-21=12:00-13:00\n",
    "sam.conf:5: window 12:00-13:00 goes beyond the home's maximum and is cut" },
  { MAXIMUM "[Device]\nKind=staying-close\n", CHILD "[Timetable]\nMonday=00:00-24:00\n", NULL },
  { MAXIMUM "[Device]\nKind=staying-close\nMaximum=applies\n",
    CHILD "[Timetable]\nMonday=00:00-24:00\n",
    "sam.conf:5: window 00:00-24:00 goes beyond the home's maximum and is cut" },
};

START_TEST (a_window_outside_the_homes_maximum_is_kept_with_a_warning)
{
  g_auto (World) world = { 0 };

  world_read (&world, cuts[_i].home, cuts[_i].text);
  ck_assert_ptr_nonnull (world.profile);
  ck_assert_uint_eq (world.warnings->len, cuts[_i].warning != NULL ? 1 : 0);
  if (cuts[_i].warning != NULL)
    ck_assert_str_eq (world.warnings->pdata[0], cuts[_i].warning);
}
END_TEST

static const struct {
  const char *text, *message;
} refused[] = {
  { "", "sam.conf:1: Born is missing from [Child]" },
  { "[Child]\nBorn=2012-05-01\n[Sites]\nAllow=a.example\nUntil=b.example 2026-04-01\n",
    "sam.conf:5: \"b.example\" is in neither Allow nor Block" },
  { "[Child]\nBorn=2012-05-01\n[Sites]\nAllow=a.example\nUntil=a.example\n",
    "sam.conf:5: \"a.example\" is not a site and its last day, like example.org 2026-04-01" },
  { "[Child]\nBorn=2012-05-01\n[Needs]\nLanguage=tlh\n",
    "sam.conf:4: Language=tlh is none that Porchlight speaks: en, ar, cy, fa-AF, pl, sq, uk or "
    "vi" },
  { "[Child]\nBorn=2012-05-01\n[Authority]\nContact=me\n",
    "sam.conf:4: Contact=me is not one of: not-recorded, placing-authority, parents, home" },
  { "\n[Child]\nName=Sam\n", "sam.conf:2: Born is missing from [Child]" },
  { "[Child]\nBorn=\n", "sam.conf:2: Born= is not a date of the form YYYY-MM-DD" },
  { "[Child]\nBorn=1.5.2012\n", "sam.conf:2: Born=1.5.2012 is not a date of the form YYYY-MM-DD" },
  { "[Child]\nBorn=2011-02-29\n",
    "sam.conf:2: Born=2011-02-29 is not a date of the form YYYY-MM-DD" },
  { BORN "Level=expert\n", "sam.conf:3: unknown level \"expert\"" },
  { BORN "Level=\n", "sam.conf:3: unknown level \"\"" },
  { BORN "SocialUntilReview=yes\n", "sam.conf:3: SocialUntilReview=yes is neither true nor false" },
  { BORN "AgreedUntil=never\n",
    "sam.conf:3: AgreedUntil=never is not a date of the form YYYY-MM-DD" },
  { BORN "Born=2012-05-01\n", "sam.conf:3: key \"Born\" given twice, first on line 2" },
  { BORN "Age=13\n", "sam.conf:3: unknown key \"Age\" in [Child]" },
  { BORN "[Timetable]\nMonday=16-20\n", "sam.conf:4: bad window '16-20' (not HH:MM-HH:MM)" },
  { BORN "[Timetable]\nmonday=16:00-20:00\n", "sam.conf:4: unknown key \"monday\" in [Timetable]" },
  { BORN "[Timetable]\nFriday=22:00-01:00;23:30-23:45\n",
    "sam.conf:4: windows 22:00-01:00 and 23:30-23:45 overlap" },
  { BORN "[Exceptions]\n25/12/2026=10:00-12:00\n",
    "sam.conf:4: \"25/12/2026\" is not a date of the form YYYY-MM-DD" },
  { BORN "[Exceptions]\n2026-12-25=10:00\n", "sam.conf:4: bad window '10:00' (not HH:MM-HH:MM)" },
  { BORN "[Allowance]\nMonday=1441\n",
    "sam.conf:4: Monday=1441 is not a whole number from 0 to 1440" },
  { BORN "[Allowance]\nWeekly=10081\n",
    "sam.conf:4: Weekly=10081 is not a whole number from 0 to 10080" },
  { BORN "[Allowance]\nWeekly=-1\n",
    "sam.conf:4: Weekly=-1 is not a whole number from 0 to 10080" },
  { BORN "[Allowance]\nMonday=2h\n", "sam.conf:4: Monday=2h is not a whole number from 0 to 1440" },
  { BORN "[Quiet]\nLightsOut=24:00\n",
    "sam.conf:4: LightsOut=24:00 is not a time of the form HH:MM" },
  { BORN "[Quiet]\nFriday=late\n", "sam.conf:4: Friday=late is not a time of the form HH:MM" },
  { BORN "[Quiet]\nMinutes=half\n",
    "sam.conf:4: Minutes=half is not a whole number from 0 to 1440" },
  { BORN "[Sites]\nAllow=exa mple.org\n",
    "sam.conf:4: \"exa mple.org\" is not the name of a site" },
  { BORN "[Sites]\nAllow=a.example;B\xc3\x9c"
         "cher.example\nBlock=xn--bcher-kva.example.;\n",
    "sam.conf:5: \"xn--bcher-kva.example\" is in both Allow and Block" },
  { BORN "[Sites]\nBlock=a.example\nAllow=A.example\n",
    "sam.conf:5: \"a.example\" is in both Allow and Block" },
  { BORN "[Contact]\nmum.When=Monday 18:00-19:00\n", "sam.conf:4: mum.When without mum=NAME" },
  { BORN "[Contact]\nmum=\n", "sam.conf:4: contact \"mum\" names no site" },
  { BORN "[Contact]\nmum=a.example\nmum.When=\n", "sam.conf:5: mum.When says no time" },
  { BORN "[Contact]\nmum=a.example\nmum.When=Mon 18:00-19:00\n",
    "sam.conf:5: \"Mon\" is not a weekday and a window, such as Monday 18:00-19:00" },
  { BORN "[Contact]\nmum=a.example\nmum.When=Monday\n",
    "sam.conf:5: \"Monday\" is not a weekday and a window, such as Monday 18:00-19:00" },
  { BORN "[Contact]\nmum=a.example\nmum.When=Monday 18:00\n",
    "sam.conf:5: bad window '18:00' (not HH:MM-HH:MM)" },
  { BORN "[Contact]\nmum.Where=a.example\n", "sam.conf:4: unknown key \"mum.Where\" in [Contact]" },
  { BORN "[Contact]\nmy mum=a.example\n", "sam.conf:4: unknown key \"my mum\" in [Contact]" },
  { BORN "[TimeUp]\nAction=off\n",
    "sam.conf:4: Action=off is not one of: internet-off, lock, end-session" },
  { BORN "[Device]\nKind=communal\n", "sam.conf:3: unknown section [Device]" },
};

START_TEST (what_is_wrong_is_refused_with_file_and_line)
{
  g_auto (World) world = { 0 };

  world_read (&world, "", refused[_i].text);
  ck_assert_ptr_null (world.profile);
  ck_assert (g_error_matches (world.error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert_str_eq (world.error->message, refused[_i].message);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("profile");
  TCase *tcase = tcase_create ("profile");

  tcase_add_test (tcase, every_key_of_the_contract_is_read);
  tcase_add_test (tcase, only_a_date_of_birth_is_required_and_no_level_is_the_most_guarded);
  tcase_add_loop_test (tcase, a_window_outside_the_homes_maximum_is_kept_with_a_warning, 0,
                       G_N_ELEMENTS (cuts));
  tcase_add_loop_test (tcase, what_is_wrong_is_refused_with_file_and_line, 0,
                       G_N_ELEMENTS (refused));
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
