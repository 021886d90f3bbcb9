/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/data/shipped.h"
#include "policy/sites/safe-search.h"
#include "tests/tap.h"

static const PlSafeSearchModes strict = { PL_SAFE_SEARCH_STRICT, PL_SAFE_SEARCH_STRICT };
static const PlSafeSearchModes moderate = { PL_SAFE_SEARCH_MODERATE, PL_SAFE_SEARCH_MODERATE };
static const PlSafeSearchModes off = { PL_SAFE_SEARCH_OFF, PL_SAFE_SEARCH_OFF };

/* "pass", "refused", or the target. */
static const char *
found (const char *name, const PlSafeSearchModes *modes)
{
  const char *target = "untouched";
  PlSafeSearchForm form = pl_safe_search_find (name, strlen (name), modes, &target);

  ck_assert ((form == PL_SAFE_SEARCH_AS) != g_str_equal (target, "untouched"));
  return form == PL_SAFE_SEARCH_AS ? target : form == PL_SAFE_SEARCH_PASS ? "pass" : "refused";
}

static const struct {
  const char *name, *strict, *moderate, *off;
} hosts[] = {
  { "www.google.com", "forcesafesearch.google.com", "forcesafesearch.google.com", "pass" },
  { "www.google.co.uk", "forcesafesearch.google.com", "forcesafesearch.google.com", "pass" },
  { "google.com", "forcesafesearch.google.com", "forcesafesearch.google.com", "pass" },
  { "mail.google.com", "pass", "pass", "pass" },
  { "a.www.google.com", "pass", "pass", "pass" },
  { "xwww.google.com", "pass", "pass", "pass" },
  { "www.google.co", "forcesafesearch.google.com", "forcesafesearch.google.com", "pass" },
  { "www.google.c", "pass", "pass", "pass" },
  { "com", "pass", "pass", "pass" },
  { "forcesafesearch.google.com", "pass", "pass", "pass" },
  { "www.youtube.com", "restrict.youtube.com", "restrictmoderate.youtube.com", "pass" },
  { "m.youtube.com", "restrict.youtube.com", "restrictmoderate.youtube.com", "pass" },
  { "youtubei.googleapis.com", "restrict.youtube.com", "restrictmoderate.youtube.com", "pass" },
  { "youtube.googleapis.com", "restrict.youtube.com", "restrictmoderate.youtube.com", "pass" },
  { "www.youtube-nocookie.com", "restrict.youtube.com", "restrictmoderate.youtube.com", "pass" },
  { "restrictmoderate.youtube.com", "restrict.youtube.com", "pass", "pass" },
  { "www.bing.com", "strict.bing.com", "strict.bing.com", "pass" },
  { "cn.bing.com", "strict.bing.com", "strict.bing.com", "pass" },
  { "a.explicit.bing.net", "refused", "refused", "pass" },
  { "duckduckgo.com", "safe.duckduckgo.com", "safe.duckduckgo.com", "pass" },
  { "html.duckduckgo.com", "refused", "refused", "pass" },
  { "search.brave.com", "forcesafe.search.brave.com", "forcesafe.search.brave.com", "pass" },
  { "www.ecosia.org", "strict-safe-search.ecosia.org", "strict-safe-search.ecosia.org", "pass" },
  { "yandex.com", "familysearch.yandex.ru", "familysearch.yandex.ru", "pass" },
  { "pixabay.com", "safesearch.pixabay.com", "safesearch.pixabay.com", "pass" },
  { "search.yahoo.com", "refused", "refused", "pass" },
  { "de.images.search.yahoo.com", "refused", "refused", "pass" },
  { "www.yahoo.com", "pass", "pass", "pass" },
  { "research.yahoo.com", "pass", "pass", "pass" },
};

START_TEST (each_engine_has_its_form_at_each_mode)
{
  ck_assert_str_eq (found (hosts[_i].name, &strict), hosts[_i].strict);
  ck_assert_str_eq (found (hosts[_i].name, &moderate), hosts[_i].moderate);
  ck_assert_str_eq (found (hosts[_i].name, &off), hosts[_i].off);
}
END_TEST

START_TEST (search_and_youtube_are_set_apart)
{
  const PlSafeSearchModes search_only = { PL_SAFE_SEARCH_STRICT, PL_SAFE_SEARCH_OFF };
  const PlSafeSearchModes youtube_only = { PL_SAFE_SEARCH_OFF, PL_SAFE_SEARCH_MODERATE };

  ck_assert_str_eq (found ("www.youtube.com", &search_only), "pass");
  ck_assert_str_eq (found ("www.bing.com", &search_only), "strict.bing.com");
  ck_assert_str_eq (found ("search.yahoo.com", &youtube_only), "pass");
  ck_assert_str_eq (found ("www.bing.com", &youtube_only), "pass");
  ck_assert_str_eq (found ("www.youtube.com", &youtube_only), "restrictmoderate.youtube.com");
}
END_TEST

/* The whole table, row by row: the search in it loses none. */
START_TEST (every_row_that_ships_is_found)
{
  g_autoptr (GPtrArray) rows = pl_shipped_rows ("safe-search.tsv");

  ck_assert_uint_gt (rows->len, 200);
  for (guint i = 0; i < rows->len; i++) {
    char **row = rows->pdata[i];
    const PlSafeSearchModes *modes = g_str_equal (row[1], "moderate") ? &moderate : &strict;

    ck_assert_str_eq (found (row[2], modes), g_str_equal (row[3], "-") ? "refused" : row[3]);
  }
}
END_TEST

/* Verdicts. */

static const PlNameSet *
names (const char *one, const char *two)
{
  const char *const list[] = { one, two, NULL };
  /* Kept for the test: a set points into it. */
  GBytes *bytes = pl_name_set_build (list, g_strv_length ((char **)list));

  return pl_name_set_open (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
}

static PlSiteVerdict
applied (const PlSiteRules *rules, const char *name, const char **target)
{
  PlSiteVerdict verdict;

  pl_site_rules_decide (rules, NULL, name, strlen (name), &verdict);
  *target = pl_safe_search_apply (&strict, rules, NULL, name, strlen (name), &verdict);
  return verdict;
}

static void
assert_applied (const PlSiteRules *rules,
                const char *name,
                PlSiteAnswer answer,
                PlSiteCause cause,
                const char *expected)
{
  const char *target;
  PlSiteVerdict verdict = applied (rules, name, &target);

  ck_assert_msg (verdict.answer == answer && verdict.cause == cause, "%s: %u, cause %u", name,
                 verdict.answer, verdict.cause);
  ck_assert_msg (g_strcmp0 (target, expected) == 0, "%s goes to %s", name, target);
}

START_TEST (engine_is_answered_as_its_safe_name_or_refused)
{
  const PlSiteRules rules = { .access = PL_ACCESS_FILTERED };

  assert_applied (&rules, "www.google.com", PL_SITE_ALLOW, PL_SITE_BY_DEFAULT,
                  "forcesafesearch.google.com");
  assert_applied (&rules, "search.yahoo.com", PL_SITE_BLOCK, PL_SITE_BY_SAFE_SEARCH, NULL);
  assert_applied (&rules, "www.example.org", PL_SITE_ALLOW, PL_SITE_BY_DEFAULT, NULL);
}
END_TEST

START_TEST (blocked_engine_stays_blocked)
{
  const PlSiteRules rules = { .access = PL_ACCESS_FILTERED, .block = names ("google.com", NULL) };
  const PlSiteRules help_only = { .access = PL_ACCESS_HELP_ONLY };

  assert_applied (&rules, "www.google.com", PL_SITE_BLOCK, PL_SITE_BY_OWN_BLOCK, NULL);
  assert_applied (&help_only, "www.google.com", PL_SITE_BLOCK, PL_SITE_BY_HELP_ONLY, NULL);
  assert_applied (&help_only, "forcesafesearch.google.com", PL_SITE_BLOCK, PL_SITE_BY_HELP_ONLY,
                  NULL);
  assert_applied (&help_only, "search.yahoo.com", PL_SITE_BLOCK, PL_SITE_BY_HELP_ONLY, NULL);
}
END_TEST

START_TEST (allowing_an_engine_keeps_it_safe_and_opens_one_without_a_safe_form)
{
  const PlSiteRules rules = { .access = PL_ACCESS_FILTERED,
                              .allow = names ("www.bing.com", "search.yahoo.com") };

  assert_applied (&rules, "www.bing.com", PL_SITE_ALLOW, PL_SITE_BY_OWN_ALLOW, "strict.bing.com");
  assert_applied (&rules, "uk.search.yahoo.com", PL_SITE_ALLOW, PL_SITE_BY_OWN_ALLOW, NULL);
}
END_TEST

START_TEST (target_opens_where_an_open_engine_needs_it)
{
  const PlSiteRules chosen = { .access = PL_ACCESS_FILTERED,
                               .chosen_only = TRUE,
                               .allow = names ("www.bing.com", NULL) };

  assert_applied (&chosen, "strict.bing.com", PL_SITE_ALLOW, PL_SITE_BY_DEFAULT, NULL);
  assert_applied (&chosen, "safe.duckduckgo.com", PL_SITE_BLOCK, PL_SITE_BY_CHOSEN_ONLY, NULL);
  assert_applied (&chosen, "maps.bing.com", PL_SITE_BLOCK, PL_SITE_BY_CHOSEN_ONLY, NULL);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("safe-search");
  TCase *tcase = tcase_create ("safe-search");

  tcase_add_loop_test (tcase, each_engine_has_its_form_at_each_mode, 0, G_N_ELEMENTS (hosts));
  tcase_add_test (tcase, search_and_youtube_are_set_apart);
  tcase_add_test (tcase, every_row_that_ships_is_found);
  tcase_add_test (tcase, engine_is_answered_as_its_safe_name_or_refused);
  tcase_add_test (tcase, blocked_engine_stays_blocked);
  tcase_add_test (tcase, allowing_an_engine_keeps_it_safe_and_opens_one_without_a_safe_form);
  tcase_add_test (tcase, target_opens_where_an_open_engine_needs_it);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
