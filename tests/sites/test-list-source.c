/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/sites/list-source.h"

#include <string.h>

#include "policy/error.h"
#include "policy/sites/category.h"
#include "tests/tap.h"

static GPtrArray *
read_text (const char *text, GError **error)
{
  return pl_list_sources_read ("sources.conf", text, text != NULL ? strlen (text) : 0, error);
}

static const PlListSource *
find (const GPtrArray *sources, const char *id)
{
  for (guint i = 0; i < sources->len; i++) {
    const PlListSource *source = sources->pdata[i];
    if (g_str_equal (source->id, id))
      return source;
  }
  return NULL;
}

START_TEST (every_source_that_ships_is_https_with_a_licence_a_home_and_a_known_category)
{
  g_autoptr (GPtrArray) sources = read_text (NULL, NULL);
  g_autoptr (PlCategories) categories = pl_categories_new (NULL, NULL);

  ck_assert_uint_ge (sources->len, 8);
  for (guint i = 0; i < sources->len; i++) {
    const PlListSource *source = sources->pdata[i];
    ck_assert_msg (g_str_has_prefix (source->address, "https://"), "%s", source->id);
    ck_assert_msg (g_str_has_prefix (source->home, "https://"), "%s", source->id);
    ck_assert_msg (*source->licence != '\0' && *source->covers != '\0', "%s", source->id);
    ck_assert_msg (source->minimum > 1, "%s", source->id);
    ck_assert_msg (*source->category == '\0' ||
                       pl_categories_find (categories, source->category) != PL_CATEGORY_NONE,
                   "%s", source->id);
  }
}
END_TEST

START_TEST (a_homes_file_adds_changes_and_switches_off)
{
  g_autoptr (GPtrArray) shipped = read_text (NULL, NULL);
  g_autoptr (GPtrArray) sources =
      read_text ("[ours]\nAddress=https://lists.example/a.txt\nCategory=games\n"
                 "Credential=/etc/porchlight/lists.key\nHours=6\nMinimum=5\n"
                 "[toulouse]\nEnabled=false\n"
                 "[urlhaus]\nAddress=https://mirror.example/hosts\n",
                 NULL);

  ck_assert_uint_eq (sources->len, shipped->len + 1);
  const PlListSource *ours = find (sources, "ours");
  ck_assert_str_eq (ours->title, "ours");
  ck_assert_str_eq (ours->credential, "/etc/porchlight/lists.key");
  ck_assert_int_eq (ours->every_h, 6);
  ck_assert_int_eq (ours->minimum, 5);
  ck_assert (!ours->off);
  ck_assert (find (sources, "toulouse")->off);
  ck_assert_str_eq (find (sources, "urlhaus")->address, "https://mirror.example/hosts");
  ck_assert_str_eq (find (sources, "urlhaus")->category, "malware");
}
END_TEST

#define NEEDED "[ours]\nCategory=games\nAddress=https://a.example/\n"

static const struct {
  const char *text, *message;
} refused[] = {
  { "[ours]\nAddress=http://a.example/\n",
    "sources.conf:2: Address: does not begin with https://" },
  { "[ours]\nAddress=https:///a\n", "sources.conf:2: Address: names no server" },
  { "[ours]\nAddress=https://me:secret@a.example/\n",
    "sources.conf:2: Address: has a name or a password in it: that is what Credential is for" },
  { "[ours]\nAddress=https://a.example/b c\n",
    "sources.conf:2: Address: has a character that an address cannot have" },
  { "[ours]\nCategory=games\n", "sources.conf:1: Address is missing from [ours]" },
  { "[ours]\nAddress=https://a.example/\n",
    "sources.conf:1: [ours] needs a Category: only an archive can name its own" },
  { "[../x]\n", "sources.conf:1: [../x] is not of the form [a-z][a-z0-9-]*" },
  { NEEDED "Hours=0\n", "sources.conf:4: Hours=0 is not a whole number from 1 to 720" },
  { NEEDED "Category=games\n", "sources.conf:4: key \"Category\" given twice, first on line 2" },
  { NEEDED "Colour=red\n", "sources.conf:4: unknown key \"Colour\" in [ours]" },
  { NEEDED "Format=csv\n", "sources.conf:4: Format=csv is not one of: auto, archive" },
  { NEEDED "Credential=key\n", "sources.conf:4: Credential=key is not a whole path" },
  { "[ours]\nCategory=help\n", "sources.conf:2: Category=help is no category" },
  { "[toulouse]\nEnabled=no\n", "sources.conf:2: Enabled=no is neither true nor false" },
};

START_TEST (what_is_wrong_is_refused_with_file_and_line)
{
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (read_text (refused[_i].text, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert_str_eq (error->message, refused[_i].message);
}
END_TEST

START_TEST (more_sources_than_there_can_be_are_refused)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= PL_LIST_SOURCES_MAX; i++)
    g_string_append_printf (text, "[s%u]\nCategory=games\nAddress=https://a.example/\n", i);
  ck_assert_ptr_null (read_text (text->str, &error));
  ck_assert_ptr_nonnull (strstr (error->message, "more than 64 sources"));
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("list-source");
  TCase *tcase = tcase_create ("list-source");

  tcase_add_test (tcase,
                  every_source_that_ships_is_https_with_a_licence_a_home_and_a_known_category);
  tcase_add_test (tcase, a_homes_file_adds_changes_and_switches_off);
  tcase_add_loop_test (tcase, what_is_wrong_is_refused_with_file_and_line, 0,
                       G_N_ELEMENTS (refused));
  tcase_add_test (tcase, more_sources_than_there_can_be_are_refused);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
