/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/audit-verify.h"

#include <sqlite3.h>
#include <string.h>

#include "agent/records/concern-chain.h"
#include "agent/records/hold.h"
#include "agent/records/retention.h"
#include "agent/records/store-private.h"
#include "agent/records/vault.h"
#include "policy/care/care-id.h"
#include "policy/error.h"
#include "tests/records/stand.h"

#define RANDOM_TAMPERINGS 300

static void
add (PlAuditChain chain, const char *kind, const char *subject, const char *payload)
{
  PlAuditEntry entry = {
    .chain = chain,
    .actor_uid = 5001,
    .actor = "jo",
    .kind = kind,
    .subject = subject,
    .payload = payload,
  };
  g_autoptr (GError) error = NULL;

  ck_assert_msg (pl_audit_append (store, &entry, &error), "%s", error ? error->message : "");
  stand_time.wall_ms += 1000;
  stand_time.boottime_ms += 1000;
}

static void
add_some (guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *payload = g_strdup_printf ("{\"minutes\":%u}", i);
    add (PL_AUDIT_PUBLIC, i % 3 == 0 ? "grant" : "review", i % 2 == 0 ? "sam" : "alex", payload);
  }
}

/* SQL as somebody with root and no regard for the triggers would run it. */
static void
tamper (const char *sql)
{
  sqlite3 *db;
  char *message = NULL;

  ck_assert_int_eq (sqlite3_open (stand_file, &db), SQLITE_OK);
  int result = sqlite3_exec (db,
                             "PRAGMA synchronous = OFF; DROP TRIGGER IF EXISTS audit_keeps; DROP "
                             "TRIGGER IF EXISTS audit_stays",
                             NULL, NULL, NULL);
  ck_assert_int_eq (result, SQLITE_OK);
  result = sqlite3_exec (db, sql, NULL, NULL, &message);
  ck_assert_msg (result == SQLITE_OK, "%s: %s", sql, message);
  sqlite3_close (db);
}

/* The findings' texts, a line each; "" for none. */
static char *
findings_with (const guint8 *head)
{
  g_auto (PlAuditReport) report = { NULL };
  GString *texts = g_string_new (NULL);

  ck_assert (pl_audit_verify (store, head, &report, NULL));
  for (guint i = 0; i < report.findings->len; i++)
    g_string_append_printf (texts, "%s%s", i > 0 ? "\n" : "",
                            ((PlAuditFinding *)report.findings->pdata[i])->text);
  return g_string_free (texts, FALSE);
}

static void
expect (const char *texts)
{
  g_autofree char *got = findings_with (NULL);

  ck_assert_str_eq (got, texts);
}

/* The vector was made by another program (Python's hashlib) from the words of audit-entry.h. */
START_TEST (an_entry_is_hashed_as_the_format_says)
{
  guint8 salt[PL_AUDIT_SALT_SIZE], before[PL_AUDIT_HASH_SIZE] = { 0 };
  guint8 digest[PL_AUDIT_HASH_SIZE], hash[PL_AUDIT_HASH_SIZE];
  PlAuditEntry entry = {
    .chain = PL_AUDIT_PUBLIC,
    .serial = 1,
    .wall_ms = STAND_NOW_MS,
    .boottime_ms = 5000,
    .actor_uid = 5001,
    .actor = "jo",
    .kind = "grant",
    .subject = "sam",
    .payload = "{\"minutes\":10}",
    .salt = salt,
    .digest = digest,
    .before = before,
  };

  for (guint i = 0; i < sizeof salt; i++)
    salt[i] = (guint8)i;
  pl_audit_entry_digest (&entry, digest);
  pl_audit_entry_hash (&entry, hash);
  g_autofree char *digest_text = pl_audit_hex (digest);
  g_autofree char *hash_text = pl_audit_hex (hash);
  ck_assert_str_eq (digest_text,
                    "a1ff08d425d0777429fbb64f3b7012fc66107b214bfc7eba57a5b4ea26b405a4");
  ck_assert_str_eq (hash_text, "7c6d3e6c7a4ee63ffb2b725938809b3e6ca9b9e99e0bf5d465a993a4e4d5c999");
}
END_TEST

START_TEST (a_chain_that_nobody_touched_has_no_finding)
{
  g_auto (PlAuditReport) report = { NULL };
  PlAuditHead head;

  add_some (20);
  add (PL_AUDIT_CONCERNS, "filed", "", "1");
  ck_assert (pl_concern_chain_anchor (store, NULL));
  stand_reopen ();
  add_some (5);
  expect ("");
  ck_assert (pl_audit_verify (store, NULL, &report, NULL));
  ck_assert (pl_audit_head (store, PL_AUDIT_PUBLIC, &head, NULL));
  ck_assert_uint_eq (report.entries, 26);
  ck_assert_uint_eq (report.head.serial, 26);
  ck_assert_mem_eq (report.head.hash, head.hash, PL_AUDIT_HASH_SIZE);
}
END_TEST

START_TEST (the_agent_itself_cannot_change_or_delete_an_entry)
{
  static const char *const attempts[] = {
    "DELETE FROM audit WHERE serial = 2",
    "UPDATE audit SET actor = 'pat' WHERE serial = 2",
    "UPDATE audit SET payload = 'nothing' WHERE serial = 2",
    "UPDATE audit SET subject = NULL, payload = NULL, salt = NULL, serial = 9 WHERE serial = 2",
  };
  sqlite3 *db;

  add_some (3);
  ck_assert_int_eq (sqlite3_open (stand_file, &db), SQLITE_OK);
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    ck_assert_int_eq (sqlite3_exec (db, attempts[i], NULL, NULL, NULL), SQLITE_CONSTRAINT);
  sqlite3_close (db);
}
END_TEST

START_TEST (an_altered_entry_is_named)
{
  static const char *const columns[] = {
    "wall_ms = wall_ms + 1",
    "boottime_ms = 0",
    "actor_uid = 0",
    "actor = 'pat'",
    "kind = 'review-2'",
    "subject = 'robin'",
    "payload = '{}'",
    "salt = zeroblob (32)",
    "digest = zeroblob (32)",
    "hash = zeroblob (32)",
    "before = zeroblob (32)",
    "payload = NULL",
    "version = 2",
    "salt = NULL",
    "actor_uid = actor_uid + 4294967296",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++) {
    stand_tear_down ();
    stand_set_up ();
    add_some (8);
    g_autofree char *sql = g_strdup_printf ("UPDATE audit SET %s WHERE serial = 5", columns[i]);
    tamper (sql);
    g_autofree char *got = findings_with (NULL);
    ck_assert_msg (g_str_has_prefix (got, "entry 5 was altered"), "%s: %s", columns[i], got);
  }
}
END_TEST

START_TEST (a_removed_entry_is_named)
{
  add_some (8);
  tamper ("DELETE FROM audit WHERE serial = 3");
  expect ("entry 3 was removed");
  tamper ("DELETE FROM audit WHERE serial IN (1, 6, 7)");
  expect ("entry 1 was removed\nentry 3 was removed\n"
          "entry 6 and those after it up to 7 were removed");
}
END_TEST

START_TEST (a_removal_that_is_closed_up_is_found)
{
  add_some (8);
  tamper ("DELETE FROM audit WHERE serial = 3;"
          "UPDATE audit SET serial = serial - 1 WHERE serial > 3");
  g_autofree char *got = findings_with (NULL);
  ck_assert (g_str_has_prefix (got, "entry 3 was altered"));
}
END_TEST

START_TEST (two_that_changed_places_are_named)
{
  add_some (8);
  tamper ("UPDATE audit SET serial = -1 WHERE serial = 3;"
          "UPDATE audit SET serial = 3 WHERE serial = 5;"
          "UPDATE audit SET serial = 5 WHERE serial = -1");
  expect ("entry 3 was altered\nentry 5 was altered");
}
END_TEST

/* An entry that is hashed as it should be, in place of another. */
START_TEST (an_entry_that_was_made_anew_is_found_by_the_next)
{
  add_some (3);
  stand_reopen ();
  g_autofree char *copy = g_strconcat (stand_file, "-copy", NULL);
  g_autofree char *attach = g_strdup_printf (
      "ATTACH '%s' AS other; CREATE TABLE other.audit AS SELECT * FROM audit", copy);
  tamper (attach);
  tamper ("DELETE FROM audit WHERE serial = 3");
  add (PL_AUDIT_PUBLIC, "grant", "sam", "another story");
  add (PL_AUDIT_PUBLIC, "grant", "sam", "{}");
  g_autofree char *put_back =
      g_strdup_printf ("ATTACH '%s' AS other; DELETE FROM audit WHERE serial = 3;"
                       "INSERT INTO audit SELECT * FROM other.audit WHERE serial = 3",
                       copy);
  tamper (put_back);
  expect ("entry 4 does not follow the one before it: one of them was put in or replaced");
}
END_TEST

START_TEST (a_cut_tail_shows_by_a_head_that_was_written_down)
{
  PlAuditHead head, early;

  add_some (4);
  ck_assert (pl_audit_head (store, PL_AUDIT_PUBLIC, &early, NULL));
  add_some (4);
  ck_assert (pl_audit_head (store, PL_AUDIT_PUBLIC, &head, NULL));
  g_autofree char *whole = findings_with (head.hash);
  g_autofree char *older = findings_with (early.hash);
  ck_assert_str_eq (whole, "");
  ck_assert_str_eq (older, "");
  tamper ("DELETE FROM audit WHERE serial > 6");
  expect ("");
  g_autofree char *cut = findings_with (head.hash);
  g_autofree char *before = findings_with (early.hash);
  ck_assert (strstr (cut, "cut off the end") != NULL);
  ck_assert_str_eq (before, "");
}
END_TEST

static void
tell (const char *what)
{
  const guint8 concern[PL_CARE_ID_SIZE] = { 3 };

  ck_assert (pl_concern_chain_add (store, &jo, "filed", concern, what, NULL));
}

START_TEST (the_concerns_chain_is_held_by_the_public_one)
{
  tell ("1");
  tell ("2");
  ck_assert (pl_concern_chain_anchor (store, NULL));
  tell ("3");
  expect ("");
  ck_assert (pl_vault_remove (store, PL_VAULT_CHAIN, 3, NULL));
  g_autofree char *third = findings_with (NULL);
  ck_assert (g_str_has_prefix (third, "the concerns' chain, the entry after ") &&
             g_str_has_suffix (third, " was removed"));
  ck_assert (pl_vault_remove (store, PL_VAULT_CHAIN, 2, NULL));
  g_autofree char *second = findings_with (NULL);
  ck_assert (g_str_has_suffix (second, " was removed") && !g_str_equal (second, third));
}
END_TEST

START_TEST (a_concerns_entry_that_says_something_else_is_found)
{
  tell ("1");
  tell ("2");
  ck_assert (pl_concern_chain_anchor (store, NULL));
  g_autoptr (GBytes) other = pl_vault_get (store, PL_VAULT_CHAIN, 1, NULL);
  ck_assert (pl_vault_put (store, PL_VAULT_CHAIN, 2, other, NULL));
  g_autofree char *got = findings_with (NULL);
  ck_assert (g_str_has_prefix (got, "the concerns' chain, the entry after ") &&
             strstr (got, " was altered") != NULL);
}
END_TEST

START_TEST (what_the_public_chain_says_of_it_does_not_show)
{
  g_autofree char *file = NULL;
  gsize length;

  tell ("planted-words");
  ck_assert (pl_concern_chain_anchor (store, NULL));
  ck_assert (pl_store_checkpoint (store, NULL));
  ck_assert (g_file_get_contents (stand_file, &file, &length, NULL));
  ck_assert_ptr_null (memmem (file, length, "planted-words", strlen ("planted-words")));
  ck_assert_ptr_null (memmem (file, length, "filed", strlen ("filed")));
}
END_TEST

static void
collect (const PlAuditEntry *entry, gpointer data)
{
  g_string_append_printf (data, "%d%s%s ", (int)entry->serial,
                          entry->subject ? entry->subject : "-", entry->payload ? "" : "-");
}

static char *
list (guint64 before, guint limit, const char *subject, const char *kind)
{
  PlAuditFilter filter = { before, limit, subject, kind };
  GString *text = g_string_new (NULL);

  ck_assert (pl_audit_list (store, &filter, collect, text, NULL));
  return g_string_free (text, FALSE);
}

START_TEST (whether_the_concerns_chain_moved_cannot_be_seen)
{
  ck_assert (pl_concern_chain_anchor (store, NULL));
  ck_assert (pl_concern_chain_anchor (store, NULL));
  add (PL_AUDIT_CONCERNS, "filed", "sam", "1");
  ck_assert (pl_concern_chain_anchor (store, NULL));
  g_autofree char *listed = list (0, 10, NULL, NULL);
  g_autofree char *of_sam = list (0, 10, "sam", NULL);
  ck_assert_str_eq (listed, "3- 2- 1- ");
  ck_assert_str_eq (of_sam, "");
}
END_TEST

START_TEST (entries_are_listed_newest_first_by_page_child_and_kind)
{
  add_some (6); /* grant of sam, review of alex, review of sam, grant of alex, ... */
  g_autofree char *all = list (0, 10, NULL, NULL);
  g_autofree char *page = list (4, 2, NULL, NULL);
  g_autofree char *sams = list (0, 10, "sam", NULL);
  g_autofree char *grants = list (0, 10, NULL, "grant");
  ck_assert_str_eq (all, "6alex 5sam 4alex 3sam 2alex 1sam ");
  ck_assert_str_eq (page, "3sam 2alex ");
  ck_assert_str_eq (sams, "5sam 3sam 1sam ");
  ck_assert_str_eq (grants, "4alex 1sam ");
}
END_TEST

static char *
find (const char *words, const char *actor, gint64 from_ms, gint64 until_ms)
{
  const char *const actors[] = { "nobody", actor, NULL };
  PlAuditFilter filter = { .limit = 10,
                           .words = words,
                           .actors = actor != NULL ? actors : NULL,
                           .from_ms = from_ms,
                           .until_ms = until_ms };
  GString *text = g_string_new (NULL);

  ck_assert (pl_audit_list (store, &filter, collect, text, NULL));
  return g_string_free (text, FALSE);
}

START_TEST (entries_are_found_by_words_in_capitals_or_not)
{
  add (PL_AUDIT_PUBLIC, "grant", "sam", "{\"reason\":\"Finish HOMEwork\"}");
  add (PL_AUDIT_PUBLIC, "grant", "alex", "{\"reason\":\"100% fair\"}");
  ck_assert (pl_concern_chain_anchor (store, NULL)); /* its text is a number and digits */
  g_autofree char *some = find ("homework", NULL, 0, 0);
  g_autofree char *sign = find ("0%", NULL, 0, 0);
  g_autofree char *anchor = find ("0 ", NULL, 0, 0);
  ck_assert_str_eq (some, "1sam ");
  ck_assert_str_eq (sign, "2alex ");
  ck_assert_str_eq (anchor, "");
}
END_TEST

START_TEST (entries_are_found_by_who_and_from_when_until_when)
{
  gint64 first = stand_time.wall_ms;

  add_some (4); /* a second after each other */
  g_autofree char *hers = find (NULL, "jo", 0, 0);
  g_autofree char *nobodys = find (NULL, "kim", 0, 0);
  g_autofree char *some = find (NULL, NULL, first + 1000, first + 3000);
  ck_assert_str_eq (hers, "4alex 3sam 2alex 1sam ");
  ck_assert_str_eq (nobodys, "");
  ck_assert_str_eq (some, "3sam 2alex ");
}
END_TEST

START_TEST (erased_entries_say_nothing_and_still_verify)
{
  PlKeptDays kept;
  g_autofree char *bytes = NULL;
  gsize length;

  add (PL_AUDIT_PUBLIC, "grant", "sam", "planted-words-of-sam");
  add_some (4);
  stand_time.wall_ms += 30 * STAND_DAY_MS;
  pl_kept_days_set (&kept, 90, 30);
  ck_assert_int_gt (pl_hold_add (store, &jo, "alex", "so", NULL), 0);
  add_some (1);
  ck_assert (pl_retention_run (store, &kept, 739577, NULL));
  g_autofree char *listed = list (0, 10, NULL, NULL);
  ck_assert_str_eq (listed, "8 7sam 6 5alex 4-- 3alex 2-- 1-- ");
  expect ("");
  g_clear_pointer (&store, pl_store_free);
  ck_assert (g_file_get_contents (stand_file, &bytes, &length, NULL));
  ck_assert_ptr_null (memmem (bytes, length, "planted-words", strlen ("planted-words")));
}
END_TEST

START_TEST (what_is_never_erased_cannot_be_made_to_look_so)
{
  ck_assert (pl_concern_chain_anchor (store, NULL));
  tamper ("UPDATE audit SET subject = NULL, payload = NULL, salt = NULL");
  expect ("entry 1 was altered");
}
END_TEST

START_TEST (a_copy_is_verified_without_being_changed)
{
  g_auto (PlAuditReport) report = { NULL };
  g_autofree char *copy = g_build_filename (stand_folder, "copy with space?.sqlite", NULL);
  g_autofree char *bytes = NULL, *after = NULL;
  gsize length, length_after;

  add_some (8);
  tamper ("UPDATE audit SET actor = 'pat' WHERE serial = 2");
  g_clear_pointer (&store, pl_store_free);
  ck_assert (g_file_get_contents (stand_file, &bytes, &length, NULL));
  ck_assert (g_file_set_contents (copy, bytes, (gssize)length, NULL));
  ck_assert (pl_audit_verify_file (copy, NULL, &report, NULL));
  ck_assert_uint_eq (report.findings->len, 1);
  ck_assert (g_file_get_contents (copy, &after, &length_after, NULL));
  ck_assert_uint_eq (length_after, length);
  ck_assert_mem_eq (after, bytes, length);
}
END_TEST

START_TEST (what_is_no_file_of_records_is_refused)
{
  static const char *const others[] = {
    "CREATE TABLE audit (x)",
    "CREATE VIEW audit AS WITH RECURSIVE n (chain) AS (SELECT 1 UNION ALL SELECT 1 FROM n)"
    " SELECT chain, 1 AS serial, 1 AS version, 1 AS wall_ms, 1 AS boottime_ms, 1 AS actor_uid,"
    " '' AS actor, '' AS kind, '' AS subject, '' AS payload, x'' AS salt, x'' AS digest,"
    " x'' AS before, x'' AS hash FROM n",
    "CREATE TABLE other (x)",
  };
  g_autofree char *path = g_build_filename (stand_folder, "other", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_auto (PlAuditReport) report = { NULL };
    g_autoptr (GError) error = NULL;
    sqlite3 *db;

    g_remove (path);
    ck_assert_int_eq (sqlite3_open (path, &db), SQLITE_OK);
    ck_assert_int_eq (sqlite3_exec (db, others[i], NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close (db);
    ck_assert (!pl_audit_verify_file (path, NULL, &report, &error));
    ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  }
  pl_test_write (stand_folder, "other", "not a database at all, however long it may get");
  g_auto (PlAuditReport) report = { NULL };
  ck_assert (!pl_audit_verify_file (path, NULL, &report, NULL));
}
END_TEST

/* One random change of one row that changes what it says, or where it stands. */
static char *
random_tampering (GRand *rand, int n)
{
  static const char *const changes[] = {
    "UPDATE audit SET wall_ms = wall_ms - 60000 WHERE serial = %d",
    "UPDATE audit SET actor = actor || 'x' WHERE serial = %d",
    "UPDATE audit SET payload = replace (payload, 'minutes', 'hours') WHERE serial = %d",
    "UPDATE audit SET subject = payload, payload = subject WHERE serial = %d",
    "UPDATE audit SET hash = randomblob (32) WHERE serial = %d",
    "UPDATE audit SET chain = 2 WHERE serial = %d",
    "UPDATE audit SET serial = serial + 100 WHERE serial = %d",
    "DELETE FROM audit WHERE serial = %d",
    "INSERT INTO audit SELECT chain, serial + 200, version, wall_ms, boottime_ms, actor_uid, actor,"
    " kind, subject, payload, salt, digest, before, hash FROM audit WHERE serial = %d",
  };
  const char *change = changes[g_rand_int_range (rand, 0, G_N_ELEMENTS (changes))];
  g_auto (GStrv) parts = g_strsplit (change, "%d", 2);

  return g_strdup_printf ("%s%d%s", parts[0], g_rand_int_range (rand, 1, n), parts[1]);
}

START_TEST (every_random_tampering_is_found)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autofree char *whole = NULL;
  gsize length;

  add_some (30);
  g_clear_pointer (&store, pl_store_free);
  ck_assert (g_file_get_contents (stand_file, &whole, &length, NULL));
  for (int i = 0; i < RANDOM_TAMPERINGS; i++) {
    g_auto (PlAuditReport) report = { NULL };
    g_autofree char *sql = random_tampering (rand, 30);

    tamper (sql);
    ck_assert (pl_audit_verify_file (stand_file, NULL, &report, NULL));
    ck_assert_msg (report.findings->len > 0, "%s", sql);
    ck_assert (g_file_set_contents_full (stand_file, whole, (gssize)length,
                                         G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    an_entry_is_hashed_as_the_format_says,
    a_chain_that_nobody_touched_has_no_finding,
    the_agent_itself_cannot_change_or_delete_an_entry,
    an_altered_entry_is_named,
    a_removed_entry_is_named,
    a_removal_that_is_closed_up_is_found,
    two_that_changed_places_are_named,
    an_entry_that_was_made_anew_is_found_by_the_next,
    a_cut_tail_shows_by_a_head_that_was_written_down,
    the_concerns_chain_is_held_by_the_public_one,
    a_concerns_entry_that_says_something_else_is_found,
    what_the_public_chain_says_of_it_does_not_show,
    whether_the_concerns_chain_moved_cannot_be_seen,
    entries_are_listed_newest_first_by_page_child_and_kind,
    entries_are_found_by_words_in_capitals_or_not,
    entries_are_found_by_who_and_from_when_until_when,
    erased_entries_say_nothing_and_still_verify,
    what_is_never_erased_cannot_be_made_to_look_so,
    a_copy_is_verified_without_being_changed,
    what_is_no_file_of_records_is_refused,
    every_random_tampering_is_found,
    NULL,
  };

  return pl_tap_main_with ("audit", tests, 60, stand_set_up, stand_tear_down);
}
