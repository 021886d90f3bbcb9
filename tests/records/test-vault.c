/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <sqlite3.h>
#include <string.h>

#include "agent/records/store-private.h"
#include "agent/records/vault.h"
#include "policy/error.h"
#include "tests/records/stand.h"

static GBytes *
record_of (char fill, gsize length)
{
  g_autofree char *bytes = g_strnfill (length, fill);

  return g_bytes_new (bytes, length);
}

static gint64
append (char fill, gsize length)
{
  g_autoptr (GBytes) record = record_of (fill, length);
  gint64 number = 0;

  ck_assert (pl_vault_append (store, PL_VAULT_CASE, record, &number, NULL));
  return number;
}

static gint64
cells (void)
{
  gint64 count = -1;

  ck_assert (pl_store_number (store, NULL, &count, -1, "SELECT count(*) FROM vault"));
  return count;
}

static gboolean
is_there (gint64 number, char fill, gsize length)
{
  g_autoptr (GBytes) wanted = record_of (fill, length);
  g_autoptr (GBytes) got = pl_vault_get (store, PL_VAULT_CASE, number, NULL);

  return got != NULL && g_bytes_equal (got, wanted);
}

START_TEST (records_of_every_size_come_back_after_another_start)
{
  static const gsize sizes[] = { 0, 1, 1943, 1955, 1956, 1957, 4000, 70000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    ck_assert_int_eq (append ((char)('a' + i), sizes[i]), (gint64)i + 1);
  stand_reopen ();
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    ck_assert (is_there ((gint64)i + 1, (char)('a' + i), sizes[i]));
}
END_TEST

START_TEST (the_number_of_cells_is_a_power_of_two_whatever_is_in_them)
{
  append ('a', 10);
  ck_assert_int_eq (cells (), 256);
  for (int i = 0; i < 100; i++)
    append ('b', 3000);
  ck_assert_int_eq (cells (), 256);
  for (int i = 0; i < 100; i++)
    append ('c', 3000);
  ck_assert_int_eq (cells (), 512);
  for (gint64 i = 1; i <= 150; i++)
    ck_assert (pl_vault_remove (store, PL_VAULT_CASE, i, NULL));
  ck_assert_int_eq (cells (), 512);
}
END_TEST

START_TEST (cells_are_of_one_size_and_show_nothing)
{
  gint64 odd = -1;
  g_autofree char *file = NULL;
  gsize length;

  append ('P', 5000);
  ck_assert (
      pl_store_number (store, NULL, &odd, -1, "SELECT count(DISTINCT length (cell)) FROM vault"));
  ck_assert_int_eq (odd, 1);
  ck_assert (pl_store_checkpoint (store, NULL));
  ck_assert (g_file_get_contents (stand_file, &file, &length, NULL));
  ck_assert_ptr_null (memmem (file, length, "PPPPPPPP", 8));
}
END_TEST

START_TEST (a_record_grows_shrinks_and_goes)
{
  gint64 number = append ('a', 10);
  g_autoptr (GBytes) large = record_of ('b', 9000), small = record_of ('c', 3);

  ck_assert (pl_vault_put (store, PL_VAULT_CASE, number, large, NULL));
  ck_assert (is_there (number, 'b', 9000));
  ck_assert (pl_vault_put (store, PL_VAULT_CASE, number, small, NULL));
  ck_assert (is_there (number, 'c', 3));
  ck_assert (pl_vault_remove (store, PL_VAULT_CASE, number, NULL));
  ck_assert_ptr_null (pl_vault_get (store, PL_VAULT_CASE, number, NULL));
  ck_assert_int_eq (append ('d', 1), number + 1);
}
END_TEST

static gboolean
append_and_fail (PlStore *of, gpointer data, GError **error)
{
  append ('x', 5000);
  return FALSE;
}

START_TEST (what_is_undone_leaves_the_vault_as_it_was)
{
  gint64 first = append ('a', 10);

  ck_assert (!pl_store_transact (store, append_and_fail, NULL, NULL));
  ck_assert_int_eq (append ('b', 10), first + 1);
  ck_assert (is_there (first, 'a', 10) && is_there (first + 1, 'b', 10));
  ck_assert_int_eq (cells (), 256);
}
END_TEST

START_TEST (without_its_key_it_is_neither_read_nor_begun_anew)
{
  g_autofree char *path = g_build_filename (stand_folder, "device.key", NULL);
  g_autoptr (GBytes) record = record_of ('a', 1);
  g_autoptr (GError) error = NULL;
  gint64 number;

  append ('a', 10);
  g_remove (path);
  stand_reopen ();
  ck_assert (!pl_vault_append (store, PL_VAULT_CASE, record, &number, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_IO));
  ck_assert (!g_file_test (path, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST (a_cell_in_the_place_of_another_is_refused)
{
  g_autoptr (GError) error = NULL;

  append ('a', 10);
  ck_assert (
      pl_store_exec (store, NULL,
                     "UPDATE vault SET cell = moved.cell FROM (SELECT place, lead (cell, 1, "
                     "(SELECT cell FROM vault"
                     " ORDER BY place LIMIT 1)) OVER (ORDER BY place) AS cell FROM vault) AS moved"
                     " WHERE moved.place = vault.place"));
  ck_assert_ptr_null (pl_vault_get (store, PL_VAULT_CASE, 1, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_IO));
}
END_TEST

START_TEST (a_hidden_text_shows_itself_to_this_key_only)
{
  g_autofree char *hidden = pl_vault_hide (store, "12 abc", NULL);
  g_autofree char *shown = pl_vault_show (store, hidden);

  ck_assert_str_eq (shown, "12 abc");
  ck_assert_ptr_null (strstr (hidden, "12 abc"));
  hidden[5] = hidden[5] == '0' ? '1' : '0';
  ck_assert_ptr_null (pl_vault_show (store, hidden));
}
END_TEST

static gboolean
count (gint64 number, GBytes *record, gpointer data)
{
  gint64 *seen = data;

  seen[0]++;
  seen[1] = number;
  return TRUE;
}

START_TEST (what_is_gone_at_the_beginning_is_looked_for_no_more)
{
  gint64 seen[2] = { 0 };

  for (int i = 0; i < 300; i++)
    append ('a', 1);
  for (gint64 i = 299; i >= 1; i--)
    ck_assert (pl_vault_remove (store, PL_VAULT_CASE, i, NULL));
  ck_assert (pl_vault_each (store, PL_VAULT_CASE, count, seen, NULL));
  ck_assert_int_eq (seen[0], 1);
  ck_assert_int_eq (seen[1], 300);
  ck_assert_int_eq (append ('b', 1), 301);
  ck_assert (pl_vault_each (store, PL_VAULT_CASE, count, seen, NULL));
  ck_assert_int_eq (seen[1], 301);
}
END_TEST

/* Against an array in memory: whatever order things are done in. */
START_TEST (any_order_of_changes_is_as_in_an_array)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  gsize lengths[200] = { 0 };
  gint64 last = 0;

  for (int turn = 0; turn < 400; turn++) {
    gsize length = (gsize)g_rand_int_range (random, 1, 6000);
    gint64 at = last > 0 ? g_rand_int_range (random, 1, (gint32)last + 1) : 0;
    g_autoptr (GBytes) record = record_of ((char)('a' + at % 26), length);
    if (last < 199 && g_rand_boolean (random))
      lengths[last = append ((char)('a' + (last + 1) % 26), length)] = length;
    else if (at > 0 && g_rand_boolean (random) && lengths[at] > 0) {
      ck_assert (pl_vault_put (store, PL_VAULT_CASE, at, record, NULL));
      lengths[at] = length;
    } else if (at > 0) {
      ck_assert (pl_vault_remove (store, PL_VAULT_CASE, at, NULL));
      lengths[at] = 0;
    }
  }
  for (gint64 at = 1; at <= last; at++) {
    g_autoptr (GBytes) got = pl_vault_get (store, PL_VAULT_CASE, at, NULL);
    ck_assert ((got != NULL) == (lengths[at] > 0));
    ck_assert (got == NULL || is_there (at, (char)('a' + at % 26), lengths[at]));
  }
  ck_assert_int_eq (cells () & (cells () - 1), 0);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    records_of_every_size_come_back_after_another_start,
    the_number_of_cells_is_a_power_of_two_whatever_is_in_them,
    cells_are_of_one_size_and_show_nothing,
    a_record_grows_shrinks_and_goes,
    what_is_undone_leaves_the_vault_as_it_was,
    without_its_key_it_is_neither_read_nor_begun_anew,
    a_cell_in_the_place_of_another_is_refused,
    a_hidden_text_shows_itself_to_this_key_only,
    what_is_gone_at_the_beginning_is_looked_for_no_more,
    any_order_of_changes_is_as_in_an_array,
    NULL,
  };

  return pl_tap_main_with ("vault", tests, 60, stand_set_up, stand_tear_down);
}
