/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/data/shipped.h"
#include "policy/people/level.h"
#include "policy/sites/site-index-builder.h"
#include "policy/sites/site-rules.h"
#include "tests/tap.h"

/*
 * Over-blocking (F10): help and learning sites against every shipped level in every state, with an
 * index that is as wrong about them as a list can be.
 */
typedef struct {
  PlCategories *categories;
  PlLevels *levels;
  char **help, **learning, **encrypted_dns;
  GBytes *help_bytes, *learning_bytes, *encrypted_dns_bytes;
} Home;

static GBytes *
flat (char **names)
{
  return pl_name_set_build ((const char *const *)names, g_strv_length (names));
}

static const PlNameSet *
set_of (GBytes *bytes)
{
  return pl_name_set_open (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
}

static void
home_init (Home *home)
{
  home->categories = pl_categories_new (NULL, NULL);
  home->levels = pl_levels_new_shipped (home->categories);
  home->help = pl_shipped_names ("help-sites.list");
  home->learning = pl_shipped_names ("learning-sites.list");
  home->encrypted_dns = pl_shipped_names ("encrypted-dns.list");
  home->help_bytes = flat (home->help);
  home->learning_bytes = flat (home->learning);
  home->encrypted_dns_bytes = flat (home->encrypted_dns);
}

static void
home_clear (Home *home)
{
  g_bytes_unref (home->help_bytes);
  g_bytes_unref (home->learning_bytes);
  g_bytes_unref (home->encrypted_dns_bytes);
  g_strfreev (home->help);
  g_strfreev (home->learning);
  g_strfreev (home->encrypted_dns);
  pl_levels_free (home->levels);
  pl_categories_unref (home->categories);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Home, home_clear)

static PlSiteRules
rules_of (const Home *home, const PlLevel *level, PlAccess access)
{
  return (PlSiteRules){
    .access = access,
    .always = PL_CATEGORIES_ALWAYS,
    .blocked = level->blocked,
    .chosen_only = level->chosen_only,
    .social_blocked = TRUE,
    .help = set_of (home->help_bytes),
    .learning = set_of (home->learning_bytes),
    .encrypted_dns = set_of (home->encrypted_dns_bytes),
  };
}

static void
add_names (PlSiteIndexBuilder *builder, const char *id, char **names)
{
  int category = pl_site_index_builder_add_category (builder, id, NULL);

  ck_assert_int_ge (category, 0);
  for (; *names != NULL; names++)
    pl_site_index_builder_add (builder, (guint)category, PL_SITE_RULE_BLOCK, *names,
                               strlen (*names));
}

static PlSiteIndex *
finish (PlSiteIndexBuilder *builder, const PlCategories *categories)
{
  g_autoptr (GBytes) bytes = pl_site_index_builder_finish (builder, NULL, NULL);

  return pl_site_index_new (bytes, categories, NULL);
}

/* An index that lists every help site in every category. */
static PlSiteIndex *
wrong_index (const Home *home)
{
  static const guint8 key[PL_SITE_INDEX_KEY_SIZE] = { 7 };
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);

  for (guint i = 0; i < pl_categories_count (home->categories); i++)
    add_names (builder, pl_categories_id (home->categories, i), home->help);
  return finish (builder, home->categories);
}

/* The index of a fresh install: the starter lists. */
static PlSiteIndex *
starter_index (const Home *home)
{
  static const guint8 key[PL_SITE_INDEX_KEY_SIZE] = { 9 };
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);
  g_auto (GStrv) folders = pl_shipped_children ("starter/");

  for (char **folder = folders; *folder != NULL; folder++) {
    g_autofree char *path = g_strconcat ("starter/", *folder, "domains", NULL);
    g_autofree char *id = g_strndup (*folder, strlen (*folder) - 1);
    g_auto (GStrv) names = pl_shipped_names (path);
    add_names (builder, id, names);
  }
  return finish (builder, home->categories);
}

static PlSiteVerdict
decide (const PlSiteRules *rules, const PlSiteIndex *index, const char *name)
{
  PlSiteVerdict verdict;

  pl_site_rules_decide (rules, index, name, strlen (name), &verdict);
  return verdict;
}

static void
assert_help (const PlSiteRules *rules, const PlSiteIndex *index, char **help)
{
  for (; *help != NULL; help++) {
    g_autofree char *chat = g_strconcat ("chat.", *help, NULL);
    ck_assert_msg (decide (rules, index, *help).answer == PL_SITE_HELP, "%s", *help);
    ck_assert_msg (decide (rules, index, chat).answer == PL_SITE_HELP, "%s", chat);
  }
}

START_TEST (help_is_never_blocked_at_any_level_in_any_state_by_any_list)
{
  g_auto (Home) home = { 0 };

  home_init (&home);
  g_autoptr (PlSiteIndex) index = wrong_index (&home);
  ck_assert_ptr_nonnull (index);
  for (guint i = 0; i < pl_levels_count (home.levels); i++) {
    for (int access = PL_ACCESS_HELP_ONLY; access <= PL_ACCESS_OTHER_NETWORK; access++) {
      PlSiteRules rules = rules_of (&home, pl_levels_nth (home.levels, i), access);
      assert_help (&rules, index, home.help);
      rules.staff = TRUE;
      assert_help (&rules, index, home.help);
    }
  }
}
END_TEST

START_TEST (learning_sites_pass_at_every_level_of_a_fresh_install)
{
  g_auto (Home) home = { 0 };

  home_init (&home);
  g_autoptr (PlSiteIndex) index = starter_index (&home);
  ck_assert_ptr_nonnull (index);
  for (guint i = 0; i < pl_levels_count (home.levels); i++) {
    PlSiteRules rules = rules_of (&home, pl_levels_nth (home.levels, i), PL_ACCESS_FILTERED);
    for (char **name = home.learning; *name != NULL; name++)
      ck_assert_msg (decide (&rules, index, *name).answer != PL_SITE_BLOCK, "%s", *name);
  }
}
END_TEST

START_TEST (no_popular_site_is_taken_for_a_way_round_the_filter)
{
  g_auto (Home) home = { 0 };
  g_auto (GStrv) popular = pl_shipped_names ("popular-sites.list");

  home_init (&home);
  g_autoptr (PlSiteIndex) index = starter_index (&home);
  PlSiteRules rules =
      rules_of (&home, pl_levels_find (home.levels, "independent"), PL_ACCESS_FILTERED);
  for (char **name = popular; *name != NULL; name++)
    ck_assert_msg (decide (&rules, index, *name).category != PL_CATEGORY_BYPASS, "%s", *name);
}
END_TEST

/* What a stranger sees: sam is Supported, alex is Guided. */
static const struct {
  const char *level, *name;
  PlSiteAnswer answer;
  int category;
} fresh[] = {
  { "supported", "www.bet365.com", PL_SITE_BLOCK, PL_CATEGORY_GAMBLING },
  { "guided", "www.bet365.com", PL_SITE_BLOCK, PL_CATEGORY_GAMBLING },
  { "independent", "www.pornhub.com", PL_SITE_BLOCK, PL_CATEGORY_PORNOGRAPHY },
  { "independent", "mozilla.cloudflare-dns.com", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "independent", "use-application-dns.net", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "independent", "www.nordvpn.com", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "supported", "www.roblox.com", PL_SITE_BLOCK, PL_CATEGORY_GAMES },
  { "supported", "discord.com", PL_SITE_BLOCK, PL_CATEGORY_CHAT },
  { "guided", "www.roblox.com", PL_SITE_ALLOW, PL_CATEGORY_NONE },
  { "guided", "discord.com", PL_SITE_ALLOW, PL_CATEGORY_NONE },
  { "guided", "tinder.com", PL_SITE_BLOCK, PL_CATEGORY_DATING },
  { "supported", "www.google.com", PL_SITE_ALLOW, PL_CATEGORY_NONE },
  /* What shows other people's pages under its own name, and what is beside it. */
  { "independent", "www-pornhub-com.translate.goog", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "supported", "translate.google.com", PL_SITE_ALLOW, PL_CATEGORY_NONE },
  { "independent", "web.archive.org", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "supported", "archive.org", PL_SITE_ALLOW, PL_CATEGORY_NONE },
  { "independent", "archive.ph", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "independent", "webcache.googleusercontent.com", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "supported", "lh3.googleusercontent.com", PL_SITE_ALLOW, PL_CATEGORY_NONE },
  { "independent", "cloudflare-ech.com", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "supported", "www.cloudflare.com", PL_SITE_ALLOW, PL_CATEGORY_NONE },
  { "independent", "mask.icloud.com", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "supported", "www.icloud.com", PL_SITE_ALLOW, PL_CATEGORY_NONE },
  { "independent", "bridges.torproject.org", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "independent", "vpn-api.proton.me", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "supported", "mail.proton.me", PL_SITE_ALLOW, PL_CATEGORY_NONE },
  { "independent", "vpn.mozilla.org", PL_SITE_BLOCK, PL_CATEGORY_BYPASS },
  { "supported", "addons.mozilla.org", PL_SITE_ALLOW, PL_CATEGORY_NONE },
  { "close-support", "www.google.com", PL_SITE_BLOCK, PL_CATEGORY_NONE },
  { "close-support", "en.wikipedia.org", PL_SITE_ALLOW, PL_CATEGORY_NONE },
};

START_TEST (a_fresh_install_tells_the_levels_apart)
{
  g_auto (Home) home = { 0 };

  home_init (&home);
  g_autoptr (PlSiteIndex) index = starter_index (&home);
  PlSiteRules rules =
      rules_of (&home, pl_levels_find (home.levels, fresh[_i].level), PL_ACCESS_FILTERED);
  rules.social_blocked = FALSE;
  PlSiteVerdict verdict = decide (&rules, index, fresh[_i].name);
  ck_assert_int_eq (verdict.answer, fresh[_i].answer);
  ck_assert_int_eq (verdict.category, fresh[_i].category);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("over-blocking");
  TCase *tcase = tcase_create ("over-blocking");

  tcase_set_timeout (tcase, 30);
  tcase_add_test (tcase, help_is_never_blocked_at_any_level_in_any_state_by_any_list);
  tcase_add_test (tcase, learning_sites_pass_at_every_level_of_a_fresh_install);
  tcase_add_test (tcase, no_popular_site_is_taken_for_a_way_round_the_filter);
  tcase_add_loop_test (tcase, a_fresh_install_tells_the_levels_apart, 0, G_N_ELEMENTS (fresh));
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
