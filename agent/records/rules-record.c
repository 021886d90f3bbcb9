/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/rules-record.h"

#include <glib/gi18n.h>
#include <string.h>

#include "agent/records/store-private.h"
#include "agent/records/text-check.h"
#include "policy/error.h"

#define DAY_MS (24 * 3600 * 1000)

#define ANSWER_COLUMNS                                                                             \
  "a.id, a.child, a.rules, r.version, a.what, a.topic, a.words, a.made_ms, a.answer,"              \
  " a.answered_ms, a.answered_by"
#define ANSWERS "rules_answer AS a JOIN rules AS r ON r.id = a.rules"

/* Who changes the rules changes a file; the agent finds it. */
static const PlActor by_hand = { 0, "root", "" };

void
pl_rules_version_free (PlRulesVersion *version)
{
  if (version == NULL)
    return;
  g_free (version->version);
  g_free (version->text);
  g_free (version);
}

void
pl_rules_answer_free (PlRulesAnswer *answer)
{
  if (answer == NULL)
    return;
  g_free (answer->child);
  g_free (answer->version);
  g_free (answer->topic);
  g_free (answer->words);
  g_free (answer->answer);
  g_free (answer->answered_by);
  g_free (answer);
}

void
pl_rules_standing_clear (PlRulesStanding *standing)
{
  g_clear_pointer (&standing->answer, pl_rules_answer_free);
  g_clear_pointer (&standing->accepted, pl_rules_version_free);
}

static PlRulesVersion *
version_of (sqlite3_stmt *row)
{
  PlRulesVersion *version = g_new0 (PlRulesVersion, 1);

  version->id = sqlite3_column_int64 (row, 0);
  version->version = pl_store_column_text (row, 1);
  version->text = pl_store_column_text (row, 2);
  version->made_ms = sqlite3_column_int64 (row, 3);
  return version;
}

/* *version: NULL where there is none. */
static gboolean
newest (PlStore *store, PlRulesVersion **version, GError **error)
{
  g_autoptr (sqlite3_stmt) row = pl_store_query (
      store, error, "SELECT id, version, text, made_ms FROM rules ORDER BY id DESC LIMIT 1");
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  *version = got > 0 ? version_of (row) : NULL;
  return got >= 0;
}

PlRulesVersion *
pl_rules_newest (PlStore *store, GError **error)
{
  PlRulesVersion *version;

  if (!newest (store, &version, error))
    return NULL;
  if (version == NULL)
    g_set_error (error, PL_ERROR, PL_ERROR_FAILED, NC_ ("said", "the rules are not on record yet"));
  return version;
}

typedef struct {
  const char *version;
  const char *text;
} Found;

static gboolean
add_version (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const Found *found = data;
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, found->text, -1);
  PlMoment now;

  pl_store_now (store, &now);
  if (!pl_store_exec (store, error, "INSERT INTO rules (version, text, made_ms) VALUES (?, ?, ?)",
                      PL_TEXT (found->version), PL_TEXT (found->text), PL_INT (now.wall_ms)))
    return FALSE;
  pl_payload_number (payload, "rules", pl_store_last_id (store));
  pl_payload_text (payload, "version", found->version);
  pl_payload_text (payload, "sha256", hash);
  return TRUE;
}

gboolean
pl_rules_record_found (
    PlStore *store, const char *version, const char *today, const char *text, GError **error)
{
  const PlAct act = { &by_hand, "rules-changed", "" };
  g_autoptr (PlRulesVersion) last = NULL;
  Found found = { *version != '\0' ? version : today, text };

  if (!newest (store, &last, error))
    return FALSE;
  if (last != NULL && g_str_equal (last->text, text) &&
      (*version == '\0' || g_str_equal (last->version, version)))
    return TRUE;
  return pl_act (store, &act, add_version, &found, error);
}

typedef struct {
  const PlRulesSaying *saying;
  gint64 id;
} Saying;

static gboolean
check_cap (PlStore *store, const char *child, gint64 now_ms, GError **error)
{
  gint64 today;

  if (!pl_store_number (store, error, &today, 0,
                        "SELECT count (*) FROM rules_answer WHERE child = ? AND made_ms > ?",
                        PL_TEXT (child), PL_INT (now_ms - DAY_MS)))
    return FALSE;
  if (today < PL_RULES_DAY_MAX)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_LIMIT,
               NC_ ("said", "%d answers in a day are enough for now"), PL_RULES_DAY_MAX);
  return FALSE;
}

static gboolean
check_in_force (PlStore *store, gint64 rules, GError **error)
{
  g_autoptr (PlRulesVersion) version = pl_rules_newest (store, error);

  if (version == NULL || version->id == rules)
    return version != NULL;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
               NC_ ("said", "the rules have changed: read them again"));
  return FALSE;
}

static gboolean
add_saying (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  Saying *adding = data;
  const PlRulesSaying *saying = adding->saying;
  PlMoment now;

  pl_store_now (store, &now);
  if (!check_in_force (store, saying->rules, error) ||
      !check_cap (store, saying->child, now.wall_ms, error) ||
      !pl_store_exec (store, error,
                      "INSERT INTO rules_answer (child, rules, what, topic, words, made_ms)"
                      " VALUES (?, ?, ?, ?, ?, ?)",
                      PL_TEXT (saying->child), PL_INT (saying->rules), PL_INT (saying->what),
                      PL_TEXT (saying->topic), PL_TEXT (saying->words), PL_INT (now.wall_ms)))
    return FALSE;
  adding->id = pl_store_last_id (store);
  pl_payload_number (payload, "rules", saying->rules);
  if (*saying->topic != '\0')
    pl_payload_text (payload, "topic", saying->topic);
  pl_payload_text (payload, "words", saying->words);
  return TRUE;
}

gint64
pl_rules_say (PlStore *store, const PlActor *actor, const PlRulesSaying *saying, GError **error)
{
  static const char *const kinds[] = {
    [PL_RULES_SIGNED] = "rules-signed",
    [PL_RULES_DECLINED] = "rules-declined",
    [PL_RULES_COMMENT] = "rules-comment",
  };
  const PlAct act = { actor, kinds[saying->what], saying->child };
  Saying adding = { saying, 0 };

  if (!pl_text_check (NC_ ("said", "what you write"), saying->words, PL_RULES_WORDS_MAX,
                      saying->what == PL_RULES_COMMENT, error) ||
      !pl_act (store, &act, add_saying, &adding, error))
    return 0;
  return adding.id;
}

static PlRulesAnswer *
answer_of (sqlite3_stmt *row)
{
  PlRulesAnswer *answer = g_new0 (PlRulesAnswer, 1);

  answer->id = sqlite3_column_int64 (row, 0);
  answer->child = pl_store_column_text (row, 1);
  answer->rules = sqlite3_column_int64 (row, 2);
  answer->version = pl_store_column_text (row, 3);
  answer->what = (PlRulesWhat)sqlite3_column_int (row, 4);
  answer->topic = pl_store_column_text (row, 5);
  answer->words = pl_store_column_text (row, 6);
  answer->made_ms = sqlite3_column_int64 (row, 7);
  answer->answer = pl_store_column_text (row, 8);
  answer->answered_ms = sqlite3_column_int64 (row, 9);
  answer->answered_by = pl_store_column_text (row, 10);
  return answer;
}

GPtrArray *
pl_rules_answers (PlStore *store, const char *child, gint64 before, guint limit, GError **error)
{
  g_autoptr (GPtrArray) answers =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pl_rules_answer_free);
  int got = -1;
  g_autoptr (sqlite3_stmt) rows = pl_store_query (
      store, error,
      "SELECT " ANSWER_COLUMNS " FROM " ANSWERS " WHERE (?1 IS NULL OR a.child = ?1)"
      " AND a.id < ?2 ORDER BY a.id DESC LIMIT ?3",
      PL_TEXT (child), PL_INT (before > 0 ? before : G_MAXINT64),
      PL_INT (MIN (limit, PL_RULES_ANSWERS_MAX)));

  while (rows != NULL && (got = pl_store_next (store, rows, error)) > 0)
    g_ptr_array_add (answers, answer_of (rows));
  return got == 0 ? g_steal_pointer (&answers) : NULL;
}

static gboolean
write_answer (PlStore *store, gpointer data, PlPayload *payload, GError **error)
{
  const PlRulesAnswer *answer = data;
  PlMoment now;

  pl_store_now (store, &now);
  pl_payload_number (payload, "comment", answer->id);
  pl_payload_text (payload, "answer", answer->answer);
  return pl_store_exec (
      store, error,
      "UPDATE rules_answer SET answer = ?, answered_ms = ?, answered_by = ? WHERE id = ?",
      PL_TEXT (answer->answer), PL_INT (now.wall_ms), PL_TEXT (answer->answered_by),
      PL_INT (answer->id));
}

char *
pl_rules_comment_child (PlStore *store, gint64 id, GError **error)
{
  g_autoptr (sqlite3_stmt) row =
      pl_store_query (store, error,
                      "SELECT child FROM rules_answer WHERE id = ? AND what = ?"
                      " AND answered_ms IS NULL",
                      PL_INT (id), PL_INT (PL_RULES_COMMENT));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  if (got > 0)
    return pl_store_column_text (row, 0);
  if (got == 0)
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT,
                 NC_ ("said", "no comment %lld waits for an answer"), (long long)id);
  return NULL;
}

gboolean
pl_rules_answer_comment (
    PlStore *store, const PlActor *actor, gint64 id, const char *words, GError **error)
{
  g_autofree char *child = NULL;

  if (!pl_text_check (NC_ ("said", "the answer"), words, PL_RULES_WORDS_MAX, TRUE, error) ||
      (child = pl_rules_comment_child (store, id, error)) == NULL)
    return FALSE;
  const PlAct act = { actor, "rules-answer", child };
  PlRulesAnswer answer = { .id = id,
                           .answer = (char *)words,
                           .answered_by = (char *)actor->account };
  return pl_act (store, &act, write_answer, &answer, error);
}

static gboolean
read_answer (
    PlStore *store, const char *child, gint64 rules, PlRulesAnswer **answer, GError **error)
{
  g_autoptr (sqlite3_stmt) row = pl_store_query (
      store, error,
      "SELECT " ANSWER_COLUMNS " FROM " ANSWERS " WHERE a.child = ? AND a.rules = ? AND a.what <> ?"
      " ORDER BY a.id DESC LIMIT 1",
      PL_TEXT (child), PL_INT (rules), PL_INT (PL_RULES_COMMENT));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  *answer = got > 0 ? answer_of (row) : NULL;
  return got >= 0;
}

/* The newest text whose last answer is a signature. */
static gboolean
read_accepted (PlStore *store, const char *child, PlRulesStanding *standing, GError **error)
{
  g_autoptr (sqlite3_stmt) row = pl_store_query (
      store, error,
      "SELECT r.id, r.version, r.text, r.made_ms, a.made_ms FROM " ANSWERS
      " WHERE a.child = ?1 AND a.what = 1 AND NOT EXISTS (SELECT 1 FROM rules_answer AS later"
      "  WHERE later.child = ?1 AND later.rules = a.rules AND later.what = 2 AND later.id > a.id)"
      " ORDER BY a.rules DESC, a.id DESC LIMIT 1",
      PL_TEXT (child));
  int got = row != NULL ? pl_store_next (store, row, error) : -1;

  if (got > 0) {
    standing->accepted = version_of (row);
    standing->accepted_ms = sqlite3_column_int64 (row, 4);
  }
  return got >= 0;
}

gboolean
pl_rules_standing (
    PlStore *store, const char *child, gint64 rules, PlRulesStanding *standing, GError **error)
{
  *standing = (PlRulesStanding){ NULL };
  return read_answer (store, child, rules, &standing->answer, error) &&
         read_accepted (store, child, standing, error);
}
