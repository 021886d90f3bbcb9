/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/error.h"
#include "policy/sites/name-set.h"
#include "tests/tap.h"

static const char *const names[] = {
  "example.org", "www.example.org", "co.uk", "childline.org.uk", "a", "example.org",
};

static const PlNameSet *
open_bytes (GBytes *bytes)
{
  gsize size;
  const void *data = g_bytes_get_data (bytes, &size);

  return pl_name_set_open (data, size, NULL);
}

/* The rule that matches, NULL if none does. */
static const char *
rule_of (const PlNameSet *set, const char *name)
{
  guint16 offset = 777;

  if (pl_name_set_match (set, name, strlen (name), &offset))
    return name + offset;
  ck_assert_uint_eq (offset, 777);
  return NULL;
}

START_TEST (the_longest_suffix_at_a_dot_matches)
{
  g_autoptr (GBytes) bytes = pl_name_set_build (names, G_N_ELEMENTS (names));
  const PlNameSet *set = open_bytes (bytes);

  ck_assert_uint_eq (pl_name_set_count (set), 5);
  ck_assert_str_eq (rule_of (set, "example.org"), "example.org");
  ck_assert_str_eq (rule_of (set, "m.example.org"), "example.org");
  ck_assert_str_eq (rule_of (set, "x.www.example.org"), "www.example.org");
  ck_assert_str_eq (rule_of (set, "shop.co.uk"), "co.uk");
  ck_assert_str_eq (rule_of (set, "b.a"), "a");
  ck_assert_ptr_null (rule_of (set, "notexample.org"));
  ck_assert_ptr_null (rule_of (set, "org"));
  ck_assert_ptr_null (rule_of (set, "example.org.evil"));
  ck_assert_ptr_null (rule_of (set, "ba"));
}
END_TEST

START_TEST (an_empty_set_and_none_match_nothing)
{
  g_autoptr (GBytes) bytes = pl_name_set_build (NULL, 0);
  const PlNameSet *set = open_bytes (bytes);

  ck_assert_ptr_nonnull (set);
  ck_assert_uint_eq (pl_name_set_count (set), 0);
  ck_assert_ptr_null (rule_of (set, "example.org"));
  ck_assert_ptr_null (rule_of (NULL, "example.org"));
}
END_TEST

START_TEST (every_truncation_is_refused)
{
  g_autoptr (GBytes) bytes = pl_name_set_build (names, G_N_ELEMENTS (names));
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize shorter = 0; shorter < size; shorter++) {
    g_autofree guint8 *copy = g_memdup2 (data, shorter);
    g_autoptr (GError) error = NULL;
    ck_assert_ptr_null (pl_name_set_open (copy, shorter, &error));
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  }
}
END_TEST

/* Under ASan this is the proof that what open let through cannot lead outside. */
START_TEST (altered_bytes_are_refused_or_harmless)
{
  g_autoptr (GBytes) bytes = pl_name_set_build (names, G_N_ELEMENTS (names));
  gsize size, refused = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize bit = 0; bit < size * 8; bit++) {
    g_autofree guint8 *copy = g_memdup2 (data, size);
    copy[bit / 8] ^= (guint8)(1 << (bit % 8));
    const PlNameSet *set = pl_name_set_open (copy, size, NULL);
    guint16 offset;
    if (set == NULL)
      refused++;
    else
      pl_name_set_match (set, "x.www.example.org", 17, &offset);
  }
  ck_assert_uint_gt (refused, 16 * 8 / 2);
}
END_TEST

START_TEST (thousands_of_names_are_all_found)
{
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 5000; i++)
    g_ptr_array_add (many, g_strdup_printf ("site-%u.example", i));
  g_autoptr (GBytes) bytes = pl_name_set_build ((const char **)many->pdata, many->len);
  const PlNameSet *set = open_bytes (bytes);
  ck_assert_uint_eq (pl_name_set_count (set), many->len);
  for (guint i = 0; i < many->len; i++)
    ck_assert_str_eq (rule_of (set, many->pdata[i]), many->pdata[i]);
  ck_assert_ptr_null (rule_of (set, "site-5000.example"));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    the_longest_suffix_at_a_dot_matches, an_empty_set_and_none_match_nothing,
    every_truncation_is_refused,         altered_bytes_are_refused_or_harmless,
    thousands_of_names_are_all_found,    NULL,
  };

  return pl_tap_main ("name-set", tests, 10);
}
