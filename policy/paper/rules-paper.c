/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/paper/rules-paper.h"

#include "policy/paper/paper.h"

#define SIZE      10.5
#define EASY_SIZE 15.0

static void
add_topic (PlPaper *paper, const PlRulesTopic *topic, gboolean easy)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  for (guint i = 0; i < topic->lines->len; i++) {
    const PlRulesLine *line = topic->lines->pdata[i];
    g_ptr_array_add (lines, easy ? line->easy : line->text);
  }
  g_ptr_array_add (lines, NULL);
  pl_paper_card (paper, topic->title, (const char *const *)lines->pdata);
}

GBytes *
pl_rules_paper (const PlRulesPaper *rules, GError **error)
{
  g_autofree char *foot = g_strdup_printf ("%s%sInternet rules, version %s", rules->home,
                                           *rules->home != '\0' ? "  ·  " : "", rules->version);
  g_autoptr (PlPaper) paper = pl_paper_new ("Our internet rules", foot);

  pl_paper_title (paper, "Our internet rules",
                  *rules->home != '\0' ? rules->home : "For everybody who lives here");
  pl_paper_cards_begin (paper, 2, rules->easy ? EASY_SIZE : SIZE);
  for (guint i = 0; i < rules->rules->topics->len; i++)
    add_topic (paper, rules->rules->topics->pdata[i], rules->easy);
  pl_paper_cards_end (paper);
  return pl_paper_finish (paper, error);
}
