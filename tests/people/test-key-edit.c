/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/key-edit.h"

#include <string.h>

#include "policy/error.h"
#include "policy/people/key-file.h"
#include "tests/tap.h"

typedef struct {
  const char *text, *section, *key, *value;
  const char *result; /* NULL: refused */
} Case;

static const Case cases[] = {
  { "", "Child", "Born", "2012-05-01", "[Child]\nBorn=2012-05-01\n" },
  { "# Sam\n[Child]\nLevel = guided # no comment\n\n[Sites]\nAllow=a\n", "Child", "Level",
    "supported", "# Sam\n[Child]\nLevel=supported\n\n[Sites]\nAllow=a\n" },
  { "[Child]\r\nLevel=guided\r\n", "Child", "Name", "Sam",
    "[Child]\r\nName=Sam\nLevel=guided\r\n" },
  { "[Child]\nLevel=guided", "Child", "Level", NULL, "[Child]\n" },
  { "[Child]\nLevel=guided", "Sites", "Block", "x.example",
    "[Child]\nLevel=guided\n\n[Sites]\nBlock=x.example\n" },
  { "[A]\nk=1\n[B]\nk=2\n[A]\nm=3\n", "A", "m", "4", "[A]\nk=1\n[B]\nk=2\n[A]\nm=4\n" },
  { "[A]\nk=1\n", "B", "k", NULL, "[A]\nk=1\n" },
  { "[A]\nk=1\n", "A", "k", "", "[A]\nk=\n" },
  { "[A]\nk=1\n", "A", "k", "1\n[B]", NULL },
  { "[A]\nk=1\n", "A]\n[B", "k", "1", NULL },
  { "[A]\nk=1\n", "A", "k=2\nm", "1", NULL },
  { "[A]\nk=1\n", "A", "#k", "1", NULL },
  { "[A]\nk=1\n", "A", "k", " 1", NULL },
  { "[A]\nk=1\n", "A", "k", "\xff", NULL },
  { "no key file", "A", "k", "1", NULL },
};

START_TEST (one_key_is_set_and_every_other_line_stays)
{
  const Case *it = &cases[_i];
  g_autoptr (GError) error = NULL;
  g_autofree char *result = pl_key_edit ("f", it->text, it->section, it->key, it->value, &error);

  ck_assert_pstr_eq (result, it->result);
  ck_assert_int_eq (error != NULL, it->result == NULL);
  ck_assert (error == NULL || error->domain == PL_ERROR);
}
END_TEST

START_TEST (what_was_set_is_read_back)
{
  const Case *it = &cases[_i];
  g_autofree char *text = pl_key_edit ("f", it->text, it->section, it->key, it->value, NULL);

  if (text == NULL)
    return;
  g_autoptr (PlKeyFile) file = pl_key_file_new ("f", text, strlen (text), NULL);
  ck_assert_ptr_nonnull (file);
  ck_assert_int_eq (pl_key_file_has (file, it->section, it->key), it->value != NULL);
}
END_TEST

START_TEST (the_keys_of_a_section_come_in_the_order_of_the_text)
{
  g_auto (GStrv) names = pl_key_names ("[A]\nz=1\n[B]\nk=2\n[A]\nb=3\n", "A");
  g_auto (GStrv) none = pl_key_names ("[A]\nz=1\n", "C");
  g_auto (GStrv) wrong = pl_key_names ("no key file", "A");

  ck_assert_uint_eq (g_strv_length (names), 2);
  ck_assert_str_eq (names[0], "z");
  ck_assert_str_eq (names[1], "b");
  ck_assert_uint_eq (g_strv_length (none), 0);
  ck_assert_uint_eq (g_strv_length (wrong), 0);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("key-edit");
  TCase *tcase = tcase_create ("key-edit");

  tcase_add_loop_test (tcase, one_key_is_set_and_every_other_line_stays, 0, G_N_ELEMENTS (cases));
  tcase_add_loop_test (tcase, what_was_set_is_read_back, 0, G_N_ELEMENTS (cases));
  tcase_add_test (tcase, the_keys_of_a_section_come_in_the_order_of_the_text);
  suite_add_tcase (suite, tcase);
  return pl_tap_run (suite);
}
