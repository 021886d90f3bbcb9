/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/export/export-json.h"

#include <string.h>

#include "tests/tap.h"

/* What a text becomes when others have these names and the child its own. */
static char *
masked (const char *text, const char *const *others, const char *const *own, guint *count)
{
  g_autoptr (JsonObject) export = json_object_new (), row = json_object_new (),
                         deeper = json_object_new ();
  JsonArray *rows = json_array_new ();

  json_object_set_string_member (deeper, "note", text);
  json_object_set_object_member (row, "fields", json_object_ref (deeper));
  json_array_add_object_element (rows, json_object_ref (row));
  json_object_set_array_member (export, "records", rows);
  json_object_set_string_member (export, "format", text);
  *count = pl_export_mask (export, others, own);
  ck_assert_str_eq (json_object_get_string_member (export, "format"), text);
  return g_strdup (json_object_get_string_member (deeper, "note"));
}

static void
assert_masked (const char *text,
               const char *const *others,
               const char *const *own,
               const char *wanted)
{
  guint count, marks = 0;
  g_autofree char *got = masked (text, others, own, &count);

  ck_assert_str_eq (got, wanted);
  for (const char *mark = wanted; (mark = strstr (mark, "[another child]")) != NULL; mark++)
    marks++;
  ck_assert_uint_eq (count, marks);
}

static const char *const sam[] = { "sam", "Sam", NULL };

START_TEST (names_and_accounts_are_found_whole_whatever_their_case)
{
  const char *const others[] = { "alex", "Alex Brown", NULL };

  assert_masked ("Alex and ALEX's phone, alex.", others, sam,
                 "[another child] and [another child]'s phone, [another child].");
  assert_masked ("Alexander is not Alex", others, sam, "Alexander is not [another child]");
  assert_masked ("Alex Brown, brown bread", others, sam, "[another child], [another child] bread");
  assert_masked ("nobody here", others, sam, "nobody here");
}
END_TEST

START_TEST (letters_beyond_english_are_letters)
{
  const char *const others[] = { "Zoë", "Łukasz", "علي", NULL };

  assert_masked ("zoë, ŁUKASZ; Zoën", others, sam, "[another child], [another child]; Zoën");
  assert_masked ("قال علي نعم", others, sam, "قال [another child] نعم");
}
END_TEST

START_TEST (a_name_with_signs_is_a_name_and_no_pattern)
{
  const char *const others[] = { "J.P. (Jay)", ".*", "O'Neil", NULL };

  assert_masked ("J.P. (Jay) and O'Neil", others, sam, "[another child] and [another child]");
  assert_masked ("anything at all", others, sam, "anything at all");
}
END_TEST

START_TEST (the_childs_own_name_stays_where_another_has_it_too)
{
  const char *const others[] = { "Sam Jones", "sam2", NULL };

  assert_masked ("Sam said that Jones and sam2 came", others, sam,
                 "Sam said that [another child] and [another child] came");
}
END_TEST

START_TEST (nobody_else_is_no_pattern)
{
  const char *const others[] = { "", NULL };

  assert_masked ("Sam said so", others, sam, "Sam said so");
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    names_and_accounts_are_found_whole_whatever_their_case,
    letters_beyond_english_are_letters,
    a_name_with_signs_is_a_name_and_no_pattern,
    the_childs_own_name_stays_where_another_has_it_too,
    nobody_else_is_no_pattern,
    NULL,
  };

  return pl_tap_main ("export mask", tests, 10);
}
