/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/retention-rules.h"

#include <sqlite3.h>
#include <string.h>

#include "agent/records/hold.h"
#include "agent/records/retention.h"
#include "policy/time/zone.h"
#include "tests/records/stand.h"

/*
 * What goes and what stays, against an oracle that looks at every row by itself, in C, as policy/people/kept.c says it in
 * words.
 */

#define TODAY 739577 /* of STAND_NOW_MS */
#define HOMES 20     /* random ones */
#define NEVER G_MAXINT64

static const char *const names[] = { "alex", "robin", "sam" };
static GRand *rand_source;
static sqlite3 *db;
static GTimeZone *utc;
static guint days_now; /* of the kind that is looked at */

/* ---- every table has a rule ---- */

static int
add_text (void *data, int n, char **columns, char **titles)
{
  g_ptr_array_add (data, g_strdup (columns[0]));
  return 0;
}

static GPtrArray *
tables_of_schema (void)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (g_free);

  ck_assert_int_eq (sqlite3_exec (db,
                                  "SELECT name FROM sqlite_schema WHERE type = 'table'"
                                  " AND name NOT LIKE 'sqlite_%'",
                                  add_text, tables, NULL),
                    SQLITE_OK);
  return tables;
}

static guint
rules_for (const char *table)
{
  guint n = 0;

  for (gsize i = 0; i < pl_retention_n_rules; i++) {
    g_auto (GStrv) tables = g_strsplit (pl_retention_rules[i].tables, " ", -1);
    n += g_strv_contains ((const char *const *)tables, table);
  }
  return n;
}

START_TEST (every_table_of_the_schema_has_one_rule_and_every_kind_a_table)
{
  g_autoptr (GPtrArray) tables = tables_of_schema ();
  guint named = 0;

  ck_assert_uint_gt (tables->len, 20);
  for (guint i = 0; i < tables->len; i++)
    ck_assert_msg (rules_for (tables->pdata[i]) == 1, "%s has %u rules", (char *)tables->pdata[i],
                   rules_for (tables->pdata[i]));
  for (gsize i = 0; i < pl_retention_n_rules; i++) {
    g_auto (GStrv) of = g_strsplit (pl_retention_rules[i].tables, " ", -1);
    named += g_strv_length (of);
  }
  ck_assert_uint_eq (named, tables->len);
  for (int kind = 0; kind < PL_KEPT_KINDS; kind++) {
    gboolean has = FALSE;
    for (gsize i = 0; i < pl_retention_n_rules; i++)
      has = has || (int)pl_retention_rules[i].kind == kind;
    ck_assert_msg (has, "%s is nowhere", pl_kept_kinds[kind].id);
    ck_assert_int_eq (pl_kept_find (pl_kept_kinds[kind].id), kind);
    ck_assert_int_gt ((int)strlen (pl_kept_kinds[kind].why), 20);
  }
}
END_TEST

/* ---- a home of random rows ---- */

static gint64
any (gint64 n)
{
  return g_rand_int_range (rand_source, 0, (gint32)n);
}

/* In the last hundred days; now and then on the very second of a bound. */
static gint64
some_ms (void)
{
  gint64 days = any (100);

  return STAND_NOW_MS - days * STAND_DAY_MS - (any (4) == 0 ? 0 : any (86400) * 1000);
}

static const char *
child (void)
{
  return names[any (G_N_ELEMENTS (names))];
}

static void run (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
run (const char *format, ...)
{
  va_list arguments;
  char *message = NULL;

  va_start (arguments, format);
  g_autofree char *sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  ck_assert_msg (sqlite3_exec (db, sql, NULL, NULL, &message) == SQLITE_OK, "%s: %s", sql, message);
}

/* A number, or null. */
static char *
maybe (gint64 number)
{
  return any (3) == 0 ? g_strdup ("NULL") : g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

#define N  "%" G_GINT64_FORMAT
#define IN G_GINT64_FORMAT

static void
add_days (void)
{
  run ("INSERT OR IGNORE INTO usage VALUES ('%s', " N ", 60)", child (), TODAY - any (120));
  run ("INSERT OR IGNORE INTO blocked VALUES ('%s', " N ", 'n', 'c', 1, 1, 1, -1)", child (),
       TODAY - any (120));
  run ("INSERT OR IGNORE INTO attempt VALUES ('%s', " N ", 'c', 1)", child (), TODAY - any (12));
}

static void
add_asked (gint64 id)
{
  g_autofree char *until = maybe (some_ms () + 20 * STAND_DAY_MS);
  gint64 state = 1 + any (3), made = some_ms ();

  run ("INSERT INTO request VALUES (" N ", '%s', 1, 's', 0, '', " N ", " N ", " N ", 'jo', 'so', " N
       ", %s)",
       id, child (), made, state, made + any (9) * STAND_DAY_MS, any (4), until);
  gint64 from = some_ms ();
  g_autofree char *request =
      any (2) ? g_strdup ("NULL") : g_strdup_printf (N, (gint64)(1 + any (id)));
  run ("INSERT INTO time_grant VALUES (" N ", '%s', 1, " N ", " N ", 5, 0, 'r', 1, 'jo', '', %s)",
       id, child (), from, from + any (20) * STAND_DAY_MS, request);
  run ("INSERT INTO review VALUES (" N ", '%s', 1, 'a', 'b', 'c', '', 'd', 2, " N ", " N ", 'jo')",
       id, child (), any (2), some_ms ());
  if (any (3) == 0)
    run ("INSERT INTO booking VALUES (" N ", " N ", NULL, NULL, NULL)", id, 1 + any (id));
}

static void
add_restriction (gint64 id)
{
  gint64 from = some_ms (), until = from + (1 + any (20)) * STAND_DAY_MS;
  g_autofree char *ended = maybe (from + any (9) * STAND_DAY_MS);

  run ("INSERT INTO restriction VALUES (" N ", '%s', 3, 0, " N ", " N
       ", 1, 1, 'w', 'b', 'p', 1, 't', 'd', 'u', '', 1, 1, '', 1, 'jo', NULL, NULL, NULL, %s, 'jo',"
       " '')",
       id, child (), from, until, ended);
  gint64 done = any (2) ? 7 : 1 + any (7);
  for (gint64 duty = 0; duty < done; duty++)
    run ("INSERT INTO restriction_duty VALUES (" N ", " N ", " N ", 'jo', '')", id, duty,
         from + any (30) * STAND_DAY_MS);
}

static void
add_words (gint64 id)
{
  g_autofree char *answered = maybe (some_ms ()), *ended = maybe (some_ms ());

  run ("INSERT INTO file_version VALUES (" N ", '%s%s.conf', 't', " N ", 'jo', 2, 'r', 0, '')", id,
       any (3) ? "children/" : "", any (4) ? child () : "home", some_ms ());
  run ("INSERT INTO rules VALUES (" N ", 'v', 't', " N ")", id, some_ms ());
  run ("INSERT INTO rules_answer VALUES (" N ", '%s', " N ", " N ", '', 'w', " N ", 'a', %s, 'jo')",
       id, child (), 1 + any (id), 1 + any (3), some_ms (), answered);
  run ("INSERT INTO shift VALUES (" N ", 'jo" N "', 1, %s, 'jo', '')", id, id, ended);
  run ("INSERT INTO hold VALUES (" N ", '%s', 'r', 1, 'jo', " N ", 'jo')", id, child (),
       some_ms ());
  run ("INSERT OR IGNORE INTO told VALUES ('%s', 'w" N "', " N ")", child (), any (3), some_ms ());
}

static void
add_care (gint64 id)
{
  gint64 repeats = any (2);
  g_autofree char *closed = repeats ? g_strdup ("NULL") : maybe (some_ms ());

  run ("INSERT INTO care_record VALUES (" N ", 'k" N "', '%s', 0, " N ", " N ", 'jo', %s, 'jo')",
       id, repeats, any (5) ? child () : "", repeats, some_ms (), closed);
  run ("INSERT INTO care_entry VALUES (" N ", 1, 1, 1, 'jo', '', '')", id);
  run ("INSERT INTO care_field VALUES (" N ", 1, 'f', 'v')", id);
}

static void
add_act (gint64 id)
{
  static const char *const kinds[] = { "grant", "concerns-head", "records-begin" };

  run ("INSERT INTO audit VALUES (1, " N ", 1, " N ", 1, 1, 'jo', '%s', '%s', 'p', X'01',"
       " zeroblob (32), zeroblob (32), zeroblob (32))",
       id + 1000, some_ms (), kinds[any (3)], any (3) ? child () : "");
}

static void
add_leaving (gint64 id)
{
  run ("INSERT INTO child_account VALUES (" N ", '%s', " N ", " N ", " N
       ", 'jo', 0, '', '', 0, 0, 0, 0)",
       id, child (), 5000 + id, 2 + any (4), some_ms ());
}

static void
fill (void)
{
  for (gint64 id = 1; id <= 12; id++) {
    add_days ();
    add_asked (id);
    add_restriction (id);
    add_words (id);
    add_care (id);
    add_act (id);
    if (any (4) == 0)
      add_leaving (id);
  }
  if (any (2))
    run ("INSERT INTO hold VALUES (100, '%s', 'r', 1, 'jo', NULL, NULL)", child ());
  if (any (4) == 0)
    run ("INSERT INTO care_record VALUES (100, 'referral', '%s', 1, 0, 1, 'jo', NULL, NULL)",
         child ());
}

/* ---- the oracle ---- */

/* A table: of rows that are GHashTables of texts, NULL where the column is null. */
static int
add_row (void *data, int n, char **columns, char **titles)
{
  GHashTable *row = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (int i = 0; i < n; i++)
    g_hash_table_insert (row, g_strdup (titles[i]), g_strdup (columns[i]));
  g_ptr_array_add (data, row);
  return 0;
}

static GPtrArray *
rows_of (const char *table)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_hash_table_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", table);

  ck_assert_int_eq (sqlite3_exec (db, sql, add_row, rows, NULL), SQLITE_OK);
  return rows;
}

static const char *
text (const GHashTable *row, const char *column)
{
  return g_hash_table_lookup ((GHashTable *)row, column);
}

/* otherwise: where it is null */
static gint64
number (const GHashTable *row, const char *column, gint64 otherwise)
{
  const char *value = text (row, column);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : otherwise;
}

static gboolean
same (const GHashTable *a, const GHashTable *b, const char *column)
{
  return g_strcmp0 (text (a, column), text (b, column)) == 0;
}

static char *
whose (const char *table, const GHashTable *row)
{
  const char *file = text (row, "file");

  if (file != NULL)
    return g_str_has_prefix (file, "children/")
               ? g_strndup (file + strlen ("children/"), strlen (file) - strlen ("children/.conf"))
               : g_strdup ("");
  for (guint i = 0; i < 2; i++)
    if (text (row, i == 0 ? "child" : "subject") != NULL)
      return g_strdup (text (row, i == 0 ? "child" : "subject"));
  return g_strdup ("");
}

static gint64
left (const char *account, gint64 since)
{
  g_autoptr (GPtrArray) accounts = rows_of ("child_account");
  gint64 when = NEVER;

  for (guint i = 0; i < accounts->len; i++) {
    const GHashTable *row = accounts->pdata[i];
    gint64 changed = number (row, "changed_ms", 0);
    if (g_str_equal (text (row, "account"), account) && number (row, "state", 0) >= 3 &&
        changed >= since)
      when = MIN (when, changed);
  }
  return when;
}

/* When a later row made one needless that is alike in these columns. */
static gint64
followed (const char *table, const GHashTable *row, const char *a, const char *b)
{
  g_autoptr (GPtrArray) rows = rows_of (table);
  gint64 when = NEVER;

  for (guint i = 0; i < rows->len; i++) {
    const GHashTable *next = rows->pdata[i];
    if (number (next, "id", 0) > number (row, "id", 0) && (a == NULL || same (row, next, a)) &&
        (b == NULL || same (row, next, b)) &&
        (!g_str_equal (table, "review") || number (row, "provisional", 0) == 1 ||
         number (next, "provisional", 0) == 0))
      when = MIN (when, number (next, "made_ms", 0));
  }
  return when;
}

static gboolean
is_named (const char *table, const char *column, const GHashTable *row)
{
  g_autoptr (GPtrArray) rows = rows_of (table);

  for (guint i = 0; i < rows->len; i++)
    if (number (rows->pdata[i], column, -1) == number (row, "id", 0))
      return TRUE;
  return FALSE;
}

static gint64
over_restriction (const GHashTable *row)
{
  g_autoptr (GPtrArray) duties = rows_of ("restriction_duty");
  gint64 until = number (row, "until_ms", 0), when = MIN (until, number (row, "ended_ms", until));
  guint done = 0;

  for (guint i = 0; i < duties->len; i++) {
    if (number (duties->pdata[i], "restriction", 0) != number (row, "id", 0))
      continue;
    done++;
    when = MAX (when, number (duties->pdata[i], "done_ms", 0));
  }
  return done == 7 ? when : NEVER;
}

static gint64
over_request (const GHashTable *row, gint64 gone)
{
  gint64 state = number (row, "state", 0), scope = number (row, "scope", 0);

  if (is_named ("time_grant", "request", row) || (state == 2 && scope == 3))
    return NEVER;
  if (state == 1 || (state == 2 && scope == 1))
    return gone;
  return MAX (number (row, "decided_ms", 0), number (row, "until_ms", 0));
}

static gboolean goes (const char *table, const GHashTable *row, guint days);

/* By an answer that stays. */
static gboolean
is_answered (const GHashTable *rules)
{
  g_autoptr (GPtrArray) answers = rows_of ("rules_answer");

  for (guint i = 0; i < answers->len; i++)
    if (number (answers->pdata[i], "rules", 0) == number (rules, "id", 0) &&
        !goes ("rules_answer", answers->pdata[i], days_now))
      return TRUE;
  return FALSE;
}

/* When the time of a row of a table began to run. */
static gint64
over (const char *table, const GHashTable *row)
{
  g_autofree char *account = whose (table, row);
  gint64 gone = left (account, number (row, "made_ms", 0));

  if (g_str_equal (table, "time_grant"))
    return MAX (number (row, "until_ms", 0), number (row, "from_ms", 0) + 7 * STAND_DAY_MS);
  if (g_str_equal (table, "request"))
    return over_request (row, gone);
  if (g_str_equal (table, "restriction"))
    return over_restriction (row);
  if (g_str_equal (table, "review"))
    return is_named ("booking", "review", row) ? NEVER
                                               : MIN (followed (table, row, "child", NULL), gone);
  if (g_str_equal (table, "file_version"))
    return MIN (followed (table, row, "file", NULL), gone);
  if (g_str_equal (table, "rules_answer"))
    return MIN (number (row, "what", 0) == 3 ? number (row, "answered_ms", NEVER)
                                             : followed (table, row, "child", "what"),
                gone);
  if (g_str_equal (table, "rules"))
    return is_answered (row) ? NEVER : followed (table, row, NULL, NULL);
  if (g_str_equal (table, "shift") || g_str_equal (table, "hold"))
    return number (row, "ended_ms", NEVER);
  if (g_str_equal (table, "care_record"))
    return text (row, "closed_ms") != NULL   ? number (row, "closed_ms", 0)
           : number (row, "repeats", 0) == 1 ? MIN (followed (table, row, "kind", "subject"), gone)
                                             : NEVER;
  if (g_str_equal (table, "told"))
    return left (account, number (row, "told_ms", 0));
  g_assert (g_str_equal (table, "audit"));
  return text (row, "salt") != NULL && g_str_equal (text (row, "kind"), "grant")
             ? number (row, "wall_ms", 0)
             : NEVER;
}

static gboolean
is_held (const char *account)
{
  g_autoptr (GPtrArray) holds = rows_of ("hold"), records = rows_of ("care_record");

  for (guint i = 0; i < holds->len; i++)
    if (g_str_equal (text (holds->pdata[i], "child"), account) &&
        text (holds->pdata[i], "ended_ms") == NULL)
      return TRUE;
  for (guint i = 0; i < records->len; i++)
    if (g_str_equal (text (records->pdata[i], "subject"), account) && *account != '\0' &&
        number (records->pdata[i], "holds", 0) == 1 &&
        text (records->pdata[i], "closed_ms") == NULL)
      return TRUE;
  return FALSE;
}

static gboolean
goes (const char *table, const GHashTable *row, guint days)
{
  g_autofree char *account = whose (table, row);

  if (days == 0 || is_held (account))
    return FALSE;
  if (text (row, "day") != NULL)
    return number (row, "day", 0) < TODAY - (gint64)days;
  gint64 when = over (table, row);
  return when != NEVER && when < STAND_NOW_MS - days * STAND_DAY_MS;
}

static char *
name_of (const char *table, const GHashTable *row)
{
  static const char *const keys[] = { "id", "serial", "child", "day", "what", "category" };
  GString *name = g_string_new (table);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (text (row, keys[i]) != NULL)
      g_string_append_printf (name, " %s", text (row, keys[i]));
  return g_string_free (name, FALSE);
}

/* Names of the rows of a table that are there; going_only: of those that go. A set. */
static GHashTable *
names_in (const char *table, gboolean going_only)
{
  g_autoptr (GPtrArray) rows = rows_of (table);
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < rows->len; i++) {
    const GHashTable *row = rows->pdata[i];
    /* Not that something was deleted just now, nor what is erased. */
    if (g_str_equal (table, "audit") &&
        (text (row, "salt") == NULL || g_str_equal (text (row, "kind"), "retention")))
      continue;
    if (!going_only || goes (table, row, days_now))
      g_hash_table_add (found, name_of (table, row));
  }
  return found;
}

/* Rows that belong to others go with them, and nothing is left that refers to nothing. */
static void
check_whole (void)
{
  g_autoptr (GPtrArray) broken = g_ptr_array_new_with_free_func (g_free);

  ck_assert_int_eq (sqlite3_exec (db, "PRAGMA foreign_key_check", add_text, broken, NULL),
                    SQLITE_OK);
  ck_assert_uint_eq (broken->len, 0);
}

static void
forget_all (void)
{
  g_autoptr (GPtrArray) tables = tables_of_schema ();

  run ("DROP TRIGGER audit_keeps");
  for (guint i = 0; i < tables->len; i++)
    if (!g_str_equal (tables->pdata[i], "vault"))
      run ("DELETE FROM %s", (char *)tables->pdata[i]);
  run ("CREATE TRIGGER audit_keeps BEFORE DELETE ON audit"
       "  BEGIN SELECT RAISE (ABORT, 'the audit is append-only'); END");
}

static void
random_days (PlKeptDays *kept)
{
  pl_kept_days_set (kept, 7 + (guint)any (60), 1 + (guint)any (60));
  for (guint i = 0; i < PL_KEPT_KINDS; i++)
    if (pl_kept_kinds[i].term == PL_KEPT_AS_RECORDS && any (3) == 0)
      kept->days[i] = (guint)any (2) * (1 + (guint)any (90));
}

static void
compare (GHashTable *before, GHashTable *going, GHashTable *after)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    ck_assert_msg (g_hash_table_contains (after, name) != g_hash_table_contains (going, name),
                   "%s, kept for %u days", (char *)name, days_now);
  ck_assert_uint_eq (g_hash_table_size (before),
                     g_hash_table_size (going) + g_hash_table_size (after));
}

#define TABLES_MAX 2

/* What a kind loses on its own: the other kinds stay as they are. */
static void
try_kind (int kind, guint days)
{
  PlKeptDays kept = { { 0 } };
  PlRetentionSight sights[PL_KEPT_KINDS];
  GHashTable *before[TABLES_MAX], *going[TABLES_MAX];
  char **tables[TABLES_MAX];
  guint n = 0, all = 0;

  kept.days[kind] = days_now = days;
  for (gsize i = 0; i < pl_retention_n_rules; i++) {
    if ((int)pl_retention_rules[i].kind != kind || pl_retention_rules[i].by > PL_RETENTION_BY_MS)
      continue;
    tables[n] = g_strsplit (pl_retention_rules[i].tables, " ", -1);
    before[n] = names_in (tables[n][0], FALSE);
    going[n] = names_in (tables[n][0], TRUE);
    all += g_hash_table_size (going[n++]);
  }
  ck_assert (pl_retention_look (store, &kept, TODAY, utc, sights, NULL));
  /* A text of the rules goes with its last answer, which a look does not foresee. */
  if (kind != PL_KEPT_RULES)
    ck_assert_msg (sights[kind].going == all, "%s: %u go, and are said to be %u",
                   pl_kept_kinds[kind].id, all, (guint)sights[kind].going);
  g_autoptr (GError) error = NULL;
  pl_retention_run (store, &kept, TODAY, &error);
  ck_assert_msg (error == NULL, "%s: %s", pl_kept_kinds[kind].id, error->message);
  for (guint i = 0; i < n; i++) {
    g_autoptr (GHashTable) after = names_in (tables[i][0], FALSE);
    compare (before[i], going[i], after);
    g_hash_table_unref (before[i]);
    g_hash_table_unref (going[i]);
    g_strfreev (tables[i]);
  }
}

START_TEST (what_goes_is_what_the_oracle_says_kind_by_kind)
{
  for (guint home = 0; home < HOMES; home++) {
    PlKeptDays kept;
    run ("BEGIN");
    forget_all ();
    fill ();
    run ("COMMIT");
    random_days (&kept);
    for (int kind = 0; kind < PL_KEPT_KINDS; kind++)
      try_kind (kind, kept.days[kind]);
    check_whole ();
  }
}
END_TEST

static void
set_up (void)
{
  stand_set_up ();
  rand_source = g_rand_new_with_seed (1122);
  utc = g_time_zone_new_utc ();
  ck_assert_int_gt (pl_hold_add (store, &jo, "nobody", "so that there is a file", NULL), 0);
  ck_assert_int_eq (sqlite3_open (stand_file, &db), SQLITE_OK);
  run ("PRAGMA synchronous = OFF");
}

static void
tear_down (void)
{
  sqlite3_close (db);
  g_time_zone_unref (utc);
  g_rand_free (rand_source);
  stand_tear_down ();
}

int
main (void)
{
  const TTest *const tests[] = {
    every_table_of_the_schema_has_one_rule_and_every_kind_a_table,
    what_goes_is_what_the_oracle_says_kind_by_kind,
    NULL,
  };

  return pl_tap_main_with ("retention rules", tests, 120, set_up, tear_down);
}
