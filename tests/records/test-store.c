/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/store.h"

#include <sqlite3.h>
#include <string.h>

#include "agent/records/audit-verify.h"
#include "agent/records/request.h"
#include "agent/records/schema.h"
#include "agent/records/usage-store.h"
#include "policy/error.h"
#include "tests/records/disk.h"
#include "tests/records/stand.h"

#define POWER_CUTS 150

static void
set_up (void)
{
  disk_install ();
  stand_set_up ();
}

static void
tear_down (void)
{
  disk_set_write_result (SQLITE_OK);
  disk_set_sync_result (SQLITE_OK);
  stand_tear_down ();
}

/* An act of staff: 0, or the number of the request that it answers. */
static gint64
act (GError **error)
{
  gint64 id = pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 10, "please", error);
  PlRequestDecision decision = { id, PL_REQUEST_DENIED, "bed time", PL_REQUEST_SCOPE_NONE, 0 };

  stand_time.wall_ms += STAND_DAY_MS / 10;
  return id > 0 && pl_request_decide (store, &jo, &decision, error) ? id : 0;
}

static void
expect_answered (gint64 id)
{
  g_autoptr (PlRequest) request = pl_request_get (store, id, NULL);

  ck_assert_msg (request != NULL, "request %d is lost", (int)id);
  ck_assert_int_eq (request->state, PL_REQUEST_DENIED);
}

static void
expect_whole_chain (void)
{
  g_auto (PlAuditReport) report = { NULL };

  ck_assert (pl_audit_verify (store, NULL, &report, NULL));
  ck_assert_uint_eq (report.findings->len, 0);
}

static guint
set_aside_files (void)
{
  g_autoptr (GDir) dir = g_dir_open (stand_folder, 0, NULL);
  guint n = 0;

  for (const char *name; (name = g_dir_read_name (dir)) != NULL;)
    n += strstr (name, ".damaged-") != NULL;
  return n;
}

static int
schema_version (void)
{
  return pl_schema_steps[pl_schema_n_steps - 1].version;
}

static void
run_sql (const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  ck_assert_int_eq (sqlite3_open (stand_file, &db), SQLITE_OK);
  ck_assert_msg (sqlite3_exec (db, sql, NULL, NULL, &message) == SQLITE_OK, "%s", message);
  sqlite3_close (db);
}

START_TEST (a_folder_and_a_file_are_made_for_root_alone)
{
  g_autofree char *folder = g_build_filename (stand_folder, "deep", "records", NULL);
  g_autoptr (PlStore) other = pl_store_new (folder, stand_clock);
  GStatBuf info;

  ck_assert_int_eq (g_stat (folder, &info), 0);
  ck_assert_uint_eq (info.st_mode & 07777, 0700);
}
END_TEST

START_TEST (what_is_acknowledged_was_synced)
{
  guint before = disk_syncs ();

  ck_assert_int_gt (act (NULL), 0);
  ck_assert_uint_ge (disk_syncs (), before + 2);
}
END_TEST

START_TEST (a_count_that_need_not_wait_does_not)
{
  PlUsageCharge charge = { "sam", 739577, 1 };
  guint before = disk_syncs ();

  ck_assert (pl_usage_store_charge (store, &charge, 1, "mark", FALSE, NULL));
  ck_assert_uint_eq (disk_syncs (), before);
  ck_assert (pl_usage_store_charge (store, &charge, 1, "mark", TRUE, NULL));
  ck_assert_uint_gt (disk_syncs (), before);
}
END_TEST

static void
expect_refused (const char *problem)
{
  g_autoptr (GError) error = NULL;

  ck_assert_int_eq (act (&error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_IO));
  ck_assert (stand_has_problem (problem));
}

START_TEST (a_full_disk_is_told_and_writing_resumes_by_itself)
{
  gint64 before = act (NULL);
  guint changes = pl_store_changes (store);

  disk_set_write_result (SQLITE_FULL);
  expect_refused ("the disk is full");
  expect_refused ("the disk is full");
  ck_assert_uint_eq (pl_store_changes (store), changes + 1);
  expect_answered (before);
  disk_set_write_result (SQLITE_OK);
  gint64 after = act (NULL);
  ck_assert_int_gt (after, before);
  ck_assert_uint_eq (stand_problems (), 0);
  ck_assert_uint_eq (pl_store_changes (store), changes + 2);
  expect_whole_chain ();
}
END_TEST

START_TEST (a_disk_that_does_not_sync_gets_no_acknowledgement)
{
  gint64 before = act (NULL);

  disk_set_sync_result (SQLITE_IOERR_FSYNC);
  expect_refused ("the disk fails");
  disk_set_sync_result (SQLITE_OK);
  ck_assert_int_gt (act (NULL), before);
  ck_assert_uint_eq (stand_problems (), 0);
  expect_whole_chain ();
}
END_TEST

START_TEST (a_disk_that_is_full_at_the_start_is_tried_again)
{
  g_clear_pointer (&store, pl_store_free);
  pl_test_remove (stand_file);
  disk_set_write_result (SQLITE_FULL);
  stand_reopen ();
  ck_assert (stand_has_problem ("the disk is full"));
  disk_set_write_result (SQLITE_OK);
  ck_assert_int_gt (act (NULL), 0);
  ck_assert_uint_eq (stand_problems (), 0);
}
END_TEST

START_TEST (a_read_only_file_is_read_and_told)
{
  PlUsageCharge charge = { "sam", 739577, 60 };
  PlUsage usage;

  ck_assert (pl_usage_store_charge (store, &charge, 1, NULL, TRUE, NULL));
  g_clear_pointer (&store, pl_store_free);
  disk_set_write_result (SQLITE_READONLY);
  stand_reopen ();
  ck_assert (pl_usage_store_read (store, "sam", 739577, &usage, NULL));
  ck_assert_int_eq (usage.today_s, 60);
  expect_refused ("read-only");
  disk_set_write_result (SQLITE_OK);
  ck_assert_int_gt (act (NULL), 0);
  ck_assert_uint_eq (stand_problems (), 0);
}
END_TEST

static void
spoil (gsize offset, gsize length)
{
  g_autofree char *bytes = NULL;
  gsize size;

  ck_assert (g_file_get_contents (stand_file, &bytes, &size, NULL));
  ck_assert_uint_gt (size, offset + length);
  memset (bytes + offset, 0xa5, length);
  ck_assert (g_file_set_contents (stand_file, bytes, (gssize)size, NULL));
}

static void
note_kind (const PlAuditEntry *entry, gpointer data)
{
  g_string_append_printf (data, "%s %s\n", entry->kind, entry->payload);
}

static void
expect_begun_anew (void)
{
  PlAuditFilter filter = { .limit = 10 };
  g_autoptr (GString) entries = g_string_new (NULL);

  stand_reopen ();
  ck_assert_uint_ge (set_aside_files (), 1);
  ck_assert (stand_has_problem ("damaged"));
  ck_assert (pl_audit_list (store, &filter, note_kind, entries, NULL));
  ck_assert_str_eq (entries->str, "records-begin records.sqlite.damaged-20261122T040000Z\n");
  ck_assert_int_gt (act (NULL), 0);
  expect_whole_chain ();
}

START_TEST (a_damaged_file_is_set_aside_and_a_new_one_says_so)
{
  for (int i = 0; i < 20; i++)
    act (NULL);
  stand_time.wall_ms = STAND_NOW_MS;
  g_clear_pointer (&store, pl_store_free);
  spoil (4096 + 8, 20000);
  expect_begun_anew ();
}
END_TEST

START_TEST (so_is_one_that_is_no_database)
{
  g_clear_pointer (&store, pl_store_free);
  spoil (0, 100);
  expect_begun_anew ();
}
END_TEST

START_TEST (what_is_set_aside_is_told_until_it_is_moved_away)
{
  g_clear_pointer (&store, pl_store_free);
  spoil (0, 100);
  stand_reopen ();
  stand_reopen ();
  ck_assert_uint_eq (stand_problems (), 1);
  g_autofree char *aside =
      g_build_filename (stand_folder, "records.sqlite.damaged-20261122T040000Z", NULL);
  ck_assert_int_eq (g_remove (aside), 0);
  stand_reopen ();
  ck_assert_uint_eq (stand_problems (), 0);
}
END_TEST

START_TEST (a_newer_schema_is_refused_and_left_alone)
{
  g_autofree char *newer = g_strdup_printf ("PRAGMA user_version = %d", schema_version () + 1);
  g_autofree char *before = NULL, *after = NULL;
  gsize length_before, length_after;
  g_autoptr (GError) error = NULL;

  act (NULL);
  g_clear_pointer (&store, pl_store_free);
  run_sql (newer);
  ck_assert (g_file_get_contents (stand_file, &before, &length_before, NULL));
  stand_reopen ();
  ck_assert (stand_has_problem ("a newer Porchlight wrote it"));
  ck_assert_int_eq (act (&error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_UNSUPPORTED));
  ck_assert_uint_eq (set_aside_files (), 0);
  g_clear_pointer (&store, pl_store_free);
  ck_assert (g_file_get_contents (stand_file, &after, &length_after, NULL));
  ck_assert_uint_eq (length_after, length_before);
  ck_assert_mem_eq (after, before, length_after);
}
END_TEST

static gboolean
ask_and_fail (PlStore *unused, gpointer data, GError **error)
{
  ck_assert_int_gt (pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 10, "", NULL), 0);
  g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, "on second thoughts");
  return FALSE;
}

START_TEST (a_transaction_that_fails_leaves_nothing)
{
  ck_assert (!pl_store_transact (store, ask_and_fail, NULL, NULL));
  g_autoptr (GPtrArray) requests = pl_request_list (store, NULL, FALSE, 0, 10, NULL);
  ck_assert_uint_eq (requests->len, 0);
}
END_TEST

static gboolean
swallow_a_failure (PlStore *unused, gpointer data, GError **error)
{
  pl_store_transact (store, ask_and_fail, NULL, NULL);
  return TRUE;
}

START_TEST (nor_does_one_with_a_part_that_fails)
{
  pl_store_transact (store, swallow_a_failure, NULL, NULL);
  g_autoptr (GPtrArray) requests = pl_request_list (store, NULL, FALSE, 0, 10, NULL);
  ck_assert_uint_eq (requests->len, 0);
}
END_TEST

/* Acts until the power goes, and a little longer; adds those that were acknowledged. */
static void
act_until_dark (GArray *acknowledged)
{
  for (int failures = 0; failures < 3;) {
    gint64 id = act (NULL);
    if (id > 0)
      g_array_append_val (acknowledged, id);
    else
      failures++;
  }
}

START_TEST (a_power_cut_loses_nothing_that_was_acknowledged)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  g_autoptr (GArray) acknowledged = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (int i = 0; i < POWER_CUTS; i++) {
    disk_lose_power_after ((guint)g_rand_int_range (rand, 0, 200));
    act_until_dark (acknowledged);
    g_clear_pointer (&store, pl_store_free);
    disk_power_on (rand);
    stand_reopen ();
    ck_assert_uint_eq (stand_problems (), 0);
    for (guint k = acknowledged->len > 20 ? acknowledged->len - 20 : 0; k < acknowledged->len; k++)
      expect_answered (g_array_index (acknowledged, gint64, k));
    expect_whole_chain ();
  }
  ck_assert_uint_gt (acknowledged->len, POWER_CUTS);
  for (guint k = 0; k < acknowledged->len; k++)
    expect_answered (g_array_index (acknowledged, gint64, k));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_folder_and_a_file_are_made_for_root_alone,
    what_is_acknowledged_was_synced,
    a_count_that_need_not_wait_does_not,
    a_full_disk_is_told_and_writing_resumes_by_itself,
    a_disk_that_does_not_sync_gets_no_acknowledgement,
    a_disk_that_is_full_at_the_start_is_tried_again,
    a_read_only_file_is_read_and_told,
    a_damaged_file_is_set_aside_and_a_new_one_says_so,
    so_is_one_that_is_no_database,
    what_is_set_aside_is_told_until_it_is_moved_away,
    a_newer_schema_is_refused_and_left_alone,
    a_transaction_that_fails_leaves_nothing,
    nor_does_one_with_a_part_that_fails,
    a_power_cut_loses_nothing_that_was_acknowledged,
    NULL,
  };

  return pl_tap_main_with ("store", tests, 120, set_up, tear_down);
}
