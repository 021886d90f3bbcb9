/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/people.h"

#include "tests/tap.h"

#define STAFF PL_READER_BIT (PL_READER_STAFF)

static const PlPerson home[] = {
  { "jo", "jo", "Jo Smith", STAFF },
  { "ann", "ann", "Ann-Marie O'Brien", STAFF },
  { "jo-key", NULL, "Smith, Jo", PL_READER_BIT (PL_READER_OUTSIDE) },
  { "zoe", "zoe", "Zo\xc3\xab Smith-Jones", STAFF },
  { "manager", "ann", NULL, PL_READER_BIT (PL_READER_MANAGER) },
};
static const PlPeople people = { home, G_N_ELEMENTS (home), FALSE };

static void
expect_excluded (PlExclusion exclusion, const char *expected)
{
  gboolean excluded[G_N_ELEMENTS (home)];
  g_autoptr (GString) got = g_string_new (NULL);

  pl_exclusions_mark (&(PlExclusions){ &exclusion, 1 }, &people, excluded);
  for (guint i = 0; i < G_N_ELEMENTS (home); i++)
    if (excluded[i])
      g_string_append_printf (got, "%s ", home[i].id);
  ck_assert_str_eq (got->str, expected);
}

START_TEST (every_role_is_known_by_its_code)
{
  PlReaderRole role = PL_READER_OUTSIDE;

  ck_assert (!pl_reader_role_parse ("cook", &role));
  ck_assert_uint_eq (role, PL_READER_OUTSIDE);
  for (guint i = 0; i < PL_READER_ROLES; i++) {
    ck_assert (pl_reader_role_parse (pl_reader_role_code ((PlReaderRole)i), &role));
    ck_assert_uint_eq (role, i);
  }
}
END_TEST

START_TEST (a_typed_name_means_whoever_may_be_called_that)
{
  static const struct {
    const char *typed, *name;
    gboolean means;
  } cases[] = {
    { "Jo", "Jo Smith", TRUE },
    { "  miss SMITH ", "Jo Smith", TRUE },
    { "Jo Smith (nights)", "Jo Smith", TRUE },
    { "jo", "Joanne Smith", FALSE },
    { "Jo Brown", "Jo Smith", FALSE },
    { "Zoe", "Zo\xc3\xab", TRUE },
    { "obrien", "Ann O'Brien", TRUE },
    { "Smith Jones", "Zoe Smith-Jones", TRUE },
    { "jo", "agency-jo", TRUE },
    { "", "Jo", FALSE },
    { "Mr", "Mr", FALSE },
    { "!?", "Jo", FALSE },
    { "\xff\xfe", "Jo", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    ck_assert_msg (pl_typed_name_means (cases[i].typed, cases[i].name) == cases[i].means, "%s, %s",
                   cases[i].typed, cases[i].name);
}
END_TEST

START_TEST (an_exclusion_reaches_every_entry_of_the_person)
{
  expect_excluded ((PlExclusion){ .account = "jo" }, "jo jo-key ");
  expect_excluded ((PlExclusion){ .account = "jo-key" }, "jo jo-key ");
  expect_excluded ((PlExclusion){ .account = "ann" }, "ann manager ");
  expect_excluded ((PlExclusion){ .typed = "O Brien" }, "");
  expect_excluded ((PlExclusion){ .typed = "Mrs. O'Brien" }, "ann manager ");
}
END_TEST

START_TEST (a_typed_name_of_several_excludes_them_all)
{
  expect_excluded ((PlExclusion){ .typed = "Smith" }, "jo jo-key zoe ");
}
END_TEST

START_TEST (a_name_that_nobody_has_excludes_nobody_until_it_is_linked)
{
  PlExclusion exclusion = { .typed = "Max from the agency" };
  PlExclusions all = { &exclusion, 1 };

  expect_excluded (exclusion, "");
  ck_assert (!pl_exclusions_cover (&all, &people, "agency7", "Temporary Seven"));
  exclusion.account = "agency7";
  ck_assert (pl_exclusions_cover (&all, &people, "agency7", "Temporary Seven"));
  ck_assert (!pl_exclusions_cover (&all, &people, "agency8", NULL));
}
END_TEST

START_TEST (an_account_that_came_later_is_excluded_by_its_name)
{
  PlExclusion exclusion = { .typed = "Max" };
  PlExclusions all = { &exclusion, 1 };

  ck_assert (pl_exclusions_cover (&all, &people, "agency7", "Max Miller"));
  ck_assert (pl_exclusions_cover (&all, &people, "max", NULL));
  ck_assert (!pl_exclusions_cover (&all, &people, "mary", "Mary Miller"));
}
END_TEST

START_TEST (a_second_account_of_an_excluded_person_is_excluded)
{
  PlExclusion exclusion = { .account = "jo" };
  PlExclusions all = { &exclusion, 1 };

  ck_assert (pl_exclusions_cover (&all, &people, "jsmith", "JO SMITH"));
  ck_assert (!pl_exclusions_cover (&all, &people, "jsmith", "Jan Smith"));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    every_role_is_known_by_its_code,
    a_typed_name_means_whoever_may_be_called_that,
    an_exclusion_reaches_every_entry_of_the_person,
    a_typed_name_of_several_excludes_them_all,
    a_name_that_nobody_has_excludes_nobody_until_it_is_linked,
    an_account_that_came_later_is_excluded_by_its_name,
    a_second_account_of_an_excluded_person_is_excluded,
    NULL,
  };

  return pl_tap_main ("people", tests, 10);
}
