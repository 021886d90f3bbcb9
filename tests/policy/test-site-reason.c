/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/sites/site-reason.h"
#include "tests/tap.h"

static PlCategories *
categories_with_own (void)
{
  static const char *const own[] = { "fireworks", NULL };
  PlCategories *categories = pl_categories_new (own, NULL);

  ck_assert_ptr_nonnull (categories);
  return categories;
}

static char *
text_of (PlSiteCause cause, int category)
{
  g_autoptr (PlCategories) categories = categories_with_own ();
  const PlSiteVerdict verdict = { .cause = cause, .category = category };

  return pl_site_reason_text (&verdict, categories, pl_language_english ());
}

START_TEST (every_cause_has_words_of_its_own_that_are_short)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int cause = PL_SITE_BY_ADULT; cause <= PL_SITE_BY_OTHER_NETWORK; cause++) {
    gboolean of_category = cause == PL_SITE_BY_ALWAYS || cause == PL_SITE_BY_LEVEL;
    char *text = text_of ((PlSiteCause)cause, of_category ? PL_CATEGORY_GAMES : PL_CATEGORY_NONE);

    ck_assert_msg (strlen (text) <= 80 && g_str_has_suffix (text, "."), "%s", text);
    ck_assert_msg (strchr (text, '%') == NULL, "%s", text);
    ck_assert_msg (g_hash_table_add (seen, text), "cause %d has another's words", cause);
  }
}
END_TEST

START_TEST (every_category_has_words_of_its_own)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int category = 0; category <= PL_CATEGORY_FIRST_OWN; category++) {
    char *text = text_of (PL_SITE_BY_LEVEL, category);

    ck_assert_msg (strchr (text, '%') == NULL, "%s", text);
    ck_assert_msg (g_hash_table_add (seen, text), "category %d has another's words", category);
  }
}
END_TEST

START_TEST (a_home_s_own_category_is_named)
{
  g_autofree char *text = text_of (PL_SITE_BY_LEVEL, PL_CATEGORY_FIRST_OWN);

  ck_assert_str_eq (text, "Sites that your home lists as \"fireworks\" are closed for you now. "
                          "You can ask staff for this one.");
}
END_TEST

START_TEST (self_harm_and_abuse_offer_somebody_to_talk_to)
{
  static const int categories[] = { PL_CATEGORY_SELF_HARM, PL_CATEGORY_CHILD_ABUSE };

  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++) {
    g_autofree char *text = text_of (PL_SITE_BY_ALWAYS, categories[i]);

    ck_assert_msg (strstr (text, "0800 1111") != NULL, "%s", text);
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { every_cause_has_words_of_its_own_that_are_short,
                                 every_category_has_words_of_its_own,
                                 a_home_s_own_category_is_named,
                                 self_harm_and_abuse_offer_somebody_to_talk_to, NULL };

  return pl_tap_main ("site-reason", tests, 10);
}
