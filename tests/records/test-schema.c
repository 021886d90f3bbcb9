/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/schema.h"

#include <sqlite3.h>
#include <string.h>

#include "agent/records/audit-verify.h"
#include "agent/records/grant.h"
#include "agent/records/reader-route.h"
#include "agent/records/request.h"
#include "agent/records/review.h"
#include "agent/records/usage-store.h"
#include "tests/records/stand.h"

/* The folder of N.sql, a database of each older version as that version wrote it. */
static const char *fixtures;

static int
newest (void)
{
  return pl_schema_steps[pl_schema_n_steps - 1].version;
}

/* Makes the stand's file of SQL, and opens it. */
static void
open_made_of (const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  g_clear_pointer (&store, pl_store_free);
  g_remove (stand_file);
  ck_assert_int_eq (sqlite3_open (stand_file, &db), SQLITE_OK);
  ck_assert_msg (sqlite3_exec (db, sql, NULL, NULL, &message) == SQLITE_OK, "%s", message);
  sqlite3_close (db);
  stand_reopen ();
}

static void
open_version (int version)
{
  g_autofree char *name = g_strdup_printf ("%d.sql", version);
  g_autofree char *path = g_build_filename (fixtures, name, NULL);
  g_autofree char *sql = NULL;

  ck_assert_msg (g_file_get_contents (path, &sql, NULL, NULL), "%s is missing", path);
  open_made_of (sql);
}

static int
on_row (void *data, int n, char **columns, char **names)
{
  for (int i = 0; i < n; i++)
    g_string_append_printf (data, "%s\n", columns[i] != NULL ? columns[i] : "-");
  return 0;
}

static char *
answer_of (const char *sql)
{
  GString *rows = g_string_new (NULL);
  sqlite3 *db;

  ck_assert_int_eq (sqlite3_open (stand_file, &db), SQLITE_OK);
  ck_assert_int_eq (sqlite3_exec (db, sql, on_row, rows, NULL), SQLITE_OK);
  sqlite3_close (db);
  return g_string_free (rows, FALSE);
}

START_TEST (the_ledger_has_no_gaps_and_says_why)
{
  for (guint i = 0; i < pl_schema_n_steps; i++) {
    ck_assert_int_eq (pl_schema_steps[i].version, (int)i + 1);
    ck_assert_uint_gt (strlen (pl_schema_steps[i].change), 10);
  }
}
END_TEST

START_TEST (every_older_version_is_brought_to_the_newest_with_all_that_is_in_it)
{
  for (int version = 1; version < newest (); version++) {
    g_auto (PlAuditReport) report = { NULL };
    PlUsage usage;

    open_version (version);
    ck_assert_uint_eq (stand_problems (), 0);
    g_autofree char *now = answer_of ("PRAGMA user_version");
    ck_assert_int_eq (atoi (now), newest ());
    ck_assert (pl_usage_store_read (store, "sam", 739577, &usage, NULL));
    ck_assert_int_eq (usage.today_s, 1234);
    g_autoptr (PlRequest) request = pl_request_get (store, 1, NULL);
    ck_assert_str_eq (request->reason, "bed time");
    ck_assert (pl_audit_verify (store, NULL, &report, NULL));
    ck_assert_uint_eq (report.findings->len, 0);
    ck_assert_uint_eq (report.entries, 3);
    ck_assert_uint_eq (report.erased, 1);
    g_autoptr (GArray) granted = pl_adjustments_read (store, "sam", STAND_NOW_MS / 1000, NULL);
    g_autoptr (GPtrArray) reviews = pl_review_list (store, "sam", 0, 10, NULL);
    ck_assert_uint_eq (granted->len, version >= 2 ? 1 : 0);
    ck_assert_uint_eq (reviews->len, version >= 2 ? 1 : 0);
    ck_assert_int_gt (pl_request_add (store, "sam", PL_REQUEST_TIME, NULL, 5, "", NULL), 2);
    if (version >= 14) {
      guint8 test[PL_CARE_ID_SIZE], reader[PL_CARE_ID_SIZE];
      ck_assert (pl_care_id_parse ("ffeeddccbbaa99887766554433221100", test) &&
                 pl_care_id_parse ("00112233445566778899aabbccddeeff", reader));
      for (int again = 0; again < 2; again++)
        ck_assert (pl_reader_route_answered (store, test, reader, NULL));
    }
  }
}
END_TEST

START_TEST (an_old_file_ends_as_a_new_one_begins)
{
  const char *schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
                       " WHERE name NOT LIKE 'sqlite_%' ORDER BY name";
  g_autofree char *fresh = answer_of (schema);

  for (int version = 1; version < newest (); version++) {
    open_version (version);
    g_autofree char *brought = answer_of (schema);
    ck_assert_str_eq (brought, fresh);
  }
}
END_TEST

START_TEST (a_step_that_fails_leaves_the_version_before_and_is_told)
{
  g_autofree char *path = g_build_filename (fixtures, "1.sql", NULL);
  g_autofree char *sql = NULL;

  ck_assert (g_file_get_contents (path, &sql, NULL, NULL));
  g_autofree char *in_the_way = g_strconcat (sql, "CREATE TABLE review (x)", NULL);
  open_made_of (in_the_way);
  ck_assert (stand_has_problem ("not as Porchlight left it"));
  g_autofree char *version = answer_of ("PRAGMA user_version");
  g_autofree char *half = answer_of ("SELECT name FROM sqlite_schema WHERE name = 'time_grant'");
  ck_assert_str_eq (version, "1\n");
  ck_assert_str_eq (half, "");
}
END_TEST

int
main (int argc, char **argv)
{
  const TTest *const tests[] = {
    the_ledger_has_no_gaps_and_says_why,
    every_older_version_is_brought_to_the_newest_with_all_that_is_in_it,
    an_old_file_ends_as_a_new_one_begins,
    a_step_that_fails_leaves_the_version_before_and_is_told,
    NULL,
  };

  fixtures = argv[1];
  return pl_tap_main_with ("schema", tests, 30, stand_set_up, stand_tear_down);
}
