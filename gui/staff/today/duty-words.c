/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/duty-words.h"

#include <glib/gi18n.h>

/* As policy/care/deadlines.h has them. */
static const struct {
  const char *code, *words;
} duties[] = {
  { "manager-told", NC_ ("duty", "tell the manager about the restriction") },
  { "social-worker-told", NC_ ("duty", "tell the social worker about the restriction") },
  { "family-told", NC_ ("duty", "tell the family about the restriction") },
  { "record", NC_ ("duty", "write the restriction down") },
  { "manager-spoke", NC_ ("duty", "the manager speaks with who restricted") },
  { "signed", NC_ ("duty", "the manager signs the restriction") },
  { "child-spoke", NC_ ("duty", "ask the child about the restriction, and write it down") },
}, states[] = {
  { "done", NC_ ("duty", "done") },
  { "late", NC_ ("duty", "done late") },
  { "held", NC_ ("duty", "on hold") },
  { "open", NC_ ("duty", "open") },
  { "overdue", NC_ ("duty", "overdue") },
};

const char *
pl_duty_words (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    if (g_str_equal (duties[i].code, code))
      return g_dpgettext2 (NULL, "duty", duties[i].words);
  return code;
}

const char *
pl_duty_state_words (const char *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].code, state))
      return g_dpgettext2 (NULL, "duty", states[i].words);
  return state;
}
