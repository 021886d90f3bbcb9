/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/route.h"

#include "policy/error.h"
#include "tests/tap.h"

#define BIT(role) PL_READER_BIT (PL_READER_##role)

/* A home as it should be: two on shift, one off, and one of each other role. */
static PlPerson home[8];
static PlPeople people;

static void
set_up (void)
{
  const PlPerson fresh[] = {
    { "jo", "jo", "Jo Smith", BIT (STAFF), TRUE, TRUE },
    { "kim", "kim", "Kim Lee", BIT (STAFF), TRUE, TRUE },
    { "pat", "pat", "Pat Off", BIT (STAFF), FALSE, TRUE },
    { "max", "max", "Max Manager", BIT (MANAGER) | BIT (STAFF), FALSE, TRUE },
    { "liz", "liz", "Liz Lead", BIT (LEAD), FALSE, TRUE },
    { "ri", NULL, "Rae Responsible", BIT (RESPONSIBLE), FALSE, TRUE },
    { "out", NULL, "Olu Outside", BIT (OUTSIDE), FALSE, TRUE },
    { "dep", "dep", "Dee Deputy", BIT (MANAGER), FALSE, FALSE },
  };

  memcpy (home, fresh, sizeof home);
  people = (PlPeople){ home, G_N_ELEMENTS (home), TRUE };
}

/* "staff:jo,kim manager:max"; "+" before a step that reads at once with the one before. */
static char *
describe (const PlRoute *route)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < route->n_steps; i++) {
    const PlRouteStep *step = &route->steps[i];
    g_string_append_printf (text, "%s%s%s:", i > 0 ? " " : "", step->at_once ? "+" : "",
                            pl_reader_role_code (step->role));
    for (guint j = 0; j < step->people->len; j++)
      g_string_append_printf (text, "%s%s", j > 0 ? "," : "",
                              home[g_array_index (step->people, guint, j)].id);
  }
  return g_string_free (text, FALSE);
}

static void
expect (PlConcernKind kind, PlReaderChoice choice, const char *not_this, const char *expected)
{
  PlExclusion exclusion = { .account = not_this };
  PlConcernWishes wishes = { kind, choice, "pat", { &exclusion, not_this != NULL ? 1 : 0 } };
  g_autoptr (PlRoute) route = pl_route_new (&wishes, &people);
  g_autofree char *got = describe (route);

  ck_assert_str_eq (got, expected);
}

START_TEST (the_child_chooses_who_reads_first)
{
  expect (PL_CONCERN_TALK, PL_CHOICE_STAFF, NULL,
          "staff:jo,kim manager:max lead:liz responsible:ri outside:out");
  expect (PL_CONCERN_TALK, PL_CHOICE_TRUSTED, NULL,
          "trusted:pat manager:max lead:liz responsible:ri outside:out");
  expect (PL_CONCERN_TALK, PL_CHOICE_MANAGER, NULL,
          "manager:max lead:liz responsible:ri outside:out");
  expect (PL_CONCERN_TALK, PL_CHOICE_LEAD, NULL, "lead:liz manager:max responsible:ri outside:out");
}
END_TEST

START_TEST (a_home_without_shifts_asks_all_of_its_staff)
{
  people.shifts_known = FALSE;
  expect (PL_CONCERN_TALK, PL_CHOICE_STAFF, NULL,
          "staff:jo,kim,pat,max lead:liz responsible:ri outside:out");
}
END_TEST

START_TEST (not_this_person_is_left_out_and_the_others_stay)
{
  expect (PL_CONCERN_BULLYING, PL_CHOICE_STAFF, "jo",
          "staff:kim manager:max lead:liz responsible:ri outside:out");
  expect (PL_CONCERN_BULLYING, PL_CHOICE_TRUSTED, "pat",
          "manager:max lead:liz responsible:ri outside:out");
  expect (PL_CONCERN_BULLYING, PL_CHOICE_STAFF, "max",
          "staff:jo,kim lead:liz responsible:ri outside:out");
}
END_TEST

START_TEST (about_a_member_of_staff_manager_and_lead_read_at_once_and_nobody_else)
{
  expect (PL_CONCERN_STAFF_MEMBER, PL_CHOICE_STAFF, NULL, "manager:max +lead:liz");
  expect (PL_CONCERN_STAFF_MEMBER, PL_CHOICE_STAFF, "jo", "manager:max +lead:liz");
  expect (PL_CONCERN_STAFF_MEMBER, PL_CHOICE_TRUSTED, "jo", "manager:max +lead:liz");
  expect (PL_CONCERN_STAFF_MEMBER, PL_CHOICE_LEAD, "jo", "lead:liz +manager:max");
}
END_TEST

START_TEST (about_the_manager_or_the_lead_the_other_and_the_responsible_individual_read_it)
{
  home[7].has_key = TRUE;
  expect (PL_CONCERN_STAFF_MEMBER, PL_CHOICE_MANAGER, "max", "lead:liz +responsible:ri");
  expect (PL_CONCERN_STAFF_MEMBER, PL_CHOICE_STAFF, "liz", "manager:max,dep +responsible:ri");
}
END_TEST

START_TEST (about_both_at_once_the_responsible_individual_and_an_outside_officer_read_it)
{
  home[3].roles |= BIT (LEAD);
  home[4].has_key = FALSE;
  expect (PL_CONCERN_STAFF_MEMBER, PL_CHOICE_STAFF, "max", "responsible:ri +outside:out");
  expect (PL_CONCERN_STAFF_MEMBER, PL_CHOICE_STAFF, "jo", "manager:max +responsible:ri");
}
END_TEST

START_TEST (rather_than_nobody_a_colleague_in_the_same_role_reads_it)
{
  home[4].has_key = home[5].has_key = home[6].has_key = FALSE;
  home[7].has_key = TRUE;
  expect (PL_CONCERN_STAFF_MEMBER, PL_CHOICE_STAFF, "max", "manager:dep");
  home[7].has_key = FALSE;
  expect (PL_CONCERN_STAFF_MEMBER, PL_CHOICE_STAFF, "max", "");
}
END_TEST

START_TEST (a_trusted_person_reads_about_staff_only_as_manager_or_lead)
{
  PlExclusion jo = { .typed = "jo" };
  PlConcernWishes wishes = { PL_CONCERN_STAFF_MEMBER, PL_CHOICE_TRUSTED, "liz", { &jo, 1 } };
  g_autoptr (PlRoute) route = pl_route_new (&wishes, &people);
  g_autofree char *got = describe (route);

  ck_assert_str_eq (got, "trusted:liz +manager:max");
}
END_TEST

START_TEST (two_keys_of_one_person_are_one_reader)
{
  for (guint i = 0; i < G_N_ELEMENTS (home); i++)
    home[i].has_key = i == 3 || i == 7;
  home[7].name = "max MANAGER";
  PlConcernWishes wishes = { PL_CONCERN_TALK, PL_CHOICE_STAFF };
  g_autoptr (PlRoute) route = pl_route_new (&wishes, &people);
  g_autofree char *problem = pl_route_problem (route);
  ck_assert_uint_eq (route->n_readers, 1);
  ck_assert_uint_eq (route->steps[0].people->len, 2);
  ck_assert_str_eq (problem,
                    "one person alone would read it. With a reader key there is no staff on "
                    "shift, no safeguarding lead, no responsible individual, no outside "
                    "officer");
}
END_TEST

START_TEST (a_home_is_set_up_when_every_concern_has_two_readers)
{
  ck_assert (pl_people_are_enough (&people, NULL));
  home[6].has_key = FALSE;
  ck_assert (pl_people_are_enough (&people, NULL));
}
END_TEST

START_TEST (a_home_that_is_not_set_up_is_told_what_is_missing)
{
  static const struct {
    guint lacks[3], n;
    const char *error;
  } cases[] = {
    { { 3 },
      1,
      "A concern of the kind talk that is not for Liz Lead: one person alone would read it. With a "
      "reader key there is no staff on shift, no manager, no safeguarding lead, no outside "
      "officer" },
    { { 5, 6 },
      2,
      "A concern of the kind talk that is not for Max Manager: one person alone would read it. "
      "With "
      "a reader key there is no staff on shift, no manager, no responsible individual, no outside "
      "officer" },
    { { 3, 4, 5 },
      3,
      "A concern of the kind talk for anybody: one person alone would read it. With a reader key "
      "there is no staff on shift, no manager, no safeguarding lead, no responsible individual" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    set_up ();
    home[6].has_key = i == 2;
    for (guint j = 0; j < cases[i].n; j++)
      home[cases[i].lacks[j]].has_key = FALSE;
    ck_assert (!pl_people_are_enough (&people, &error));
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
    ck_assert_str_eq (error->message, cases[i].error);
  }
}
END_TEST

START_TEST (a_concern_is_filed_even_where_nobody_can_read_it)
{
  PlConcernWishes wishes = { PL_CONCERN_TALK, PL_CHOICE_STAFF };
  g_autoptr (PlRoute) route = pl_route_new (&wishes, &(PlPeople){ NULL, 0, TRUE });
  g_autofree char *problem = pl_route_problem (route);

  ck_assert_uint_eq (route->n_readers, 0);
  ck_assert_uint_eq (route->n_steps, 0);
  ck_assert (g_str_has_prefix (problem, "nobody would read it"));
}
END_TEST

START_TEST (every_choice_is_known_by_its_code)
{
  PlReaderChoice choice = PL_CHOICE_LEAD;

  ck_assert (!pl_reader_choice_parse ("everybody", &choice));
  for (guint i = 0; i < PL_READER_CHOICES; i++) {
    ck_assert (pl_reader_choice_parse (pl_reader_choice_code ((PlReaderChoice)i), &choice));
    ck_assert_uint_eq (choice, i);
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    the_child_chooses_who_reads_first,
    a_home_without_shifts_asks_all_of_its_staff,
    not_this_person_is_left_out_and_the_others_stay,
    about_a_member_of_staff_manager_and_lead_read_at_once_and_nobody_else,
    about_the_manager_or_the_lead_the_other_and_the_responsible_individual_read_it,
    about_both_at_once_the_responsible_individual_and_an_outside_officer_read_it,
    rather_than_nobody_a_colleague_in_the_same_role_reads_it,
    a_trusted_person_reads_about_staff_only_as_manager_or_lead,
    two_keys_of_one_person_are_one_reader,
    a_home_is_set_up_when_every_concern_has_two_readers,
    a_home_that_is_not_set_up_is_told_what_is_missing,
    a_concern_is_filed_even_where_nobody_can_read_it,
    every_choice_is_known_by_its_code,
    NULL,
  };

  return pl_tap_main_with ("route", tests, 10, set_up, NULL);
}
