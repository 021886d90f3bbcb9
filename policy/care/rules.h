/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "policy/language.h"

G_BEGIN_DECLS

/*
 * The home's internet rules (H1, H2): topics with a few sentences each, and the same in easier words.
 * A set of them ships; a home may write its own, in a file of this form (porchlight.conf(5)):
 *
 *   [passwords]
 *   Title=Passwords
 *   1=Keep your passwords to yourself.
 *   1.Easy=Do not tell anyone your password.
 *
 * It has to say something on every topic of H1, and may have topics of its own.
 */
#define PL_RULES_TOPICS_MAX 40
#define PL_RULES_LINES_MAX  12  /* of a topic */
#define PL_RULES_TITLE_MAX  80  /* characters */
#define PL_RULES_LINE_MAX   300 /* characters */

typedef struct {
  char *text;
  char *easy;      /* the same in easier words; the text where the home wrote none */
  gboolean is_new; /* pl_rules_mark_new */
} PlRulesLine;

typedef struct {
  char *id; /* "passwords" */
  char *title;
  GPtrArray *lines; /* of PlRulesLine */
} PlRulesTopic;

typedef struct {
  GPtrArray *topics; /* of PlRulesTopic, in reading order */
  gboolean own;      /* the home wrote them: there are no translations */
} PlRules;

/* What ships, in English. Transfer full. */
PlRules *pl_rules_new_shipped (void);

/* Reads a home's file. NULL and PL_ERROR_REFUSED, "FILE:LINE: reason". Transfer full. */
PlRules *pl_rules_parse (const char *name, const char *text, gsize length, GError **error);

void pl_rules_free (PlRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlRules, pl_rules_free)

/* As a file that pl_rules_parse reads, for a home to begin with, and for the record. g_free. */
char *pl_rules_to_text (const PlRules *rules);

/* NULL if there is no such topic. */
const PlRulesTopic *pl_rules_topic (const PlRules *rules, const char *id);

/* Marks what before does not say in these words, under any topic; nothing is new where before is NULL. */
void pl_rules_mark_new (PlRules *rules, const PlRules *before);

/* A title or a sentence in a language: the home's own words stay as they are. */
const char *
pl_rules_in_language (const PlRules *rules, const PlLanguage *language, const char *words);

G_END_DECLS
