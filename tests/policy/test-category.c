/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/error.h"
#include "policy/sites/category.h"
#include "tests/tap.h"

static PlCategories *
categories_of (const char *first, const char *second, GError **error)
{
  const char *ids[] = { first, second, NULL };

  return pl_categories_new (ids, error);
}

START_TEST (shipped_categories_stand_in_the_order_of_the_contract)
{
  const char *const order[] = {
    "pornography", "extremism", "gambling",        "child-abuse",   "self-harm",       "malware",
    "scams",       "bypass",    "social-networks", "chat",          "dating",          "games",
    "streaming",   "shopping",  "weapons",         "drugs",         "alcohol-tobacco", "violence",
    "hate",        "piracy",    "tasteless",       "ai-companions", "advertising",
  };
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);

  ck_assert_uint_eq (pl_categories_count (categories), G_N_ELEMENTS (order));
  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    ck_assert_str_eq (pl_categories_id (categories, i), order[i]);
    ck_assert_int_eq (pl_categories_find (categories, order[i]), (int)i);
  }
  ck_assert_ptr_null (pl_categories_id (categories, G_N_ELEMENTS (order)));
  ck_assert_int_eq (pl_categories_find (categories, "help"), PL_CATEGORY_NONE);
}
END_TEST

START_TEST (always_blocked_categories_are_the_first_eight)
{
  ck_assert_uint_eq (PL_CATEGORIES_ALWAYS, 0xff);
  ck_assert (PL_CATEGORIES_STAFF == ((1 << 0) | (1 << 3)));
}
END_TEST

START_TEST (own_categories_come_last_alphabetically)
{
  g_autoptr (PlCategories) categories = categories_of ("vaping", "betting-slang", NULL);

  ck_assert_str_eq (pl_categories_id (categories, PL_CATEGORY_FIRST_OWN), "betting-slang");
  ck_assert_str_eq (pl_categories_id (categories, PL_CATEGORY_FIRST_OWN + 1), "vaping");
  ck_assert_int_eq (pl_categories_find (categories, "vaping"), PL_CATEGORY_FIRST_OWN + 1);
}
END_TEST

static const struct {
  const char *first, *second, *message;
} refused[] = {
  { "Vaping", NULL, "category \"Vaping\" is not of the form [a-z][a-z0-9-]*" },
  { "9lives", NULL, "category \"9lives\" is not of the form [a-z][a-z0-9-]*" },
  { "", NULL, "category \"\" is not of the form [a-z][a-z0-9-]*" },
  { "a_b", NULL, "category \"a_b\" is not of the form [a-z][a-z0-9-]*" },
  { "games", NULL, "category \"games\" is there already" },
  { "vaping", "vaping", "category \"vaping\" is there already" },
  { "help", NULL, "category \"help\" is a set of sites, not a category" },
  { "learning", NULL, "category \"learning\" is a set of sites, not a category" },
};

START_TEST (an_own_id_that_is_no_id_or_taken_is_refused)
{
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (categories_of (refused[_i].first, refused[_i].second, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert_str_eq (error->message, refused[_i].message);
}
END_TEST

START_TEST (sixty_four_categories_are_taken_and_no_more)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (guint i = PL_CATEGORY_FIRST_OWN; i < PL_CATEGORY_MAX; i++)
    g_ptr_array_add (ids, g_strdup_printf ("own-%u", i));
  g_ptr_array_add (ids, NULL);
  g_autoptr (PlCategories) full = pl_categories_new ((const char **)ids->pdata, &error);
  ck_assert_ptr_nonnull (full);
  ck_assert_uint_eq (pl_categories_count (full), PL_CATEGORY_MAX);

  ids->pdata[ids->len - 1] = g_strdup ("one-more");
  g_ptr_array_add (ids, NULL);
  ck_assert_ptr_null (pl_categories_new ((const char **)ids->pdata, &error));
  ck_assert_str_eq (error->message,
                    "category \"one-more\" is one more than the 64 that there can be");
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("category");
  TCase *tcase = tcase_create ("category");

  tcase_add_test (tcase, shipped_categories_stand_in_the_order_of_the_contract);
  tcase_add_test (tcase, always_blocked_categories_are_the_first_eight);
  tcase_add_test (tcase, own_categories_come_last_alphabetically);
  tcase_add_loop_test (tcase, an_own_id_that_is_no_id_or_taken_is_refused, 0,
                       G_N_ELEMENTS (refused));
  tcase_add_test (tcase, sixty_four_categories_are_taken_and_no_more);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
