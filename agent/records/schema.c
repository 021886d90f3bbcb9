/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/schema.h"

/* clang-format off */
const PlSchemaStep pl_schema_steps[] = {
  { 1, "the audit chains, usage, and what children ask for: the beginning",
    /* what: subject and payload, with the salt of their digest; null once erased (R7) */
    "CREATE TABLE audit ("
    "  chain INTEGER NOT NULL,"
    "  serial INTEGER NOT NULL,"
    "  version INTEGER NOT NULL,"
    "  wall_ms INTEGER NOT NULL,"
    "  boottime_ms INTEGER NOT NULL,"
    "  actor_uid INTEGER NOT NULL,"
    "  actor TEXT NOT NULL,"
    "  kind TEXT NOT NULL,"
    "  subject TEXT,"
    "  payload TEXT,"
    "  salt BLOB,"
    "  digest BLOB NOT NULL,"
    "  before BLOB NOT NULL,"
    "  hash BLOB NOT NULL,"
    "  PRIMARY KEY (chain, serial)"
    ") STRICT, WITHOUT ROWID;"
    "CREATE INDEX audit_subject ON audit (subject, chain, serial);"
    "CREATE TRIGGER audit_keeps BEFORE DELETE ON audit"
    "  BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END;"
    "CREATE TRIGGER audit_stays BEFORE UPDATE ON audit"
    "  WHEN NEW.subject IS NOT NULL OR NEW.payload IS NOT NULL OR NEW.salt IS NOT NULL"
    "    OR (OLD.chain, OLD.serial, OLD.version, OLD.wall_ms, OLD.boottime_ms, OLD.actor_uid,"
    "        OLD.actor, OLD.kind, OLD.digest, OLD.before, OLD.hash)"
    "    IS NOT (NEW.chain, NEW.serial, NEW.version, NEW.wall_ms, NEW.boottime_ms, NEW.actor_uid,"
    "        NEW.actor, NEW.kind, NEW.digest, NEW.before, NEW.hash)"
    "  BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END;"

    /* day: as in policy/time/calendar.h, of the home's zone */
    "CREATE TABLE usage ("
    "  child TEXT NOT NULL,"
    "  day INTEGER NOT NULL,"
    "  seconds INTEGER NOT NULL,"
    "  PRIMARY KEY (child, day)"
    ") STRICT, WITHOUT ROWID;"

    /* small texts that parts of the agent keep for their next start */
    "CREATE TABLE mark (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

    /* kind, state, scope: PlRequestKind, PlRequestState, PlRequestScope */
    "CREATE TABLE request ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  child TEXT NOT NULL,"
    "  kind INTEGER NOT NULL,"
    "  site TEXT NOT NULL,"
    "  minutes INTEGER NOT NULL,"
    "  words TEXT NOT NULL,"
    "  made_ms INTEGER NOT NULL,"
    "  state INTEGER NOT NULL,"
    "  decided_ms INTEGER,"
    "  decided_by TEXT,"
    "  reason TEXT,"
    "  scope INTEGER,"
    "  until_ms INTEGER"
    ") STRICT;"
    "CREATE INDEX request_child ON request (child, id);"
    "CREATE INDEX request_state ON request (state, id);" },

  { 2, "grants, restrictions with their duties, and reviews: what staff decide is on record",
    /* kind: PlAdjustmentKind */
    "CREATE TABLE time_grant ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  child TEXT NOT NULL,"
    "  kind INTEGER NOT NULL,"
    "  from_ms INTEGER NOT NULL,"
    "  until_ms INTEGER NOT NULL,"
    "  minutes INTEGER NOT NULL,"
    "  beyond_maximum INTEGER NOT NULL,"
    "  reason TEXT NOT NULL,"
    "  made_ms INTEGER NOT NULL,"
    "  made_by TEXT NOT NULL,"
    "  proof TEXT NOT NULL,"
    "  request INTEGER REFERENCES request (id)"
    ") STRICT;"
    "CREATE INDEX time_grant_child ON time_grant (child, id);"

    /* regulation 35's fields; emergency: the same text for all children of one stop, else '' */
    "CREATE TABLE restriction ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  child TEXT NOT NULL,"
    "  kind INTEGER NOT NULL,"
    "  minutes INTEGER NOT NULL,"
    "  from_ms INTEGER NOT NULL,"
    "  until_ms INTEGER NOT NULL CHECK (until_ms > from_ms),"
    "  review_ms INTEGER NOT NULL,"
    "  ground INTEGER NOT NULL,"
    "  what TEXT NOT NULL,"
    "  behaviour TEXT NOT NULL,"
    "  place TEXT NOT NULL,"
    "  happened_ms INTEGER NOT NULL,"
    "  tried TEXT NOT NULL,"
    "  decided_by TEXT NOT NULL,"
    "  used_by TEXT NOT NULL,"
    "  present TEXT NOT NULL,"
    "  told INTEGER NOT NULL,"
    "  agreed INTEGER NOT NULL,"
    "  emergency TEXT NOT NULL,"
    "  made_ms INTEGER NOT NULL,"
    "  made_by TEXT NOT NULL,"
    "  hold_from_ms INTEGER,"
    "  hold_until_ms INTEGER,"
    "  hold_reason TEXT,"
    "  ended_ms INTEGER,"
    "  ended_by TEXT,"
    "  worked TEXT"
    ") STRICT;"
    "CREATE INDEX restriction_child ON restriction (child, id);"

    /* duty: PlDuty; what was done about it, and what the child or the manager said */
    "CREATE TABLE restriction_duty ("
    "  restriction INTEGER NOT NULL REFERENCES restriction (id),"
    "  duty INTEGER NOT NULL,"
    "  done_ms INTEGER NOT NULL,"
    "  done_by TEXT NOT NULL,"
    "  note TEXT NOT NULL,"
    "  PRIMARY KEY (restriction, duty)"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE review ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  child TEXT NOT NULL,"
    "  held_day INTEGER NOT NULL,"
    "  took_part TEXT NOT NULL,"
    "  child_view TEXT NOT NULL,"
    "  reason TEXT NOT NULL,"
    "  level_before TEXT NOT NULL,"
    "  level_after TEXT NOT NULL,"
    "  next_day INTEGER NOT NULL,"
    "  provisional INTEGER NOT NULL,"
    "  made_ms INTEGER NOT NULL,"
    "  made_by TEXT NOT NULL"
    ") STRICT;"
    "CREATE INDEX review_child ON review (child, id);" },

  { 3, "every text of a household's file, and who made it so",
    /* ground: PlFileGround; review: 0 for none */
    "CREATE TABLE file_version ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  file TEXT NOT NULL,"
    "  text TEXT NOT NULL,"
    "  made_ms INTEGER NOT NULL,"
    "  made_by TEXT NOT NULL,"
    "  ground INTEGER NOT NULL,"
    "  reason TEXT NOT NULL,"
    "  review INTEGER NOT NULL"
    ") STRICT;"
    "CREATE INDEX file_version_file ON file_version (file, id);" },

  { 4, "blocked names; what holds deletion back; what was told once",
    /* day: as usage; category: its id; name '': those of the day beyond the cap */
    "CREATE TABLE blocked ("
    "  child TEXT NOT NULL,"
    "  day INTEGER NOT NULL,"
    "  name TEXT NOT NULL,"
    "  category TEXT NOT NULL,"
    "  first_ms INTEGER NOT NULL,"
    "  last_ms INTEGER NOT NULL,"
    "  times INTEGER NOT NULL,"
    "  PRIMARY KEY (child, day, name)"
    ") STRICT, WITHOUT ROWID;"

    "CREATE TABLE hold ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  child TEXT NOT NULL,"
    "  reason TEXT NOT NULL,"
    "  made_ms INTEGER NOT NULL,"
    "  made_by TEXT NOT NULL,"
    "  ended_ms INTEGER,"
    "  ended_by TEXT"
    ") STRICT;"
    "CREATE INDEX hold_child ON hold (child, id);"

    "CREATE TABLE told ("
    "  child TEXT NOT NULL,"
    "  what TEXT NOT NULL,"
    "  told_ms INTEGER NOT NULL,"
    "  PRIMARY KEY (child, what)"
    ") STRICT, WITHOUT ROWID;" },

  { 5, "the one-time codes of staff, and what has become of them",
    /* kind: PlCodeKind; next: the lowest moving factor that may still count */
    "CREATE TABLE one_time_code ("
    "  account TEXT PRIMARY KEY,"
    "  kind INTEGER NOT NULL,"
    "  secret BLOB NOT NULL,"
    "  next INTEGER NOT NULL,"
    "  wrong INTEGER NOT NULL,"
    "  paused_until INTEGER NOT NULL"
    ") STRICT, WITHOUT ROWID;" },

  { 6, "the home's internet rules as they stood, and what children answered",
    "CREATE TABLE rules ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  version TEXT NOT NULL,"
    "  text TEXT NOT NULL,"
    "  made_ms INTEGER NOT NULL"
    ") STRICT;"

    /* what: PlRulesWhat */
    "CREATE TABLE rules_answer ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  child TEXT NOT NULL,"
    "  rules INTEGER NOT NULL REFERENCES rules (id),"
    "  what INTEGER NOT NULL,"
    "  topic TEXT NOT NULL,"
    "  words TEXT NOT NULL,"
    "  made_ms INTEGER NOT NULL,"
    "  answer TEXT,"
    "  answered_ms INTEGER,"
    "  answered_by TEXT"
    ") STRICT;"
    "CREATE INDEX rules_answer_child ON rules_answer (child, id);" },

  { 7, "who of staff was on shift, and when",
    "CREATE TABLE shift ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  account TEXT NOT NULL,"
    "  began_ms INTEGER NOT NULL,"
    "  ended_ms INTEGER,"
    "  ended_by TEXT,"
    "  note TEXT"
    ") STRICT;"
    "CREATE UNIQUE INDEX shift_open ON shift (account) WHERE ended_ms IS NULL;" },

  { 8, "readers of concerns, and the vault in which nothing can be counted",
    /* id: PL_CARE_ID_LENGTH digits; key: its key file; state: PlReaderState */
    "CREATE TABLE reader ("
    "  number INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  id TEXT NOT NULL UNIQUE,"
    "  account TEXT NOT NULL,"
    "  role TEXT NOT NULL,"
    "  key TEXT NOT NULL,"
    "  state INTEGER NOT NULL,"
    "  made_ms INTEGER NOT NULL,"
    "  made_by TEXT NOT NULL"
    ") STRICT;"

    /* vault.h */
    "CREATE TABLE vault (place INTEGER PRIMARY KEY, cell BLOB NOT NULL) STRICT;" },

  { 9, "which routes lead to which reader, and whether each was tested",
    /* reader, test: PL_CARE_ID_LENGTH digits; test: null where none is out; settings: of the home's route */
    "CREATE TABLE reader_route ("
    "  reader TEXT NOT NULL,"
    "  place INTEGER NOT NULL,"
    "  route TEXT NOT NULL,"
    "  address TEXT NOT NULL,"
    "  settings BLOB,"
    "  test TEXT,"
    "  asked_ms INTEGER NOT NULL,"
    "  sent_ms INTEGER NOT NULL,"
    "  answered_ms INTEGER NOT NULL,"
    "  problem TEXT NOT NULL,"
    "  PRIMARY KEY (reader, route)"
    ") STRICT, WITHOUT ROWID;" },

  { 10, "records of care: referrals, receipts, key work, training, filter checks and their like",
    /* kind, and of a field name: policy/care/record-kind.h; holds, repeats: as the kind was then */
    "CREATE TABLE care_record ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  kind TEXT NOT NULL,"
    "  subject TEXT NOT NULL,"
    "  holds INTEGER NOT NULL,"
    "  repeats INTEGER NOT NULL,"
    "  made_ms INTEGER NOT NULL,"
    "  made_by TEXT NOT NULL,"
    "  closed_ms INTEGER,"
    "  closed_by TEXT"
    ") STRICT;"
    "CREATE INDEX care_record_subject ON care_record (subject, kind, id);"

    /* what: PlCareWhat; step and note: '' where there is none */
    "CREATE TABLE care_entry ("
    "  record INTEGER NOT NULL REFERENCES care_record (id),"
    "  serial INTEGER NOT NULL,"
    "  what INTEGER NOT NULL,"
    "  made_ms INTEGER NOT NULL,"
    "  made_by TEXT NOT NULL,"
    "  step TEXT NOT NULL,"
    "  note TEXT NOT NULL,"
    "  PRIMARY KEY (record, serial)"
    ") STRICT, WITHOUT ROWID;"

    /* the newest value of a name counts; '' takes it out */
    "CREATE TABLE care_field ("
    "  record INTEGER NOT NULL,"
    "  entry INTEGER NOT NULL,"
    "  name TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  PRIMARY KEY (record, entry, name),"
    "  FOREIGN KEY (record, entry) REFERENCES care_entry (record, serial)"
    ") STRICT, WITHOUT ROWID;" },

  { 11, "the Unix accounts of children, and the certificates of those that were wiped",
    /* state: PlChildAccountState; serial: of the audit entry */
    "CREATE TABLE child_account ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  account TEXT NOT NULL,"
    "  uid INTEGER NOT NULL,"
    "  state INTEGER NOT NULL,"
    "  changed_ms INTEGER NOT NULL,"
    "  changed_by TEXT NOT NULL,"
    "  changed_uid INTEGER NOT NULL DEFAULT 0,"
    "  reason TEXT NOT NULL DEFAULT '',"
    "  trouble TEXT NOT NULL DEFAULT '',"
    "  home_files INTEGER NOT NULL DEFAULT 0,"
    "  other_files INTEGER NOT NULL DEFAULT 0,"
    "  folders INTEGER NOT NULL DEFAULT 0,"
    "  serial INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX child_account_name ON child_account (account, id);" },

  { 12, "bookings: grants from a time to come, as a review agreed them",
    "CREATE TABLE booking ("
    "  id INTEGER PRIMARY KEY REFERENCES time_grant (id),"
    "  review INTEGER NOT NULL REFERENCES review (id),"
    "  cancelled_ms INTEGER,"
    "  cancelled_by TEXT,"
    "  reason TEXT"
    ") STRICT;" },

  { 13, "attempts at blocked sites, for as long as a pattern takes",
    "CREATE TABLE attempt ("
    "  child TEXT NOT NULL,"
    "  day INTEGER NOT NULL,"
    "  category TEXT NOT NULL,"
    "  times INTEGER NOT NULL,"
    "  PRIMARY KEY (child, day, category)"
    ") STRICT, WITHOUT ROWID;" },
  { 14, "whom a manager consulted before the home's maximum changed",
    "ALTER TABLE file_version ADD COLUMN consulted TEXT NOT NULL DEFAULT '';" },
  { 15, "tests of routes that were asked for, so that an answer that comes late or again is known",
    "CREATE TABLE route_test ("
    "  test TEXT PRIMARY KEY NOT NULL,"
    "  reader TEXT NOT NULL"
    ") STRICT, WITHOUT ROWID;"
    "INSERT INTO route_test SELECT test, reader FROM reader_route WHERE test IS NOT NULL;" },
  { 16, "letters that say that a duty of a restriction is overdue: each goes once",
    /* reader, letter: PL_CARE_ID_LENGTH digits */
    "CREATE TABLE duty_letter ("
    "  restriction INTEGER NOT NULL REFERENCES restriction (id),"
    "  duty INTEGER NOT NULL,"
    "  reader TEXT NOT NULL,"
    "  letter TEXT NOT NULL,"
    "  PRIMARY KEY (restriction, duty, reader)"
    ") STRICT, WITHOUT ROWID;" },

  { 17, "what closed a name that was blocked: not every block is of a category",
    /* cause: PlSiteCause; -1: not known */
    "ALTER TABLE blocked ADD COLUMN cause INTEGER NOT NULL DEFAULT -1;" },
  { 18, "since when staff's accounts have their names: what was done before is not shown under another's",
    "CREATE TABLE staff_name ("
    "  account TEXT PRIMARY KEY NOT NULL,"
    "  since_ms INTEGER NOT NULL,"
    "  digest BLOB NOT NULL"
    ") STRICT, WITHOUT ROWID;" },
};
/* clang-format on */

const guint pl_schema_n_steps = G_N_ELEMENTS (pl_schema_steps);

static int
read_version (sqlite3 *db, int *version)
{
  sqlite3_stmt *row = NULL;
  int result = sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &row, NULL);

  if (result == SQLITE_OK && (result = sqlite3_step (row)) == SQLITE_ROW) {
    *version = sqlite3_column_int (row, 0);
    result = SQLITE_OK;
  }
  sqlite3_finalize (row);
  return result;
}

static int
run_step (sqlite3 *db, const PlSchemaStep *step)
{
  g_autofree char *marks =
      g_strdup_printf ("PRAGMA user_version = %d; PRAGMA application_id = %d; COMMIT",
                       step->version, PL_SCHEMA_APPLICATION);
  int result = sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_exec (db, step->sql, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_exec (db, marks, NULL, NULL, NULL);
  if (result != SQLITE_OK && !sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return result;
}

int
pl_schema_migrate (sqlite3 *db, int *version)
{
  int result = read_version (db, version);

  if (result == SQLITE_OK && *version > pl_schema_steps[pl_schema_n_steps - 1].version)
    return SQLITE_MISMATCH;
  for (guint i = 0; result == SQLITE_OK && i < pl_schema_n_steps; i++) {
    if (pl_schema_steps[i].version <= *version)
      continue;
    result = run_step (db, &pl_schema_steps[i]);
    if (result == SQLITE_OK)
      *version = pl_schema_steps[i].version;
  }
  return result;
}
