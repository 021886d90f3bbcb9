/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/code-owner.h"

#include <string.h>

#include "policy/error.h"
#include "tests/records/stand.h"

#define NOW (STAND_NOW_MS / 1000)

static PlOneTimeCode code;

static void
set_up (void)
{
  stand_set_up ();
  ck_assert (pl_code_owner_enrol (store, &jo, "jo", PL_CODE_SHEET, &code, NULL));
}

static char *
sheet_code (guint n)
{
  g_auto (GStrv) sheet = pl_one_time_code_sheet (&code);

  return g_strdup (sheet[n]);
}

/* PL_ERROR's code, or -1 if it was right. */
static int
try (const char *account, const char *digits, gint64 now)
{
  g_autoptr (GError) error = NULL;

  if (pl_code_owner_check (store, "sam", account, digits, now, &error))
    return -1;
  return error->domain == PL_ERROR ? error->code : -2;
}

START_TEST (a_code_is_right_once_also_after_the_agent_began_again)
{
  g_autofree char *first = sheet_code (0);

  ck_assert_int_eq (try ("jo", first, NOW), -1);
  stand_reopen ();
  ck_assert_int_eq (try ("jo", first, NOW), PL_ERROR_DENIED);
}
END_TEST

START_TEST (a_code_is_its_owners_alone)
{
  g_autofree char *first = sheet_code (0);
  PlOneTimeCode other;

  ck_assert (pl_code_owner_enrol (store, &jo, "kim", PL_CODE_SHEET, &other, NULL));
  ck_assert_int_eq (try ("kim", first, NOW), PL_ERROR_DENIED);
  ck_assert_int_eq (try ("lee", first, NOW), PL_ERROR_DENIED);
  ck_assert_int_eq (try ("jo", first, NOW), -1);
}
END_TEST

START_TEST (wrong_ones_are_on_record_and_a_pause_outlives_the_agent)
{
  g_autofree char *first = sheet_code (0);

  for (guint i = 0; i < 5; i++)
    ck_assert_int_eq (try ("jo", "00000000", NOW), PL_ERROR_DENIED);
  ck_assert_uint_eq (stand_entries ("code-wrong"), 5);
  stand_reopen ();
  ck_assert_int_eq (try ("jo", first, NOW), PL_ERROR_DENIED);
  ck_assert_uint_eq (stand_entries ("code-wrong"), 5);
  ck_assert_int_eq (try ("jo", first, NOW + 15 * 60), -1);
}
END_TEST

START_TEST (a_new_secret_takes_the_place_of_the_old_one)
{
  g_autofree char *old = sheet_code (0);

  ck_assert (pl_code_owner_enrol (store, &jo, "jo", PL_CODE_SHEET, &code, NULL));
  g_autofree char *new = sheet_code (0);
  ck_assert_int_eq (try ("jo", old, NOW), PL_ERROR_DENIED);
  ck_assert_int_eq (try ("jo", new, NOW), -1);
  ck_assert_uint_eq (stand_entries ("code-enrolled"), 2);
}
END_TEST

START_TEST (a_secret_that_is_forgotten_counts_no_more_and_leaves_no_trace)
{
  g_autofree char *first = sheet_code (0);
  g_autofree char *contents = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;

  ck_assert (pl_code_owner_forget (store, &jo, "jo", NULL));
  ck_assert (!pl_code_owner_forget (store, &jo, "jo", &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
  ck_assert_int_eq (try ("jo", first, NOW), PL_ERROR_DENIED);
  g_clear_pointer (&store, pl_store_free);
  ck_assert (g_file_get_contents (stand_file, &contents, &length, NULL));
  ck_assert_ptr_null (memmem (contents, length, code.secret, PL_CODE_SECRET));
  stand_reopen ();
}
END_TEST

START_TEST (the_list_says_who_has_codes_and_how_many_are_left)
{
  g_autofree char *third = sheet_code (2);

  ck_assert_int_eq (try ("jo", third, NOW), -1);
  g_autoptr (GPtrArray) owners = pl_code_owner_list (store, NULL);
  const PlCodeOwner *owner = owners->pdata[0];
  ck_assert_uint_eq (owners->len, 1);
  ck_assert_str_eq (owner->account, "jo");
  ck_assert_uint_eq (owner->left, PL_CODE_SHEET_SIZE - 3);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_code_is_right_once_also_after_the_agent_began_again,
    a_code_is_its_owners_alone,
    wrong_ones_are_on_record_and_a_pause_outlives_the_agent,
    a_new_secret_takes_the_place_of_the_old_one,
    a_secret_that_is_forgotten_counts_no_more_and_leaves_no_trace,
    the_list_says_who_has_codes_and_how_many_are_left,
    NULL,
  };

  return pl_tap_main_with ("code-owner", tests, 30, set_up, stand_tear_down);
}
