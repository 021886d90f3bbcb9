/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/rules-record.h"

#include "policy/error.h"
#include "tests/records/stand.h"

static const PlActor sam = { 1001, "sam", "" };

static gint64
in_force (void)
{
  g_autoptr (PlRulesVersion) version = pl_rules_newest (store, NULL);

  return version->id;
}

static void
put_in_force (const char *version, const char *text)
{
  ck_assert (pl_rules_record_found (store, version, "2026-11-22", text, NULL));
}

static gint64
say (PlRulesWhat what, gint64 rules, const char *words, GError **error)
{
  const PlRulesSaying saying = { "sam", rules, what, "", words };

  return pl_rules_say (store, &sam, &saying, error);
}

START_TEST (a_text_is_recorded_once_and_again_when_text_or_version_changes)
{
  put_in_force ("1", "a");
  put_in_force ("1", "a");
  put_in_force ("", "a");
  ck_assert_int_eq (in_force (), 1);
  put_in_force ("1", "b");
  ck_assert_int_eq (in_force (), 2);
  put_in_force ("2", "b");
  ck_assert_int_eq (in_force (), 3);
}
END_TEST

START_TEST (without_a_version_a_new_text_is_called_by_its_day)
{
  put_in_force ("", "a");
  g_autoptr (PlRulesVersion) version = pl_rules_newest (store, NULL);
  ck_assert_str_eq (version->version, "2026-11-22");
}
END_TEST

START_TEST (the_last_answer_counts_and_what_was_signed_is_known_later)
{
  g_auto (PlRulesStanding) none = { NULL }, first = { NULL }, second = { NULL }, third = { NULL };

  put_in_force ("1", "a");
  ck_assert (pl_rules_standing (store, "sam", in_force (), &none, NULL));
  ck_assert_ptr_null (none.answer);
  ck_assert_int_gt (say (PL_RULES_DECLINED, 1, "too long", NULL), 0);
  ck_assert_int_gt (say (PL_RULES_SIGNED, 1, "", NULL), 0);
  ck_assert (pl_rules_standing (store, "sam", 1, &first, NULL));
  ck_assert_int_eq (first.answer->what, PL_RULES_SIGNED);
  put_in_force ("2", "b");
  ck_assert_int_gt (say (PL_RULES_DECLINED, 2, "", NULL), 0);
  ck_assert (pl_rules_standing (store, "sam", 2, &second, NULL));
  ck_assert_int_eq (second.answer->what, PL_RULES_DECLINED);
  ck_assert_str_eq (second.accepted->version, "1");
  ck_assert_str_eq (second.accepted->text, "a");
  ck_assert (pl_rules_standing (store, "alex", 2, &third, NULL));
  ck_assert_ptr_null (third.accepted);
}
END_TEST

START_TEST (who_signs_and_then_declines_has_not_signed)
{
  g_auto (PlRulesStanding) standing = { NULL };

  put_in_force ("1", "a");
  say (PL_RULES_SIGNED, 1, "", NULL);
  say (PL_RULES_DECLINED, 1, "", NULL);
  ck_assert (pl_rules_standing (store, "sam", 1, &standing, NULL));
  ck_assert_ptr_null (standing.accepted);
}
END_TEST

START_TEST (nobody_signs_rules_that_changed_while_they_were_read)
{
  g_autoptr (GError) error = NULL;

  put_in_force ("1", "a");
  put_in_force ("2", "b");
  ck_assert_int_eq (say (PL_RULES_SIGNED, 1, "", &error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT));
}
END_TEST

START_TEST (what_a_child_says_in_a_day_has_an_end)
{
  g_autoptr (GError) error = NULL;

  put_in_force ("1", "a");
  for (guint i = 0; i < PL_RULES_DAY_MAX; i++)
    ck_assert_int_gt (say (PL_RULES_COMMENT, 1, "why?", NULL), 0);
  ck_assert_int_eq (say (PL_RULES_COMMENT, 1, "why?", &error), 0);
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_LIMIT));
  stand_time.wall_ms += STAND_DAY_MS + 1;
  ck_assert_int_gt (say (PL_RULES_COMMENT, 1, "why?", NULL), 0);
}
END_TEST

START_TEST (a_comment_has_words_and_one_answer)
{
  g_autoptr (GError) error = NULL;

  put_in_force ("1", "a");
  ck_assert_int_eq (say (PL_RULES_COMMENT, 1, " ", NULL), 0);
  gint64 id = say (PL_RULES_COMMENT, 1, "bedtime is early", NULL);
  ck_assert (pl_rules_answer_comment (store, &jo, id, "let us talk on Monday", NULL));
  ck_assert (!pl_rules_answer_comment (store, &jo, id, "again", &error));
  g_autoptr (GPtrArray) answers = pl_rules_answers (store, "sam", 0, 10, NULL);
  const PlRulesAnswer *comment = answers->pdata[0];
  ck_assert_str_eq (comment->words, "bedtime is early");
  ck_assert_str_eq (comment->answer, "let us talk on Monday");
  ck_assert_str_eq (comment->answered_by, "jo");
  ck_assert_str_eq (comment->version, "1");
  g_autoptr (GPtrArray) others = pl_rules_answers (store, "alex", 0, 10, NULL);
  ck_assert_uint_eq (others->len, 0);
}
END_TEST

static void
note (const PlAuditEntry *entry, gpointer data)
{
  g_string_append_printf (data, "%s %s %s;", entry->actor, entry->kind, entry->subject);
}

START_TEST (all_of_it_is_in_the_audit_chain)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  const PlAuditFilter all = { .limit = 10 };

  put_in_force ("1", "a");
  say (PL_RULES_SIGNED, 1, "", NULL);
  gint64 id = say (PL_RULES_COMMENT, 1, "why?", NULL);
  pl_rules_answer_comment (store, &jo, id, "because", NULL);
  ck_assert (pl_audit_list (store, &all, note, seen, NULL));
  ck_assert_str_eq (seen->str, "jo rules-answer sam;sam rules-comment sam;sam rules-signed sam;"
                               "root rules-changed ;");
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_text_is_recorded_once_and_again_when_text_or_version_changes,
    without_a_version_a_new_text_is_called_by_its_day,
    the_last_answer_counts_and_what_was_signed_is_known_later,
    who_signs_and_then_declines_has_not_signed,
    nobody_signs_rules_that_changed_while_they_were_read,
    what_a_child_says_in_a_day_has_an_end,
    a_comment_has_words_and_one_answer,
    all_of_it_is_in_the_audit_chain,
    NULL,
  };

  return pl_tap_main_with ("rules record", tests, 20, stand_set_up, stand_tear_down);
}
