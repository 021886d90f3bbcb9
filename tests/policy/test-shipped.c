/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/data/shipped.h"
#include "policy/sites/category.h"
#include "policy/sites/hostname.h"
#include "policy/sites/name-set.h"
#include "tests/tap.h"

static const char *const lists[] = {
  "help-sites.list",
  "learning-sites.list",
  "popular-sites.list",
  "encrypted-dns.list",
};

/* Paths of the starter lists: "starter/games/domains". */
static GPtrArray *
starter_lists (void)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) folders = pl_shipped_children ("starter/");

  for (char **folder = folders; *folder != NULL; folder++)
    g_ptr_array_add (paths, g_strconcat ("starter/", *folder, "domains", NULL));
  return paths;
}

/* A list of names and what finds the rule of a name in it. */
typedef struct {
  char **names;
  GBytes *bytes;
  const PlNameSet *set;
} List;

static void
list_clear (List *list)
{
  g_strfreev (list->names);
  g_bytes_unref (list->bytes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static List
list_open (const char *path)
{
  List list = { .names = pl_shipped_names (path) };

  list.bytes = pl_name_set_build ((const char *const *)list.names, g_strv_length (list.names));
  list.set =
      pl_name_set_open (g_bytes_get_data (list.bytes, NULL), g_bytes_get_size (list.bytes), NULL);
  ck_assert_ptr_nonnull (list.set);
  return list;
}

/* The rule of the list that covers name, NULL if there is none. */
static const char *
rule_of (const List *list, const char *name)
{
  guint16 offset;

  return pl_name_set_match (list->set, name, strlen (name), &offset) ? name + offset : NULL;
}

static void
assert_normal (const char *path, const char *name)
{
  char normal[PL_HOSTNAME_MAX + 1];

  ck_assert_msg (pl_hostname_normalise (name, strlen (name), normal) > 0 &&
                     g_str_equal (name, normal),
                 "%s: \"%s\" is not in normal form", path, name);
  ck_assert_msg (strchr (name, '.') != NULL, "%s: %s is a whole top level", path, name);
}

/* Normal, once, and none below another of the same list, which would say nothing more. */
static void
assert_well_formed (const char *path)
{
  g_auto (List) list = list_open (path);

  ck_assert_uint_gt (g_strv_length (list.names), 0);
  ck_assert_msg (pl_name_set_count (list.set) == g_strv_length (list.names),
                 "%s: a name comes twice", path);
  for (char **name = list.names; *name != NULL; name++) {
    assert_normal (path, *name);
    const char *above = rule_of (&list, pl_hostname_parent (*name));
    ck_assert_msg (above == NULL, "%s: %s already covers %s", path, above, *name);
  }
}

START_TEST (every_list_holds_normal_names_once)
{
  g_autoptr (GPtrArray) starters = starter_lists ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    assert_well_formed (lists[i]);
  for (guint i = 0; i < starters->len; i++)
    assert_well_formed (starters->pdata[i]);
}
END_TEST

/* What a home cannot do without: blocking one of these breaks most other pages, or its computers. */
static const char *const necessary[] = {
  "google.com",
  "google.co.uk",
  "gstatic.com",
  "googleapis.com",
  "bing.com",
  "duckduckgo.com",
  "microsoft.com",
  "live.com",
  "office.com",
  "windowsupdate.com",
  "apple.com",
  "icloud.com",
  "amazonaws.com",
  "cloudfront.net",
  "cloudflare.com",
  "akamai.net",
  "fastly.net",
  "jsdelivr.net",
  "mozilla.org",
  "debian.org",
  "wikipedia.org",
  "bbc.co.uk",
  "translate.google.com",
  "login.microsoftonline.com",
  "signin.account.gov.uk",
  "www.nhs.uk",
  "paypal.com",
  "royalmail.com",
  "nationalrail.co.uk",
  NULL,
};

static void
assert_apart (const char *path, const List *list, const char *what, const char *const *names)
{
  for (; *names != NULL; names++) {
    const char *rule = rule_of (list, *names);
    ck_assert_msg (rule == NULL, "%s: %s covers the %s site %s", path, rule, what, *names);
  }
}

static void
assert_blocks_nothing_that_is_needed (const char *path)
{
  g_auto (List) blocked = list_open (path);
  g_auto (List) help = list_open ("help-sites.list");
  g_auto (List) learning = list_open ("learning-sites.list");
  const char *const *names = (const char *const *)blocked.names;

  assert_apart (path, &blocked, "help", (const char *const *)help.names);
  assert_apart (path, &blocked, "learning", (const char *const *)learning.names);
  assert_apart (path, &blocked, "necessary", necessary);
  /* And the other way round: what is always let through must not hold what is to be blocked. */
  assert_apart ("help-sites.list", &help, path, names);
  assert_apart ("learning-sites.list", &learning, path, names);
}

START_TEST (what_is_blocked_and_what_is_needed_are_apart)
{
  g_autoptr (GPtrArray) starters = starter_lists ();

  for (guint i = 0; i < starters->len; i++)
    assert_blocks_nothing_that_is_needed (starters->pdata[i]);
  assert_blocks_nothing_that_is_needed ("encrypted-dns.list");
}
END_TEST

/* A help site passes before everything: it must not open a way to other people's pages. */
START_TEST (no_help_site_is_a_search_engine_a_platform_or_a_shared_host)
{
  static const char *const generic[] = {
    "google.com",    "googleapis.com",    "gstatic.com",
    "youtube.com",   "bing.com",          "archive.org",
    "wikipedia.org", "cloudfront.net",    "amazonaws.com",
    "herokuapp.com", "azurewebsites.net", "github.io",
    "wordpress.com", "wixsite.com",       "translate.goog",
    "facebook.com",  "zendesk.com",       "livechatinc.com",
    "jsdelivr.net",  "cloudflare.com",    NULL,
  };
  g_auto (List) help = list_open ("help-sites.list");

  assert_apart ("help-sites.list", &help, "generic", generic);
}
END_TEST

START_TEST (the_organisations_that_f5_names_are_help_sites)
{
  static const char *const named[] = {
    "childline.org.uk",
    "nspcc.org.uk",
    "contentreporting.childline.org.uk",
    "ceop.police.uk",
    "samaritans.org",
    "papyrus-uk.org",
    "youngminds.org.uk",
    "student.kooth.com",
    "themix.org.uk",
    "beateatingdisorders.org.uk",
    "111.nhs.uk",
    "met.police.uk",
    "www.gov.uk",
    "reports.ofsted.gov.uk",
    "childrenscommissioner.gov.uk",
    "coramvoice.org.uk",
    "lawstuff.org.uk",
    "becomecharity.org.uk",
    "thinkuknow.co.uk",
    "internetmatters.org",
    "report.iwf.org.uk",
    "childnet.com",
    "actearly.uk",
    "ipsea.org.uk",
    "stonewall.org.uk",
    "brook.org.uk",
    "revengepornhelpline.org.uk",
    "talktofrank.com",
    "lgbt.foundation",
    "switchboard.lgbt",
    "scarleteen.com",
    "cnwl.nhs.uk",
  };
  g_auto (List) help = list_open ("help-sites.list");

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    ck_assert_msg (rule_of (&help, named[i]) != NULL, "%s", named[i]);
}
END_TEST

START_TEST (category_aliases_name_known_categories_once)
{
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);
  g_autoptr (GPtrArray) rows = pl_shipped_rows ("category-aliases.tsv");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++) {
    char **row = rows->pdata[i];
    ck_assert_uint_eq (g_strv_length (row), 2);
    ck_assert_msg (pl_categories_find (categories, row[1]) != PL_CATEGORY_NONE, "%s", row[1]);
    ck_assert_msg (g_hash_table_add (seen, row[0]), "%s comes twice", row[0]);
    ck_assert_msg (pl_categories_find (categories, row[0]) == PL_CATEGORY_NONE,
                   "%s is a category by itself", row[0]);
    g_autofree char *lower = g_ascii_strdown (row[0], -1);
    ck_assert_str_eq (row[0], lower);
  }
  /* Every id with an underscore for its hyphen. */
  for (guint i = 0; i < pl_categories_count (categories); i++) {
    g_autofree char *id = g_strdelimit (g_strdup (pl_categories_id (categories, i)), "-", '_');
    if (strchr (id, '_') != NULL)
      ck_assert_msg (g_hash_table_contains (seen, id), "%s", id);
  }
}
END_TEST

START_TEST (every_category_is_described_in_its_order)
{
  static const char *const coverage[] = { "good", "fair", "thin", NULL };
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);
  g_autoptr (GPtrArray) rows = pl_shipped_rows ("categories.tsv");

  ck_assert_uint_eq (rows->len, pl_categories_count (categories));
  for (guint i = 0; i < rows->len; i++) {
    char **row = rows->pdata[i];
    ck_assert_uint_eq (g_strv_length (row), 4);
    ck_assert_str_eq (row[0], pl_categories_id (categories, i));
    ck_assert_str_ne (row[1], "");
    ck_assert_str_ne (row[2], "");
    ck_assert (g_strv_contains (coverage, row[3]));
  }
}
END_TEST

START_TEST (safe_search_covers_the_engines_of_f4_without_two_answers)
{
  static const char *const engines[] = { "google", "bing",   "duckduckgo", "yahoo",  "ecosia",
                                         "brave",  "yandex", "pixabay",    "youtube" };
  static const char *const modes[] = { "any", "strict", "moderate", NULL };
  g_autoptr (GPtrArray) rows = pl_shipped_rows ("safe-search.tsv");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) found = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++) {
    char **row = rows->pdata[i];
    ck_assert_uint_eq (g_strv_length (row), 4);
    ck_assert (g_strv_contains (modes, row[1]));
    assert_normal ("safe-search.tsv", row[2]);
    if (!g_str_equal (row[3], "-"))
      assert_normal ("safe-search.tsv", row[3]);
    gboolean any = g_str_equal (row[1], "any");
    for (guint mode = 1; mode < 3; mode++) {
      if (any || g_str_equal (row[1], modes[mode]))
        ck_assert_msg (g_hash_table_add (seen, g_strconcat (modes[mode], " ", row[2], NULL)),
                       "%s has two answers", row[2]);
    }
    g_hash_table_add (found, row[0]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    ck_assert_msg (g_hash_table_contains (found, engines[i]), "%s", engines[i]);
}
END_TEST

START_TEST (starter_lists_are_named_for_categories)
{
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);
  g_auto (GStrv) folders = pl_shipped_children ("starter/");

  for (char **folder = folders; *folder != NULL; folder++) {
    g_autofree char *id = g_strndup (*folder, strlen (*folder) - 1);
    ck_assert_msg (pl_categories_find (categories, id) != PL_CATEGORY_NONE, "%s", id);
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    every_list_holds_normal_names_once,
    what_is_blocked_and_what_is_needed_are_apart,
    no_help_site_is_a_search_engine_a_platform_or_a_shared_host,
    the_organisations_that_f5_names_are_help_sites,
    category_aliases_name_known_categories_once,
    every_category_is_described_in_its_order,
    safe_search_covers_the_engines_of_f4_without_two_answers,
    starter_lists_are_named_for_categories,
    NULL,
  };

  return pl_tap_main ("shipped", tests, 30);
}
