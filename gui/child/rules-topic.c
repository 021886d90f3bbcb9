/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/rules-topic.h"

struct _PlRulesTopic {
  GObject parent;
  char *id, *title;
  GArray *lines; /* of PlRulesLine */
};

G_DEFINE_FINAL_TYPE (PlRulesTopic, pl_rules_topic, G_TYPE_OBJECT)

static void
line_clear (gpointer data)
{
  PlRulesLine *line = data;

  g_free (line->text);
  g_free (line->easy);
}

static void
pl_rules_topic_finalize (GObject *object)
{
  PlRulesTopic *topic = PL_RULES_TOPIC (object);

  g_free (topic->id);
  g_free (topic->title);
  g_array_unref (topic->lines);
  G_OBJECT_CLASS (pl_rules_topic_parent_class)->finalize (object);
}

static void
pl_rules_topic_class_init (PlRulesTopicClass *class)
{
  G_OBJECT_CLASS (class)->finalize = pl_rules_topic_finalize;
}

static void
pl_rules_topic_init (PlRulesTopic *topic)
{
  topic->lines = g_array_new (FALSE, FALSE, sizeof (PlRulesLine));
  g_array_set_clear_func (topic->lines, line_clear);
}

PlRulesTopic *
pl_rules_topic_new (GVariant *row)
{
  PlRulesTopic *topic = g_object_new (PL_TYPE_RULES_TOPIC, NULL);
  g_autoptr (GVariantIter) lines = NULL;
  PlRulesLine line;

  g_variant_get (row, "(ssa(ssb))", &topic->id, &topic->title, &lines);
  while (g_variant_iter_next (lines, "(ssb)", &line.text, &line.easy, &line.new))
    g_array_append_val (topic->lines, line);
  return topic;
}

const char *
pl_rules_topic_get_id (PlRulesTopic *topic)
{
  return topic->id;
}

const char *
pl_rules_topic_get_title (PlRulesTopic *topic)
{
  return topic->title;
}

guint
pl_rules_topic_get_n_lines (PlRulesTopic *topic)
{
  return topic->lines->len;
}

const PlRulesLine *
pl_rules_topic_get_line (PlRulesTopic *topic, guint i)
{
  return &g_array_index (topic->lines, PlRulesLine, i);
}

gboolean
pl_rules_topic_is_new (PlRulesTopic *topic)
{
  for (guint i = 0; i < topic->lines->len; i++)
    if (g_array_index (topic->lines, PlRulesLine, i).new)
      return TRUE;
  return FALSE;
}
