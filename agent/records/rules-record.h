/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "agent/records/act.h"
#include "policy/care/text-max.h"

G_BEGIN_DECLS

/*
 * The home's internet rules as they stood, and what each child answered to them (H2, H3). Signing and
 * declining are recorded alike, and switch nothing on or off.
 */

/* A text of the rules that was in force. */
typedef struct {
  gint64 id; /* grows */
  char *version;
  char *text; /* as policy/care/rules.h reads it */
  gint64 made_ms;
} PlRulesVersion;

void pl_rules_version_free (PlRulesVersion *version);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlRulesVersion, pl_rules_version_free)

/*
 * Records the text in force, audited, unless it is the newest on record in that version. version: as the
 * home calls it; "": the home does not say, and a new text is called by today (YYYY-MM-DD, the caller's).
 */
gboolean pl_rules_record_found (
    PlStore *store, const char *version, const char *today, const char *text, GError **error);

/* Transfer full. NULL and PL_ERROR_FAILED where none is on record yet. */
PlRulesVersion *pl_rules_newest (PlStore *store, GError **error);

/* What a child says. Values are stored. */
typedef enum {
  PL_RULES_SIGNED = 1,
  PL_RULES_DECLINED = 2,
  PL_RULES_COMMENT = 3,
} PlRulesWhat;

#define PL_RULES_DAY_MAX     20  /* answers and comments of a child in 24 hours */
#define PL_RULES_ANSWERS_MAX 200 /* of a list */

typedef struct {
  gint64 id;
  char *child;
  gint64 rules; /* the text's id */
  char *version;
  PlRulesWhat what;
  char *topic; /* of a comment: its id, or "" */
  char *words;
  gint64 made_ms;
  char *answer; /* of staff's to a comment; "" for none yet */
  gint64 answered_ms;
  char *answered_by;
} PlRulesAnswer;

void pl_rules_answer_free (PlRulesAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlRulesAnswer, pl_rules_answer_free)

/* What is to be recorded; rules is the text in force, or it was not the one that the child read. */
typedef struct {
  const char *child;
  gint64 rules;
  PlRulesWhat what;
  const char *topic;
  const char *words;
} PlRulesSaying;

/*
 * Records what a child says, audited as the child's act. The id; 0 and PL_ERROR_ARGUMENT where the rules have
 * changed since, PL_ERROR_LIMIT, PL_ERROR_IO.
 */
gint64
pl_rules_say (PlStore *store, const PlActor *actor, const PlRulesSaying *saying, GError **error);

/* Staff answer a comment, once; the child reads it. Audited. */
gboolean pl_rules_answer_comment (
    PlStore *store, const PlActor *actor, gint64 id, const char *words, GError **error);

/* Whose comment it is that has no answer yet. NULL and PL_ERROR_ARGUMENT where there is none. Transfer full. */
char *pl_rules_comment_child (PlStore *store, gint64 id, GError **error);

/* Newest first; child: nullable, every child's; before: 0, or lower ids only. Transfer full: of PlRulesAnswer. */
GPtrArray *
pl_rules_answers (PlStore *store, const char *child, gint64 before, guint limit, GError **error);

/* How a child stands to the rules. */
typedef struct {
  PlRulesAnswer *answer;    /* the last to the text in force; NULL: none yet */
  PlRulesVersion *accepted; /* the text that the child signed last; NULL: never one */
  gint64 accepted_ms;
} PlRulesStanding;

void pl_rules_standing_clear (PlRulesStanding *standing);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlRulesStanding, pl_rules_standing_clear)

/* rules: the id of the text in force. */
gboolean pl_rules_standing (
    PlStore *store, const char *child, gint64 rules, PlRulesStanding *standing, GError **error);

G_END_DECLS
