/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/profile-change.h"

#include <string.h>

#include "policy/people/profile-value.h"
#include "tests/tap.h"

#define CHILD "[Child]\nName=Sam\nBorn=2012-05-01\nLevel=supported\n"

typedef struct {
  PlHome *home;
  PlLevels *levels;
} Household;

static Household household;

static void
set_up (void)
{
  static const char home[] =
      "[Timetable]\nMonday=12:00-22:00\n[Exceptions]\n2026-12-25=09:00-23:00\n";

  household.home = pl_home_parse ("home.conf", home, strlen (home), NULL);
  household.levels = pl_levels_new_shipped (household.home->categories);
}

static void
tear_down (void)
{
  pl_levels_free (household.levels);
  pl_home_free (household.home);
}

static PlProfile *
read_profile (const char *text)
{
  g_autoptr (GError) error = NULL;
  PlProfile *profile = pl_profile_parse (household.home, household.levels, "sam.conf", text,
                                         strlen (text), NULL, &error);

  ck_assert_msg (profile != NULL, "%s", error != NULL ? error->message : "");
  return profile;
}

/* The changes as text: "FIELD WEEKDAY +- NAME", a line each. */
static char *
describe (const GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++) {
    const PlProfileChange *change = changes->pdata[i];
    g_string_append_printf (
        text, "%d %d %s%s%s%s\n", change->field, change->weekday,
        change->direction & PL_LOOSENS ? "+" : "", change->direction & PL_TIGHTENS ? "-" : "",
        change->name != NULL ? " " : "", change->name != NULL ? change->name : "");
  }
  return g_string_free (text, FALSE);
}

typedef struct {
  const char *before, *after;
  const char *changes;
} Case;

static const Case cases[] = {
  { CHILD, CHILD, "" },
  { CHILD, "[Child]\nName=Sammy\nBorn=2012-05-01\nLevel=supported\n", "0 -1 \n" },
  { CHILD, CHILD "[Needs]\nLargeType=true\n", "14 -1 \n" },
  { CHILD, "[Child]\nName=Sam\nBorn=2013-05-01\nLevel=guided\n", "1 -1 -\n2 -1 +\n" },
  { CHILD, "[Child]\nName=Sam\nBorn=2012-05-01\nLevel=close-support\n", "2 -1 -\n" },
  { CHILD, CHILD "SocialUntilReview=true\nAgreedUntil=2031-01-01\n", "3 -1 -\n4 -1 -\n" },
  /* The home's Monday is 12:00 to 22:00; a missing day reads it. */
  { CHILD, CHILD "[Timetable]\nMonday=12:00-22:00\n", "" },
  { CHILD, CHILD "[Timetable]\nMonday=12:00-21:59\n", "5 0 -\n" },
  { CHILD "[Timetable]\nTuesday=16:00-18:00\n", CHILD "[Timetable]\nTuesday=17:00-19:00\n",
    "5 1 +-\n" },
  { CHILD "[Timetable]\nTuesday=16:00-18:00\n", CHILD, "5 1 +\n" },
  { CHILD "[Timetable]\nFriday=22:00-01:00\n", CHILD "[Timetable]\nFriday=22:00-24:00\n",
    "5 4 -\n" },
  { CHILD "[Timetable]\nFriday=16:00-18:00;18:00-20:00\n",
    CHILD "[Timetable]\nFriday=16:00-20:00\n", "" },
  /* Christmas is a Friday: its exception is gone, and the home's own holds. */
  { CHILD "[Exceptions]\n2026-12-25=10:00-12:00\n", CHILD, "6 -1 +\n" },
  { CHILD "[Exceptions]\n2026-12-25=09:00-23:00\n", CHILD, "" },
  { CHILD, CHILD "[Exceptions]\n2026-12-28=12:00-23:00\n", "6 -1 +\n" },
  { CHILD, CHILD "[Allowance]\nMonday=0\nWeekly=600\n", "7 0 -\n8 -1 -\n" },
  { CHILD "[Allowance]\nMonday=60\n", CHILD "[Allowance]\nMonday=61\n", "7 0 +\n" },
  /* Monday comes before Tuesday, whatever changed on either. */
  { CHILD, CHILD "[Timetable]\nTuesday=16:00-18:00\n[Allowance]\nMonday=60\nTuesday=60\n",
    "7 0 -\n5 1 -\n7 1 -\n" },
  { CHILD "[Allowance]\nWeekly=600\n", CHILD, "8 -1 +\n" },
  { CHILD, CHILD "[Quiet]\nFriday=22:30\n", "9 4 -\n" },
  { CHILD "[Quiet]\nFriday=22:30\n", CHILD "[Quiet]\nFriday=00:30\n", "9 4 +\n" },
  { CHILD "[Quiet]\nFriday=22:30\n", CHILD "[Quiet]\nFriday=22:30\nMinutes=100\n", "9 4 -\n" },
  { CHILD "[Quiet]\nFriday=22:30\n", CHILD "[Quiet]\nFriday=22:00\nMinutes=60\n", "" },
  { CHILD "[Sites]\nAllow=a.example;b.example\n", CHILD "[Sites]\nAllow=b.example;c.example\n",
    "10 -1 - a.example\n10 -1 + c.example\n" },
  { CHILD "[Sites]\nBlock=a.example\n", CHILD "[Sites]\nBlock=b.example\n",
    "11 -1 + a.example\n11 -1 - b.example\n" },
  { CHILD "[Contact]\nmum=call.example\n", CHILD, "12 -1 - call.example\n" },
  { CHILD "[Contact]\nmum=call.example\n",
    CHILD "[Contact]\nmum=call.example\nmum.When=Monday 18:00-19:00\n", "12 -1 - call.example\n" },
  { CHILD "[Contact]\nmum=call.example\nmum.When=Monday 18:00-19:00\n",
    CHILD "[Contact]\ndad=call.example\ndad.When=Monday 18:00-19:00;Monday 20:00-21:00\n",
    "12 -1 + call.example\n" },
  { CHILD, CHILD "[TimeUp]\nAction=end-session\n", "13 -1 -\n" },
  { CHILD, CHILD "[Authority]\nContact=parents\nSocialMedia=home\n", "15 -1 \n16 -1 \n" },
  { CHILD "[Authority]\nContact=parents\n", CHILD "[Authority]\nContact=parents\n", "" },
  /* A last day gives less of what is allowed, and more of what is blocked. */
  { CHILD "[Sites]\nAllow=a.example\n",
    CHILD "[Sites]\nAllow=a.example\nUntil=a.example 2026-04-01\n", "10 -1 - a.example\n" },
  { CHILD "[Sites]\nAllow=a.example\nUntil=a.example 2026-04-01\n",
    CHILD "[Sites]\nAllow=a.example\nUntil=a.example 2026-04-02\n", "10 -1 + a.example\n" },
  { CHILD "[Sites]\nBlock=a.example\n",
    CHILD "[Sites]\nBlock=a.example\nUntil=a.example 2026-04-01\n", "11 -1 + a.example\n" },
};

START_TEST (a_change_is_told_with_the_way_that_access_goes)
{
  const Case *it = &cases[_i];
  g_autoptr (PlProfile) before = read_profile (it->before);
  g_autoptr (PlProfile) after = read_profile (it->after);
  g_autoptr (GPtrArray) changes = pl_profile_changes (household.home, before, after);
  g_autofree char *text = describe (changes);

  ck_assert_str_eq (text, it->changes);
}
END_TEST

START_TEST (what_loosens_tightens_when_it_is_taken_back)
{
  const Case *it = &cases[_i];
  g_autoptr (PlProfile) before = read_profile (it->before);
  g_autoptr (PlProfile) after = read_profile (it->after);
  g_autoptr (GPtrArray) there = pl_profile_changes (household.home, before, after);
  g_autoptr (GPtrArray) back = pl_profile_changes (household.home, after, before);

  ck_assert_uint_eq (there->len, back->len);
  for (guint i = 0; i < there->len; i++) {
    guint one = ((PlProfileChange *)there->pdata[i])->direction;
    guint other = ((PlProfileChange *)back->pdata[i])->direction;
    ck_assert_uint_eq (one, (other & PL_LOOSENS ? PL_TIGHTENS : 0) |
                                (other & PL_TIGHTENS ? PL_LOOSENS : 0));
  }
}
END_TEST

START_TEST (all_directions_are_told_together)
{
  g_autoptr (PlProfile) before = read_profile (CHILD "[Allowance]\nMonday=10\n");
  g_autoptr (PlProfile) after = read_profile (CHILD "[Allowance]\nMonday=20\nTuesday=1\n");
  g_autoptr (GPtrArray) changes = pl_profile_changes (household.home, before, after);

  ck_assert_uint_eq (pl_profile_changes_direction (changes), PL_LOOSENS | PL_TIGHTENS);
}
END_TEST

/* Before and after of each change: "FIELD[ NAME]: BEFORE > AFTER", a line each. */
START_TEST (what_stood_and_what_stands_is_said_in_no_language)
{
  static const char before[] =
      CHILD "[Timetable]\nTuesday=16:00-20:00;22:00-01:00\n[Allowance]\nMonday=60\n"
            "[Quiet]\nLightsOut=21:30\n[Sites]\nBlock=b.example\n"
            "[Contact]\nmum=c.example\nmum.When=Sunday 10:00-11:00;Monday 18:00-19:00\n";
  static const char after[] =
      "[Child]\nName=Sam\nBorn=2012-05-01\nLevel=guided\nSocialUntilReview=true\n"
      "[Timetable]\nMonday=\nTuesday=16:00-21:00\n[Exceptions]\n2026-12-25=10:00-24:00\n"
      "[Allowance]\nMonday=90\nWeekly=600\n[Quiet]\nLightsOut=00:30\nMinutes=60\nSunday=\n"
      "[Sites]\nAllow=a.example\n[Contact]\nmum=c.example\n[TimeUp]\nAction=lock\n"
      "[Needs]\nEasyRead=true\nReadAloud=true\nLanguage=pl\n";
  static const char wanted[] = "needs:  > easy-read;read-aloud;language-pl\n"
                               "level: Supported > Guided\n"
                               "social:  > yes\n"
                               "timetable: 12:00-22:00 > \n"
                               "allowance: 60 > 90\n"
                               "quiet: 20:00-21:30 > 23:30-00:30\n"
                               "timetable: 16:00-20:00;22:00-01:00 > 16:00-21:00\n"
                               "exception: 09:00-23:00 > 10:00-24:00\n"
                               "allowance-week:  > 600\n"
                               "allow a.example:  > yes\n"
                               "block b.example: yes > \n"
                               "contact c.example: Monday 18:00-19:00;Sunday 10:00-11:00 > always\n"
                               "time-up: internet-off > lock\n";
  g_autoptr (PlProfile) old = read_profile (before);
  g_autoptr (PlProfile) new = read_profile (after);
  g_autoptr (GPtrArray) changes = pl_profile_changes (household.home, old, new);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++) {
    const PlProfileChange *change = changes->pdata[i];
    g_autofree char *was = pl_profile_value (household.home, old, change);
    g_autofree char *is = pl_profile_value (household.home, new, change);

    if (change->field == PL_PROFILE_QUIET && change->weekday != 0)
      continue;
    g_string_append_printf (text, "%s%s%s: %s > %s\n", pl_profile_field_code (change->field),
                            change->name != NULL ? " " : "",
                            change->name != NULL ? change->name : "", was, is);
  }
  ck_assert_str_eq (text->str, wanted);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("profile-change");
  TCase *tcase = tcase_create ("profile-change");

  tcase_add_checked_fixture (tcase, set_up, tear_down);
  tcase_add_loop_test (tcase, a_change_is_told_with_the_way_that_access_goes, 0,
                       G_N_ELEMENTS (cases));
  tcase_add_loop_test (tcase, what_loosens_tightens_when_it_is_taken_back, 0, G_N_ELEMENTS (cases));
  tcase_add_test (tcase, all_directions_are_told_together);
  tcase_add_test (tcase, what_stood_and_what_stands_is_said_in_no_language);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
