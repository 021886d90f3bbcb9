/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/rules.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/data/rules-text.h"
#include "policy/error.h"
#include "policy/people/key-file.h"
#include "policy/sites/category.h"

#define EASY ".Easy"

static void
line_free (gpointer data)
{
  PlRulesLine *line = data;

  g_free (line->text);
  g_free (line->easy);
  g_free (line);
}

static void
topic_free (gpointer data)
{
  PlRulesTopic *topic = data;

  g_free (topic->id);
  g_free (topic->title);
  g_ptr_array_unref (topic->lines);
  g_free (topic);
}

void
pl_rules_free (PlRules *rules)
{
  if (rules == NULL)
    return;
  g_ptr_array_unref (rules->topics);
  g_free (rules);
}

static PlRules *
rules_new (gboolean own)
{
  PlRules *rules = g_new0 (PlRules, 1);

  rules->topics = g_ptr_array_new_with_free_func (topic_free);
  rules->own = own;
  return rules;
}

static PlRulesTopic *
add_topic (PlRules *rules, const char *id)
{
  PlRulesTopic *topic = g_new0 (PlRulesTopic, 1);

  topic->id = g_strdup (id);
  topic->lines = g_ptr_array_new_with_free_func (line_free);
  g_ptr_array_add (rules->topics, topic);
  return topic;
}

static PlRulesLine *
add_line (PlRulesTopic *topic, const char *text)
{
  PlRulesLine *line = g_new0 (PlRulesLine, 1);

  line->text = g_strdup (text);
  g_ptr_array_add (topic->lines, line);
  return line;
}

PlRules *
pl_rules_new_shipped (void)
{
  PlRules *rules = rules_new (FALSE);

  for (guint i = 0; i < pl_rules_n_texts; i++) {
    const PlRulesText *text = &pl_rules_text[i];
    PlRulesTopic *topic = add_topic (rules, text->id);
    topic->title = g_strdup (text->title);
    for (guint j = 0; j < G_N_ELEMENTS (text->lines) && text->lines[j].text != NULL; j++)
      add_line (topic, text->lines[j].text)->easy = g_strdup (text->lines[j].easy);
  }
  return rules;
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, PL_ERROR, PL_ERROR_REFUSED, reason);
  return FALSE;
}

static gboolean
check_words (const PlKeyEntry *entry, glong max, GError **error)
{
  glong length = g_utf8_strlen (entry->value, -1);

  if (length == 0)
    return refuse (error, NC_ ("said", "a rule without words"));
  if (length <= max)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "%s is longer than %ld characters"),
               entry->key, max);
  return FALSE;
}

/* "3" where the topic has two lines already; "3.Easy" where it has three. */
static gboolean
is_number (const char *key, guint number, const char *rest)
{
  char digits[16];
  gsize length = (gsize)g_snprintf (digits, sizeof digits, "%u", number);

  return strncmp (key, digits, length) == 0 && g_str_equal (key + length, rest);
}

static gboolean
read_title (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlRulesTopic *topic = field;

  topic->title = g_strdup (entry->value);
  return check_words (entry, PL_RULES_TITLE_MAX, error);
}

static gboolean
read_line (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlRulesTopic *topic = field;
  guint n = topic->lines->len;

  if (!check_words (entry, PL_RULES_LINE_MAX, error))
    return FALSE;
  if (n > 0 && is_number (entry->key, n, EASY)) {
    ((PlRulesLine *)topic->lines->pdata[n - 1])->easy = g_strdup (entry->value);
    return TRUE;
  }
  if (!is_number (entry->key, n + 1, ""))
    return refuse (error, NC_ ("said", "a topic has Title, then 1, 1.Easy, 2, 2.Easy and so on"));
  if (n == PL_RULES_LINES_MAX)
    return refuse (error, NC_ ("said", "a topic has 12 rules at most"));
  add_line (topic, entry->value);
  return TRUE;
}

static const PlKeyRule topic_rules[] = {
  { NULL, "Title", .read = read_title },
  { NULL, NULL, PL_KEY_ANY, read_line },
};

static gboolean
read_topic (const PlKeyFile *file, const char *section, PlRules *rules, GError **error)
{
  guint line = pl_key_file_line (file, section, "");

  if (!pl_category_id_is_valid (section))
    return pl_key_file_refuse (file, line, error,
                               NC_ ("said", "[%s] is not of the form [a-z][a-z0-9-]*"), section);
  if (rules->topics->len == PL_RULES_TOPICS_MAX)
    return pl_key_file_refuse (file, line, error, NC_ ("said", "more than %d topics"),
                               PL_RULES_TOPICS_MAX);
  PlRulesTopic *topic = add_topic (rules, section);
  if (!pl_key_file_apply_section (file, section, topic_rules, G_N_ELEMENTS (topic_rules), topic,
                                  error))
    return FALSE;
  if (topic->title == NULL || topic->lines->len == 0)
    return pl_key_file_refuse (file, line, error, NC_ ("said", "[%s] has no %s"), section,
                               topic->title == NULL ? "Title" : "rule 1");
  for (guint i = 0; i < topic->lines->len; i++) {
    PlRulesLine *read = topic->lines->pdata[i];
    if (read->easy == NULL)
      read->easy = g_strdup (read->text);
  }
  return TRUE;
}

/* What H1 asks of every home is what ships. */
static gboolean
check_complete (const PlKeyFile *file, const PlRules *rules, GError **error)
{
  for (guint i = 0; i < pl_rules_n_texts; i++)
    if (pl_rules_topic (rules, pl_rules_text[i].id) == NULL)
      return pl_key_file_refuse (file, 1, error, NC_ ("said", "the rules say nothing on [%s] (%s)"),
                                 pl_rules_text[i].id, pl_rules_text[i].title);
  return TRUE;
}

PlRules *
pl_rules_parse (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (PlKeyFile) file = pl_key_file_new (name, text, length, error);
  g_autoptr (PlRules) rules = rules_new (TRUE);

  if (file == NULL)
    return NULL;
  g_autofree const char **sections = pl_key_file_sections (file);
  for (const char **section = sections; *section != NULL; section++)
    if (!read_topic (file, *section, rules, error))
      return NULL;
  return check_complete (file, rules, error) ? g_steal_pointer (&rules) : NULL;
}

char *
pl_rules_to_text (const PlRules *rules)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rules->topics->len; i++) {
    const PlRulesTopic *topic = rules->topics->pdata[i];
    g_string_append_printf (text, "%s[%s]\nTitle=%s\n", i > 0 ? "\n" : "", topic->id, topic->title);
    for (guint j = 0; j < topic->lines->len; j++) {
      const PlRulesLine *line = topic->lines->pdata[j];
      g_string_append_printf (text, "%u=%s\n%u" EASY "=%s\n", j + 1, line->text, j + 1, line->easy);
    }
  }
  return g_string_free (text, FALSE);
}

const PlRulesTopic *
pl_rules_topic (const PlRules *rules, const char *id)
{
  for (guint i = 0; i < rules->topics->len; i++) {
    const PlRulesTopic *topic = rules->topics->pdata[i];
    if (g_str_equal (topic->id, id))
      return topic;
  }
  return NULL;
}

static gboolean
says (const PlRules *rules, const char *text)
{
  for (guint i = 0; i < rules->topics->len; i++) {
    const PlRulesTopic *topic = rules->topics->pdata[i];
    for (guint j = 0; j < topic->lines->len; j++)
      if (g_str_equal (((const PlRulesLine *)topic->lines->pdata[j])->text, text))
        return TRUE;
  }
  return FALSE;
}

void
pl_rules_mark_new (PlRules *rules, const PlRules *before)
{
  for (guint i = 0; i < rules->topics->len; i++) {
    const PlRulesTopic *topic = rules->topics->pdata[i];
    for (guint j = 0; j < topic->lines->len; j++) {
      PlRulesLine *line = topic->lines->pdata[j];
      line->is_new = before != NULL && !says (before, line->text);
    }
  }
}

const char *
pl_rules_in_language (const PlRules *rules, const PlLanguage *language, const char *words)
{
  return rules->own ? words : pl_language_text (language, "rules", words);
}
