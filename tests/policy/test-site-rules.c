/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/sites/site-rules.h"
#include "tests/tap.h"

/*
 * The ladder of design.md section 5, rung by rung, and against an oracle of plain string compares.
 * The index is played by a table of names: this function takes its lookup's place in this program.
 */
typedef struct {
  const char *name;
  int category; /* LEARNING: the site set */
} Listed;

#define LEARNING 99

struct _PlSiteIndex {
  const Listed *listed;
  gsize n;
};

static gboolean
covers (const char *rule, const char *name)
{
  gsize rule_length = strlen (rule), length = strlen (name);

  return g_str_has_suffix (name, rule) &&
         (length == rule_length || name[length - rule_length - 1] == '.');
}

gboolean
pl_site_index_lookup (const PlSiteIndex *index, const char *name, gsize length, PlSiteMatch *match)
{
  PlSiteMatch found = { 0 };

  for (gsize i = 0; i < index->n; i++) {
    int category = index->listed[i].category;
    guint16 offset = (guint16)(length - strlen (index->listed[i].name));
    if (!covers (index->listed[i].name, name))
      continue;
    if (category == LEARNING) {
      found.learning_offset = found.learning ? MIN (found.learning_offset, offset) : offset;
      found.learning = TRUE;
      continue;
    }
    gboolean seen = (found.categories & PL_CATEGORY_BIT (category)) != 0;
    found.rule_offset[category] = seen ? MIN (found.rule_offset[category], offset) : offset;
    found.categories |= PL_CATEGORY_BIT (category);
  }
  if (found.categories == 0 && !found.learning)
    return FALSE;
  *match = found;
  return TRUE;
}

/* The sets of a child's rules as lists of strings. */
typedef struct {
  const char *help[8], *encrypted_dns[8], *learning[8], *home_help[8], *contact[8], *allow[8],
      *block[8];
} Names;

typedef struct {
  PlSiteRules rules;
  GPtrArray *kept; /* GBytes behind the sets */
} Child;

static const PlNameSet *
set_of (Child *child, const char *const *list)
{
  gsize size, n = 0;

  while (list[n] != NULL)
    n++;
  GBytes *bytes = pl_name_set_build (list, n);
  g_ptr_array_add (child->kept, bytes);
  const void *data = g_bytes_get_data (bytes, &size);
  return pl_name_set_open (data, size, NULL);
}

static void
child_init (Child *child, const Names *names)
{
  child->kept = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  child->rules = (PlSiteRules){
    .access = PL_ACCESS_FILTERED,
    .always = PL_CATEGORIES_ALWAYS,
    .help = set_of (child, names->help),
    .encrypted_dns = set_of (child, names->encrypted_dns),
    .learning = set_of (child, names->learning),
    .home_help = set_of (child, names->home_help),
    .contact = set_of (child, names->contact),
    .allow = set_of (child, names->allow),
    .block = set_of (child, names->block),
  };
}

static void
child_clear (Child *child)
{
  g_ptr_array_unref (child->kept);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Child, child_clear)

/* "answer cause category rule", the rule "-" if there is none. */
static char *
told (const PlSiteVerdict *verdict, const char *name)
{
  return g_strdup_printf ("%d %d %d %s%s", verdict->answer, verdict->cause, verdict->category,
                          verdict->rule_length > 0 ? name + verdict->rule_offset : "-",
                          verdict->encrypted_dns ? " nxdomain" : "");
}

static char *
ask (const Child *child, const PlSiteIndex *index, const char *name)
{
  PlSiteVerdict verdict;

  pl_site_rules_decide (&child->rules, index, name, strlen (name), &verdict);
  if (verdict.rule_length > 0)
    ck_assert_uint_eq (verdict.rule_offset + verdict.rule_length, strlen (name));
  return told (&verdict, name);
}

#define assert_told(child, name, expected)                                                         \
  do {                                                                                             \
    g_autofree char *text = ask (child, &ladder_index, name);                                      \
    ck_assert_str_eq (text, expected);                                                             \
  } while (0)

static const Listed ladder_listed[] = {
  { "help.example", PL_CATEGORY_PORNOGRAPHY },
  { "bad.example", PL_CATEGORY_GAMBLING },
  { "bad.example", PL_CATEGORY_GAMES },
  { "very.bad.example", PL_CATEGORY_GAMBLING },
  { "very.bad.example", PL_CATEGORY_MALWARE },
  { "adult.example", PL_CATEGORY_PORNOGRAPHY },
  { "social.example", PL_CATEGORY_SOCIAL_NETWORKS },
  { "play.example", PL_CATEGORY_GAMES },
  { "arena.play.example", PL_CATEGORY_CHAT },
  { "school.example", LEARNING },
  { "maths.school.example", LEARNING },
};
static const PlSiteIndex ladder_index = { ladder_listed, G_N_ELEMENTS (ladder_listed) };

static const Names ladder_names = {
  .help = { "help.example", "adult.help.example" },
  .encrypted_dns = { "doh.example", "canary.example" },
  .learning = { "learn.example" },
  .home_help = { "home.example", "team.social.example" },
  .contact = { "mum.example", "mum.social.example", "mum.bad.example" },
  .allow = { "own.example", "play.example", "good.own-block.example", "bad.example",
             "shop.example" },
  .block = { "own-block.example", "bad.own.example", "home.example" },
};

START_TEST (help_passes_before_everything)
{
  g_auto (Child) child = { 0 };

  child_init (&child, &ladder_names);
  child.rules.access = PL_ACCESS_HELP_ONLY;
  child.rules.chosen_only = TRUE;
  assert_told (&child, "chat.help.example", "2 1 -1 help.example");
  assert_told (&child, "x.adult.help.example", "2 1 -1 adult.help.example");
}
END_TEST

START_TEST (always_blocked_beats_all_but_help_and_tells_the_first_category)
{
  g_auto (Child) child = { 0 };

  child_init (&child, &ladder_names);
  assert_told (&child, "bad.example", "1 2 2 bad.example");
  assert_told (&child, "www.very.bad.example", "1 2 2 very.bad.example");
  assert_told (&child, "mum.bad.example", "1 2 2 bad.example");
  child.rules.access = PL_ACCESS_HELP_ONLY;
  assert_told (&child, "bad.example", "1 2 2 bad.example");
}
END_TEST

START_TEST (encrypted_dns_names_are_bypass_and_do_not_exist)
{
  g_auto (Child) child = { 0 };

  child_init (&child, &ladder_names);
  assert_told (&child, "eu.doh.example", "1 2 7 doh.example nxdomain");
  child.rules.access = PL_ACCESS_HELP_ONLY;
  assert_told (&child, "canary.example", "1 2 7 canary.example nxdomain");
}
END_TEST

START_TEST (open_contact_passes_age_and_help_only)
{
  g_auto (Child) child = { 0 };

  child_init (&child, &ladder_names);
  child.rules.access = PL_ACCESS_HELP_ONLY;
  child.rules.social_blocked = TRUE;
  assert_told (&child, "call.mum.example", "0 3 -1 mum.example");
  assert_told (&child, "mum.social.example", "0 3 -1 mum.social.example");
}
END_TEST

START_TEST (social_networks_by_age_come_before_the_homes_help)
{
  g_auto (Child) child = { 0 };

  child_init (&child, &ladder_names);
  assert_told (&child, "social.example", "0 12 -1 -");
  assert_told (&child, "team.social.example", "2 5 -1 team.social.example");
  child.rules.social_blocked = TRUE;
  assert_told (&child, "social.example", "1 4 8 social.example");
  assert_told (&child, "team.social.example", "1 4 8 social.example");
}
END_TEST

START_TEST (help_only_passes_the_homes_help_and_blocks_the_rest_without_a_rule)
{
  g_auto (Child) child = { 0 };

  child_init (&child, &ladder_names);
  child.rules.access = PL_ACCESS_HELP_ONLY;
  assert_told (&child, "home.example", "2 5 -1 home.example");
  assert_told (&child, "own.example", "1 6 -1 -");
  assert_told (&child, "own-block.example", "1 6 -1 -");
  assert_told (&child, "learn.example", "1 6 -1 -");
  assert_told (&child, "nowhere.example", "1 6 -1 -");
}
END_TEST

START_TEST (the_longest_own_name_wins_over_mode_and_level)
{
  g_auto (Child) child = { 0 };

  child_init (&child, &ladder_names);
  child.rules.blocked = PL_CATEGORY_BIT (PL_CATEGORY_GAMES);
  assert_told (&child, "play.example", "0 7 -1 play.example");
  assert_told (&child, "www.own.example", "0 7 -1 own.example");
  assert_told (&child, "x.bad.own.example", "1 8 -1 bad.own.example");
  assert_told (&child, "own-block.example", "1 8 -1 own-block.example");
  assert_told (&child, "good.own-block.example", "0 7 -1 good.own-block.example");
  child.rules.chosen_only = TRUE;
  assert_told (&child, "shop.example", "0 7 -1 shop.example");
}
END_TEST

START_TEST (chosen_only_passes_learning_sites_and_blocks_the_rest)
{
  g_auto (Child) child = { 0 };

  child_init (&child, &ladder_names);
  child.rules.chosen_only = TRUE;
  child.rules.blocked = PL_CATEGORY_BIT (PL_CATEGORY_CHAT);
  assert_told (&child, "www.learn.example", "0 9 -1 learn.example");
  assert_told (&child, "x.maths.school.example", "0 9 -1 maths.school.example");
  assert_told (&child, "social.example", "1 10 -1 -");
  assert_told (&child, "nowhere.example", "1 10 -1 -");
}
END_TEST

START_TEST (a_level_blocks_the_first_of_its_categories_with_the_longest_rule)
{
  static const Names none = { .help = { NULL } };
  g_auto (Child) child = { 0 };

  child_init (&child, &none);
  child.rules.blocked = PL_CATEGORY_BIT (PL_CATEGORY_GAMES) | PL_CATEGORY_BIT (PL_CATEGORY_CHAT);
  assert_told (&child, "x.arena.play.example", "1 11 9 arena.play.example");
  assert_told (&child, "x.play.example", "1 11 11 play.example");
  child.rules.blocked = PL_CATEGORY_BIT (PL_CATEGORY_GAMES);
  assert_told (&child, "x.arena.play.example", "1 11 11 play.example");
  assert_told (&child, "school.example", "0 12 -1 -");
}
END_TEST

START_TEST (nothing_is_blocked_for_an_adult)
{
  g_auto (Child) child = { 0 };

  child_init (&child, &ladder_names);
  child.rules.access = PL_ACCESS_OPEN;
  child.rules.social_blocked = child.rules.chosen_only = TRUE;
  assert_told (&child, "bad.example", "0 0 -1 -");
  assert_told (&child, "doh.example", "0 0 -1 -");
  assert_told (&child, "own-block.example", "0 0 -1 -");
  assert_told (&child, "help.example", "2 1 -1 help.example");
}
END_TEST

START_TEST (staff_are_kept_from_two_categories_and_nothing_else)
{
  g_auto (Child) child = { 0 };

  child_init (&child, &ladder_names);
  child.rules.staff = child.rules.social_blocked = child.rules.chosen_only = TRUE;
  child.rules.always = PL_CATEGORIES_STAFF;
  child.rules.blocked = ~G_GUINT64_CONSTANT (0);
  for (int access = PL_ACCESS_HELP_ONLY; access <= PL_ACCESS_OTHER_NETWORK; access++) {
    child.rules.access = access;
    assert_told (&child, "adult.example", "1 2 0 adult.example");
    assert_told (&child, "bad.example", "0 12 -1 -");
    assert_told (&child, "doh.example", "0 12 -1 -");
    assert_told (&child, "own-block.example", "0 12 -1 -");
    assert_told (&child, "help.example", "2 1 -1 help.example");
  }
}
END_TEST

START_TEST (without_an_index_no_list_speaks)
{
  g_auto (Child) child = { 0 };

  child_init (&child, &ladder_names);
  child.rules.blocked = PL_CATEGORY_BIT (PL_CATEGORY_GAMES);
  g_autofree char *bad = ask (&child, NULL, "adult.example");
  ck_assert_str_eq (bad, "0 12 -1 -");
  g_autofree char *canary = ask (&child, NULL, "canary.example");
  ck_assert_str_eq (canary, "1 2 7 canary.example nxdomain");
}
END_TEST

/* --- the oracle --- */

static const char *
longest (const char *const *list, const char *name)
{
  const char *best = NULL;

  for (; *list != NULL; list++) {
    if (covers (*list, name) && (best == NULL || strlen (*list) > strlen (best)))
      best = *list;
  }
  return best;
}

static const char *
longest_listed (const PlSiteIndex *index, int category, const char *name)
{
  const char *best = NULL;

  for (gsize i = 0; i < index->n; i++) {
    const Listed *listed = &index->listed[i];
    if (listed->category == category && covers (listed->name, name) &&
        (best == NULL || strlen (listed->name) > strlen (best)))
      best = listed->name;
  }
  return best;
}

static const char *
longer (const char *a, const char *b)
{
  if (a == NULL || b == NULL)
    return a != NULL ? a : b;
  return strlen (a) >= strlen (b) ? a : b;
}

static char *
outcome (int answer, int cause, int category, const char *rule, gboolean nxdomain)
{
  return g_strdup_printf ("%d %d %d %s%s", answer, cause, category, rule != NULL ? rule : "-",
                          nxdomain ? " nxdomain" : "");
}

static char *
oracle (const PlSiteRules *rules, const Names *names, const PlSiteIndex *index, const char *name)
{
  const char *rule;

  if ((rule = longest (names->help, name)) != NULL)
    return outcome (2, 1, -1, rule, FALSE);
  gboolean doh = longest (names->encrypted_dns, name) != NULL;
  for (int i = 0; i <= PL_CATEGORY_BYPASS; i++) {
    rule = longest_listed (index, i, name);
    if (i == PL_CATEGORY_BYPASS)
      rule = longer (rule, longest (names->encrypted_dns, name));
    if (rule != NULL)
      return outcome (1, 2, i, rule, doh);
  }
  if ((rule = longest (names->contact, name)) != NULL)
    return outcome (0, 3, -1, rule, FALSE);
  rule = longest_listed (index, PL_CATEGORY_SOCIAL_NETWORKS, name);
  if (rules->social_blocked && rule != NULL)
    return outcome (1, 4, PL_CATEGORY_SOCIAL_NETWORKS, rule, FALSE);
  if ((rule = longest (names->home_help, name)) != NULL)
    return outcome (2, 5, -1, rule, FALSE);
  if (rules->access == PL_ACCESS_HELP_ONLY || rules->access == PL_ACCESS_OTHER_NETWORK)
    return outcome (1, rules->access == PL_ACCESS_HELP_ONLY ? 6 : 14, -1, NULL, FALSE);
  const char *allow = longest (names->allow, name), *block = longest (names->block, name);
  if (allow != NULL && longer (block, allow) == allow)
    return outcome (0, 7, -1, allow, FALSE);
  if (block != NULL)
    return outcome (1, 8, -1, block, FALSE);
  if (rules->chosen_only) {
    rule = longer (longest (names->learning, name), longest_listed (index, LEARNING, name));
    return rule != NULL ? outcome (0, 9, -1, rule, FALSE) : outcome (1, 10, -1, NULL, FALSE);
  }
  for (int i = PL_CATEGORY_SOCIAL_NETWORKS; i < PL_CATEGORY_MAX; i++) {
    rule = longest_listed (index, i, name);
    if (rule != NULL && (rules->blocked & PL_CATEGORY_BIT (i)) != 0)
      return outcome (1, 11, i, rule, FALSE);
  }
  return outcome (0, 12, -1, NULL, FALSE);
}

/* Few labels and short names, so that rules and names meet often. */
static const char *
random_name (GRand *rand, GStringChunk *chunk)
{
  static const char *const labels[] = { "a", "b", "ab", "c" };
  g_autoptr (GString) name = g_string_new (labels[g_rand_int_range (rand, 0, 3)]);

  for (int n = g_rand_int_range (rand, 0, 4); n > 0; n--) {
    g_string_prepend_c (name, '.');
    g_string_prepend (name, labels[g_rand_int_range (rand, 0, 4)]);
  }
  return g_string_chunk_insert (chunk, name->str);
}

static void
random_list (GRand *rand, GStringChunk *chunk, const char *list[8])
{
  int n = g_rand_int_range (rand, -2, 4);

  n = MAX (n, 0);
  for (int i = 0; i < n; i++)
    list[i] = random_name (rand, chunk);
  list[n] = NULL;
}

static void
one_random_world (GRand *rand)
{
  g_autoptr (GStringChunk) chunk = g_string_chunk_new (1024);
  Names names = { .help = { NULL } };
  Listed listed[12];
  PlSiteIndex index = { listed, (gsize)g_rand_int_range (rand, 0, 13) };
  g_auto (Child) child = { 0 };
  const char **lists[] = { names.help,    names.encrypted_dns, names.learning, names.home_help,
                           names.contact, names.allow,         names.block };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    random_list (rand, chunk, lists[i]);
  /* The same name in both is refused when the profile is read. */
  for (int i = 0; names.block[i] != NULL; i++) {
    if (g_strv_contains (names.allow, names.block[i]))
      names.block[i] = "only-blocked.example";
  }
  for (gsize i = 0; i < index.n; i++) {
    listed[i].name = random_name (rand, chunk);
    listed[i].category =
        g_rand_int_range (rand, 0, 8) == 0 ? LEARNING : g_rand_int_range (rand, 5, 12);
  }
  child_init (&child, &names);
  child.rules.access = g_rand_boolean (rand)   ? PL_ACCESS_FILTERED
                       : g_rand_boolean (rand) ? PL_ACCESS_HELP_ONLY
                                               : PL_ACCESS_OTHER_NETWORK;
  child.rules.chosen_only = g_rand_boolean (rand);
  child.rules.social_blocked = g_rand_boolean (rand);
  child.rules.blocked = g_rand_int (rand);
  for (int i = 0; i < 20; i++) {
    const char *name = random_name (rand, chunk);
    g_autofree char *expected = oracle (&child.rules, &names, &index, name);
    g_autofree char *text = ask (&child, &index, name);
    ck_assert_msg (g_str_equal (text, expected), "%s: %s, not %s", name, text, expected);
  }
}

START_TEST (random_rules_decide_as_plain_string_compares_do)
{
  const char *given = g_getenv ("PL_SEED");
  guint32 seed = given != NULL ? (guint32)g_ascii_strtoull (given, NULL, 10) : g_random_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_print ("# PL_SEED=%u\n", seed);
  for (int i = 0; i < 5000; i++)
    one_random_world (rand);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    help_passes_before_everything,
    always_blocked_beats_all_but_help_and_tells_the_first_category,
    encrypted_dns_names_are_bypass_and_do_not_exist,
    open_contact_passes_age_and_help_only,
    social_networks_by_age_come_before_the_homes_help,
    help_only_passes_the_homes_help_and_blocks_the_rest_without_a_rule,
    the_longest_own_name_wins_over_mode_and_level,
    chosen_only_passes_learning_sites_and_blocks_the_rest,
    a_level_blocks_the_first_of_its_categories_with_the_longest_rule,
    nothing_is_blocked_for_an_adult,
    staff_are_kept_from_two_categories_and_nothing_else,
    without_an_index_no_list_speaks,
    random_rules_decide_as_plain_string_compares_do,
    NULL,
  };

  return pl_tap_main ("site-rules", tests, 30);
}
