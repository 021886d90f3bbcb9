/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/retention-rules.h"

/*
 * A query names rows: by their keys, by whose they are (child; "" of nobody's), and by when their time began to run
 * (over). What is still needed has no such time: NEVER.
 */
#define NEVER "9223372036854775807"

/* When the child who had that name at that moment left; null while they are here. */
#define LEFT(child, ms)                                                                            \
  "(SELECT min (changed_ms) FROM child_account WHERE account = " child                             \
  " AND state >= 3 AND changed_ms >= " ms ")"

/* Of two moments either of which may not have come. */
#define EARLIEST(a, b) "min (ifnull (" a ", " NEVER "), ifnull (" b ", " NEVER "))"

#define HELD "(child <> '' AND instr (?2, char (10) || child || char (10)))"

/* change: what is done to the rows that go; then what else stands in tables that belong to theirs. */
#define RULE(kind, tables, by, keys, rows, change, ...)                                            \
  {                                                                                                \
    kind, tables, by, "SELECT count (*) FROM (" rows ") WHERE over < ?1 AND NOT " HELD,            \
        "SELECT count (*) FROM (" rows ") WHERE over < ?1 AND " HELD,                              \
        "SELECT min (over) FROM (" rows ") WHERE over >= ?1 AND over < " NEVER " AND NOT " HELD,   \
    {                                                                                              \
      change " WHERE (" keys ") IN (SELECT " keys " FROM (" rows ") WHERE over < ?1 AND NOT " HELD \
             ")" __VA_OPT__ (, ) __VA_ARGS__                                                       \
    }                                                                                              \
  }

#define DAY PL_RETENTION_BY_DAY
#define MS  PL_RETENTION_BY_MS

#define DAYS_OF(table) "SELECT *, day AS over FROM " table

/* clang-format off */

/* A site that is open for good stays so long: that it closed by itself would be a tightening without a review. */
#define REQUESTS                                                                                   \
  "SELECT id, child, CASE"                                                                         \
  "  WHEN state = 1 OR (state = 2 AND scope = 1) THEN ifnull (" LEFT ("child", "made_ms") ", " NEVER ")" \
  "  WHEN state = 2 AND scope = 3 THEN " NEVER                                                     \
  "  ELSE max (decided_ms, ifnull (until_ms, 0)) END AS over FROM request AS r"                    \
  " WHERE NOT EXISTS (SELECT 1 FROM time_grant AS g WHERE g.request = r.id)"

/* Minutes count in the week that they were given for. */
#define GRANTS "SELECT id, child, max (until_ms, from_ms + 604800000) AS over FROM time_grant"

#define RESTRICTIONS                                                                               \
  "SELECT id, child, CASE WHEN"                                                                    \
  "  (SELECT count (*) FROM restriction_duty AS d WHERE d.restriction = r.id) < 7 THEN " NEVER     \
  "  ELSE max (min (until_ms, ifnull (ended_ms, until_ms)),"                                       \
  "    (SELECT max (done_ms) FROM restriction_duty AS d WHERE d.restriction = r.id)) END AS over"  \
  " FROM restriction AS r"

/* One that was not provisional is followed by another such one. */
#define REVIEWS                                                                                    \
  "SELECT id, child, " EARLIEST (                                                                  \
    "(SELECT min (made_ms) FROM review AS n WHERE n.child = r.child AND n.id > r.id"               \
    " AND n.provisional <= r.provisional)",                                                        \
    LEFT ("child", "made_ms")) " AS over FROM review AS r"                                         \
  " WHERE NOT EXISTS (SELECT 1 FROM booking WHERE review = r.id)"

#define VERSIONS                                                                                   \
  "SELECT id, child, " EARLIEST (                                                                  \
    "(SELECT min (made_ms) FROM file_version AS n WHERE n.file = v.file AND n.id > v.id)",         \
    LEFT ("child", "made_ms")) " AS over FROM"                                                     \
  " (SELECT *, CASE WHEN file GLOB 'children/*.conf' THEN substr (file, 10, length (file) - 14)"   \
  "  ELSE '' END AS child FROM file_version) AS v"

/* Of answers the newest of its sort stands; a comment waits for staff's answer. */
#define RULES_ANSWERS                                                                              \
  "SELECT id, child, " EARLIEST (                                                                  \
    "CASE WHEN what = 3 THEN answered_ms ELSE (SELECT min (made_ms) FROM rules_answer AS n"        \
    "  WHERE n.child = r.child AND n.what = r.what AND n.id > r.id) END",                          \
    LEFT ("child", "made_ms")) " AS over FROM rules_answer AS r"

#define RULES                                                                                      \
  "SELECT id, '' AS child, ifnull ((SELECT min (made_ms) FROM rules AS n WHERE n.id > r.id), " NEVER ")" \
  "  AS over FROM rules AS r WHERE NOT EXISTS (SELECT 1 FROM rules_answer AS a WHERE a.rules = r.id)"

#define CARE                                                                                       \
  "SELECT id, subject AS child, CASE WHEN closed_ms IS NOT NULL THEN closed_ms WHEN repeats THEN " \
  EARLIEST (                                                                                       \
    "(SELECT min (made_ms) FROM care_record AS n"                                                  \
    "  WHERE n.kind = r.kind AND n.subject = r.subject AND n.id > r.id)",                          \
    LEFT ("subject", "made_ms")) " ELSE " NEVER " END AS over FROM care_record AS r"

/* Of the chain what an entry says goes; the entry stays. */
#define ACTS                                                                                       \
  "SELECT chain, serial, subject AS child, wall_ms AS over FROM audit WHERE chain = 1"             \
  " AND salt IS NOT NULL AND kind NOT IN ('concerns-head', 'records-begin')"

/* What refers to something else comes before it. */
const PlRetentionRule pl_retention_rules[] = {
  RULE (PL_KEPT_USAGE, "usage", DAY, "child, day", DAYS_OF ("usage"), "DELETE FROM usage"),
  RULE (PL_KEPT_BLOCKED, "blocked", DAY, "child, day, name", DAYS_OF ("blocked"),
        "DELETE FROM blocked"),
  RULE (PL_KEPT_ATTEMPTS, "attempt", DAY, "child, day, category", DAYS_OF ("attempt"),
        "DELETE FROM attempt"),
  RULE (PL_KEPT_GRANTS, "time_grant booking", MS, "id", GRANTS, "DELETE FROM time_grant",
        "DELETE FROM booking WHERE id NOT IN (SELECT id FROM time_grant)"),
  RULE (PL_KEPT_REQUESTS, "request", MS, "id", REQUESTS, "DELETE FROM request"),
  RULE (PL_KEPT_RESTRICTIONS, "restriction restriction_duty duty_letter", MS, "id", RESTRICTIONS,
        "DELETE FROM restriction",
        "DELETE FROM restriction_duty WHERE restriction NOT IN (SELECT id FROM restriction)",
        "DELETE FROM duty_letter WHERE restriction NOT IN (SELECT id FROM restriction)"),
  RULE (PL_KEPT_REVIEWS, "review", MS, "id", REVIEWS, "DELETE FROM review"),
  RULE (PL_KEPT_VERSIONS, "file_version", MS, "id", VERSIONS, "DELETE FROM file_version"),
  RULE (PL_KEPT_RULES, "rules_answer", MS, "id", RULES_ANSWERS, "DELETE FROM rules_answer"),
  RULE (PL_KEPT_RULES, "rules", MS, "id", RULES, "DELETE FROM rules"),
  RULE (PL_KEPT_SHIFTS, "shift", MS, "id",
        "SELECT id, '' AS child, ifnull (ended_ms, " NEVER ") AS over FROM shift",
        "DELETE FROM shift"),
  RULE (PL_KEPT_CARE, "care_record care_entry care_field", MS, "id", CARE,
        "DELETE FROM care_record",
        "DELETE FROM care_field WHERE record NOT IN (SELECT id FROM care_record)",
        "DELETE FROM care_entry WHERE record NOT IN (SELECT id FROM care_record)"),
  RULE (PL_KEPT_HOLDS, "hold", MS, "id",
        "SELECT id, child, ifnull (ended_ms, " NEVER ") AS over FROM hold", "DELETE FROM hold"),
  RULE (PL_KEPT_TOLD, "told", MS, "child, what",
        "SELECT child, what, ifnull (" LEFT ("child", "told_ms") ", " NEVER ") AS over FROM told",
        "DELETE FROM told"),
  RULE (PL_KEPT_ACTS, "audit", MS, "chain, serial", ACTS,
        "UPDATE audit SET subject = NULL, payload = NULL, salt = NULL"),
  { PL_KEPT_CONCERNS, "vault", PL_RETENTION_BY_CODE },
  { PL_KEPT_ACCOUNTS, "child_account staff_name", PL_RETENTION_NEVER },
  { PL_KEPT_READERS, "reader reader_route route_test", PL_RETENTION_NEVER },
  { PL_KEPT_CODES, "one_time_code", PL_RETENTION_NEVER },
  { PL_KEPT_MARKS, "mark", PL_RETENTION_NEVER },
};
/* clang-format on */

const gsize pl_retention_n_rules = G_N_ELEMENTS (pl_retention_rules);
