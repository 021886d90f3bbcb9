/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <string.h>

#include "tests/care/route-oracle.h"
#include "tests/tap.h"

#define HOMES     2000
#define PEOPLE    9
#define NOT       3
#define TIMES     5
#define BIT(role) PL_READER_BIT (PL_READER_##role)

/* So few words that names are often the same, or part of each other. */
static const char *const names[] = { "jo",  "jo smith", "smith jo", "kim", "kim lee",
                                     "lee", "max",      "smith",    NULL };
static const char *const ids[PEOPLE] = { "p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8" };
static const char *const accounts[] = { "a0", "a1", "a2", "a3", "a4", "jo", NULL, NULL };

typedef struct {
  PlPerson people[PEOPLE];
  PlExclusion not_these[NOT];
  PlPeople home;
  PlConcernWishes wishes;
} Case;

static const char *
pick (GRand *rand, const char *const *from, int n)
{
  return from[g_rand_int_range (rand, 0, n)];
}

static guint
random_roles (GRand *rand)
{
  static const guint own[] = { BIT (STAFF), BIT (STAFF),       BIT (MANAGER),
                               BIT (LEAD),  BIT (RESPONSIBLE), BIT (OUTSIDE) };
  guint roles = own[g_rand_int_range (rand, 0, G_N_ELEMENTS (own))];

  if (g_rand_int_range (rand, 0, 3) == 0)
    roles |= own[g_rand_int_range (rand, 0, G_N_ELEMENTS (own))];
  return roles;
}

static void
random_case (GRand *rand, Case *c)
{
  guint n = (guint)g_rand_int_range (rand, 0, PEOPLE + 1),
        not_these = (guint)g_rand_int_range (rand, 0, NOT + 1);

  for (guint i = 0; i < n; i++)
    c->people[i] = (PlPerson){
      .id = ids[i],
      .account = pick (rand, accounts, G_N_ELEMENTS (accounts)),
      .name = pick (rand, names, G_N_ELEMENTS (names)),
      .roles = random_roles (rand),
      .on_shift = g_rand_boolean (rand),
      .has_key = g_rand_int_range (rand, 0, 4) > 0,
    };
  for (guint i = 0; i < not_these; i++) {
    gboolean typed = g_rand_boolean (rand);
    c->not_these[i] = (PlExclusion){
      .typed = typed ? pick (rand, names, G_N_ELEMENTS (names)) : NULL,
      .account = typed && g_rand_boolean (rand) ? NULL
                 : g_rand_boolean (rand)        ? pick (rand, accounts, G_N_ELEMENTS (accounts))
                                                : pick (rand, ids, PEOPLE),
    };
  }
  c->home = (PlPeople){ c->people, n, g_rand_boolean (rand) };
  c->wishes = (PlConcernWishes){
    .kind = g_rand_boolean (rand) ? PL_CONCERN_STAFF_MEMBER
                                  : (PlConcernKind)g_rand_int_range (rand, 0, PL_CONCERN_KINDS),
    .choice = (PlReaderChoice)g_rand_int_range (rand, 0, PL_READER_CHOICES),
    .trusted = g_rand_boolean (rand) ? pick (rand, ids, PEOPLE)
                                     : pick (rand, accounts, G_N_ELEMENTS (accounts)),
    .not_these = { c->not_these, not_these },
  };
}

/* A case in words, for who has to find out why it fails. Transfer full. */
static char *
in_words (const Case *c)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text, "kind %s choice %s trusted %s shifts %d", pl_concern_kind_code (c->wishes.kind),
      pl_reader_choice_code (c->wishes.choice), c->wishes.trusted, c->home.shifts_known);
  for (guint i = 0; i < c->home.n; i++)
    g_string_append_printf (text, "\n  %s %s \"%s\" roles %x shift %d key %d", c->people[i].id,
                            c->people[i].account, c->people[i].name, c->people[i].roles,
                            c->people[i].on_shift, c->people[i].has_key);
  for (guint i = 0; i < c->wishes.not_these.n; i++)
    g_string_append_printf (text, "\n  not %s \"%s\"", c->not_these[i].account,
                            c->not_these[i].typed);
  return g_string_free (text, FALSE);
}

static char *
path_text (const PlRoute *route)
{
  GString *path = g_string_new (NULL);

  for (guint i = 0; i < route->n_steps; i++) {
    const PlRouteStep *step = &route->steps[i];
    g_string_append_printf (path, "%s%s", step->at_once ? "+" : "",
                            pl_reader_role_code (step->role));
    for (guint j = 0; j < step->people->len; j++)
      g_string_append_printf (path, "%s%u", j == 0 ? ":" : ",",
                              g_array_index (step->people, guint, j));
    g_string_append (path, ";");
  }
  return g_string_free (path, FALSE);
}

typedef void (*Check) (GRand *rand, const Case *c, const PlRoute *route, const char *words);

static void
for_all (Check check)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260302);

  for (guint i = 0; i < HOMES; i++) {
    Case c = { 0 };
    random_case (rand, &c);
    g_autoptr (PlRoute) route = pl_route_new (&c.wishes, &c.home);
    g_autofree char *words = in_words (&c);
    check (rand, &c, route, words);
  }
}

static void
check_oracle (GRand *rand, const Case *c, const PlRoute *route, const char *words)
{
  guint n_readers;
  g_autofree char *expected = oracle_route (&c->wishes, &c->home, &n_readers);
  g_autofree char *got = path_text (route);

  ck_assert_msg (g_str_equal (got, expected), "%s instead of %s: %s", got, expected, words);
  ck_assert_msg (route->n_readers == n_readers, "%u instead of %u readers: %s", route->n_readers,
                 n_readers, words);
}

START_TEST (a_path_is_what_a_slow_reading_of_the_rules_says)
{
  for_all (check_oracle);
}
END_TEST

static void
check_nobody_excluded (GRand *rand, const Case *c, const PlRoute *route, const char *words)
{
  gboolean excluded[PEOPLE];

  pl_exclusions_mark (&c->wishes.not_these, &c->home, excluded);
  for (guint i = 0; i < c->home.n; i++)
    ck_assert_msg (excluded[i] == oracle_excludes (&c->wishes, &c->home, i), "entry %u: %s", i,
                   words);
  for (guint i = 0; i < route->n_steps; i++)
    for (guint j = 0; j < route->steps[i].people->len; j++) {
      guint entry = g_array_index (route->steps[i].people, guint, j);
      ck_assert_msg (!oracle_excludes (&c->wishes, &c->home, entry), "entry %u: %s", entry, words);
    }
}

START_TEST (nobody_who_is_excluded_is_on_a_path_by_role_or_by_another_name)
{
  for_all (check_nobody_excluded);
}
END_TEST

static void
check_accounts (GRand *rand, const Case *c, const PlRoute *route, const char *words)
{
  for (guint i = 0; i < c->home.n; i++)
    if (c->people[i].account != NULL)
      ck_assert_msg (pl_exclusions_cover (&c->wishes.not_these, &c->home, c->people[i].account,
                                          c->people[i].name) ==
                         oracle_excludes (&c->wishes, &c->home, i),
                     "account of entry %u: %s", i, words);
}

START_TEST (an_account_may_learn_of_a_concern_exactly_if_its_owner_is_not_excluded)
{
  for_all (check_accounts);
}
END_TEST

/* TRUE if the entry may read a concern of this kind at all. */
static gboolean
may_read (const Case *c, guint entry)
{
  const PlPerson *person = &c->people[entry];
  guint about_staff = BIT (MANAGER) | BIT (LEAD) | BIT (RESPONSIBLE) | BIT (OUTSIDE);

  if (!person->has_key || oracle_excludes (&c->wishes, &c->home, entry))
    return FALSE;
  return c->wishes.kind != PL_CONCERN_STAFF_MEMBER || (person->roles & about_staff) != 0;
}

static void
check_somebody (GRand *rand, const Case *c, const PlRoute *route, const char *words)
{
  guint above_staff = BIT (MANAGER) | BIT (LEAD) | BIT (RESPONSIBLE) | BIT (OUTSIDE);

  for (guint i = 0; i < c->home.n; i++)
    if (may_read (c, i) && (c->people[i].roles & above_staff) != 0)
      ck_assert_msg (route->n_readers > 0, "entry %u is left: %s", i, words);
}

START_TEST (every_path_has_a_reader_where_anybody_is_left)
{
  for_all (check_somebody);
}
END_TEST

static void
check_about_staff (GRand *rand, const Case *c, const PlRoute *route, const char *words)
{
  guint above_staff = BIT (MANAGER) | BIT (LEAD) | BIT (RESPONSIBLE) | BIT (OUTSIDE);

  if (c->wishes.kind != PL_CONCERN_STAFF_MEMBER)
    return;
  for (guint i = 0; i < route->n_steps; i++)
    for (guint j = 0; j < route->steps[i].people->len; j++) {
      guint entry = g_array_index (route->steps[i].people, guint, j);
      ck_assert_msg ((c->people[entry].roles & above_staff) != 0, "entry %u: %s", entry, words);
      ck_assert_msg (route->steps[i].role != PL_READER_STAFF, "%s", words);
    }
}

START_TEST (no_concern_about_staff_reaches_somebody_who_is_nothing_but_staff)
{
  for_all (check_about_staff);
}
END_TEST

static void
check_enough (GRand *rand, const Case *c, const PlRoute *route, const char *words)
{
  PlConcernWishes wishes = c->wishes;

  if (!pl_people_are_enough (&c->home, NULL))
    return;
  /* About nobody, and about each. */
  wishes.not_these.n = 0;
  for (guint about = 0; about <= c->home.n; about++) {
    PlExclusion one = { .account = about < c->home.n ? c->people[about].id : "nobody" };
    wishes.not_these = (PlExclusions){ &one, 1 };
    g_autoptr (PlRoute) made = pl_route_new (&wishes, &c->home);
    ck_assert_msg (made->n_readers >= PL_READERS_MIN, "about %s: %s", one.account, words);
  }
}

START_TEST (in_a_home_that_is_set_up_every_concern_has_two_readers_whomever_it_is_about)
{
  for_all (check_enough);
}
END_TEST

static void
check_times (GRand *rand, const Case *c, const PlRoute *route, const char *words)
{
  g_autoptr (GString) text = g_string_new ("[Ordinary]\n");
  int minutes[PL_READER_ROLES];
  gint64 filed = g_rand_int_range (rand, 1700000000, 1900000000), before = filed;

  for (guint i = 0; i < PL_READER_ROLES; i++) {
    minutes[i] = g_rand_int_range (rand, PL_CARE_MINUTES_MIN, 40);
    g_string_append_printf (text, "%s=%d\n", pl_reader_role_code ((PlReaderRole)i), minutes[i]);
  }
  g_string_append (text, "[Serious]\n");
  for (guint i = 0; i < PL_READER_ROLES; i++)
    g_string_append_printf (text, "%s=%d\n", pl_reader_role_code ((PlReaderRole)i), minutes[i]);
  g_autoptr (PlCare) care = pl_care_read ("care.conf", text->str, text->len, NULL);

  for (guint i = 0; i < route->n_steps; i++) {
    gint64 due = pl_escalation_due (route, care, c->wishes.kind, filed, i);
    ck_assert_msg (due >= before, "step %u: %s", i, words);
    ck_assert_msg (i == 0 || route->steps[i].at_once || due > before, "step %u: %s", i, words);
    before = due;
  }
  for (guint i = 0; i < TIMES; i++) {
    int now = g_rand_int_range (rand, 0, 240), seen = g_rand_int_range (rand, -100, 240);
    PlEscalation state = pl_escalation_at (route, care, c->wishes.kind, filed,
                                           seen < 0 ? 0 : filed + seen * 60, filed + now * 60 + 59);
    guint expected = oracle_reached (route, minutes, seen, now);
    ck_assert_msg (state.n_reached == expected, "%u instead of %u steps, now %d, seen %d: %s",
                   state.n_reached, expected, now, seen, words);
    ck_assert_msg (state.next < 0 ||
                       (state.next == (int)expected && state.next_at > filed + now * 60),
                   "next %d: %s", state.next, words);
    ck_assert_msg (state.next >= 0 || seen >= 0 || expected == route->n_steps, "no next: %s",
                   words);
  }
}

START_TEST (steps_fall_due_as_the_minutes_go_by_and_never_earlier_than_the_step_before)
{
  for_all (check_times);
}
END_TEST

/* Clocks that jump anywhere: time goes on at least as fast as it is counted, and never back. */
START_TEST (no_jump_of_the_clock_makes_a_promise_late)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 20000; i++) {
    PlEscalationClock clock = { .filed = 1700000000 };
    gint64 wall = clock.filed;
    for (guint j = 0; j < 20; j++) {
      int passed = g_rand_int_range (rand, 0, 4000);
      clock.elapsed_s += passed;
      wall +=
          passed + (g_rand_int_range (rand, 0, 3) == 0 ? g_rand_int_range (rand, -90000, 9000) : 0);
      gint64 now = pl_escalation_now (&clock, wall);
      ck_assert_int_ge (now, clock.filed + clock.elapsed_s);
      ck_assert_int_ge (now, wall);
      ck_assert_int_ge (now, clock.latest);
      clock.latest = now;
    }
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_path_is_what_a_slow_reading_of_the_rules_says,
    nobody_who_is_excluded_is_on_a_path_by_role_or_by_another_name,
    an_account_may_learn_of_a_concern_exactly_if_its_owner_is_not_excluded,
    every_path_has_a_reader_where_anybody_is_left,
    no_concern_about_staff_reaches_somebody_who_is_nothing_but_staff,
    in_a_home_that_is_set_up_every_concern_has_two_readers_whomever_it_is_about,
    steps_fall_due_as_the_minutes_go_by_and_never_earlier_than_the_step_before,
    no_jump_of_the_clock_makes_a_promise_late,
    NULL,
  };

  return pl_tap_main ("route-property", tests, 60);
}
