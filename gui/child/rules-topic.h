/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One topic of the home's internet rules, as Child.GetRules gives it. */
#define PL_TYPE_RULES_TOPIC (pl_rules_topic_get_type ())
G_DECLARE_FINAL_TYPE (PlRulesTopic, pl_rules_topic, PL, RULES_TOPIC, GObject)

typedef struct {
  char *text, *easy; /* easy: the same in easier words; may be "" */
  gboolean new;      /* since the version that the child signed last */
} PlRulesLine;

/* row: "(ssa(ssb))". */
PlRulesTopic *pl_rules_topic_new (GVariant *row);

const char *pl_rules_topic_get_id (PlRulesTopic *topic);
const char *pl_rules_topic_get_title (PlRulesTopic *topic);
guint pl_rules_topic_get_n_lines (PlRulesTopic *topic);
const PlRulesLine *pl_rules_topic_get_line (PlRulesTopic *topic, guint i);
/* TRUE if one of its lines is. */
gboolean pl_rules_topic_is_new (PlRulesTopic *topic);

G_END_DECLS
