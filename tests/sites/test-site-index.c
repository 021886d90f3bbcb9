/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/site-index.h"

#include <string.h>

#include "policy/error.h"
#include "policy/sites/hostname.h"
#include "policy/sites/site-index-builder-private.h"
#include "policy/sites/site-index-format.h"
#include "tests/tap.h"

static const guint8 key[PL_SITE_INDEX_KEY_SIZE] = "0123456789abcde";

static void
add (PlSiteIndexBuilder *builder, const char *id, const char *rule)
{
  g_autoptr (GError) error = NULL;
  gboolean exception = g_str_has_prefix (rule, "@@");
  const char *name = exception ? rule + 2 : rule;
  int category = pl_site_index_builder_add_category (builder, id, &error);

  g_assert_no_error (error);
  pl_site_index_builder_add (builder, category,
                             exception ? PL_SITE_RULE_EXCEPTION : PL_SITE_RULE_BLOCK, name,
                             strlen (name));
}

static PlSiteIndex *
finish (PlSiteIndexBuilder *builder, const PlCategories *categories)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = pl_site_index_builder_finish (builder, NULL, &error);

  g_assert_no_error (error);

  PlSiteIndex *index = pl_site_index_new (bytes, categories, &error);

  g_assert_no_error (error);
  ck_assert (pl_site_index_verify (index, &error));
  return index;
}

/* "gambling:example.com ..." : what a name's categories and their rules are; "-" for none. */
static const char *
look (const PlSiteIndex *index, const char *name)
{
  static GString *text;
  PlSiteMatch match, untouched;

  if (text == NULL)
    text = g_string_new (NULL);
  g_string_truncate (text, 0);
  memset (&match, 0xa5, sizeof match);
  untouched = match;
  if (!pl_site_index_lookup (index, name, strlen (name), &match)) {
    ck_assert (memcmp (&match, &untouched, sizeof match) == 0);
    return "-";
  }
  for (guint n = 0; n < PL_CATEGORY_MAX; n++)
    if (match.categories & PL_CATEGORY_BIT (n))
      g_string_append_printf (text, "%s%s:%s", text->len > 0 ? " " : "",
                              pl_site_index_id (index, n), name + match.rule_offset[n]);
  return text->str;
}

START_TEST (a_rule_matches_the_name_and_all_below)
{
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);

  add (builder, "gambling", "example.com");
  add (builder, "games", "play.example.com");

  g_autoptr (PlSiteIndex) index = finish (builder, NULL);

  ck_assert_str_eq (look (index, "example.com"), "gambling:example.com");
  ck_assert_str_eq (look (index, "a.b.example.com"), "gambling:example.com");
  ck_assert_str_eq (look (index, "www.play.example.com"),
                    "gambling:example.com games:play.example.com");
  ck_assert_str_eq (look (index, "badexample.com"), "-");
  ck_assert_str_eq (look (index, "com"), "-");
  ck_assert_str_eq (look (index, ""), "-");
  ck_assert_uint_eq (pl_site_index_count (index), 2);
}
END_TEST

START_TEST (of_a_rule_and_an_exception_the_longer_wins)
{
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);

  add (builder, "gambling", "example.com");
  add (builder, "gambling", "@@help.example.com");
  add (builder, "gambling", "bad.help.example.com");
  add (builder, "games", "example.com");
  add (builder, "malware", "tie.org");
  add (builder, "malware", "@@tie.org");
  add (builder, "scams", "@@only.net");

  g_autoptr (PlSiteIndex) index = finish (builder, NULL);

  ck_assert_str_eq (look (index, "www.example.com"), "gambling:example.com games:example.com");
  ck_assert_str_eq (look (index, "help.example.com"), "games:example.com");
  ck_assert_str_eq (look (index, "a.help.example.com"), "games:example.com");
  ck_assert_str_eq (look (index, "a.bad.help.example.com"),
                    "gambling:bad.help.example.com games:example.com");
  ck_assert_str_eq (look (index, "tie.org"), "-");
  ck_assert_str_eq (look (index, "www.tie.org"), "-");
  ck_assert_str_eq (look (index, "only.net"), "-");
}
END_TEST

START_TEST (ids_are_renumbered_as_the_home_knows_them)
{
  const char *const own[] = { "knitting", NULL };
  g_autoptr (PlCategories) categories = pl_categories_new (own, NULL);
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);
  PlSiteMatch match;

  add (builder, "knitting", "example.com");
  add (builder, "unknown", "example.com");
  add (builder, "help", "example.com");
  add (builder, "learning", "example.com");
  add (builder, "pornography", "www.example.com");
  add (builder, "help", "help.org");
  add (builder, "learning", "@@not.example.com");
  add (builder, "learning", "learn.org");

  g_autoptr (PlSiteIndex) index = finish (builder, categories);

  ck_assert (pl_site_index_lookup (index, "www.example.com", 15, &match));
  ck_assert_uint_eq (match.categories, PL_CATEGORY_BIT (PL_CATEGORY_FIRST_OWN) |
                                           PL_CATEGORY_BIT (PL_CATEGORY_PORNOGRAPHY));
  ck_assert_uint_eq (match.rule_offset[PL_CATEGORY_FIRST_OWN], 4);
  ck_assert_uint_eq (match.rule_offset[PL_CATEGORY_PORNOGRAPHY], 0);
  ck_assert (match.learning);
  ck_assert_uint_eq (match.learning_offset, 4);
  ck_assert (pl_site_index_lookup (index, "not.example.com", 15, &match));
  ck_assert (!match.learning);
  ck_assert (pl_site_index_lookup (index, "learn.org", 9, &match));
  ck_assert_uint_eq (match.categories, 0);
  ck_assert (match.learning);
  ck_assert (!pl_site_index_lookup (index, "help.org", 8, &match));
}
END_TEST

START_TEST (an_index_without_rules_matches_nothing)
{
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);
  g_autoptr (PlSiteIndex) index = finish (builder, NULL);

  ck_assert_str_eq (look (index, "www.example.com"), "-");
  ck_assert_uint_eq (pl_site_index_count (index), 0);
  ck_assert_ptr_null (pl_site_index_id (index, 0));
}
END_TEST

START_TEST (the_sixty_fifth_category_is_refused)
{
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < PL_CATEGORY_MAX; i++) {
    g_autofree char *id = g_strdup_printf ("c%d", i);

    ck_assert_int_eq (pl_site_index_builder_add_category (builder, id, NULL), i);
  }
  ck_assert_int_eq (pl_site_index_builder_add_category (builder, "c7", NULL), 7);
  ck_assert_int_eq (pl_site_index_builder_add_category (builder, "more", &error), -1);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_LIMIT));
  g_clear_error (&error);
  ck_assert_int_eq (pl_site_index_builder_add_category (builder, "No Id", &error), -1);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
}
END_TEST

START_TEST (endless_deep_names_are_refused)
{
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_strdup_printf ("a.b.c.d.e.f.g.h.%0200d.example", 0);

  for (gsize bytes = 0; bytes < 2 * PL_SITE_INDEX_DEEP_BYTES_MAX; bytes += strlen (name))
    add (builder, "games", name);
  ck_assert_ptr_null (pl_site_index_builder_finish (builder, NULL, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_LIMIT));
}
END_TEST

START_TEST (stats_count_entries_before_duplicates_and_names_after)
{
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);
  PlSiteIndexStats stats;

  add (builder, "games", "example.com");
  add (builder, "games", "example.com");
  add (builder, "chat", "example.com");
  add (builder, "chat", "@@www.example.com");
  add (builder, "chat", "a.b.c.d.e.f.g.h.example.com");
  add (builder, "games", "a.b.c.d.e.f.g.h.example.com");

  g_autoptr (GBytes) bytes = pl_site_index_builder_finish (builder, &stats, NULL);

  ck_assert_uint_eq (stats.entries, 6);
  ck_assert_uint_eq (stats.names, 3);
  ck_assert_uint_eq (stats.sets, 2);
  ck_assert_uint_eq (stats.exact, 1);
  ck_assert_uint_eq (stats.bytes, g_bytes_get_size (bytes));
}
END_TEST

/* The slow and obvious answer: names with their rules and exceptions, suffix by suffix. */

typedef struct {
  guint64 rules, exceptions;
} Expected;

static void
expect (GHashTable *oracle, const char *name, guint category, gboolean exception)
{
  Expected *expected = g_hash_table_lookup (oracle, name);

  if (expected == NULL) {
    expected = g_new0 (Expected, 1);
    g_hash_table_insert (oracle, g_strdup (name), expected);
  }
  *(exception ? &expected->exceptions : &expected->rules) |= PL_CATEGORY_BIT (category);
}

/* The longest rule of category that stands for name, NULL if none does. */
static const char *
expected_rule (GHashTable *oracle, const char *name, guint category)
{
  for (const char *suffix = name; suffix != NULL; suffix = pl_hostname_parent (suffix)) {
    const Expected *expected = g_hash_table_lookup (oracle, suffix);

    if (expected != NULL && expected->exceptions & PL_CATEGORY_BIT (category))
      return NULL;
    if (expected != NULL && expected->rules & PL_CATEGORY_BIT (category))
      return suffix;
  }
  return NULL;
}

/* A name of few letters, so that names meet; now and then deeper than fingerprints go. */
static char *
random_name (GRand *rand)
{
  guint labels = g_rand_int_range (rand, 0, 10) == 0 ? g_rand_int_range (rand, 1, 14)
                                                     : g_rand_int_range (rand, 2, 5);
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < labels; i++)
    g_string_append_printf (name, "%s%c", i > 0 ? "." : "", 'a' + g_rand_int_range (rand, 0, 5));
  return g_string_free (name, FALSE);
}

static GRand *
seeded (void)
{
  const char *given = g_getenv ("PL_SEED");
  guint32 seed = given != NULL ? (guint32)g_ascii_strtoull (given, NULL, 10) : g_random_int ();

  g_print ("# PL_SEED=%u\n", seed);
  return g_rand_new_with_seed (seed);
}

static void
check_against_oracle (const PlSiteIndex *index, GHashTable *oracle, const char *name)
{
  PlSiteMatch match = { 0 };
  guint64 expected = 0;
  gboolean found = pl_site_index_lookup (index, name, strlen (name), &match);

  for (guint n = 0; n < PL_CATEGORY_MAX; n++) {
    const char *rule = expected_rule (oracle, name, n);

    if (rule == NULL)
      continue;
    expected |= PL_CATEGORY_BIT (n);
    ck_assert_msg (found && match.rule_offset[n] == rule - name, "%s: category %u", name, n);
  }
  ck_assert_msg (match.categories == expected, "%s", name);
  ck_assert (found == (expected != 0));
}

static void
check_random_lists (GRand *rand)
{
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);
  g_autoptr (GHashTable) oracle = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint n_categories = g_rand_int_range (rand, 1, PL_CATEGORY_MAX + 1);
  guint n_rules = 1u << g_rand_int_range (rand, 0, 12);

  for (guint n = 0; n < n_categories; n++) {
    g_autofree char *id = g_strdup_printf ("c%u", n);

    pl_site_index_builder_add_category (builder, id, NULL);
  }
  for (guint i = 0; i < n_rules; i++) {
    g_autofree char *name = random_name (rand);
    guint category = g_rand_int_range (rand, 0, n_categories);
    gboolean exception = g_rand_int_range (rand, 0, 4) == 0;

    pl_site_index_builder_add (builder, category,
                               exception ? PL_SITE_RULE_EXCEPTION : PL_SITE_RULE_BLOCK, name,
                               strlen (name));
    expect (oracle, name, category, exception);
  }

  g_autoptr (PlSiteIndex) index = finish (builder, NULL);

  ck_assert_uint_eq (pl_site_index_count (index), g_hash_table_size (oracle));
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *name = random_name (rand);

    check_against_oracle (index, oracle, name);
  }
}

START_TEST (random_lists_are_looked_up_as_the_oracle_does)
{
  g_autoptr (GRand) rand = seeded ();

  for (guint i = 0; i < 30; i++)
    check_random_lists (rand);
}
END_TEST

/* With so few bits every other name matches falsely, but for those that are protected. */
static PlSiteIndex *
dense_index (gboolean protect)
{
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);

  pl_site_index_builder_set_remainder_bits (builder, 7);
  for (guint i = 0; i < 2000; i++) {
    g_autofree char *name = g_strdup_printf ("listed%u.example", i);

    add (builder, i % 2 ? "games" : "chat", name);
  }
  for (guint i = 0; i < 1000 && protect; i++) {
    g_autofree char *name = g_strdup_printf ("www.help%u.org", i);
    g_autofree char *listed = g_strdup_printf ("listed%u.example", i);

    pl_site_index_builder_protect (builder, name, strlen (name));
    pl_site_index_builder_protect (builder, listed, strlen (listed));
  }
  return finish (builder, NULL);
}

static guint
count_false_matches (const PlSiteIndex *index, const char *prefix, guint n)
{
  guint found = 0;

  for (guint i = 0; i < n; i++) {
    char name[64];

    g_snprintf (name, sizeof name, "%s%u.org", prefix, i);
    found += strcmp (look (index, name), "-") != 0;
  }
  return found;
}

START_TEST (protected_names_never_match_falsely)
{
  g_autoptr (PlSiteIndex) index = dense_index (TRUE);
  g_autoptr (PlSiteIndex) bare = dense_index (FALSE);

  ck_assert_uint_gt (count_false_matches (bare, "help", 1000), 50);
  ck_assert_uint_eq (count_false_matches (index, "help", 1000), 0);
  ck_assert_uint_eq (count_false_matches (index, "www.help", 1000), 0);
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *name = g_strdup_printf ("listed%u.example", i);
    g_autofree char *expected = g_strdup_printf ("%s:%s", i % 2 ? "games" : "chat", name);

    ck_assert_str_eq (look (index, name), expected);
  }
}
END_TEST

/* The share of false matches is what the format's arithmetic says, so 49 bits give 2^-40. */
START_TEST (false_matches_are_as_rare_as_the_format_says)
{
  g_autoptr (PlSiteIndex) index = dense_index (FALSE);
  guint queries = 20000;
  double bound = 2000.0 / (32 << 7), share;

  share = (double)count_false_matches (index, "other", queries) / queries;
  ck_assert_double_lt (share, bound * 1.2);
  ck_assert_double_gt (share, bound * 0.5);
}
END_TEST

static GBytes *
small_index (void)
{
  g_autoptr (PlSiteIndexBuilder) builder = pl_site_index_builder_new (key);

  pl_site_index_builder_set_remainder_bits (builder, 7);
  for (guint i = 0; i < 200; i++) {
    g_autofree char *name = g_strdup_printf ("%s%u.example", i % 8 ? "" : "a.b.c.d.e.f.g.h.", i);

    add (builder, i % 3 ? "games" : "learning", name);
    add (builder, "chat", i % 5 ? "a.org" : "@@a.org");
    pl_site_index_builder_protect (builder, name, strlen (name));
  }
  return pl_site_index_builder_finish (builder, NULL, NULL);
}

START_TEST (a_truncated_index_is_refused)
{
  g_autoptr (GBytes) bytes = small_index ();
  gsize size = g_bytes_get_size (bytes);

  for (gsize length = 0; length < size; length++) {
    g_autoptr (GError) error = NULL;
    g_autofree void *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

    ck_assert_ptr_null (pl_site_index_new_static (copy, length, NULL, &error));
    ck_assert_ptr_nonnull (error);
  }

  g_autofree char *longer = g_malloc0 (size + 8);

  memcpy (longer, g_bytes_get_data (bytes, NULL), size);
  ck_assert_ptr_null (pl_site_index_new_static (longer, size + 8, NULL, NULL));
}
END_TEST

START_TEST (an_altered_bit_is_found)
{
  g_autoptr (GBytes) bytes = small_index ();
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size * 8; i += 3) {
    g_autofree guint8 *copy = g_memdup2 (data, size);

    copy[i / 8] ^= 1u << i % 8;

    g_autoptr (GError) error = NULL;
    g_autoptr (PlSiteIndex) index = pl_site_index_new_static (copy, size, NULL, &error);

    ck_assert_msg (index == NULL || !pl_site_index_verify (index, &error), "bit %zu", i);
    ck_assert_ptr_nonnull (error);
  }
}
END_TEST

START_TEST (a_newer_version_is_told_from_damage)
{
  g_autoptr (GBytes) bytes = small_index ();
  g_autoptr (GError) error = NULL;
  gsize size = g_bytes_get_size (bytes);
  g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);

  copy[G_STRUCT_OFFSET (PlSiteIndexHeader, version)] = PL_SITE_INDEX_VERSION + 1;
  ck_assert_ptr_null (pl_site_index_new_static (copy, size, NULL, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_UNSUPPORTED));
}
END_TEST

/* Run with ASan, this proves that no bytes make the reader leave the file. */
START_TEST (mutated_bytes_never_lead_out_of_the_file)
{
  g_autoptr (GRand) rand = seeded ();
  g_autoptr (GBytes) bytes = small_index ();
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);
  gsize size = g_bytes_get_size (bytes);
  PlSiteMatch match;

  for (guint i = 0; i < 5000; i++) {
    g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), size);

    for (guint n = g_rand_int_range (rand, 1, 200); n > 0; n--)
      copy[g_rand_int_range (rand, n % 4 ? sizeof (PlSiteIndexHeader) : 32, size)] =
          g_rand_int (rand);

    g_autoptr (PlSiteIndex) index =
        pl_site_index_new_static (copy, size, i % 2 ? categories : NULL, NULL);

    for (guint query = 0; query < 200 && index != NULL; query += 7) {
      g_autofree char *name = g_strdup_printf ("x.a.b.c.d.e.f.g.h.%u.example", query);

      pl_site_index_lookup (index, name, strlen (name), &match);
      pl_site_index_lookup (index, name + 18, strlen (name + 18), &match);
      pl_site_index_id (index, query);
    }
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { a_rule_matches_the_name_and_all_below,
                                 of_a_rule_and_an_exception_the_longer_wins,
                                 ids_are_renumbered_as_the_home_knows_them,
                                 an_index_without_rules_matches_nothing,
                                 the_sixty_fifth_category_is_refused,
                                 endless_deep_names_are_refused,
                                 stats_count_entries_before_duplicates_and_names_after,
                                 random_lists_are_looked_up_as_the_oracle_does,
                                 protected_names_never_match_falsely,
                                 false_matches_are_as_rare_as_the_format_says,
                                 a_truncated_index_is_refused,
                                 an_altered_bit_is_found,
                                 a_newer_version_is_told_from_damage,
                                 mutated_bytes_never_lead_out_of_the_file,
                                 NULL };

  return pl_tap_main ("site-index", tests, 60);
}
