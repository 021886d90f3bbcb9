/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/error.h"
#include "policy/people/profile.h"
#include "tests/fuzz/fuzz.h"

/* Bytes as each of the three kinds of file: read, or refused with "FILE:LINE: reason". */

static void
check_refusal (gboolean read, const GError *error)
{
  if (read)
    return;
  g_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  g_assert (g_str_has_prefix (error->message, "f:"));
  g_assert (g_ascii_strtoull (error->message + 2, NULL, 10) >= 1);
}

static void
fuzz_profile (const PlHome *home, const PlLevels *levels, const char *text, gsize size)
{
  g_autoptr (GPtrArray) warnings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (PlProfile) profile =
      pl_profile_parse (home, levels, "f", text, size, warnings, &error);

  check_refusal (profile != NULL, error);
  if (profile != NULL)
    g_assert (profile->born > 0 && profile->level != NULL);
}

static void
fuzz_level (const PlHome *home, const char *text, gsize size)
{
  g_autoptr (PlLevels) levels = pl_levels_new ();
  g_autoptr (GError) error = NULL;
  gboolean read = pl_levels_add (levels, home->categories, "f", text, size, &error);

  check_refusal (read, error);
  g_assert_cmpuint (pl_levels_count (levels), ==, read ? 1 : 0);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static PlHome *plain;
  static PlLevels *levels;
  const char *text = (const char *)data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PlHome) home = pl_home_parse ("f", text, size, &error);

  if (plain == NULL) {
    plain = pl_home_parse ("f", "", 0, NULL);
    levels = pl_levels_new_shipped (plain->categories);
  }
  check_refusal (home != NULL, error);
  fuzz_profile (plain, levels, text, size);
  fuzz_level (plain, text, size);
  return 0;
}
