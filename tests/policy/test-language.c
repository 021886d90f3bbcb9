/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/language.h"
#include "policy/sites/site-reason.h"
#include "tests/tap.h"

#define GAMES "Game sites"

static const char *const tags[] = { "ar", "cy", "fa-AF", "pl", "sq", "uk", "vi" };

START_TEST (language_is_found_by_range_or_locale)
{
  static const char *const english[] = { "en", "EN-gb", "en_GB.UTF-8" };
  static const char *const none[] = { "", "xx", "e", "english", "C", "-", "plx" };

  for (gsize i = 0; i < G_N_ELEMENTS (english); i++)
    ck_assert_ptr_eq (pl_language_find (english[i]), pl_language_english ());
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    ck_assert_ptr_null (pl_language_find (none[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    ck_assert_str_eq (pl_language_tag (pl_language_find (tags[i])), tags[i]);
  ck_assert_str_eq (pl_language_tag (pl_language_find ("prs")), "fa-AF");
}
END_TEST

START_TEST (each_language_has_words_of_its_own)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++) {
    const char *text = pl_language_text (pl_language_find (tags[i]), "site reason", GAMES);

    ck_assert_msg (g_hash_table_add (seen, (char *)text), "%s: %s", tags[i], text);
    ck_assert_str_ne (text, GAMES);
  }
}
END_TEST

START_TEST (what_is_not_translated_stays_as_it_is)
{
  const PlLanguage *welsh = pl_language_find ("cy");

  ck_assert_str_eq (pl_language_text (welsh, "site reason", "No such text"), "No such text");
  ck_assert_str_eq (pl_language_text (welsh, "another context", GAMES), GAMES);
  ck_assert_str_eq (pl_language_text (welsh, NULL, GAMES), GAMES);
  ck_assert_str_eq (pl_language_text (pl_language_english (), "site reason", GAMES), GAMES);
}
END_TEST

START_TEST (arabic_and_dari_run_from_right_to_left)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    ck_assert_int_eq (pl_language_is_right_to_left (pl_language_find (tags[i])),
                      strcmp (tags[i], "ar") == 0 || strcmp (tags[i], "fa-AF") == 0);
}
END_TEST

START_TEST (reason_is_whole_in_every_language)
{
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    for (int category = 0; category < PL_CATEGORY_FIRST_OWN; category++) {
      const PlSiteVerdict verdict = { .cause = PL_SITE_BY_LEVEL, .category = category };
      g_autofree char *text =
          pl_site_reason_text (&verdict, categories, pl_language_find (tags[i]));

      ck_assert_msg (strchr (text, '%') == NULL && g_utf8_validate (text, -1, NULL), "%s", text);
    }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    language_is_found_by_range_or_locale,  each_language_has_words_of_its_own,
    what_is_not_translated_stays_as_it_is, arabic_and_dari_run_from_right_to_left,
    reason_is_whole_in_every_language,     NULL,
  };

  return pl_tap_main ("language", tests, 10);
}
