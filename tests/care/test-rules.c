/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/rules.h"

#include <string.h>

#include "policy/error.h"
#include "tests/tap.h"

/* What H1 names, in its order. */
static const char *const asked[] = {
  "time",         "allowed",        "showing",       "behaviour",        "privacy-settings",
  "asking-first", "online-friends", "private-facts", "webcams",          "photos",
  "money",        "attachments",    "passwords",     "hurtful-messages", "meeting",
  "upset",
};

static PlRules *
parse (const char *text, GError **error)
{
  return pl_rules_parse ("rules.conf", text, strlen (text), error);
}

static char *
shipped_text (void)
{
  g_autoptr (PlRules) rules = pl_rules_new_shipped ();

  return pl_rules_to_text (rules);
}

/* Is refused, and says so at line. */
static void
assert_refused (const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;

  ck_assert_ptr_null (parse (text, &error));
  ck_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
  ck_assert_msg (strstr (error->message, message) == error->message, "%s", error->message);
}

static guint
longest_sentence (const char *text)
{
  g_auto (GStrv) sentences = g_strsplit (text, ". ", -1);
  guint longest = 0;

  for (char **sentence = sentences; *sentence != NULL; sentence++) {
    g_auto (GStrv) words = g_strsplit (*sentence, " ", -1);
    longest = MAX (longest, g_strv_length (words));
  }
  return longest;
}

START_TEST (the_rules_that_ship_cover_what_is_asked_in_short_sentences)
{
  g_autoptr (PlRules) rules = pl_rules_new_shipped ();

  ck_assert_uint_eq (rules->topics->len, G_N_ELEMENTS (asked));
  for (guint i = 0; i < rules->topics->len; i++) {
    const PlRulesTopic *topic = rules->topics->pdata[i];
    ck_assert_str_eq (topic->id, asked[i]);
    for (guint j = 0; j < topic->lines->len; j++) {
      const PlRulesLine *line = topic->lines->pdata[j];
      ck_assert_msg (longest_sentence (line->text) <= 17, "%s", line->text);
      ck_assert_msg (longest_sentence (line->easy) <= 11, "%s", line->easy);
      ck_assert_uint_le (strlen (line->easy), strlen (line->text));
    }
  }
}
END_TEST

START_TEST (a_text_reads_back_as_it_was_written)
{
  g_autofree char *text = shipped_text ();
  g_autoptr (PlRules) read = parse (text, NULL);
  g_autofree char *again = pl_rules_to_text (read);

  ck_assert (read->own);
  ck_assert_str_eq (again, text);
}
END_TEST

START_TEST (a_home_may_add_topics_and_leave_out_easier_words)
{
  g_autofree char *shipped = shipped_text ();
  g_autofree char *text =
      g_strconcat (shipped, "[pets]\nTitle=The cat\n1=No films of the cat.\n", NULL);
  g_autoptr (PlRules) rules = parse (text, NULL);
  const PlRulesTopic *topic = pl_rules_topic (rules, "pets");

  ck_assert_ptr_nonnull (topic);
  ck_assert_str_eq (((const PlRulesLine *)topic->lines->pdata[0])->easy, "No films of the cat.");
}
END_TEST

START_TEST (a_topic_that_every_home_needs_is_missed_by_name)
{
  assert_refused ("[time]\nTitle=Time\n1=Look at the clock.\n",
                  "rules.conf:1: the rules say nothing on [allowed]");
}
END_TEST

START_TEST (what_is_wrong_is_refused_at_its_line)
{
  g_autofree char *longest = g_strnfill (PL_RULES_LINE_MAX + 1, 'a');
  g_autofree char *too_long = g_strconcat ("[time]\nTitle=Time\n1=", longest, "\n", NULL);
  g_autoptr (GString) many = g_string_new ("[time]\nTitle=Time\n");
  g_autoptr (GString) topics = g_string_new (NULL);

  for (guint i = 1; i <= PL_RULES_LINES_MAX + 1; i++)
    g_string_append_printf (many, "%u=a\n", i);
  for (guint i = 0; i <= PL_RULES_TOPICS_MAX; i++)
    g_string_append_printf (topics, "[t%u]\nTitle=a\n1=a\n", i);
  assert_refused (too_long, "rules.conf:3: 1 is longer than 300 characters");
  assert_refused (many->str, "rules.conf:15: a topic has 12 rules at most");
  assert_refused (topics->str, "rules.conf:121: more than 40 topics");
  assert_refused ("[Time]\nTitle=Time\n1=a\n", "rules.conf:1: [Time] is not of the form");
  assert_refused ("[time]\nTitle=Time\n", "rules.conf:1: [time] has no rule 1");
  assert_refused ("[time]\n1=a\n", "rules.conf:1: [time] has no Title");
  assert_refused ("[time]\nTitle=Time\n2=a\n", "rules.conf:3: a topic has Title, then 1");
  assert_refused ("[time]\nTitle=Time\n1=a\n2.Easy=a\n", "rules.conf:4: a topic has Title, then 1");
  assert_refused ("[time]\nTitle=Time\n1=\n", "rules.conf:3: a rule without words");
  assert_refused ("[time]\nTitle=Time\n1=a\nWhy=a\n", "rules.conf:4: a topic has Title, then 1");
}
END_TEST

START_TEST (what_a_child_has_not_signed_before_is_new)
{
  g_autofree char *before_text = shipped_text ();
  g_autofree char *more = g_strconcat (before_text, "[pets]\nTitle=The cat\n1=No films.\n", NULL);
  g_autoptr (PlRules) before = parse (before_text, NULL);
  g_autoptr (PlRules) rules = parse (more, NULL);
  guint news = 0;

  pl_rules_mark_new (rules, before);
  for (guint i = 0; i < rules->topics->len; i++) {
    const PlRulesTopic *topic = rules->topics->pdata[i];
    for (guint j = 0; j < topic->lines->len; j++)
      news += ((const PlRulesLine *)topic->lines->pdata[j])->is_new;
  }
  ck_assert_uint_eq (news, 1);
  pl_rules_mark_new (rules, NULL);
  const PlRulesTopic *pets = pl_rules_topic (rules, "pets");
  ck_assert (!((const PlRulesLine *)pets->lines->pdata[0])->is_new);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    the_rules_that_ship_cover_what_is_asked_in_short_sentences,
    a_text_reads_back_as_it_was_written,
    a_home_may_add_topics_and_leave_out_easier_words,
    a_topic_that_every_home_needs_is_missed_by_name,
    what_is_wrong_is_refused_at_its_line,
    what_a_child_has_not_signed_before_is_new,
    NULL,
  };

  return pl_tap_main ("rules", tests, 10);
}
